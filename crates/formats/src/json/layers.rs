//! Layers that a record brings along from an earlier run.

use copydesk_core::Article;
use copydesk_core::offsets::Offsets;
use copydesk_core::source::HowToRead;
use serde_json::Value;

use super::fields::Fields;
use super::in_one_line;

/// Takes the layers that `[source] layers` names out of `fields` and lays them over the article. Those that this binary
/// knows become rows again, checked against the text; the others are kept as they came, in the unit they came in.
///
/// # Errors
/// If one is not there, or a row does not fit the text.
pub(super) fn bring_along(fields: &mut Fields<'_>, article: &mut Article, how: &HowToRead) -> Result<(), String> {
    if how.options.layers.is_empty() {
        return Ok(());
    }
    let offsets = Offsets::new(article.shared_text(), how.options.offsets);
    for name in &how.options.layers {
        let raw =
            fields.take(name).ok_or_else(|| format!("no layer `{name}`, which [source] layers says it brings"))?;
        let rows: Value =
            serde_json::from_str(raw.get()).map_err(|e| format!("layer `{name}`: {}", in_one_line(&e)))?;
        match how.known.iter().find(|info| info.name == *name) {
            Some(info) => {
                let read = offsets.clone().scope(|| info.read(rows, article.text()));
                article.layers.insert_rows(read?);
            }
            None => article.layers.keep_foreign(name.clone(), rows),
        }
    }
    Ok(())
}
