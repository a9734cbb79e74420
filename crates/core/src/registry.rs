//! What this binary can do: every stage, layer, source, sink and tool that its crates registered.

use crate::layer::LayerInfo;
use crate::sink::SinkEntry;
use crate::source::SourceEntry;
use crate::stage::StageEntry;
use crate::tool::{ToolEntry, Verb};

/// A layer that this binary knows; made by [`register_layer!`](crate::register_layer).
pub struct LayerEntry {
    /// The facts about the layer.
    pub info: fn() -> LayerInfo,
    /// The package that registered it.
    pub package: &'static str,
}

inventory::collect!(StageEntry);
inventory::collect!(LayerEntry);
inventory::collect!(SourceEntry);
inventory::collect!(SinkEntry);
inventory::collect!(ToolEntry);

/// Everything registered, sorted by name, each name once.
pub struct Registry {
    stages: Vec<&'static StageEntry>,
    layers: Vec<(LayerInfo, &'static str)>,
    sources: Vec<&'static SourceEntry>,
    sinks: Vec<&'static SinkEntry>,
    tools: Vec<&'static ToolEntry>,
}

/// Why the crates of this binary do not fit together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// Nothing is registered.
    #[error(
        "no stage is linked into this binary: name each stage crate in its main file (`use acme_sentiment as _;`), or the linker leaves it out"
    )]
    Empty,
    /// Two registrations of one name.
    #[error(
        "two {what}s are called `{name}`: one is of package `{first}`, the other of package `{second}`; rename one of them"
    )]
    Twice {
        /// stage, layer, source, sink or tool.
        what: &'static str,
        /// The name.
        name: String,
        /// The package of one.
        first: &'static str,
        /// The package of the other.
        second: &'static str,
    },
}

impl Registry {
    /// What the linked crates registered.
    ///
    /// # Errors
    /// If there is no stage at all, or two things of one kind share a name.
    pub fn linked() -> Result<Self, RegistryError> {
        let stages = sorted("stage", inventory::iter::<StageEntry>.into_iter(), |entry| (entry.name, entry.package))?;
        if stages.is_empty() {
            return Err(RegistryError::Empty);
        }
        Ok(Self {
            layers: layers(&stages)?,
            stages,
            sources: sorted("source", inventory::iter::<SourceEntry>.into_iter(), |entry| (entry.name, entry.package))?,
            sinks: sorted("sink", inventory::iter::<SinkEntry>.into_iter(), |entry| (entry.name, entry.package))?,
            tools: tools()?,
        })
    }

    /// All stages.
    #[must_use]
    pub fn stages(&self) -> &[&'static StageEntry] {
        &self.stages
    }

    /// The stage with this name.
    #[must_use]
    pub fn stage(&self, name: &str) -> Option<&'static StageEntry> {
        self.stages.iter().copied().find(|entry| entry.name == name)
    }

    /// All layers, registered or written by a registered stage.
    pub fn layers(&self) -> impl Iterator<Item = LayerInfo> {
        self.layers.iter().map(|(info, _)| *info)
    }

    /// All sources.
    #[must_use]
    pub fn sources(&self) -> &[&'static SourceEntry] {
        &self.sources
    }

    /// All sinks.
    #[must_use]
    pub fn sinks(&self) -> &[&'static SinkEntry] {
        &self.sinks
    }

    /// The tools of a command.
    pub fn tools(&self, verb: Verb) -> impl Iterator<Item = &'static ToolEntry> {
        self.tools.iter().copied().filter(move |tool| tool.verb == verb)
    }

    /// The packages that registered stages, sorted.
    #[must_use]
    pub fn packages(&self) -> Vec<&'static str> {
        let mut packages: Vec<_> = self.stages.iter().map(|entry| entry.package).collect();
        packages.sort_unstable();
        packages.dedup();
        packages
    }
}

