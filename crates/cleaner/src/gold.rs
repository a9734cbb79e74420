//! Pages whose lines are labelled, for training and for measuring.

use std::error::Error;

use copydesk_core::Meta;
use copydesk_layers::BlockKind;
use copydesk_learn::gold::records;
use serde::Deserialize;

/// A page whose lines are labelled.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct GoldPage {
    pub(crate) id: String,
    /// Whose page it is; none on invented pages.
    #[serde(default)]
    pub(crate) publisher: Option<String>,
    /// The house after whose pages an invented one was made: to measure on that house, this page is left out too.
    #[serde(default)]
    pub(crate) like: Option<String>,
    #[serde(default)]
    pub(crate) title: Option<String>,
    #[serde(default)]
    pub(crate) published: Option<String>,
    pub(crate) raw: Vec<String>,
    pub(crate) labels: Vec<BlockKind>,
    /// What is left of each line; the whole line where the page says nothing.
    #[serde(default)]
    pub(crate) clean: Option<Vec<String>>,
    /// The dateline in each line.
    #[serde(default)]
    pub(crate) dateline: Option<Vec<Option<String>>>,
}

impl GoldPage {
    /// The page's text as a saved page is: a blank line between any two.
    pub(crate) fn text(&self) -> String {
        self.raw.join("\n\n")
    }

    /// What a source that knows them would say of title and date.
    pub(crate) fn meta(&self) -> Meta {
        let published = self.published.as_deref().map(|date| date.replacen(' ', "T", 1));
        let mut meta = Meta::default();
        (meta.headline, meta.content_created) = (self.title.clone(), published);
        meta
    }

    /// The house that the page comes from, in small letters: of an address, the name in its host.
    pub(crate) fn house(&self) -> String {
        let publisher = self.like.as_deref().or(self.publisher.as_deref()).unwrap_or(&self.id);
        let name = match publisher.split_once("://") {
            Some((_, rest)) => name_in(rest.split('/').next().unwrap_or(rest)),
            // Pages of one house may be numbered; a number alone is its name.
            None => Some(publisher.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-'))
                .filter(|name| !name.is_empty())
                .unwrap_or(publisher),
        };
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    }
}

/// "news" of "www.news.co.uk".
fn name_in(host: &str) -> &str {
    let mut labels: Vec<_> = host.split('.').collect();
    labels.pop();
    if labels.len() > 1 && labels.last().is_some_and(|label| matches!(*label, "co" | "com" | "org" | "net")) {
        labels.pop();
    }
    labels.pop().unwrap_or(host)
}

/// Whether two houses may be the same: the name of one is in that of the other.
pub(crate) fn is_same_house(a: &str, b: &str) -> bool {
    a.contains(b) || b.contains(a)
}

/// Reads labelled pages.
///
/// # Errors
/// Those of [`records`]; a page whose lists have different lengths.
pub(crate) fn pages(path: &str) -> Result<Vec<GoldPage>, Box<dyn Error>> {
    let pages: Vec<GoldPage> = records(path)?;
    for page in &pages {
        let lines = page.raw.len();
        let whole = page.labels.len() == lines
            && page.clean.as_ref().is_none_or(|clean| clean.len() == lines)
            && page.dateline.as_ref().is_none_or(|dateline| dateline.len() == lines);
        if !whole {
            return Err(format!("{path}: page `{}` has lists of different lengths", page.id).into());
        }
    }
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(page: &str) -> String {
        let page: GoldPage = serde_json::from_str(page).expect("a gold page");
        page.house()
    }

    #[test]
    fn pages_of_a_house_are_known_for_its() {
        let pages = [
            (r#"{"id": "harbour-1", "raw": [], "labels": []}"#, "harbour"),
            (r#"{"id": "002", "raw": [], "labels": []}"#, "002"),
            (r#"{"id": "a", "publisher": "https://www.harbour.co.uk/x", "raw": [], "labels": []}"#, "harbour"),
            (r#"{"id": "a", "publisher": "Quay Daily", "like": "Harbour", "raw": [], "labels": []}"#, "harbour"),
        ];
        for (page, expected) in pages {
            assert_eq!(house(page), expected);
        }
    }
}
