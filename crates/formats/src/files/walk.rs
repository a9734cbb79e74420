//! Walking folders: in the order of path bytes, without following links, and without recursion.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use super::names::shown;

pub(super) const SPECIAL: &str =
    "is a pipe, socket or device, not a file: to read what a program writes, pipe it to `-`";

/// What a walk comes upon.
pub(super) enum Entry {
    /// A file.
    File { path: PathBuf, bytes: u64 },
    /// What can be neither read nor left out.
    Bad { path: PathBuf, why: String },
}

/// What was left out of the folders of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Files that no source reads.
    pub unread: u64,
    /// The first of them.
    pub first_unread: Option<String>,
    /// How many of them have which extension.
    pub extensions: BTreeMap<String, u64>,
    /// Links, which are not followed.
    pub links: u64,
    /// The first of them.
    pub first_link: Option<String>,
    /// Files and folders whose name starts with a dot.
    pub hidden: u64,
}

/// Extensions that are counted: more are no help.
const MOST_EXTENSIONS: usize = 12;

impl LeftOut {
    /// How many files of which kind were left out, and how many links and hidden files; empty if there were none.
    #[must_use]
    pub fn by_extension(&self) -> String {
        let counted = self.extensions.iter().map(|(extension, count)| format!("{extension}: {count} files"));
        let others = [("links", self.links), ("hidden files", self.hidden)];
        let others = others.into_iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{count} {what}"));
        counted.chain(others).collect::<Vec<_>>().join(", ")
    }
}

/// One line for people; names stand in it as they are, controls included.
impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = |name: &Option<String>| name.as_ref().map(|name| format!(" (first: {name})")).unwrap_or_default();
        write!(f, "{} of a kind that no source reads{}", self.unread, first(&self.first_unread))?;
        write!(f, ", {} links{}, {} hidden", self.links, first(&self.first_link), self.hidden)
    }
}

/// The files of the folders entered.
pub(super) struct Walk {
    /// One iterator a level: deep folders cost heap, not stack.
    levels: Vec<std::vec::IntoIter<Child>>,
    entered: Option<PathBuf>,
    /// The output folder, which may be made later than the walk begins.
    output: Option<PathBuf>,
    left_out: LeftOut,
}

struct Child {
    name: OsString,
    entry: DirEntry,
    kind: io::Result<fs::FileType>,
}

impl Walk {
    pub(super) fn avoiding(output: Option<&Path>) -> Self {
        Self { levels: Vec::new(), entered: None, output: output.map(Path::to_owned), left_out: LeftOut::default() }
    }

    /// Goes on with the files of this folder.
    pub(super) fn enter(&mut self, folder: PathBuf) {
        self.entered = Some(folder);
    }

    pub(super) fn left_out(&self) -> &LeftOut {
        &self.left_out
    }

    pub(super) fn leave_unread(&mut self, path: &Path) {
        self.left_out.unread += 1;
        let extension = path.extension().map_or("no extension".to_owned(), |e| format!(".{}", shown(Path::new(e))));
        if self.left_out.extensions.len() < MOST_EXTENSIONS || self.left_out.extensions.contains_key(&extension) {
            *self.left_out.extensions.entry(extension).or_default() += 1;
        }
        self.left_out.first_unread.get_or_insert_with(|| shown(path));
    }

    fn list(&mut self, folder: PathBuf) -> Option<Entry> {
        let output = self.output.as_deref().and_then(identity);
        if output.is_some() && identity(&folder) == output {
            return None;
        }
        match children(&folder) {
            Ok(children) => {
                self.levels.push(children.into_iter());
                None
            }
            Err(e) => Some(Entry::Bad { path: folder, why: format!("cannot be listed: {e}") }),
        }
    }

    fn look_at(&mut self, child: &Child) -> Option<Entry> {
        let path = child.entry.path();
        match &child.kind {
            Err(e) => Some(Entry::Bad { path, why: format!("cannot be looked at: {e}") }),
            Ok(_) if child.name.as_encoded_bytes().starts_with(b".") => {
                self.left_out.hidden += 1;
                None
            }
            Ok(kind) if kind.is_symlink() => self.link(path),
            Ok(kind) if kind.is_dir() => self.list(path),
            Ok(_) if child.name.as_encoded_bytes().ends_with(b".meta.json") => None,
            Ok(kind) if kind.is_file() => {
                let bytes = child.entry.metadata().map_or(0, |meta| meta.len());
                Some(Entry::File { path, bytes })
            }
            Ok(_) => Some(Entry::Bad { path, why: SPECIAL.to_owned() }),
        }
    }

    fn link(&mut self, path: PathBuf) -> Option<Entry> {
        if let Err(e) = fs::canonicalize(&path) {
            return Some(Entry::Bad { path, why: format!("is a link that leads nowhere: {e}") });
        }
        self.left_out.links += 1;
        self.left_out.first_link.get_or_insert_with(|| shown(&path));
        None
    }
}

impl Iterator for Walk {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        if let Some(bad) = self.entered.take().and_then(|folder| self.list(folder)) {
            return Some(bad);
        }
        while let Some(level) = self.levels.last_mut() {
            let Some(child) = level.next() else {
                self.levels.pop();
                continue;
            };
            if let Some(entry) = self.look_at(&child) {
                return Some(entry);
            }
        }
        None
    }
}

/// A folder sorts as its name with a `/` after it, which makes the walk's order that of whole paths.
fn children(folder: &Path) -> io::Result<Vec<Child>> {
    let entries = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| Child { name: entry.file_name(), kind: entry.file_type(), entry }));
    let mut children = entries.collect::<io::Result<Vec<_>>>()?;
    children.sort_by_cached_key(|child| {
        let mut key = child.name.as_encoded_bytes().to_vec();
        if child.kind.as_ref().is_ok_and(fs::FileType::is_dir) {
            key.push(b'/');
        }
        key
    });
    Ok(children)
}

/// What tells a folder from every other, whatever it is called. To ask for the path without links instead would take time in step
/// with the depth of each folder.
#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = PathBuf;

/// The identity of a folder; nothing of one that is not there, which no walk can come upon.
#[cfg(unix)]
fn identity(folder: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(folder).ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(folder: &Path) -> Option<Identity> {
    fs::canonicalize(folder).ok()
}
