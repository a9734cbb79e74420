//! Pipeline files: what to read, which stages to run in which order, what to write.

mod builtin;
mod check;
mod document;
mod ends;
mod export;
mod flow;
mod options;
mod problem;
mod suggest;
mod values;

use std::path::{Path, PathBuf};

use copydesk_core::record::Shape;
use copydesk_core::sink::DynSink;
use copydesk_core::source::{DynSource, ReadOptions, SourceEntry};
use copydesk_core::{DynStage, Registry};
use serde_json::{Map, Value};

pub use builtin::{BUILT_IN, BuiltIn, Located, built_in, locate};
pub(crate) use ends::{READ_OPTIONS, WRITE_OPTIONS};
pub(crate) use export::Export;
pub use problem::{Problem, Problems};

/// A pipeline that has passed every check: its models are loaded, and it can run.
#[non_exhaustive]
pub struct Pipeline {
    /// The `name` in the file, or the file's own.
    pub name: String,
    /// The file that it was read from; nothing where its text came with the binary or from a caller.
    pub path: Option<PathBuf>,
    /// The stages in order.
    pub stages: Vec<PipelineStage>,
    /// The source that the file names; without one, a file's extension decides.
    pub source: Option<PipelineSource>,
    /// Where the file names no source, the options of those that have them: `text = "article"` is for every table.
    pub source_options: Map<String, Value>,
    /// The common options of `[source]`.
    pub read_options: ReadOptions,
    /// Where records go.
    pub sink: Box<dyn DynSink>,
    /// The sink's name.
    pub sink_name: &'static str,
    /// The sink's own options set in the file.
    pub sink_options: Map<String, Value>,
    /// What records hold.
    pub shape: Shape,
    /// A hash over all that decides the output: stages, versions, options.
    pub fingerprint: String,
}

/// The source that a pipeline names.
#[non_exhaustive]
pub struct PipelineSource {
    /// What was registered.
    pub entry: &'static SourceEntry,
    /// The source, built.
    pub source: Box<dyn DynSource>,
    /// The options set in the file.
    pub options: Map<String, Value>,
}

/// A stage of a pipeline.
#[non_exhaustive]
pub struct PipelineStage {
    /// Its name.
    pub name: &'static str,
    /// The package it comes from.
    pub package: &'static str,
    /// That package's version.
    pub version: &'static str,
    /// Its options, defaults included.
    pub options: Value,
    /// The stage, built.
    pub stage: Box<dyn DynStage>,
}

impl Pipeline {
    /// Reads and checks the pipeline at `path`: a file, or the name of one that comes with the binary (see [`locate`]).
    ///
    /// # Errors
    /// Everything that is wrong with it, at once.
    pub fn load(path: &Path, registry: &Registry) -> Result<Self, Problems> {
        Self::located(path, registry, false)
    }

    /// As [`load`](Pipeline::load), with the option `why` of every stage that has one switched on.
    ///
    /// # Errors
    /// Everything that is wrong with the file, at once.
    pub fn load_to_explain(path: &Path, registry: &Registry) -> Result<Self, Problems> {
        Self::located(path, registry, true)
    }

    fn located(path: &Path, registry: &Registry, explain: bool) -> Result<Self, Problems> {
        let checked = |folder: &Path, text: &str, name: &str, file: &str| {
            let check = check::Check::new(registry, folder);
            let check = if explain { check.explaining() } else { check };
            check.pipeline(text, name).map_err(|list| Problems::new(file, text, list))
        };
        match locate(path) {
            Located::File(path) => {
                let text = document::read(&path)?;
                let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let file = path.display().to_string();
                let loaded = checked(folder, &text, &name, &file)?;
                Ok(Self { path: Some(path), ..loaded })
            }
            Located::BuiltIn(BuiltIn { name, text }) => {
                checked(Path::new("."), text, name, &format!("built-in pipeline `{name}`"))
            }
        }
    }

    /// Where it came from, for people: a path, or that it is built in.
    #[must_use]
    pub fn origin(&self) -> String {
        self.path.as_ref().map_or_else(|| format!("built-in `{}`", self.name), |path| path.display().to_string())
    }

    /// Checks the text of a pipeline file.
    ///
    /// `file` is what messages call it, `name` the pipeline's name where the text gives none, `folder` where relative paths
    /// in options start.
    ///
    /// # Errors
    /// Everything that is wrong with it, at once.
    pub fn parse(text: &str, file: &str, name: &str, folder: &Path, registry: &Registry) -> Result<Self, Problems> {
        check::Check::new(registry, folder).pipeline(text, name).map_err(|list| Problems::new(file, text, list))
    }
}
