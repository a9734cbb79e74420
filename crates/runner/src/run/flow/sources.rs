//! The sources of a run.

use std::path::Path;

use copydesk_core::source::{DynSource, SourceEntry};
use copydesk_core::{BuildContext, Registry, StageError};
use copydesk_formats::files::{FoundFile, Search};
use serde_json::{Map, Value};

use crate::pipeline::Pipeline;

/// The sources of a run: the one that the pipeline names, and every other with the options that are for it.
pub(crate) struct Sources<'r> {
    all: Vec<&'static SourceEntry>,
    only: Option<&'static SourceEntry>,
    built: Vec<(&'static str, Box<dyn DynSource>)>,
    named: Option<&'r dyn DynSource>,
}

impl<'r> Sources<'r> {
    pub(crate) fn new(registry: &Registry, pipeline: &'r Pipeline) -> Result<Self, StageError> {
        let all = registry.sources().to_vec();
        let cx = BuildContext::new(Path::new("."));
        let build = |entry: &&'static SourceEntry| {
            let known = (entry.options.defaults)();
            let own = pipeline.source_options.iter().filter(|(name, _)| known.get(*name).is_some());
            let own: Map<_, _> = own.map(|(name, value)| (name.clone(), value.clone())).collect();
            let source = (entry.build)(Value::Object(own), &cx)?;
            Ok((entry.name, source))
        };
        let built = all.iter().map(build).collect::<Result<_, StageError>>()?;
        let (only, named) = match &pipeline.source {
            Some(source) => (Some(source.entry), Some(source.source.as_ref())),
            None => (None, None),
        };
        Ok(Self { all, only, built, named })
    }

    pub(crate) fn search<'a>(&'a self, output: Option<&'a Path>) -> Search<'a> {
        Search { sources: &self.all, only: self.only, output }
    }

    /// The source that reads a file.
    pub(crate) fn of_file(&self, file: &FoundFile) -> &dyn DynSource {
        let built = self.built.iter().find(|(name, _)| *name == file.source.name);
        self.named.unwrap_or_else(|| built.expect("every registered source was built").1.as_ref())
    }
}
