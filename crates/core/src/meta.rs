//! What came with an article.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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
