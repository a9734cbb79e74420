//! A JSON Schema of pipeline files, so that editors complete and check them.

use copydesk_core::Registry;
use serde_json::{Map, Value, json};

use crate::pipeline::{read_schema, write_schema};

/// The schema of the pipeline files that this binary can run: its stages, sources and sinks, and all their options.
#[must_use]
pub fn schema(registry: &Registry) -> Value {
    let stages = registry.stages().iter().map(|entry| table(entry.name, entry.about, &(entry.schema)(), &Value::Null));
    let sources =
        registry.sources().iter().map(|entry| table(entry.name, entry.about, &(entry.schema)(), &read_schema()));
    let sinks = registry.sinks().iter().map(|entry| table(entry.name, entry.about, &(entry.schema)(), &write_schema()));
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
                "anyOf": sources.chain([without_use(&read_schema())]).collect::<Vec<_>>(),
            },
            "stage": {
                "description": "The stages, in the order in which they run.",
                "type": "array",
                "minItems": 1,
                "items": { "anyOf": stages.collect::<Vec<_>>() },
            },
            "sink": {
                "description": "What records are written to; by default articles.jsonl with every layer.",
                "anyOf": sinks.chain([without_use(&write_schema())]).collect::<Vec<_>>(),
            },
        },
    })
}

fn properties(schema: &Value) -> Map<String, Value> {
    schema["properties"].as_object().cloned().unwrap_or_default()
}

/// A table whose `use` is `name`, with its own options and those it shares.
fn table(name: &str, about: &str, own: &Value, shared: &Value) -> Value {
    let mut all = Map::from_iter([("use".to_owned(), json!({ "const": name, "description": about }))]);
    all.extend(properties(own));
    all.extend(properties(shared));
    json!({ "type": "object", "additionalProperties": false, "required": ["use"], "properties": all })
}

fn without_use(shared: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": properties(shared) })
}