/// Sorted by name and package, so that an error does not depend on the order of linking.
fn sorted<T>(
    what: &'static str,
    all: impl Iterator<Item = &'static T>,
    name_and_package: impl Fn(&T) -> (&'static str, &'static str),
) -> Result<Vec<&'static T>, RegistryError> {
    let mut entries: Vec<_> = all.collect();
    entries.sort_by_key(|entry| name_and_package(entry));
    for pair in entries.windows(2) {
        let ((name, first), (other, second)) = (name_and_package(pair[0]), name_and_package(pair[1]));
        if name == other {
            return Err(RegistryError::Twice { what, name: name.to_owned(), first, second });
        }
    }
    Ok(entries)
}

/// A layer may be registered and written by stages, any number of times: it is the same if the row type is.
fn layers(stages: &[&'static StageEntry]) -> Result<Vec<(LayerInfo, &'static str)>, RegistryError> {
    let registered = inventory::iter::<LayerEntry>.into_iter().map(|entry| ((entry.info)(), entry.package));
    let written = stages.iter().flat_map(|entry| (entry.writes)().into_iter().map(|info| (info, entry.package)));
    let mut layers: Vec<_> = registered.chain(written).collect();
    layers.sort_by_key(|(info, package)| (info.name, info.type_name, *package));
    layers.dedup_by_key(|(info, _)| (info.name, info.row));
    for pair in layers.windows(2) {
        if pair[0].0.name == pair[1].0.name {
            let name = pair[0].0.name.to_owned();
            return Err(RegistryError::Twice { what: "layer", name, first: pair[0].1, second: pair[1].1 });
        }
    }
    Ok(layers)
}

fn tools() -> Result<Vec<&'static ToolEntry>, RegistryError> {
    let mut tools: Vec<_> = inventory::iter::<ToolEntry>.into_iter().collect();
    tools.sort_by_key(|tool| (tool.verb, tool.name, tool.package));
    for pair in tools.windows(2) {
        if (pair[0].verb, pair[0].name) == (pair[1].verb, pair[1].name) {
            let name = pair[0].name.to_owned();
            return Err(RegistryError::Twice { what: "tool", name, first: pair[0].package, second: pair[1].package });
        }
    }
    Ok(tools)
}

/// Registers a stage, under the name and version of the calling package.
///
/// A crate that the final binary does not name is not linked, and what it registers is then not there: the binary's main
/// file holds `use acme_sentiment as _;`.
#[macro_export]
macro_rules! register_stage {
    ($stage:ty) => {
        $crate::inventory::submit! {
            $crate::StageEntry::of::<$stage>(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
        }
    };
}

/// Registers a layer that no stage of this crate writes, so that records which hold it can be read back.
#[macro_export]
macro_rules! register_layer {
    ($layer:ty) => {
        $crate::inventory::submit! {
            $crate::LayerEntry { info: $crate::layer::LayerInfo::of::<$layer>, package: env!("CARGO_PKG_NAME") }
        }
    };
}

/// Registers a source.
#[macro_export]
macro_rules! register_source {
    ($source:ty) => {
        $crate::inventory::submit! {
            $crate::source::SourceEntry::of::<$source>(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
        }
    };
}

/// Registers a sink.
#[macro_export]
macro_rules! register_sink {
    ($sink:ty) => {
        $crate::inventory::submit! {
            $crate::sink::SinkEntry::of::<$sink>(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
        }
    };
}

/// Registers a tool: `register_tool!(Train, "entity-tagger", "one line", OPTIONS, run)`.
#[macro_export]
macro_rules! register_tool {
    ($verb:ident, $name:expr, $about:expr, $options:expr, $run:expr) => {
        $crate::inventory::submit! {
            $crate::tool::ToolEntry {
                verb: $crate::tool::Verb::$verb,
                name: $name,
                about: $about,
                options: $options,
                run: $run,
                package: env!("CARGO_PKG_NAME"),
            }
        }
    };
}
