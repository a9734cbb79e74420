//! `copydesk stages` and `copydesk schema`: what this binary knows.

use std::fmt::Write as _;

use copydesk_core::{Registry, StageEntry};
use serde_json::Value;

use crate::{End, console, refuse};

/// What stands for the layers of a stage that takes them from its options.
const BY_OPTIONS: &str = "(by options)";

/// Lists all stages, or shows one.
pub(crate) fn stages(name: Option<&str>, registry: &Registry) -> End {
    let text = match name {
        None => list(registry),
        Some(name) => match registry.stage(name) {
            Some(entry) => detail(entry),
            None => return refuse(&format!("no stage `{name}` is linked; {}", registry.how_to_link(name))),
        },
    };
    console::data(text.as_bytes());
    End::Done
}

/// Prints the JSON Schema of pipeline files.
pub(crate) fn schema(registry: &Registry) -> End {
    let mut text = serde_json::to_vec_pretty(&copydesk_runner::schema(registry)).expect("a schema is JSON");
    text.push(b'\n');
    console::data(&text);
    End::Done
}

fn list(registry: &Registry) -> String {
    let mut rows = vec![["STAGE", "PACKAGE", "VERSION", "READS", "WRITES"].map(str::to_owned)];
    rows.extend(registry.stages().iter().map(|entry| {
        [entry.name.to_owned(), entry.package.to_owned(), entry.version.to_owned(), reads(entry), writes(entry)]
    }));
    let mut out = table(&rows);
    let sources: Vec<_> = registry.sources().iter().map(|entry| entry.name).collect();
    let sinks: Vec<_> = registry.sinks().iter().map(|entry| entry.name).collect();
    let _ = writeln!(out, "\nsources: {}\nsinks: {}", sources.join(", "), sinks.join(", "));
    out
}

fn table(rows: &[[String; 5]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 5] = std::array::from_fn(width);
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}

fn reads(entry: &StageEntry) -> String {
    let layer = |read: copydesk_core::Read| format!("{}{}", read.layer.name, if read.optional { "?" } else { "" });
    match (entry.reads)().into_iter().map(layer).collect::<Vec<_>>().join(" ") {
        none if none.is_empty() && (entry.writes)().is_empty() => BY_OPTIONS.to_owned(),
        none if none.is_empty() => "text".to_owned(),
        layers => layers,
    }
}

fn writes(entry: &StageEntry) -> String {
    match (entry.writes)().iter().map(|layer| layer.name.as_ref()).collect::<Vec<_>>().join(" ") {
        none if none.is_empty() => BY_OPTIONS.to_owned(),
        layers => layers,
    }
}

fn detail(entry: &StageEntry) -> String {
    let mut out = format!("{}: {}\n\n", entry.name, entry.about);
    let _ = writeln!(out, "package  {} {}", entry.package, entry.version);
    let _ = writeln!(out, "reads    {}", reads(entry));
    let _ = writeln!(out, "writes   {}", writes(entry));
    let defaults = (entry.options.defaults)();
    let schema = (entry.options.schema)();
    let options = defaults.as_object().cloned().unwrap_or_default();
    if options.is_empty() {
        out.push_str("\nno options\n");
        return out;
    }
    out.push_str("\noptions, with their defaults\n");
    for (name, default) in &options {
        let about = schema["properties"][name]["description"].as_str().unwrap_or_default();
        let _ = writeln!(out, "  {name} = {}\n      {}", toml_value(default), about.replace('\n', "\n      "));
    }
    out
}

/// JSON and TOML write these values alike, but for `null`: an option that is left out.
fn toml_value(value: &Value) -> String {
    if value.is_null() { "(not set)".to_owned() } else { value.to_string() }
}
