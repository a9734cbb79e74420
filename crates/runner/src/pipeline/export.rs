//! The pipeline of an export: records of a finished run go in, and come out in another format.

use std::path::Path;

use copydesk_core::offsets::Unit;
use copydesk_core::record::Shape;
use copydesk_core::source::{ReadOptions, SourceEntry};
use copydesk_core::{BuildContext, Registry};
use copydesk_formats::records::RECORDS;
use serde_json::{Map, Value};

use super::suggest::did_you_mean;
use super::{Pipeline, PipelineSource};

static ENTRY: &SourceEntry = &RECORDS;

/// What is exported, and how.
pub(crate) struct Export<'e> {
    /// The name of the pipeline that made the records.
    pub(crate) name: &'e str,
    /// The fingerprint of that pipeline.
    pub(crate) fingerprint: &'e str,
    /// The layers that the records hold.
    pub(crate) layers: &'e [String],
    /// The unit of their offsets.
    pub(crate) unit: Unit,
    /// What they become.
    pub(crate) format: &'e str,
}

/// What a format is called by people, with the sink and the option that write it.
const FORMATS: [(&str, &str, &str); 3] =
    [("csv", "tables", "csv"), ("tsv", "tables", "tsv"), ("tables", "tables", "csv")];

impl Export<'_> {
    /// A pipeline without stages, which writes the layers that the records bring along.
    ///
    /// # Errors
    /// If there is no such format: a sentence.
    pub(crate) fn pipeline(&self, registry: &Registry) -> Result<Pipeline, String> {
        let named = FORMATS.iter().find(|(name, ..)| *name == self.format);
        let (sink, options) = match named {
            Some((_, sink, format)) => (*sink, Map::from_iter([("format".to_owned(), Value::from(*format))])),
            None => (self.format, Map::new()),
        };
        let entry =
            registry.sinks().iter().copied().find(|entry| entry.name == sink).ok_or_else(|| self.unknown(registry))?;
        let cx = BuildContext::new(Path::new("."));
        let build = |why: copydesk_core::StageError| why.to_string();
        let source = (ENTRY.build)(Value::Object(Map::new()), &cx).map_err(build)?;
        Ok(Pipeline {
            name: self.name.to_owned(),
            path: None,
            stages: Vec::new(),
            source: Some(PipelineSource { entry: ENTRY, source, options: Map::new() }),
            source_options: Map::new(),
            read_options: self.read_options(),
            sink: (entry.build)(Value::Object(options.clone()), &cx).map_err(build)?,
            sink_name: entry.name,
            sink_options: options,
            shape: Shape::new(self.unit, self.layers.to_vec(), true),
            fingerprint: format!("{} as {}", self.fingerprint, self.format),
        })
    }

    /// How the records are read: with the layers that they hold.
    fn read_options(&self) -> ReadOptions {
        let mut options = ReadOptions::default();
        options.layers = self.layers.to_vec();
        options.offsets = self.unit;
        options
    }

    fn unknown(&self, registry: &Registry) -> String {
        let sinks = registry.sinks().iter().map(|entry| entry.name);
        let all: Vec<_> = FORMATS.iter().map(|(name, ..)| *name).take(2).chain(sinks).collect();
        let help = did_you_mean(self.format, all.iter().copied());
        let help = help.unwrap_or_else(|| format!("there are `{}`", all.join("`, `")));
        format!("no format `{}`: {help}", self.format)
    }
}
