//! What is noted of each article while a run adds to its output.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use copydesk_core::sink::{Extents, Meter};
use serde::Serialize;

use super::index::{INDEX, Index, Row};
use super::key::Key;
use crate::run::resume::kept::Kept;

/// The name of the list of articles that take the place of earlier records.
pub(crate) const VERSIONS: &str = "versions.jsonl";

/// Which version of its article a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// The record that it takes the place of; nothing for the first.
    pub(crate) supersedes: Option<u32>,
}

/// A line of `versions.jsonl`.
#[derive(Serialize)]
struct Line<'l> {
    id: &'l str,
    version: u32,
    record: u32,
    supersedes: u32,
}

/// What the output holds, and the two files that say so.
pub(crate) struct Ledger {
    before: Arc<Index>,
    since: HashMap<u64, Vec<Row>>,
    index: Kept,
    versions: Kept,
}

impl Ledger {
    /// Of an output that holds these rows and no later versions.
    pub(crate) fn create(folder: &Path, rows: &[Row]) -> io::Result<Self> {
        let mut index = Kept::create(folder, INDEX)?;
        rows.iter().try_for_each(|row| index.append(&row.bytes()))?;
        index.sync()?;
        let versions = Kept::create(folder, VERSIONS)?;
        Self::of(folder, index, versions)
    }

    /// Of an output that is gone on with; what was measured of its files.
    pub(crate) fn go_on(folder: &Path, meters: &mut dyn FnMut(&str) -> Meter) -> io::Result<Self> {
        let index = Kept::go_on(folder, INDEX, meters(INDEX))?;
        let versions = Kept::go_on(folder, VERSIONS, meters(VERSIONS))?;
        Self::of(folder, index, versions)
    }

    fn of(folder: &Path, index: Kept, versions: Kept) -> io::Result<Self> {
        Ok(Self { before: Arc::new(Index::load(folder)?), since: HashMap::new(), index, versions })
    }

    /// What the output held when the run began.
    pub(crate) fn before(&self) -> Arc<Index> {
        Arc::clone(&self.before)
    }

    /// Which version this would be; nothing if the output holds just this content.
    pub(crate) fn version(&self, key: Key) -> Option<Version> {
        let since = self.since.get(&key.article).map(Vec::as_slice).unwrap_or_default();
        if self.before.holds(key) || since.iter().any(|row| row.key == key) {
            return None;
        }
        let (count, last) = self.before.records(key.article);
        let written = since.iter().filter(|row| row.record > 0);
        let (count, last) = written.fold((count, last), |(count, last), row| (count + 1, last.max(row.record)));
        Some(Version { number: count + 1, supersedes: (last > 0).then_some(last) })
    }

    /// Notes an article whose record has this number, or 0 if it failed.
    pub(crate) fn note(&mut self, key: Key, id: &str, record: u32, version: Version) -> io::Result<()> {
        let row = Row { key, record };
        self.since.entry(key.article).or_default().push(row);
        self.index.append(&row.bytes())?;
        let Some(supersedes) = version.supersedes.filter(|_| record > 0) else { return Ok(()) };
        let mut line = serde_json::to_vec(&Line { id, version: version.number, record, supersedes })?;
        line.push(b'\n');
        self.versions.append(&line)
    }

    /// Makes both files safe on disk.
    pub(crate) fn sync(&mut self) -> io::Result<()> {
        self.index.sync()?;
        self.versions.sync()
    }

    /// Says what both files hold.
    pub(crate) fn put_extents(&self, files: &mut Extents) {
        files.insert(INDEX.to_owned(), self.index.extent());
        files.insert(VERSIONS.to_owned(), self.versions.extent());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_is_held_once_and_versions_count_on() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let key = |content| Key { article: 5, content };
        let mut ledger = Ledger::create(folder.path(), &[Row { key: key(1), record: 4 }]).expect("room for two files");
        assert_eq!(ledger.version(key(1)), None);
        let second = ledger.version(key(2)).expect("not held");
        assert_eq!(second, Version { number: 2, supersedes: Some(4) });
        ledger.note(key(2), "a-5", 9, second).expect("room");
        assert_eq!(ledger.version(key(2)), None);
        assert_eq!(ledger.version(key(1)), None, "an older content does not come back");
        let failed = ledger.version(key(3)).expect("not held");
        ledger.note(key(3), "a-5", 0, failed).expect("room");
        assert_eq!(ledger.version(key(4)), Some(Version { number: 3, supersedes: Some(9) }));
        ledger.sync().expect("a disk");
        let lines = std::fs::read_to_string(folder.path().join(VERSIONS)).expect("it is there");
        assert_eq!(lines, "{\"id\":\"a-5\",\"version\":2,\"record\":9,\"supersedes\":4}\n");
    }
}
