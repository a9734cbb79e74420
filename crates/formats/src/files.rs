//! The files of a run: which they are, in which order, by which source, and their bytes.
//!
//! [`inputs`] goes through the paths of the command line in the order given. A folder is walked in the order of the bytes
//! of the paths in it, so `a.txt` comes before everything in `a/`, and the order depends on nothing but the names.
//! [`open`] opens one of the files found and undoes gzip and zstd.
//!
//! What is read and what is not:
//!
//! | found | what happens |
//! |---|---|
//! | a path that does not exist | failed |
//! | a file named on the command line that no source reads | failed |
//! | a file inside a folder that no source reads | left out and counted |
//! | a hidden file or folder (`.name`) inside a folder | left out and counted |
//! | `NAME.meta.json` | left out: it belongs to `NAME.txt` |
//! | a link inside a folder | left out and counted: what it points to inside the folder is read under its own name, what lies outside is not part of the input. Name it on the command line to have it read |
//! | a link to nothing, or to itself | failed |
//! | a pipe, socket or device | failed, without opening it |
//! | a file or folder that may not be read | failed |
//! | the run's own output folder | left out |
//!
//! ```no_run
//! use copydesk_core::source::{ReadOptions, SourceEntry};
//! use copydesk_formats::{files, text::Text};
//!
//! let text = SourceEntry::of::<Text>("copydesk-formats", "0.1.0");
//! # let text: &'static SourceEntry = Box::leak(Box::new(text));
//! let search = files::Search { sources: &[text], only: None, output: None };
//! let mut found = files::inputs(&["articles".into()], &search);
//! for file in found.by_ref() {
//!     match file.and_then(|file| files::open(&file, &ReadOptions::default())) {
//!         Ok(input) => println!("{}", input.name),
//!         Err(failed) => println!("{}: {failed}", failed.place.source()),
//!     }
//! }
//! println!("left out: {}", found.left_out());
//! ```

mod compressed;
mod magic;
mod names;
mod open;
mod walk;

use std::fs;
use std::path::{Path, PathBuf};

use copydesk_core::source::{Place, ReadError, SourceEntry};

pub use crate::sidecar::beside;
pub use names::shown;
pub use open::{open, open_from};
pub use walk::LeftOut;

use names::{below, common_folder};
use walk::{Entry, Walk};

/// What to look for.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// The sources to choose from, by extension; of two that read the same extension the first.
    pub sources: &'a [&'static SourceEntry],
    /// The source that the pipeline names. It reads every file of the command line, and in folders those with its extensions.
    pub only: Option<&'static SourceEntry>,
    /// The run's output folder, which is never read.
    pub output: Option<&'a Path>,
}

/// A file to read.
#[derive(Clone)]
pub struct FoundFile {
    /// Its path; nothing for standard input.
    pub path: Option<PathBuf>,
    /// How people are told of it: the path as given, or `-`.
    pub name: String,
    /// Its path below the deepest folder that holds all inputs: below the input folder, if there is one input.
    pub stem: String,
    /// Its size on disk, as found; 0 for standard input.
    pub bytes: u64,
    /// The source that reads it.
    pub source: &'static SourceEntry,
}

/// The files of a run, in order; made by [`inputs`].
pub struct Inputs<'a> {
    search: Search<'a>,
    given: std::vec::IntoIter<PathBuf>,
    base: PathBuf,
    walk: Walk,
}

