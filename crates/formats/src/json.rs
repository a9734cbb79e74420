//! Reading articles out of JSON objects.

pub(crate) mod article;
mod depth;
mod fields;
mod layers;
mod text;

#[cfg(feature = "parquet")]
pub(crate) use text::TEXT_AND_HTML;

/// What serde_json found, for people who see the line number beside it already.
pub(crate) fn in_one_line(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match whole.strip_suffix(&place) {
        Some(what) if error.line() == 1 => format!("{what} at column {}", error.column()),
        _ => whole,
    }
}
