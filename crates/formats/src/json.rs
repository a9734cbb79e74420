//! Reading articles out of JSON objects.

pub(crate) mod article;
mod depth;
mod fields;
mod layers;
mod text;

pub(crate) use text::PLAIN;
#[cfg(feature = "parquet")]
pub(crate) use text::TEXT_AND_HTML;

use crate::fields::FieldMap;
use crate::published::{DateOrder, Evidence};

/// Which field of a record is what, and how the dates of its file are written.
#[derive(Clone, Copy)]
pub(crate) struct Mapping<'m> {
    pub(crate) map: &'m FieldMap,
    pub(crate) order: DateOrder,
}

/// Takes in what the dates of a record say about their order.
pub(crate) fn look_at_dates(json: &[u8], map: &FieldMap, evidence: &mut Evidence) {
    let fields = str::from_utf8(json).ok().and_then(|json| serde_json::from_str::<fields::Fields<'_>>(json).ok());
    let Some(mut fields) = fields else { return };
    let found = article::dates(&mut fields, map);
    found.iter().for_each(|date| evidence.add(date));
}

/// What serde_json found, for people who see the line number beside it already.
pub(crate) fn in_one_line(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match whole.strip_suffix(&place) {
        Some(what) if error.line() == 1 => format!("{what} at column {}", error.column()),
        _ => whole,
    }
}
