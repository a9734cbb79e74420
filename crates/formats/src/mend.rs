//! Whether and how the text of an article is repaired.

use std::borrow::Cow;

use copydesk_core::Article;
use copydesk_core::source::HowToRead;

use crate::repair::{Counts, repair};

/// Makes the article of a text, repaired unless `[source] repair = false` says not to. Formats that hold plain text have it
/// repaired by default: what comes as plain text has been through other programs.
///
/// # Errors
/// If the text is longer than offsets can count.
pub(crate) fn plain(id: &str, text: String, how: &HowToRead) -> Result<Article, String> {
    if how.options.repair == Some(false) {
        return as_it_is(id, text);
    }
    let mut repairs = Counts::new();
    let repaired = match repair(&text, &mut repairs) {
        Cow::Owned(repaired) => repaired,
        Cow::Borrowed(_) => text,
    };
    let mut article = as_it_is(id, repaired)?;
    article.repairs = repairs;
    Ok(article)
}

/// Makes the article of a text that offsets of an earlier run count.
///
/// # Errors
/// If the text is longer than offsets can count.
pub(crate) fn as_it_is(id: &str, text: String) -> Result<Article, String> {
    Article::new(id, text).map_err(|e| e.to_string())
}
