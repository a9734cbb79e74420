//! Which stage gives which layer to whom.

use std::ops::Range;

use copydesk_core::layer::LayerInfo;
use copydesk_core::{Read, Registry};

use super::options::quoted;
use super::problem::Problem;
use super::suggest::did_you_mean;

/// A stage of the file, as far as the flow of layers is concerned.
pub(crate) trait Step {
    fn name(&self) -> &str;
    fn place(&self) -> Range<usize>;
    fn reads(&self) -> Vec<Read>;
    fn writes(&self) -> Vec<LayerInfo>;
}

struct Node {
    name: String,
    place: Range<usize>,
    reads: Vec<Read>,
    writes: Vec<LayerInfo>,
}

impl Node {
    fn writes(&self, layer: &str) -> bool {
        self.writes.iter().any(|info| info.name == layer)
    }
}

/// The stages of a pipeline in order, and the layers that its input brings along.
pub(crate) struct Flow<'r> {
    registry: &'r Registry,
    brought: Vec<String>,
    nodes: Vec<Node>,
}

impl<'r> Flow<'r> {
    pub(crate) fn new<'s, S: Step + 's>(
        registry: &'r Registry,
        brought: &[String],
        steps: impl IntoIterator<Item = &'s S>,
    ) -> Self {
        let node = |step: &S| Node {
            name: step.name().to_owned(),
            place: step.place(),
            reads: step.reads(),
            writes: step.writes(),
        };
        Self { registry, brought: brought.to_vec(), nodes: steps.into_iter().map(node).collect() }
    }

    /// Two producers of a layer; a layer that nobody has written yet. One problem for all layers with one remedy.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        (0..self.nodes.len()).flat_map(|n| self.written_twice(n).into_iter().chain(self.missing(n))).collect()
    }

    fn written_twice(&self, n: usize) -> Vec<Problem> {
        let node = &self.nodes[n];
        let again = node.writes.iter().map(|layer| layer.name.as_ref());
        let again = again.filter_map(|layer| Some((self.written_before(n, layer)?, layer)));
        let problem = |(message, layers): (String, Vec<&str>)| {
            let label = format!("writes {} again", quoted(&layers));
            Problem::at(node.place.clone(), message, label).help("a layer is written once: remove one of the two")
        };
        grouped(again).into_iter().map(problem).collect()
    }

    /// Why a layer is not this stage's to write.
    fn written_before(&self, n: usize, layer: &str) -> Option<String> {
        let node = &self.nodes[n];
        let first = self.nodes[..n].iter().find(|earlier| earlier.writes(layer));
        match first {
            Some(first) if first.name == node.name => {
                Some(format!("stage `{}` stands in the pipeline twice", node.name))
            }
            Some(first) => Some(format!("stages `{}` and `{}` both write the same layer", first.name, node.name)),
            None if self.brought(layer) => Some(format!("stage `{}` writes what the input brings along", node.name)),
            None => None,
        }
    }

    fn brought(&self, layer: &str) -> bool {
        self.brought.iter().any(|brought| brought == layer)
    }

    fn missing(&self, n: usize) -> Vec<Problem> {
        let node = &self.nodes[n];
        let missing = node.reads.iter().filter_map(|read| Some((self.help_with(n, read)?, read.layer.name.as_ref())));
        let problem = |(help, layers): (String, Vec<&str>)| {
            let layers = quoted(&layers);
            let message = format!("stage `{}` reads {layers}, which no stage before it writes", node.name);
            Problem::at(node.place.clone(), message, format!("needs {layers}")).help(help)
        };
        grouped(missing).into_iter().map(problem).collect()
    }

    /// What to do about a layer that this stage reads and no stage before it writes; nothing if all is well.
    fn help_with(&self, n: usize, read: &Read) -> Option<String> {
        let layer = read.layer.name.as_ref();
        let node = &self.nodes[n];
        if self.brought(layer) || self.nodes[..n].iter().any(|stage| stage.writes(layer)) {
            return None;
        }
        match self.nodes[n + 1..].iter().find(|stage| stage.writes(layer)) {
            Some(later) => Self::move_or_cycle(node, later, read.optional),
            None if read.optional => None,
            None => Some(self.who_writes(layer, &format!("`{}`", node.name))),
        }
    }

    /// What to do about a layer that a later stage writes; nothing if the reader can do without and the two need each other.
    fn move_or_cycle(node: &Node, later: &Node, optional: bool) -> Option<String> {
        match (Self::needs(later, node), Self::needs(node, later)) {
            (Some(_), _) if optional => None,
            (Some(back), Some(forth)) => Some(format!(
                "a cycle: `{}` -> `{forth}` -> `{}` -> `{back}` -> `{}`; one of them must do without the other",
                later.name, node.name, later.name
            )),
            _ => Some(format!("`{}` writes it: move `{}` after it", later.name, node.name)),
        }
    }

    /// A layer that one stage reads and the other writes.
    fn needs<'n>(reader: &'n Node, writer: &Node) -> Option<&'n str> {
        reader.reads.iter().map(|read| read.layer.name.as_ref()).find(|layer| writer.writes(layer))
    }

    fn who_writes(&self, layer: &str, reader: &str) -> String {
        let writes = |entry: &&&copydesk_core::StageEntry| (entry.writes)().iter().any(|info| info.name == layer);
        let writers: Vec<_> = self.registry.stages().iter().filter(writes).map(|entry| entry.name).collect();
        match writers.as_slice() {
            [] => format!(
                "no linked stage writes it; an input that has it is declared by `[source] layers = [\"{layer}\"]`"
            ),
            writers => format!("add a [[stage]] with `use = \"{}\"` before {reader}", writers.join("\" or \"")),
        }
    }

    /// The layers to write: those asked for, or all that there are, in the order of writing; and what is wrong with them.
    pub(crate) fn written(
        &self,
        place: Option<Range<usize>>,
        asked: Option<Vec<String>>,
    ) -> (Vec<String>, Vec<Problem>) {
        let made = self.nodes.iter().flat_map(|node| &node.writes).map(|info| info.name.to_string());
        let all: Vec<String> = self.brought.iter().cloned().chain(made).collect();
        let Some(asked) = asked else { return (all, Vec::new()) };
        let place = place.unwrap_or(0..0);
        let unknown = asked.iter().filter(|layer| !all.contains(layer));
        let problems = unknown.map(|layer| self.unwritten(layer, &all, place.clone())).collect();
        (asked, problems)
    }

    fn unwritten(&self, layer: &str, all: &[String], place: Range<usize>) -> Problem {
        let names: Vec<_> = all.iter().map(String::as_str).collect();
        let help = did_you_mean(layer, names.iter().copied()).unwrap_or_else(|| {
            format!("the pipeline writes {}; {}", quoted(&names), self.who_writes(layer, "the sink"))
        });
        let message = format!("the sink asks for layer `{layer}`, which no stage writes");
        Problem::at(place, message, "unknown layer").help(help)
    }
}

/// The names that come with each text, texts in the order of their first coming.
fn grouped<'n>(pairs: impl Iterator<Item = (String, &'n str)>) -> Vec<(String, Vec<&'n str>)> {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for (text, name) in pairs {
        match groups.iter_mut().find(|(known, _)| *known == text) {
            Some((_, names)) => names.push(name),
            None => groups.push((text, vec![name])),
        }
    }
    groups
}
