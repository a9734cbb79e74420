//! What decides the bytes of a run, beside its articles: a run is resumed only where all of it is as it was.
//!
//! It is kept as names and values, so that a refusal can say what changed. The files of the input are known by their names,
//! sizes and times of change: a resumed run does not read again what it has done, so their contents cannot be compared. Whoever
//! changes a file and sets its old time again is not noticed; whoever copies the files with new times is refused.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

use copydesk_formats::files;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use xxhash_rust::xxh3::Xxh3;

use super::listing::Listing;
use crate::run::request::retry::Retry;
use crate::run::request::run::Run;

const SHARD: &str = "`--shard`";

/// Differences that are named one by one: more would not be read.
const MOST_NAMED: usize = 5;

/// Names and values, in the order in which people read them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Identity(Map<String, Value>);

impl Identity {
    pub(crate) fn of(run: &Run<'_>, listing: &Listing) -> io::Result<Self> {
        let mut all = Self::default();
        all.put("copydesk", format!("{} (build {})", env!("CARGO_PKG_VERSION"), build()?));
        all.pipeline(run);
        all.put("`--offsets`", format!("{:?}", run.pipeline.shape.unit).to_lowercase());
        all.put("`--published`", run.published.clone().unwrap_or_default());
        all.put("`--limit`", run.limit.map_or_else(String::new, |limit| limit.to_string()));
        all.put(SHARD, run.shard.map_or_else(String::new, |shard| shard.to_string()));
        all.put("`--retry`", run.retry.as_ref().map_or_else(String::new, Retry::identity));
        let inputs: Vec<_> = run.inputs.iter().map(|input| files::shown(input)).collect();
        all.put("the list of inputs", inputs.join(", "));
        for (name, state) in listing.named() {
            all.put(&format!("the input file {name}"), state.clone());
        }
        all.put("the input", listing.whole());
        Ok(all)
    }

    fn pipeline(&mut self, run: &Run<'_>) {
        let pipeline = run.pipeline;
        for (number, stage) in (1..).zip(&pipeline.stages) {
            let what = format!("{} ({} {}) {}", stage.name, stage.package, stage.version, stage.options);
            self.put(&format!("stage {number}"), what);
        }
        self.put("the number of stages", pipeline.stages.len().to_string());
        let source = pipeline.source.as_ref().map(|source| (source.entry.name, source.entry.version, &source.options));
        self.put("the source", source.map_or_else(String::new, |source| format!("{source:?}")));
        self.put("how the input is read", format!("{:?}", pipeline.read_options));
        self.put("the sink", pipeline.sink_name.to_owned());
        self.put("the layers written", pipeline.shape.layers.join(", "));
        self.put("the pipeline, its options and the files that they name", pipeline.fingerprint.clone());
    }

    /// The same of the whole run, for that of a shard.
    pub(crate) fn unsharded(&self) -> Self {
        let mut whole = self.clone();
        whole.put(SHARD, String::new());
        whole
    }

    pub(crate) fn put(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), Value::String(value));
    }

    /// What is not as it was, in words; nothing if all is the same.
    pub(crate) fn changes_to(&self, now: &Self) -> Option<String> {
        let value = |all: &Self, name: &str| {
            all.0.get(name).and_then(Value::as_str).filter(|value| !value.is_empty()).unwrap_or("none").to_owned()
        };
        let gone = self.0.keys().filter(|name| !now.0.contains_key(*name));
        let changes = gone.chain(now.0.keys()).filter(|name| self.0.get(*name) != now.0.get(*name));
        let named: Vec<_> =
            changes.map(|name| format!("{name} was {} and is {}", value(self, name), value(now, name))).collect();
        let more = named.len().saturating_sub(MOST_NAMED);
        let list = named.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join("; ");
        match (named.is_empty(), more) {
            (true, _) => None,
            (false, 0) => Some(list),
            (false, _) => Some(format!("{list}; and {more} more")),
        }
    }
}

/// A hash over the program itself, and with it over the models in it. Where the system does not say where the program is (a
/// container without `/proc`), it is looked for by the name that it was called by.
fn build() -> io::Result<String> {
    let program = std::env::current_exe().and_then(File::open);
    let program = program.or_else(|e| called_by().ok_or(e))?;
    let mut reader = BufReader::with_capacity(1 << 20, program);
    let mut hash = Xxh3::new();
    let mut bytes = vec![0; 1 << 20];
    loop {
        match reader.read(&mut bytes)? {
            0 => return Ok(format!("{:016x}", hash.digest())),
            read => hash.update(&bytes[..read]),
        }
    }
}

/// The program as the shell found it: by its path, or on `PATH`.
fn called_by() -> Option<File> {
    let name = PathBuf::from(std::env::args_os().next()?);
    if name.components().count() > 1 {
        return File::open(name).ok();
    }
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).find_map(|folder| File::open(folder.join(&name)).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_by_name_with_both_values() {
        let mut then = Identity::default();
        then.put("stage 1", "tokenizer {}".to_owned());
        then.put("`--limit`", String::new());
        let mut now = then.clone();
        assert_eq!(then.changes_to(&now), None);
        now.put("`--limit`", "5".to_owned());
        now.put("stage 2", "summarizer {}".to_owned());
        let told = "`--limit` was none and is 5; stage 2 was none and is summarizer {}";
        assert_eq!(then.changes_to(&now).as_deref(), Some(told));
    }
}