/// The files at `paths`, in order; `-` is standard input, which is JSONL if the search names no source.
#[must_use]
pub fn inputs<'a>(paths: &[PathBuf], search: &Search<'a>) -> Inputs<'a> {
    let given = paths.to_vec();
    let files: Vec<_> = paths.iter().filter(|path| !is_stdin(path)).cloned().collect();
    Inputs {
        search: *search,
        given: given.into_iter(),
        base: common_folder(&files),
        walk: Walk::avoiding(search.output),
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

impl Inputs<'_> {
    /// What was left out so far.
    #[must_use]
    pub fn left_out(&self) -> &LeftOut {
        self.walk.left_out()
    }

    fn in_folder(&mut self, entry: Entry) -> Option<Result<FoundFile, ReadError>> {
        match entry {
            Entry::File { path, bytes } => match self.source_in_folder(&path) {
                Some(source) => Some(Ok(self.found(path, bytes, source))),
                None => {
                    self.walk.leave_unread(&path);
                    None
                }
            },
            Entry::Bad { path, why } => Some(Err(self.failed(&path, why))),
        }
    }

    fn source_in_folder(&self, path: &Path) -> Option<&'static SourceEntry> {
        match self.search.only {
            Some(only) => only.extensions.contains(&extension(path).as_str()).then_some(only),
            None => by_extension(path, self.search.sources),
        }
    }

    fn given(&mut self, path: PathBuf) -> Option<Result<FoundFile, ReadError>> {
        if is_stdin(&path) {
            return Some(self.stdin());
        }
        match fs::metadata(&path) {
            Err(e) => Some(Err(self.failed(&path, format!("cannot be found: {e}")))),
            Ok(meta) if meta.is_dir() => {
                self.walk.enter(path);
                None
            }
            Ok(meta) if meta.is_file() => Some(self.given_file(path, meta.len())),
            Ok(_) => Some(Err(self.failed(&path, walk::SPECIAL))),
        }
    }

    fn given_file(&self, path: PathBuf, bytes: u64) -> Result<FoundFile, ReadError> {
        match self.search.only.or_else(|| by_extension(&path, self.search.sources)) {
            Some(source) => Ok(self.found(path, bytes, source)),
            None => Err(self.failed(&path, no_source(&path, self.search.sources))),
        }
    }

    fn stdin(&self) -> Result<FoundFile, ReadError> {
        let place = || Place::from_parts("-".to_owned(), "-".to_owned(), None);
        let source = self.search.only.or_else(|| by_extension(Path::new("-.jsonl"), self.search.sources));
        let source = source.ok_or_else(|| ReadError::new(place(), "no source of this binary reads standard input"))?;
        Ok(FoundFile { path: None, name: place().file, stem: place().stem, bytes: 0, source })
    }

    fn found(&self, path: PathBuf, bytes: u64, source: &'static SourceEntry) -> FoundFile {
        let (name, stem) = (shown(&path), below(&self.base, &path));
        FoundFile { path: Some(path), name, stem, bytes, source }
    }

    fn failed(&self, path: &Path, why: impl Into<String>) -> ReadError {
        ReadError::new(Place::from_parts(shown(path), below(&self.base, path), None), why)
    }
}

impl Iterator for Inputs<'_> {
    type Item = Result<FoundFile, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = match self.walk.next() {
                Some(entry) => self.in_folder(entry),
                None => {
                    let path = self.given.next()?;
                    self.given(path)
                }
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

/// The extension that chooses a source: lower case, without `.gz` or `.zst` after it.
fn extension(path: &Path) -> String {
    let lower = |path: &Path| path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    match lower(path).as_str() {
        "gz" | "zst" => path.file_stem().map(|stem| lower(Path::new(stem))).unwrap_or_default(),
        other => other.to_owned(),
    }
}

/// The source that reads files of this name, whatever packs them.
pub(crate) fn by_extension(path: &Path, sources: &[&'static SourceEntry]) -> Option<&'static SourceEntry> {
    let extension = extension(path);
    sources.iter().copied().find(|source| source.extensions.contains(&extension.as_str()))
}

fn no_source(path: &Path, sources: &[&'static SourceEntry]) -> String {
    if let Some(archive) = magic::archive_extension(&extension(path)) {
        return archive.to_owned();
    }
    let known = known(sources);
    format!("no source reads files of this name: expected one of {known} (also with .gz or .zst after it)")
}

/// The extensions that a search reads, for messages.
#[must_use]
pub fn extensions(search: &Search<'_>) -> String {
    match search.only {
        Some(only) => known(&[only]),
        None => known(search.sources),
    }
}

fn known(sources: &[&'static SourceEntry]) -> String {
    let mut known: Vec<_> = sources.iter().flat_map(|source| source.extensions).map(|e| format!(".{e}")).collect();
    known.sort_unstable();
    known.dedup();
    known.join(" ")
}
