//! The two ends of a pipeline: `[source]` and `[sink]`.

use copydesk_core::OptionsInfo;
use copydesk_core::offsets::Unit;
use copydesk_core::record::Shape;
use copydesk_core::sink::{DynSink, SinkEntry};
use copydesk_core::source::{ReadOptions, SourceEntry};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::DeTable;

use super::PipelineSource;
use super::check::Check;
use super::flow::Flow;
use super::options::{Found, Options, quoted};
use super::problem::Problem;
use super::suggest::did_you_mean;

/// The options of `[sink]` that every sink shares.
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

pub(crate) const READ_OPTIONS: OptionsInfo = OptionsInfo::of::<ReadOptions>();
pub(crate) const WRITE_OPTIONS: OptionsInfo = OptionsInfo::of::<WriteOptions>();

/// The sink of a pipeline that names none.
const DEFAULT_SINK: &str = "jsonl";

/// Where a pipeline reads from.
#[derive(Default)]
pub(crate) struct SourceEnd {
    /// The source that the file names.
    pub(crate) named: Option<PipelineSource>,
    /// Where it names none, the options of those that have them.
    pub(crate) options: Map<String, Value>,
}

/// The sink of a pipeline, built.
pub(crate) struct SinkEnd {
    pub(crate) entry: &'static SinkEntry,
    pub(crate) sink: Box<dyn DynSink>,
    pub(crate) shape: Shape,
    pub(crate) options: Map<String, Value>,
}

impl Check<'_> {
    pub(crate) fn source(&mut self, table: Option<&DeTable<'_>>) -> (ReadOptions, SourceEnd) {
        let Some(table) = table else {
            return (ReadOptions::default(), SourceEnd::default());
        };
        let shared = Options::of("[source]", READ_OPTIONS);
        let Some(entry) = self.named(table, self.registry.sources(), |entry: &SourceEntry| entry.name, "source") else {
            return self.source_by_name(table, &shared);
        };
        let all = shared.beside(entry.options);
        let (own, read) = self.split(table, &all, entry.options.accepts);
        let place = table.get("use").map_or(0..0, Spanned::span);
        let built = (entry.build)(Value::Object(own.values.clone()), &self.cx);
        let source = self.built(built, &own, place, entry.name);
        let named = source.map(|source| PipelineSource { entry, source, options: own.values });
        (read, SourceEnd { named, options: Map::new() })
    }

    /// The options of a table that names no source: those that all share, and those that a source has which reads by a file's name.
    fn source_by_name(&mut self, table: &DeTable<'_>, shared: &Options) -> (ReadOptions, SourceEnd) {
        let sources = self.registry.sources();
        let has = |entry: &SourceEntry, name: &str| (entry.options.defaults)().get(name).is_some();
        let is_shared = |name: &str| shared.defaults.get(name).is_some();
        let owner = |name: &str| sources.iter().copied().find(|entry| has(entry, name) && !is_shared(name));
        let entries = table.iter().map(|(key, value)| (key.clone(), value.clone()));
        let (own, rest): (DeTable<'_>, DeTable<'_>) = entries.partition(|(key, _)| owner(key.get_ref()).is_some());
        let mut options = Map::new();
        for entry in sources {
            let theirs =
                own.iter().filter(|(key, _)| owner(key.get_ref()).is_some_and(|owner| owner.name == entry.name));
            let theirs: DeTable<'_> = theirs.map(|(key, value)| (key.clone(), value.clone())).collect();
            let known = Options::of("[source]", entry.options);
            options.extend(known.check(&theirs, &[], &mut self.problems).values);
        }
        for entry in sources {
            let theirs = options.iter().filter(|(name, _)| has(entry, name));
            let theirs: Map<_, _> = theirs.map(|(name, value)| (name.clone(), value.clone())).collect();
            if let (false, Err(error)) = (theirs.is_empty(), (entry.build)(Value::Object(theirs), &self.cx)) {
                let option = error.at_option().and_then(|option| own.get(option)).map(Spanned::span);
                let message = format!("`{}` cannot use these options: {error}", entry.name);
                self.problems.push(Problem::at(option.unwrap_or(0..0), message, ""));
            }
        }
        let (_, read) = self.split(&rest, shared, |_| Ok(()));
        (read, SourceEnd { named: None, options })
    }

    pub(crate) fn sink(&mut self, table: Option<&DeTable<'_>>, flow: &Flow<'_>) -> Option<SinkEnd> {
        let empty = DeTable::new();
        let table = table.unwrap_or(&empty);
        let entry = self.sink_entry(table)?;
        let all = Options::of("[sink]", WRITE_OPTIONS).beside(entry.options);
        let (own, write) = self.split::<WriteOptions>(table, &all, entry.options.accepts);
        let (layers, problems) = flow.written(table.get("layers").map(Spanned::span), write.layers);
        self.problems.extend(problems);
        let shape = Shape::new(Unit::default(), layers, write.text);
        let place = table.get("use").map_or(0..0, Spanned::span);
        let built = (entry.build)(Value::Object(own.values.clone()), &self.cx);
        let sink = self.built(built, &own, place, entry.name)?;
        Some(SinkEnd { entry, sink, shape, options: own.values })
    }

    fn sink_entry(&mut self, table: &DeTable<'_>) -> Option<&'static SinkEntry> {
        let sinks = self.registry.sinks();
        if table.contains_key("use") {
            return self.named(table, sinks, |entry: &SinkEntry| entry.name, "sink");
        }
        let found = sinks.iter().copied().find(|entry| entry.name == DEFAULT_SINK);
        if found.is_none() {
            self.problems.push(Problem::of_file(format!("no sink `{DEFAULT_SINK}` is linked into this binary")));
        }
        found
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
            let message = format!("no {what} `{name}` is linked");
            self.problems.push(Problem::at(value.span(), message, format!("unknown {what}")).help(help));
        }
        found
    }

    /// The options of a table, parted into an entry's own and those that all entries share.
    fn split<C: Default + Serialize + DeserializeOwned>(
        &mut self,
        table: &DeTable<'_>,
        all: &Options,
        own_accepts: fn(&Value) -> Result<(), String>,
    ) -> (Found, C) {
        let shared_names = serde_json::to_value(C::default()).expect("options serialize");
        let is_shared = |name: &str| name == "use" || shared_names.get(name).is_some();
        let entries = table.iter().map(|(key, value)| (key.clone(), value.clone()));
        let (shared, own): (DeTable<'_>, DeTable<'_>) = entries.partition(|(key, _)| is_shared(key.get_ref()));
        let shared = all.check(&shared, &["use"], &mut self.problems);
        let own = all.judged_by(own_accepts).check(&own, &["use"], &mut self.problems);
        (own, serde_json::from_value(Value::Object(shared.values)).unwrap_or_default())
    }
}
