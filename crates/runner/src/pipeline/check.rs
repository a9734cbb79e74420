//! The whole check of a pipeline file, in one pass over its tables.

use std::ops::Range;
use std::path::Path;

use copydesk_core::record::Shape;
use copydesk_core::sink::{DynSink, SinkEntry};
use copydesk_core::source::{ReadOptions, SourceEntry};
use copydesk_core::{BuildContext, DynStage, Registry, StageEntry, StageError};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use xxhash_rust::xxh3::xxh3_64;

use super::flow::{Flow, Step};
use super::options::{Found, Options, quoted};
use super::problem::Problem;
use super::suggest::did_you_mean;
use super::{Pipeline, PipelineSource, PipelineStage, document, values};

/// The tables of a pipeline file, as far as they are of the right type.
#[derive(Default)]
struct Tables<'t, 'i> {
    name: Option<String>,
    stages: Vec<(Range<usize>, &'t DeTable<'i>)>,
    source: Option<&'t DeTable<'i>>,
    sink: Option<&'t DeTable<'i>>,
}

/// The keys of `[sink]` that every sink shares.
#[derive(Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WriteOptions {
    /// The layers to write, in this order. By default all that the stages wrote.
    pub(crate) layers: Option<Vec<String>>,
    /// Whether to write the text too.
    pub(crate) text: bool,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self { layers: None, text: true }
    }
}

/// The source or sink that stands in where a file names none.
pub(crate) const DEFAULT_SINK: &str = "jsonl";

/// One check: what there is to name, and what was found wrong so far.
pub(crate) struct Check<'r> {
    registry: &'r Registry,
    cx: BuildContext<'r>,
    problems: Vec<Problem>,
}

impl<'r> Check<'r> {
    pub(crate) fn new(registry: &'r Registry, folder: &'r Path) -> Self {
        Self { registry, cx: BuildContext { folder }, problems: Vec::new() }
    }

    /// The pipeline that `text` describes, or everything that is wrong with it.
    pub(crate) fn pipeline(mut self, text: &str, name: &str) -> Result<Pipeline, Vec<Problem>> {
        let document = document::parse(text)?;
        let tables = self.tables(document.get_ref());
        let (read_options, source) = self.source(tables.source);
        let steps: Vec<_> = tables.stages.iter().map(|(place, table)| self.stage(place.clone(), table)).collect();
        let flow = Flow::new(self.registry, &read_options.layers, steps.iter().flatten());
        self.problems.extend(flow.problems());
        let sink = self.sink(tables.sink, &flow);
        if steps.is_empty() && self.problems.is_empty() {
            let help = format!("add a [[stage]] table with `use`; linked stages: {}", self.stage_names());
            self.problems.push(Problem::of_file("the pipeline has no stage").help(help));
        }
        match (sink, self.problems.is_empty()) {
            (Some((sink_name, sink, shape)), true) => {
                let name = tables.name.unwrap_or_else(|| name.to_owned());
                let stages: Vec<_> = steps.into_iter().flatten().map(Built::finish).collect();
                let fingerprint = fingerprint(&stages, &read_options, &shape, tables.source, tables.sink);
                Ok(Pipeline { name, stages, source, read_options, sink, sink_name, shape, fingerprint })
            }
            _ => Err(self.problems),
        }
    }

    fn tables<'t, 'i>(&mut self, document: &'t DeTable<'i>) -> Tables<'t, 'i> {
        let mut tables = Tables::default();
        for (key, value) in document {
            match key.get_ref().as_ref() {
                "name" => tables.name = self.text(value, "`name`"),
                "source" => tables.source = self.table(value, "[source]"),
                "sink" => tables.sink = self.table(value, "[sink]"),
                "stage" => tables.stages = self.stage_tables(value),
                unknown => {
                    let keys = ["name", "source", "stage", "sink"];
                    let help = did_you_mean(unknown, keys).unwrap_or_else(|| format!("its keys are {}", quoted(&keys)));
                    let message = format!("a pipeline file has no key `{unknown}`");
                    self.problems.push(Problem::at(key.span(), message, "unknown key").help(help));
                }
            }
        }
        tables
    }

    fn stage_tables<'t, 'i>(&mut self, value: &'t Spanned<DeValue<'i>>) -> Vec<(Range<usize>, &'t DeTable<'i>)> {
        let DeValue::Array(items) = value.get_ref() else {
            let message = format!("`stage` is {}, not a list of tables", values::kind(value.get_ref()));
            self.problems.push(Problem::at(value.span(), message, "").help("write each stage as a [[stage]] table"));
            return Vec::new();
        };
        let tables = items.iter().map(|item| Some((item.span(), self.table(item, "[[stage]]")?)));
        tables.flatten().collect()
    }

