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
    /// The run's own date for articles that bring none (`--published`).
    #[serde(skip)]
    pub published: Option<String>,
    /// The fields above that came with nothing and were found in the text, by their ninjs names, in that order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found_in_text: Vec<String>,
    /// Everything else.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
}

impl Meta {
    /// The date that relative expressions count from: `contentCreated`, else `versionCreated`, else `firstCreated`, else the
    /// run's `--published`. Never the clock; the dateline comes after these, and is the date stage's to read.
    #[must_use]
    pub fn reference_date(&self) -> Option<&str> {
        let dates = [&self.content_created, &self.version_created, &self.first_created, &self.published];
        dates.into_iter().flatten().map(String::as_str).find(|date| !date.is_empty())
    }

    /// Takes what a stage found in the text, where the article came without it.
    pub fn find(&mut self, found: Found) {
        let Some(field) = self.field_mut(found.field) else { return };
        if field.as_deref().is_none_or(str::is_empty) {
            *field = Some(found.value);
            self.extra.remove("foundInText");
            self.found_in_text.push(found.field.to_owned());
        }
    }

    /// Where [`reference_date`](Self::reference_date) comes from, for the account of a run: the field's ninjs name, with
    /// "found in the text" behind it where it was; "--published"; "none".
    #[must_use]
    pub fn anchor(&self) -> &'static str {
        let fields = [
            (&self.content_created, "contentCreated", "contentCreated, found in the text"),
            (&self.version_created, "versionCreated", "versionCreated, found in the text"),
            (&self.first_created, "firstCreated", "firstCreated, found in the text"),
            (&self.published, "--published", "--published"),
        ];
        let given = fields.into_iter().find(|(date, ..)| date.as_deref().is_some_and(|date| !date.is_empty()));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_fills_what_is_missing_and_is_marked() {
        let mut meta = Meta { headline: Some("Ferry vote".to_owned()), ..Meta::default() };
        let found = |field, value: &str| Found { field, value: value.to_owned() };
        meta.find(found("headline", "Another title"));
        assert_eq!((meta.anchor(), meta.headline.as_deref()), ("none", Some("Ferry vote")));
        meta.published = Some("2025-04-01".to_owned());
        assert_eq!(meta.anchor(), "--published");
        meta.find(found("contentCreated", "2025-03-14"));
        assert_eq!(meta.reference_date(), Some("2025-03-14"));
        assert_eq!(meta.anchor(), "contentCreated, found in the text");
        assert_eq!(
            serde_json::to_string(&meta).expect("text alone"),
            r#"{"headline":"Ferry vote","contentCreated":"2025-03-14","foundInText":["contentCreated"]}"#
        );
    }
}
