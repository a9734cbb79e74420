//! What came with an article.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What a stage found in the text that sources bring with it as a rule: a field of [`Meta`], by its ninjs name, and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// "headline", "by", "located", "contentCreated", "versionCreated".
    pub field: &'static str,
    /// What the text says; of a date, in ISO 8601.
    pub value: String,
}

/// What came with an article, in the words of the IPTC's ninjs.
///
/// Times are kept as they came: ISO 8601 dates, with a time and zone or without. Whatever else came with the article is kept
/// under `extra` and written back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Meta {
    /// The article's identifier in its home system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Where it was filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub located: Option<String>,
    /// The language, as a BCP 47 tag ("en-GB").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// When any version of it was first made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_created: Option<String>,
    /// When the content was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_created: Option<String>,
    /// When this version of it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_created: Option<String>,
    /// The date that relative expressions counted from: [`reference_date`](Self::reference_date), set when the stages begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The run's own date for articles that bring none (`--published`).
    #[serde(skip)]
    pub published: Option<String>,
    /// The fields above that came with nothing and were found in the text, by their ninjs names, in that order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found_in_text: Vec<String>,
    /// A date that came with the article and could not be read, with the name of its field, for the account of the run.
    #[serde(skip)]
    pub unread_date: Option<String>,
    /// What was read from a field or column of another name: the word here, and the name there.
    #[serde(skip)]
    pub read_from: Vec<(&'static str, String)>,
    /// Everything else.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
}

impl Meta {
    /// The date that relative expressions count from: the first that begins with a day as ISO 8601 writes it, of
    /// `contentCreated`, `versionCreated`, `firstCreated`, and the run's `--published`. Never the clock; the dateline comes after
    /// these, and is the date stage's to read.
    #[must_use]
    pub fn reference_date(&self) -> Option<&str> {
        let dates = [&self.content_created, &self.version_created, &self.first_created, &self.published];
        dates.into_iter().flatten().map(|date| date.trim()).find(|date| begins_with_day(date))
    }

    /// Takes what a stage found in the text, where the article came without it.
    pub fn find(&mut self, found: Found) {
        let Some(field) = self.field_mut(found.field) else { return };
        if field.as_deref().is_none_or(str::is_empty) {
            *field = Some(found.value);
            self.extra.remove("foundInText");
            self.found_in_text.push(found.field.to_owned());
            self.anchor = self.reference_date().map(str::to_owned);
        }
    }

    /// Where [`reference_date`](Self::reference_date) comes from, for the account of a run: the field's ninjs name, with
    /// "found in the text" after it where it was; "--published"; "none".
    #[must_use]
    pub fn anchor_origin(&self) -> &'static str {
        let fields = [
            (&self.content_created, "contentCreated", "contentCreated, found in the text"),
            (&self.version_created, "versionCreated", "versionCreated, found in the text"),
            (&self.first_created, "firstCreated", "firstCreated, found in the text"),
            (&self.published, "--published", "--published"),
        ];
        let given =
            fields.into_iter().find(|(date, ..)| date.as_deref().is_some_and(|date| begins_with_day(date.trim())));
        given.map_or(
            "none",
            |(_, name, found)| {
                if self.found_in_text.iter().any(|field| field == name) { found } else { name }
            },
        )
    }

    /// The text field with this ninjs name, to be set by a source.
    pub fn field_mut(&mut self, name: &str) -> Option<&mut Option<String>> {
        Some(match name {
            "uri" => &mut self.uri,
            "headline" => &mut self.headline,
            "by" | "byline" => &mut self.by,
            "located" => &mut self.located,
            "language" => &mut self.language,
            "firstCreated" | "firstcreated" => &mut self.first_created,
            "contentCreated" | "contentcreated" => &mut self.content_created,
            "versionCreated" | "versioncreated" => &mut self.version_created,
            _ => return None,
        })
    }
}

/// `2024-02-14`, with anything after it but a further digit.
fn begins_with_day(date: &str) -> bool {
    let bytes = date.as_bytes();
    let digits = |at: std::ops::Range<usize>| bytes.get(at).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let number = |at: std::ops::Range<usize>| date.get(at).and_then(|part| part.parse::<u8>().ok());
    let parted = bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
    let fits =
        digits(0..4) && parted && digits(5..7) && digits(8..10) && !bytes.get(10).is_some_and(u8::is_ascii_digit);
    fits && number(5..7).is_some_and(|month| (1..=12).contains(&month))
        && number(8..10).is_some_and(|day| (1..=31).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_fills_what_is_missing_and_is_marked() {
        let mut meta = Meta { headline: Some("Ferry vote".to_owned()), ..Meta::default() };
        let found = |field, value: &str| Found { field, value: value.to_owned() };
        meta.find(found("headline", "Another title"));
        assert_eq!((meta.anchor_origin(), meta.headline.as_deref()), ("none", Some("Ferry vote")));
        meta.published = Some("2025-04-01".to_owned());
        assert_eq!(meta.anchor_origin(), "--published");
        meta.find(found("contentCreated", "2025-03-14"));
        assert_eq!(meta.reference_date(), Some("2025-03-14"));
        assert_eq!(meta.anchor_origin(), "contentCreated, found in the text");
        assert_eq!(
            serde_json::to_string(&meta).expect("text alone"),
            r#"{"headline":"Ferry vote","contentCreated":"2025-03-14","anchor":"2025-03-14","foundInText":["contentCreated"]}"#
        );
    }

    #[test]
    fn the_first_date_that_is_one_is_the_anchor() {
        let some = |date: &str| Some(date.to_owned());
        let meta = |content, version, published| Meta {
            content_created: some(content),
            version_created: some(version),
            published: some(published),
            ..Meta::default()
        };
        let table = [
            (("2024-05-14", "2024-05-15", ""), Some("2024-05-14")),
            (("last week", " 2024-05-15T10:00:00Z ", "2024-05-16"), Some("2024-05-15T10:00:00Z")),
            (("", "2024-13-01", "2024-05-16"), Some("2024-05-16")),
            (("2024-05", "2024-05-141", "14/05/2024"), None),
        ];
        for ((content, version, published), expected) in table {
            assert_eq!(meta(content, version, published).reference_date(), expected);
        }
    }
}
