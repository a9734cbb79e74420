//! `copydesk stages`, `sources`, `sinks` and `schema`: what this binary knows.

use std::fmt::Write as _;

use copydesk_core::source::ReadOptions;
use copydesk_core::{OptionsInfo, Registry, StageEntry};
use serde_json::Value;

use crate::{End, console, refuse};

/// What stands for the layers of a stage that takes them from its options.
const BY_OPTIONS: &str = "(by options)";

/// Lists all stages, or shows one.
pub(crate) fn stages(name: Option<&str>, registry: &Registry) -> End {
    show(match name {
        None => Ok(list(registry)),
        Some(name) => registry.stage(name).map(detail).ok_or_else(|| match other_kinds(name, registry) {
            Some(commands) => format!("`{name}` is no stage; see `{commands}`"),
            None => format!("no stage `{name}` is linked; {}", registry.how_to_link(name)),
        }),
    })
}

/// Lists all sources, or shows one.
pub(crate) fn sources(name: Option<&str>, registry: &Registry) -> End {
    let sources = registry.sources().iter().map(|entry| Format {
        name: entry.name,
        about: entry.about,
        package: format!("{} {}", entry.package, entry.version),
        extensions: Some(entry.extensions),
        options: entry.options,
    });
    show(formats("source", name, &sources.collect::<Vec<_>>()))
}

/// Lists all sinks, or shows one.
pub(crate) fn sinks(name: Option<&str>, registry: &Registry) -> End {
    let sinks = registry.sinks().iter().map(|entry| Format {
        name: entry.name,
        about: entry.about,
        package: format!("{} {}", entry.package, entry.version),
        extensions: None,
        options: entry.options,
    });
    show(formats("sink", name, &sinks.collect::<Vec<_>>()))
}

fn show(text: Result<String, String>) -> End {
    match text {
        Ok(text) => console::data(text.as_bytes()),
        Err(why) => return refuse(&why),
    }
    End::Done
}

/// The commands that show a source or a sink of this name.
fn other_kinds(name: &str, registry: &Registry) -> Option<String> {
    let source = registry.sources().iter().any(|entry| entry.name == name).then(|| format!("copydesk sources {name}"));
    let sink = registry.sinks().iter().any(|entry| entry.name == name).then(|| format!("copydesk sinks {name}"));
    let commands: Vec<_> = source.into_iter().chain(sink).collect();
    (!commands.is_empty()).then(|| commands.join("` and `"))
}

/// A source or a sink, as it is shown.
struct Format {
    name: &'static str,
    about: &'static str,
    package: String,
    extensions: Option<&'static [&'static str]>,
    options: OptionsInfo,
}

/// The list of all, or the one of this name.
fn formats(kind: &str, name: Option<&str>, all: &[Format]) -> Result<String, String> {
    let Some(name) = name else {
        let width = all.iter().map(|format| format.name.len()).max().unwrap_or(0);
        return Ok(all.iter().map(|format| format!("{:width$}  {}\n", format.name, format.about)).collect());
    };
    let names: Vec<_> = all.iter().map(|format| format.name).collect();
    let unknown = || format!("no {kind} `{name}` is linked; linked {kind}s: `{}`", names.join("`, `"));
    let format = all.iter().find(|format| format.name == name).ok_or_else(unknown)?;
    let mut out = format!("{}: {}\n\npackage  {}\n", format.name, format.about, format.package);
    if let Some(extensions) = format.extensions.filter(|extensions| !extensions.is_empty()) {
        let dotted: Vec<_> = extensions.iter().map(|extension| format!(".{extension}")).collect();
        let _ = writeln!(out, "files    {}", dotted.join(" "));
    }
    write_options(&mut out, "options, with their defaults", format.options);
    if format.extensions.is_some() {
        write_options(&mut out, "options of every source", OptionsInfo::of::<ReadOptions>());
    }
    Ok(out)
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
    write_options(&mut out, "options, with their defaults", entry.options);
    out
}

/// A title, then each option with its default and its help.
fn write_options(out: &mut String, title: &str, options: OptionsInfo) {
    let defaults = (options.defaults)();
    let schema = (options.schema)();
    let options = defaults.as_object().cloned().unwrap_or_default();
    if options.is_empty() {
        out.push_str("\nno options\n");
        return;
    }
    let _ = writeln!(out, "\n{title}");
    for (name, default) in &options {
        let about = schema["properties"][name]["description"].as_str().unwrap_or_default();
        let _ = writeln!(out, "  {name} = {}\n      {}", toml_value(default), about.replace('\n', "\n      "));
    }
}

/// JSON and TOML write these values alike, but for `null`: an option that is left out.
fn toml_value(value: &Value) -> String {
    if value.is_null() { "(not set)".to_owned() } else { value.to_string() }
}
