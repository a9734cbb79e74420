//! A JSON Schema of pipeline files, so that editors complete and check them.

use copydesk_core::sink::SinkEntry;
use copydesk_core::source::SourceEntry;
use copydesk_core::{OptionsInfo, Registry, StageEntry};
use serde_json::{Map, Value, json};

use crate::pipeline::{READ_OPTIONS, WRITE_OPTIONS};

/// The schema of the pipeline files that this binary can run: its stages, sources and sinks, and all their options.
#[must_use]
pub fn schema(registry: &Registry) -> Value {
    let (read, write) = ((READ_OPTIONS.schema)(), (WRITE_OPTIONS.schema)());
    let stage = |entry: &&StageEntry| table(entry.name, entry.about, entry.options, &Value::Null);
    let source = |entry: &&SourceEntry| table(entry.name, entry.about, entry.options, &read);
    let sink = |entry: &&SinkEntry| table(entry.name, entry.about, entry.options, &write);
    let stages: Vec<_> = registry.stages().iter().map(stage).collect();
    let by_name = registry.sources().iter().map(|entry| properties(&(entry.options.schema)()));
    let by_name: Map<_, _> = by_name.chain([properties(&read)]).flatten().collect();
    let by_name = without_use(&json!({ "properties": by_name }));
    let sources: Vec<_> = registry.sources().iter().map(source).chain([by_name]).collect();
    let sinks: Vec<_> = registry.sinks().iter().map(sink).chain([without_use(&write)]).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "copydesk pipeline",
        "type": "object",
        "additionalProperties": false,
        "required": ["stage"],
        "properties": {
            "name": { "type": "string", "description": "What the pipeline is called in accounts; by default the file's name." },
            "source": {
                "description": "What articles are read from; by default each file's extension decides.",
                "anyOf": sources,
            },
            "stage": {
                "description": "The stages, in the order in which they run.",
                "type": "array",
                "minItems": 1,
                "items": { "anyOf": stages },
            },
            "sink": {
                "description": "What records are written to; by default articles.jsonl with every layer.",
                "anyOf": sinks,
            },
        },
    })
}

fn properties(schema: &Value) -> Map<String, Value> {
    schema["properties"].as_object().cloned().unwrap_or_default()
}

/// A table whose `use` is `name`, with its own options and those it shares.
fn table(name: &str, about: &str, own: OptionsInfo, shared: &Value) -> Value {
    let mut all = Map::from_iter([("use".to_owned(), json!({ "const": name, "description": about }))]);
    all.extend(properties(&(own.schema)()));
    all.extend(properties(shared));
    json!({ "type": "object", "additionalProperties": false, "required": ["use"], "properties": all })
}

fn without_use(shared: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": properties(shared) })
}