    fn table<'t, 'i>(&mut self, value: &'t Spanned<DeValue<'i>>, what: &str) -> Option<&'t DeTable<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        let message = format!("{what} is {}, not a table", values::kind(value.get_ref()));
        self.problems.push(Problem::at(value.span(), message, "expected a table"));
        None
    }

    fn text(&mut self, value: &Spanned<DeValue<'_>>, what: &str) -> Option<String> {
        if let DeValue::String(text) = value.get_ref() {
            return Some(text.to_string());
        }
        let message = format!("{what} is {}, not a string", values::kind(value.get_ref()));
        self.problems.push(Problem::at(value.span(), message, "expected a string"));
        None
    }

    fn stage(&mut self, place: Range<usize>, table: &DeTable<'_>) -> Option<Built> {
        let Some(value) = table.get("use") else {
            let help = format!("add `use = \"...\"`; linked stages: {}", self.stage_names());
            self.problems.push(Problem::at(place, "a stage without `use`", "which stage?").help(help));
            return None;
        };
        let name = self.text(value, "`use`")?;
        let Some(entry) = self.registry.stage(&name) else {
            let problem = self.unknown_stage(&name, value.span());
            self.problems.push(problem);
            return None;
        };
        let options = Options {
            of: format!("stage `{name}`"),
            defaults: (entry.defaults)(),
            schema: (entry.schema)(),
            accepts: entry.accepts,
        };
        let found = options.check(table, &["use"], &mut self.problems);
        let stage =
            self.built((entry.build)(Value::Object(found.values.clone()), &self.cx), &found, value.span(), &name);
        Some(Built { entry, place: value.span(), options: merged(options.defaults, found.values), stage })
    }

    /// What was built, or a problem at the option that is to blame.
    fn built<T>(&mut self, built: Result<T, StageError>, found: &Found, place: Range<usize>, name: &str) -> Option<T> {
        let error = match built {
            Ok(built) => return Some(built),
            Err(error) => error,
        };
        let option = error.at_option().and_then(|option| found.place(option));
        let message = match error.at_option() {
            Some(option) => format!("`{name}` cannot use this value of `{option}`: {error}"),
            None => format!("`{name}` cannot be built: {error}"),
        };
        self.problems.push(Problem::at(option.unwrap_or(place), message, ""));
        None
    }

    fn unknown_stage(&self, name: &str, place: Range<usize>) -> Problem {
        let stages = self.registry.stages();
        let help = did_you_mean(name, stages.iter().map(|entry| entry.name)).unwrap_or_else(|| {
            let krate = name.replace(['.', '-'], "_");
            let packages = quoted(&self.registry.packages());
            format!(
                "linked stages: {}; linked packages: {packages}; a stage of another package is linked by naming its crate in \
                 the binary's main file, as in `use {krate} as _;`",
                self.stage_names()
            )
        });
        Problem::at(place, format!("no stage `{name}` is linked"), "unknown stage").help(help)
    }

    fn stage_names(&self) -> String {
        quoted(&self.registry.stages().iter().map(|entry| entry.name).collect::<Vec<_>>())
    }

    fn source(&mut self, table: Option<&DeTable<'_>>) -> (ReadOptions, Option<PipelineSource>) {
        let Some(table) = table else {
            return (ReadOptions::default(), None);
        };
        let entry = self.named(table, self.registry.sources(), |entry: &SourceEntry| entry.name, "source");
        let mut options = common::<ReadOptions>("[source]");
        if let Some(entry) = entry {
            extend(&mut options, (entry.defaults)(), &(entry.schema)());
            let accepts = entry.accepts;
            let (own, shared) = self.split::<ReadOptions>(table, &options, accepts);
            let built = (entry.build)(Value::Object(own.values.clone()), &self.cx);
            let place = table.get("use").map_or(0..0, Spanned::span);
            let source = self.built(built, &own, place, entry.name);
            return (shared, source.map(|source| PipelineSource { entry, source }));
        }
        let (_, shared) = self.split::<ReadOptions>(table, &options, |_| Ok(()));
        (shared, None)
    }

    fn sink(&mut self, table: Option<&DeTable<'_>>, flow: &Flow) -> Option<(&'static str, Box<dyn DynSink>, Shape)> {
        let empty = DeTable::new();
        let table = table.unwrap_or(&empty);
        let sinks = self.registry.sinks();
        let named = self.named(table, sinks, |entry: &SinkEntry| entry.name, "sink");
        let entry = match named {
            Some(entry) => entry,
            None if table.contains_key("use") => return None,
            None => sinks.iter().copied().find(|entry| entry.name == DEFAULT_SINK).or_else(|| {
                self.problems.push(Problem::of_file(format!("no sink `{DEFAULT_SINK}` is linked into this binary")));
                None
            })?,
        };
        let mut options = common::<WriteOptions>("[sink]");
        extend(&mut options, (entry.defaults)(), &(entry.schema)());
        let (own, shared) = self.split::<WriteOptions>(table, &options, entry.accepts);
        let layers = flow.written(table.get("layers").map(Spanned::span), shared.layers, &mut self.problems);
        let shape = Shape { unit: copydesk_core::offsets::Unit::default(), layers, text: shared.text };
        let place = table.get("use").map_or(0..0, Spanned::span);
        let built = (entry.build)(Value::Object(own.values.clone()), &self.cx);
        Some((entry.name, self.built(built, &own, place, entry.name)?, shape))
    }

    /// The entry that `use` names, if the table holds one.
    fn named<E>(
        &mut self,
        table: &DeTable<'_>,
        entries: &[&'static E],
        name_of: fn(&E) -> &'static str,
        what: &str,
    ) -> Option<&'static E> {
        let value = table.get("use")?;
        let name = self.text(value, "`use`")?;
        let found = entries.iter().copied().find(|entry| name_of(entry) == name);
        if found.is_none() {
            let names: Vec<_> = entries.iter().map(|entry| name_of(entry)).collect();
            let help = did_you_mean(&name, names.iter().copied());
            let help = help.unwrap_or_else(|| format!("linked {what}s: {}", quoted(&names)));
            self.problems.push(
                Problem::at(value.span(), format!("no {what} `{name}` is linked"), format!("unknown {what}"))
                    .help(help),
            );
        }
        found
    }

    /// The options of a table, parted into an entry's own and those that all entries share.
    fn split<C: Default + Serialize + serde::de::DeserializeOwned>(
        &mut self,
        table: &DeTable<'_>,
        all: &Options,
        own_accepts: fn(&Value) -> Result<(), String>,
    ) -> (Found, C) {
        let shared_names = serde_json::to_value(C::default()).expect("options serialize");
        let is_shared = |name: &str| shared_names.get(name).is_some();
        let (shared, own) = parted(table, |name| name == "use" || is_shared(name));
        let with = |accepts| Options { accepts, ..all.clone() };
        let (shared_options, own_options) = (with(accepts::<C>), with(own_accepts));
        let shared = shared_options.check(&shared, &["use"], &mut self.problems);
        let own = own_options.check(&own, &["use"], &mut self.problems);
        let shared = serde_json::from_value(Value::Object(shared.values)).unwrap_or_default();
        (own, shared)
    }
}

