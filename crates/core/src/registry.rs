//! What this binary can do: every stage, layer, source, sink and tool that its crates registered.

use std::fmt;

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
    /// That package's version.
    pub version: &'static str,
}

inventory::collect!(StageEntry);
inventory::collect!(LayerEntry);
inventory::collect!(SourceEntry);
inventory::collect!(SinkEntry);
inventory::collect!(ToolEntry);

/// Everything registered, sorted by name, each name once.
pub struct Registry {
    stages: Vec<&'static StageEntry>,
    layers: Vec<(LayerInfo, Origin)>,
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
    #[error("{0}")]
    Twice(Box<Clash>),
}

/// Two registrations of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// stage, layer, source, sink or tool.
    pub what: &'static str,
    /// The name.
    pub name: String,
    /// Who registered it.
    pub first: Origin,
    /// Who registered it too.
    pub second: Origin,
}

/// Where a registration comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The package.
    pub package: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The row type, where it is a layer.
    pub row: Option<&'static str>,
}

impl Origin {
    const fn of(package: &'static str, version: &'static str) -> Self {
        Self { package, version, row: None }
    }
}

impl fmt::Display for Clash {
    /// What the two have come to, and what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, name, first, second } = self;
        write!(f, "two {what}s are called `{name}`: ")?;
        if first.package == second.package && first.version != second.version {
            return write!(
                f,
                "package `{}` is linked in the versions {} and {}; let all ask for one (`cargo tree --duplicates` shows who asks \
                 for which)",
                first.package, first.version, second.version
            );
        }
        let other = match first.row {
            Some(_) => "use one row type in both",
            None if first.package == second.package => "remove one",
            None => "leave one package out of the binary",
        };
        write!(f, "one is of {first}, the other of {second}; rename one (its `const NAME`), or {other}")
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "`{row}` of package `{}`", self.package),
            None => write!(f, "package `{}`", self.package),
        }
    }
}

impl Registry {
    /// What the linked crates registered.
    ///
    /// # Errors
    /// If there is no stage at all, or two things of one kind share a name.
    pub fn linked() -> Result<Self, RegistryError> {
        let stages = sorted("stage", inventory::iter::<StageEntry>.into_iter(), |entry| {
            (entry.name, Origin::of(entry.package, entry.version))
        })?;
        if stages.is_empty() {
            return Err(RegistryError::Empty);
        }
        Ok(Self {
            layers: layers(&stages)?,
            stages,
            sources: sorted("source", inventory::iter::<SourceEntry>.into_iter(), |entry| {
                (entry.name, Origin::of(entry.package, entry.version))
            })?,
            sinks: sorted("sink", inventory::iter::<SinkEntry>.into_iter(), |entry| {
                (entry.name, Origin::of(entry.package, entry.version))
            })?,
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

    /// What to do about a stage that is not there: what is linked, and the line that would link it.
    #[must_use]
    pub fn how_to_link(&self, stage: &str) -> String {
        let quoted = |names: Vec<&str>| format!("`{}`", names.join("`, `"));
        let stages = quoted(self.stages.iter().map(|entry| entry.name).collect());
        let packages = quoted(self.packages());
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let named = stage.starts_with(|c: char| c.is_ascii_alphabetic()) && stage.chars().all(is_name);
        let example = if named { stage.replace(['.', '-'], "_") } else { "acme_sentiment".to_owned() };
        format!(
            "linked stages: {stages}; linked packages: {packages}; for a stage of another package add `use {example} as _;` to \
             the binary's main file, or the linker leaves it out"
        )
    }

    /// All layers, registered or written by a registered stage.
    pub fn layers(&self) -> impl Iterator<Item = LayerInfo> {
        self.layers.iter().map(|(info, _)| info.clone())
    }

    /// The layer with this name.
    #[must_use]
    pub fn layer(&self, name: &str) -> Option<LayerInfo> {
        self.layers().find(|info| info.name == name)
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

/// Sorted by name and origin, so that an error does not depend on the order of linking.
fn sorted<T>(
    what: &'static str,
    all: impl Iterator<Item = &'static T>,
    name_and_origin: impl Fn(&T) -> (&'static str, Origin),
) -> Result<Vec<&'static T>, RegistryError> {
    let mut entries: Vec<_> = all.map(|entry| (name_and_origin(entry), entry)).collect();
    entries.sort_by(|((name, origin), _), ((other, of), _)| (name, origin).cmp(&(other, of)));
    for pair in entries.windows(2) {
        let [((name, first), _), ((other, second), _)] = pair else { continue };
        if name == other {
            return Err(twice(what, name, first, second));
        }
    }
    Ok(entries.into_iter().map(|(_, entry)| entry).collect())
}

fn twice(what: &'static str, name: &str, first: &Origin, second: &Origin) -> RegistryError {
    RegistryError::Twice(Box::new(Clash { what, name: name.to_owned(), first: first.clone(), second: second.clone() }))
}

/// A layer may be registered, read and written by stages, any number of times: it is the same if the row type is.
fn layers(stages: &[&'static StageEntry]) -> Result<Vec<(LayerInfo, Origin)>, RegistryError> {
    let registered = inventory::iter::<LayerEntry>
        .into_iter()
        .map(|entry| ((entry.info)(), Origin::of(entry.package, entry.version)));
    let of_stages = stages.iter().flat_map(|entry| {
        let read = (entry.reads)().into_iter().map(|read| read.layer);
        (entry.writes)().into_iter().chain(read).map(|info| (info, Origin::of(entry.package, entry.version)))
    });
    let mut layers: Vec<_> = registered.collect();
    layers.sort_by(|(_, origin), (_, other)| origin.cmp(other));
    layers.extend(of_stages);
    // Stable: the package that registers a row type comes before those that read or write it.
    layers.sort_by(|(a, _), (b, _)| (&a.name, a.type_name).cmp(&(&b.name, b.type_name)));
    layers.dedup_by(|(a, _), (b, _)| a == b);
    let of_row = |(info, origin): &(LayerInfo, Origin)| Origin { row: Some(info.type_name), ..origin.clone() };
    for pair in layers.windows(2) {
        if pair[0].0.name == pair[1].0.name {
            return Err(twice("layer", &pair[0].0.name, &of_row(&pair[0]), &of_row(&pair[1])));
        }
    }
    Ok(layers)
}

/// A tool's name may stand under each verb once.
fn tools() -> Result<Vec<&'static ToolEntry>, RegistryError> {
    let mut tools: Vec<_> = inventory::iter::<ToolEntry>.into_iter().collect();
    tools.sort_by_key(|tool| (tool.verb, tool.name, tool.package));
    for pair in tools.windows(2) {
        if (pair[0].verb, pair[0].name) == (pair[1].verb, pair[1].name) {
            let [first, second] = [pair[0], pair[1]].map(|tool| Origin::of(tool.package, ""));
            return Err(twice("tool", pair[0].name, &first, &second));
        }
    }
    Ok(tools)
}
