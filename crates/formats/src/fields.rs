//! Which field or column of somebody's data is what: the names under which articles usually come, and options to say it otherwise.
//!
//! [`FieldMap`] are the options `text`, `id`, `headline`, `date` and so on under `[source]`, which the sources `jsonl`, `ninjs`,
//! `csv` and `parquet` share. A name may lead into nested objects: `fields.bodyText`. Where an option is not set, the
//! [usual names](USUAL) are tried, in any case and with or without `_`, `-` and spaces: `publishedAt`, `published_at`,
//! `Published At`. A source of another crate takes a `FieldMap` into its own options and hands its records to
//! [`article`](FieldMap::article) as JSON.
//!
//! Two fields that may both be the text are an error that names them and the option. For all else the first of the usual names
//! counts, and of dates the first that can be [read](crate::published). What no name here takes is kept under `meta.extra`.

use copydesk_core::source::{HowToRead, Place, ReadError};
use copydesk_core::{Article, StageError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json;
use crate::published::DateOrder;

/// The options that say which field is what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FieldMap {
    /// The field or column of the text, as "article" or, in nested JSON, "fields.bodyText". Without it the usual names are tried:
    /// text, body_text, body, content, article, article_text, full_text, story, maintext.
    pub text: Option<String>,
    /// The field or column of the text where it is a web page or a piece of one, as "fields.body". Without it: body_html,
    /// body_xhtml, html, content_html.
    pub html: Option<String>,
    /// The field or column of the id. Without it: id, uri, guid, article_id, doc_id; else the file and line stand for it.
    pub id: Option<String>,
    /// The field or column of the headline, as "webTitle". Without it: headline, title.
    pub headline: Option<String>,
    /// The field or column of the date of publication, as "pub_date"; "none" for no date. Without it the first that can be read of
    /// contentCreated, published, date, datePublished, publishedAt, published_date, publish_date, pubDate, webPublicationDate, ...
    pub date: Option<String>,
    /// Whether 03/02/2024 is in February (day-first) or in March (month-first). By default (auto) what the first 1,000 dates of the
    /// file say together; where they do not, such a date is not read.
    pub date_order: DateOrder,
    /// The field or column of the author. Without it: by, byline, author, authors.
    pub by: Option<String>,
    /// The field or column of the newspaper or site, as "source.name"; it is kept as meta.extra.outlet. Without it: source,
    /// publication, outlet, site_name, domain, publisher.
    pub outlet: Option<String>,
    /// The field or column of the address, kept as meta.uri. Without it: uri, url, link, web_url.
    pub url: Option<String>,
    /// The field or column of the language. Without it: language, lang.
    pub language: Option<String>,
}

/// What a field may be, with the usual names of such fields in their order: lower case, letters and digits alone.
pub const USUAL: &[(&str, &[&str])] = &[
    (
        "text",
        &[
            "text",
            "bodytext",
            "body",
            "content",
            "contenttext",
            "article",
            "articletext",
            "fulltext",
            "story",
            "maintext",
        ],
    ),
    ("html", &["bodyhtml", "bodyxhtml", "html", "contenthtml"]),
    ("id", &["id", "uri", "guid", "articleid", "docid"]),
    ("headline", &["headline", "title"]),
    ("by", &["by", "byline", "author", "authors"]),
    ("language", &["language", "lang"]),
    (
        "contentCreated",
        &[
            "contentcreated",
            "published",
            "date",
            "datepublished",
            "publishedat",
            "publisheddate",
            "publishdate",
            "publicationdate",
            "datepublish",
            "pubdate",
            "webpublicationdate",
            "seendate",
        ],
    ),
    ("firstCreated", &["firstcreated"]),
    ("versionCreated", &["versioncreated"]),
    ("uri", &["uri", "url", "link", "weburl"]),
    ("outlet", &["outlet", "source", "publication", "sitename", "medianame", "domain", "publisher"]),
];

/// The value of `date` that says that there is none.
pub(crate) const NO_DATE: &str = "none";

/// The usual names of what a field may be; none of what no field is.
#[must_use]
pub fn usual(what: &str) -> &'static [&'static str] {
    USUAL.iter().find(|(role, _)| *role == what).map_or(&[], |(_, names)| names)
}

