//! Layers that a record brings along from an earlier run.

use copydesk_core::layer::{LayerInfo, check_rows};
use copydesk_core::offsets::Offsets;
use copydesk_core::source::HowToRead;
use copydesk_core::{Article, Layer, Layers};
use copydesk_layers::{Block, Date, Entity, Quote, Sentence, SummarySentence, Token};
use serde_json::Value;

use super::fields::Fields;
use super::in_one_line;

/// Takes the layers that `[source] layers` names out of `fields` and lays them over the article. The shared layers become
/// rows again, checked against the text; the others are kept as they came, in the unit they came in.
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
        let known = how.known.iter().find(|info| info.name == name);
        match known.and_then(|info| SHARED.iter().find(|(shared, _)| shared() == *info)) {
            Some((_, insert)) => offsets.clone().scope(|| insert(rows, &article.shared_text(), &mut article.layers))?,
            None => article.layers.keep_foreign(name.clone(), rows),
        }
    }
    Ok(())
}

type Shared = (fn() -> LayerInfo, Insert);

type Insert = fn(Value, &str, &mut Layers) -> Result<(), String>;

const SHARED: &[Shared] = &[
    (LayerInfo::of::<Block>, insert::<Block>),
    (LayerInfo::of::<Date>, insert::<Date>),
    (LayerInfo::of::<Entity>, insert::<Entity>),
    (LayerInfo::of::<Quote>, insert::<Quote>),
    (LayerInfo::of::<Sentence>, insert::<Sentence>),
    (LayerInfo::of::<SummarySentence>, insert::<SummarySentence>),
    (LayerInfo::of::<Token>, insert::<Token>),
];

fn insert<L: Layer>(rows: Value, text: &str, layers: &mut Layers) -> Result<(), String> {
    let rows: Vec<L> = serde_json::from_value(rows).map_err(|e| format!("layer `{}`: {e}", L::NAME))?;
    check_rows(&rows, text).map_err(|e| e.to_string())?;
    layers.insert(rows);
    Ok(())
}
