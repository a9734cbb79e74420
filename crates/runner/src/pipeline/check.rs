//! The whole check of a pipeline file, in one pass over its tables.

use std::ops::Range;
use std::path::Path;

use copydesk_core::source::ReadOptions;
use copydesk_core::{BuildContext, DynStage, Registry, StageEntry, StageError};
use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use xxhash_rust::xxh3::xxh3_64;

use super::ends::{SinkEnd, SourceEnd};
use super::flow::{Flow, Step};
use super::options::{Found, Options, quoted};
use super::problem::Problem;
use super::suggest::did_you_mean;
use super::{Pipeline, PipelineStage, document, values};

/// The tables of a pipeline file, as far as they are of the right type.
#[derive(Default)]
struct Tables<'t, 'i> {
    name: Option<String>,
    stages: Vec<(Range<usize>, &'t DeTable<'i>)>,
    source: Option<&'t DeTable<'i>>,
    sink: Option<&'t DeTable<'i>>,
}

/// One check: what there is to name, and what was found wrong so far.
pub(crate) struct Check<'r> {
    pub(super) registry: &'r Registry,
    pub(super) cx: BuildContext<'r>,
    pub(super) problems: Vec<Problem>,
    explain: bool,
}

/// Each stage is built to be checked, which takes time and memory.
const MOST_STAGES: usize = 100;

impl<'r> Check<'r> {
    pub(crate) fn new(registry: &'r Registry, folder: &'r Path) -> Self {
        Self { registry, cx: BuildContext::new(folder), problems: Vec::new(), explain: false }
    }

    /// Switches on what stages can say about their reasons.
    pub(crate) fn explaining(self) -> Self {
        Self { explain: true, ..self }
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
            (Some(end), true) => {
                let name = tables.name.unwrap_or_else(|| name.to_owned());
                let stages: Vec<_> = steps.into_iter().flatten().map(Built::finish).collect();
                let fingerprint = fingerprint(self.cx.folder, &stages, &read_options, &source, &end);
                let SinkEnd { entry, sink, shape, options: sink_options } = end;
                let sink_name = entry.name;
                let SourceEnd { named: source, options: source_options } = source;
                Ok(Pipeline {
                    name,
                    path: None,
                    stages,
                    source,
                    source_options,
                    read_options,
                    sink,
                    sink_name,
                    sink_options,
                    shape,
                    fingerprint,
                })
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
        if items.len() > MOST_STAGES {
            let message = format!("a pipeline of {} stages: it may have {MOST_STAGES}", items.len());
            self.problems.push(Problem::at(items[MOST_STAGES].span(), message, "one too many"));
            return items
                .iter()
                .take(1)
                .filter_map(|item| Some((item.span(), self.table(item, "[[stage]]")?)))
                .collect();
        }
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

    pub(super) fn text(&mut self, value: &Spanned<DeValue<'_>>, what: &str) -> Option<String> {
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
        let options = Options::of(format!("stage `{name}`"), entry.options);
        let mut found = options.check(table, &["use"], &mut self.problems);
        if self.explain && options.defaults["why"].is_boolean() {
            found.values.insert("why".to_owned(), Value::Bool(true));
        }
        let stage =
            self.built((entry.build)(Value::Object(found.values.clone()), &self.cx), &found, value.span(), &name);
        Some(Built { entry, place: value.span(), options: merged(options.defaults, found.values), stage })
    }

    /// What was built, or a problem at the option that is to blame.
    pub(super) fn built<T>(
        &mut self,
        built: Result<T, StageError>,
        found: &Found,
        place: Range<usize>,
        name: &str,
    ) -> Option<T> {
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
        let help = did_you_mean(name, stages.iter().map(|entry| entry.name));
        let help = help.unwrap_or_else(|| self.registry.how_to_link(name));
        Problem::at(place, format!("no stage `{name}` is linked"), "unknown stage").help(help)
    }

    fn stage_names(&self) -> String {
        quoted(&self.registry.stages().iter().map(|entry| entry.name).collect::<Vec<_>>())
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

/// A hash over all that decides the bytes written, beside the program itself.
fn fingerprint(
    folder: &Path,
    stages: &[PipelineStage],
    read: &ReadOptions,
    source: &SourceEnd,
    end: &SinkEnd,
) -> String {
    let models: Vec<_> = stages.iter().map(|stage| named_files(folder, &stage.options)).collect();
    let stages: Vec<_> =
        stages.iter().map(|stage| (stage.name, stage.package, stage.version, &stage.options)).collect();
    let named = source.named.as_ref().map(|source| (source.entry.name, source.entry.version, &source.options));
    let source = (named, &source.options);
    let sink = (end.entry.name, end.entry.version, &end.options, &end.shape);
    format!("{:016x}", xxh3_64(format!("{stages:?} {models:?} {read:?} {source:?} {sink:?}").as_bytes()))
}

/// Hashes of the files that options name, alone or in lists: models, word lists and programs of the user's own.
fn named_files(folder: &Path, options: &Value) -> Vec<u64> {
    let values = options.as_object().into_iter().flat_map(Map::values);
    let names = values.flat_map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice));
    let names = names.filter_map(Value::as_str);
    let files = names.filter(|name| !name.is_empty()).map(|name| folder.join(name)).filter(|path| path.is_file());
    files.filter_map(|path| Some(xxh3_64(&std::fs::read(path).ok()?))).collect()
}
