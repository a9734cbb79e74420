//! What a process answered.

use copydesk_core::layer::{LayerInfo, Rows};
use copydesk_core::offsets::{Offsets, Unit};
use copydesk_core::{Article, ErrorKind, StageError};
use serde_json::{Map, Value};

/// Why there are no rows.
pub(crate) enum Trouble {
    /// The process keeps to the protocol, and the article is to blame.
    Answer(StageError),
    /// It did not answer in time. How much time it had is not for the record: it depends on when the process was started.
    Late,
    /// It ended without an answer.
    Ended(String),
    /// It answered something else, and cannot be trusted to be in step.
    Protocol(String),
}

/// The rows of every layer that was promised, checked.
pub(crate) fn rows(
    line: &[u8],
    article: &Article,
    writes: &[LayerInfo],
    unit: Unit,
) -> Result<Vec<Box<dyn Rows>>, Trouble> {
    let mut answer = object(line)?;
    match answer.remove("id") {
        Some(Value::String(id)) if id == article.id => {}
        Some(other) => return Err(Trouble::Protocol(format!("answered for `id` {other}, asked for {:?}", article.id))),
        None => return Err(Trouble::Protocol("answered without the `id` of the request".to_owned())),
    }
    if let Some(error) = answer.remove("error") {
        let error = error.as_str().map_or_else(|| error.to_string(), str::to_owned);
        return Err(Trouble::Answer(StageError::new(error)));
    }
    let rows = writes.iter().map(|layer| layer_rows(&mut answer, layer, article, unit)).collect::<Result<_, _>>()?;
    match answer.keys().next() {
        Some(more) => Err(fault(format!("the answer holds `{more}`, which `writes` does not name"))),
        None => Ok(rows),
    }
}

fn object(line: &[u8]) -> Result<Map<String, Value>, Trouble> {
    serde_json::from_slice(line).map_err(|e| {
        let start: String = String::from_utf8_lossy(line).chars().take(80).collect();
        let advice = "print nothing but answers to standard output, and messages to standard error";
        Trouble::Protocol(format!("answered {start:?}, which is not a JSON object ({e}): {advice}"))
    })
}

fn layer_rows(
    answer: &mut Map<String, Value>,
    layer: &LayerInfo,
    article: &Article,
    unit: Unit,
) -> Result<Box<dyn Rows>, Trouble> {
    let json = answer.remove(layer.name.as_ref());
    let json = json.ok_or_else(|| fault(format!("the answer lacks the layer `{}`", layer.name)))?;
    let offsets = Offsets::new(article.shared_text(), unit);
    offsets.scope(|| layer.read(json, article.text())).map_err(fault)
}

fn fault(why: String) -> Trouble {
    Trouble::Answer(StageError::of_kind(ErrorKind::Rows, why))
}