/// A name without what people write differently: case, `_`, `-`, spaces.
#[must_use]
pub fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl FieldMap {
    /// Makes an article of a record that is a JSON object, as text. `order` is that of the dates of its file.
    ///
    /// # Errors
    /// If it is no JSON object, or has no text.
    pub fn article(&self, json: &str, order: DateOrder, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let order = if self.date_order == DateOrder::Auto { order } else { self.date_order };
        json::article::read(json, place, how, &json::Mapping { map: self, order })
    }

    /// Checks the options themselves.
    ///
    /// # Errors
    /// If one is empty, or both `text` and `html` are set.
    pub fn check(&self) -> Result<(), StageError> {
        if let Some((option, _)) = self.named().find(|(_, name)| name.trim().is_empty()) {
            return Err(StageError::option(option, "an empty name"));
        }
        if self.text.is_some() && self.html.is_some() {
            return Err(StageError::option("html", "`text` is set too, and the text is in one of the two"));
        }
        Ok(())
    }

    /// Checks the columns of a table: those named must be there, and one must be the text. Gives the name of that one.
    ///
    /// # Errors
    /// What is missing, or which columns may both be the text: a sentence.
    pub fn check_columns<'c>(&'c self, columns: &[&'c str]) -> Result<&'c str, String> {
        let all = || shown(columns);
        for (option, name) in self.named().filter(|named| *named != ("date", NO_DATE)) {
            let first = name.split('.').next().unwrap_or(name);
            if !columns.iter().any(|column| *column == name || *column == first) {
                return Err(format!("no column `{name}`, which `{option}` under [source] names: found {}", all()));
            }
        }
        if let Some(named) = self.text.as_deref().or(self.html.as_deref()) {
            return Ok(named);
        }
        let of = |what: &str| -> Vec<&'c str> {
            let is = |column: &&&str| usual(what).contains(&plain(column).as_str());
            columns.iter().filter(is).copied().collect()
        };
        let found = of("text");
        match found.as_slice() {
            [] => of("html").first().copied().ok_or_else(|| {
                format!("no column of text: found {}; say which it is, as `text = \"...\"` under [source]", all())
            }),
            [one] => Ok(one),
            [first, second, ..] => {
                let words = found.iter().all(|name| json::PLAIN.contains(name));
                if words { Ok(first) } else { Err(two_texts(first, second)) }
            }
        }
    }

    /// The options that are set, each with the name that it gives.
    fn named(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let Self { text, html, id, headline, date, date_order: _, by, outlet, url, language } = self;
        let all = [
            ("text", text),
            ("html", html),
            ("id", id),
            ("headline", headline),
            ("date", date),
            ("by", by),
            ("outlet", outlet),
            ("url", url),
            ("language", language),
        ];
        all.into_iter().filter_map(|(option, name)| Some((option, name.as_deref()?)))
    }

    /// The options that are set and name metadata, each with its word in [`USUAL`].
    pub(crate) fn metadata(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.named().filter_map(|(option, name)| {
            let word = match option {
                "text" | "html" | "id" => return None,
                "date" => "contentCreated",
                "url" => "uri",
                option => option,
            };
            Some((word, name))
        })
    }
}

/// The error of two fields that may both be the text.
pub(crate) fn two_texts(one: &str, other: &str) -> String {
    format!(
        "both `{one:.40}` and `{other:.40}` may be the text: say which it is, as `text = \"{one:.40}\"` under [source]"
    )
}

/// The first names of a table's columns, for messages.
fn shown(columns: &[&str]) -> String {
    /// As many as a line of a terminal holds.
    const SHOWN: usize = 12;
    let mut names: Vec<_> = columns.iter().take(SHOWN).map(|name| format!("`{name:.40}`")).collect();
    if columns.len() > SHOWN {
        names.push(format!("and {} more", columns.len() - SHOWN));
    }
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_table_is_found_or_the_error_says_what_to_do() {
        let map = FieldMap::default();
        let table: &[(&[&str], Result<&str, &str>)] = &[
            (&["id", "Article_Text", "Title"], Ok("Article_Text")),
            (&["body", "text"], Ok("body")),
            (&["title", "html"], Ok("html")),
            (
                &["text", "content"],
                Err("both `text` and `content` may be the text: say which it is, as `text = \"text\"`"),
            ),
            (&["a", "b"], Err("no column of text: found `a`, `b`; say which")),
            (&[], Err("no column of text: found none")),
        ];
        for (columns, expected) in table {
            match (map.check_columns(columns), expected) {
                (Ok(found), Ok(expected)) => assert_eq!(found, *expected),
                (Err(found), Err(expected)) => assert!(found.starts_with(expected), "{found}"),
                (found, expected) => panic!("{found:?} is not {expected:?}"),
            }
        }
        let map = FieldMap { text: Some("words".to_owned()), date: Some("none".to_owned()), ..FieldMap::default() };
        assert_eq!(map.check_columns(&["text", "words"]), Ok("words"));
        let missing = map.check_columns(&["text"]).unwrap_err();
        assert!(missing.starts_with("no column `words`, which `text` under [source] names: found `text`"), "{missing}");
    }
}
