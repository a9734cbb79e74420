//! What tells an article from others, and one version of it from another.

use copydesk_core::Article;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::run::report::failure::Failure;

/// Hashes of an article's id and of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    pub(crate) article: u64,
    pub(crate) content: u32,
}

impl Key {
    /// Of an article: its content is its text, headline and date, as they came with it.
    pub(crate) fn of_article(article: &Article) -> Self {
        let meta = &article.meta;
        let came = |field: &str| !meta.found_in_text.iter().any(|found| found == field);
        let came_with = |field: &str, value: &Option<String>| value.clone().filter(|_| came(field)).unwrap_or_default();
        let mut content = Xxh3::new();
        for part in [
            article.text(),
            &came_with("headline", &meta.headline),
            &came_with("contentCreated", &meta.content_created),
            &came_with("versionCreated", &meta.version_created),
        ] {
            content.update(part.as_bytes());
            content.update(&[0]);
        }
        Self { article: xxh3_64(article.id.as_bytes()), content: low(content.digest()) }
    }

    /// Of what never became an article: where it came from, and what was wrong with it.
    pub(crate) fn of_failure(failure: &Failure) -> Self {
        let place = format!("failed\0{}", failure.source);
        Self { article: xxh3_64(place.as_bytes()), content: low(xxh3_64(failure.error.as_bytes())) }
    }
}

/// 32 bits tell the few versions of one article apart; one correction in four thousand million would be missed.
fn low(hash: u64) -> u32 {
    (hash & u64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use copydesk_core::Found;

    use super::*;

    fn article(text: &str) -> Article {
        Article::new("a-1", text).expect("it is short")
    }

    #[test]
    fn content_is_what_came_and_not_what_a_stage_found() {
        let key = Key::of_article(&article("The ferry sails."));
        let mut titled = article("The ferry sails.");
        titled.meta.find(Found { field: "headline", value: "Ferry".to_owned() });
        assert_eq!(Key::of_article(&titled), key);
        titled.meta.found_in_text.clear();
        assert_ne!(Key::of_article(&titled), key);
        assert_ne!(Key::of_article(&article("The ferry stays.")), key);
    }
}
