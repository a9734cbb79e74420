//! An article as the page holds it.

use copydesk_core::Meta;
use copydesk_core::offsets::Unit;
use serde::Serialize;
use serde_json::Value;

use crate::record::Record;
use crate::rows::{Places, Rows};

/// The most of a text that a page shows, in bytes: a longer one is cut, and the page says so.
const LONGEST: usize = 400_000;

/// A record with the offsets that scripts count.
#[derive(Serialize)]
struct Article<'a> {
    id: &'a str,
    source: &'a str,
    meta: &'a Meta,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cut: Option<usize>,
    #[serde(skip_serializing_if = "is_zero")]
    misfits: u64,
    layers: &'a [(String, Rows)],
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// The article of a record, as JSON.
pub(crate) fn json(record: &Record<'_>, unit: Unit) -> String {
    let text: String = record.text.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
    let shown = text.floor_char_boundary(LONGEST);
    let mut places = Places::new(&text, unit, shown);
    let layer = |(name, raw): &(String, &serde_json::value::RawValue)| {
        Some((name.clone(), places.layer(serde_json::from_str::<Vec<Value>>(raw.get()).ok()?)?))
    };
    let layers: Vec<_> = record.layers.iter().filter_map(layer).collect();
    let article = Article {
        id: &record.id,
        source: &record.source,
        meta: &record.meta,
        text: &text[..shown],
        cut: (shown < text.len()).then_some(text.len()),
        misfits: places.misfits,
        layers: &layers,
    };
    serde_json::to_string(&article).expect("strings and numbers serialize")
}