fn parted<'i>(table: &DeTable<'i>, first: impl Fn(&str) -> bool) -> (DeTable<'i>, DeTable<'i>) {
    let entries = table.iter().map(|(key, value)| (key.clone(), value.clone()));
    entries.partition(|(key, _)| first(key.get_ref()))
}

fn accepts<C: serde::de::DeserializeOwned>(options: &Value) -> Result<(), String> {
    serde_json::from_value::<C>(options.clone()).map(drop).map_err(|e| e.to_string())
}

fn common<C: Default + Serialize + serde::de::DeserializeOwned + schemars::JsonSchema>(of: &str) -> Options {
    Options {
        of: of.to_owned(),
        defaults: serde_json::to_value(C::default()).expect("options serialize"),
        schema: inline_schema::<C>(),
        accepts: accepts::<C>,
    }
}

/// The schema of some options, without references.
pub(crate) fn inline_schema<C: schemars::JsonSchema>() -> Value {
    let settings = schemars::generate::SchemaSettings::draft07().with(|settings| {
        settings.meta_schema = None;
        settings.inline_subschemas = true;
    });
    settings.into_generator().into_root_schema_for::<C>().to_value()
}

fn extend(options: &mut Options, defaults: Value, schema: &Value) {
    if let (Value::Object(all), Value::Object(own)) = (&mut options.defaults, defaults) {
        all.extend(own);
    }
    if let (Some(all), Some(own)) = (options.schema["properties"].as_object_mut(), schema["properties"].as_object()) {
        all.extend(own.clone());
    }
}

fn merged(defaults: Value, found: Map<String, Value>) -> Value {
    match defaults {
        Value::Object(mut all) => {
            all.extend(found);
            Value::Object(all)
        }
        other => other,
    }
}

/// A stage of the file: known, and built if its options allow.
pub(crate) struct Built {
    entry: &'static StageEntry,
    place: Range<usize>,
    options: Value,
    stage: Option<Box<dyn DynStage>>,
}

impl Built {
    fn finish(self) -> PipelineStage {
        PipelineStage {
            name: self.entry.name,
            package: self.entry.package,
            version: self.entry.version,
            options: self.options,
            stage: self.stage.expect("a pipeline without problems has all its stages built"),
        }
    }
}

impl Step for Built {
    fn name(&self) -> &str {
        self.entry.name
    }

    fn place(&self) -> Range<usize> {
        self.place.clone()
    }

    fn reads(&self) -> Vec<copydesk_core::Read> {
        self.stage.as_ref().map_or_else(self.entry.reads, |stage| stage.reads())
    }

    fn writes(&self) -> Vec<copydesk_core::layer::LayerInfo> {
        self.stage.as_ref().map_or_else(self.entry.writes, |stage| stage.writes())
    }
}

fn fingerprint(
    stages: &[PipelineStage],
    read: &ReadOptions,
    shape: &Shape,
    source: Option<&DeTable<'_>>,
    sink: Option<&DeTable<'_>>,
) -> String {
    let stages: Vec<_> =
        stages.iter().map(|stage| (stage.name, stage.package, stage.version, &stage.options)).collect();
    let all = format!("{stages:?} {read:?} {shape:?} {source:?} {sink:?}");
    format!("{:016x}", xxh3_64(all.as_bytes()))
}
