//! Sources: what articles are read from.
//!
//! Reading has two halves. [`Source::open`] cuts a file into raw records, on the one reader thread and in order;
//! [`Source::parse`] makes an article of a raw record, in the pool, where the costly part belongs.

mod skips;

use std::any::Any;
use std::error::Error;
use std::fmt;
use std::io::BufRead;
use std::path::PathBuf;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};

use crate::article::Article;
use crate::error::{Cause, ErrorKind, StageError};
use crate::layer::LayerInfo;
use crate::offsets::Unit;
use crate::options::{self, OptionsInfo};
use crate::stage::{Build, BuildContext};

pub use skips::{Skip, Skips};

/// A format that articles are read from.
pub trait Source: Sized + Send + Sync + 'static {
    /// The name in pipeline files (`[source] use = "..."`).
    const NAME: &'static str;
    /// One line for `copydesk stages`.
    const ABOUT: &'static str;
    /// The file extensions that choose this source, lower case, without a dot; a `.gz` or `.zst` after them is undone before.
    const EXTENSIONS: &'static [&'static str];
    /// The options that stand beside `use`.
    type Config: Default + Serialize + DeserializeOwned + JsonSchema;
    /// What a file is cut into.
    type Record: Send + 'static;

    /// Makes the source, once per run.
    ///
    /// # Errors
    /// If an option's value cannot be used.
    fn build(config: Self::Config, cx: &BuildContext<'_>) -> Result<Self, StageError>;

    /// Cuts a file into raw records. Runs on the reader thread; does no more than finding the borders.
    ///
    /// # Errors
    /// If the file is not of this format at all. What is wrong with one record is an item of the iterator.
    fn open(&self, input: Input) -> Result<RawRecords<Self::Record>, ReadError>;

    /// Makes an article of a raw record.
    ///
    /// # Errors
    /// If the record does not hold one; the run goes on with the next.
    fn parse(&self, record: Self::Record, place: &Place, how: &HowToRead) -> Result<Article, ReadError>;
}

/// The raw records of a file, in order. After a [`ReadError`] the iterator may go on, if the format allows.
pub type RawRecords<R> = Box<dyn Iterator<Item = Result<Raw<R>, ReadError>> + Send>;

/// One file, or standard input.
#[non_exhaustive]
pub struct Input {
    /// How people are told of it: the path as given, or `-`.
    pub name: String,
    /// Its place on disk, for formats that must seek; nothing for standard input.
    pub path: Option<PathBuf>,
    /// What to call an article that brings no id of its own: the path below the input folder.
    pub stem: String,
    /// Its bytes, decompressed.
    pub bytes: Box<dyn BufRead + Send>,
    /// [`ReadOptions::max_bytes`]: a record that runs beyond it is a failure, and need not be held.
    pub max_bytes: u64,
    /// Where a source says what it passed over. Every file ends in at least one article, one failure or one of these: of a
    /// file that gives none of them the runner itself says so.
    pub skips: Skips,
}

impl Input {
    /// Bytes that are called by this name, with no place on disk and no limit; the fields say the rest.
    pub fn new(name: impl Into<String>, bytes: Box<dyn BufRead + Send>) -> Self {
        let name = name.into();
        Self { stem: name.clone(), name, path: None, bytes, max_bytes: u64::MAX, skips: Skips::default() }
    }
}

/// A raw record and its place.
#[non_exhaustive]
pub struct Raw<R> {
    /// The record, not yet understood.
    pub record: R,
    /// Where it stands.
    pub place: Place,
    /// About how many bytes it holds in memory.
    pub bytes: usize,
}

impl<R> Raw<R> {
    /// A record at a place, of about this many bytes.
    pub const fn new(record: R, place: Place, bytes: usize) -> Self {
        Self { record, place, bytes }
    }
}

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The file, as in [`Input::name`].
    pub file: String,
    /// As in [`Input::stem`].
    pub stem: String,
    /// The line or row in the file, from 1; nothing where a file is one article.
    pub line: Option<u64>,
}

impl Place {
    /// A place in a file; [`stem`](Place::stem) is the file's name until it is set.
    pub fn new(file: impl Into<String>, line: Option<u64>) -> Self {
        let file = file.into();
        Self { stem: file.clone(), file, line }
    }

    /// A place in a file whose articles are called after `stem`.
    #[must_use]
    pub const fn from_parts(file: String, stem: String, line: Option<u64>) -> Self {
        Self { file, stem, line }
    }

    /// The same file at this line or row.
    #[must_use]
    pub const fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The same place in a file whose articles are called after `stem`.
    #[must_use]
    pub fn with_stem(mut self, stem: impl Into<String>) -> Self {
        self.stem = stem.into();
        self
    }

    /// The place for people: the file, and the line if there is one.
    #[must_use]
    pub fn source(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.file),
            None => self.file.clone(),
        }
    }

    /// The id of an article that brings none: stable for the same input.
    #[must_use]
    pub fn id(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.stem),
            None => self.stem.clone(),
        }
    }
}

/// What holds for every source of a run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HowToRead {
    /// The common options of `[source]`.
    pub options: ReadOptions,
    /// The layers that this binary knows, sorted by name.
    pub known: Vec<LayerInfo>,
    /// The run's date for articles that bring none.
    pub published: Option<String>,
}

impl HowToRead {
    /// Reading under these options, with these layers known, and this date for articles that bring none.
    #[must_use]
    pub const fn new(options: ReadOptions, known: Vec<LayerInfo>, published: Option<String>) -> Self {
        Self { options, known, published }
    }
}

/// The options of `[source]` that every source shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct ReadOptions {
    /// Repair characters on reading: HTML entities left in plain text, mojibake, soft hyphens, zero-width and NUL characters.
    /// By default each format does what suits it.
    pub repair: Option<bool>,
    /// Layers that the input brings along from an earlier run.
    pub layers: Vec<String>,
    /// The unit of the offsets in those layers: codepoint, byte or utf16.
    #[schemars(with = "String")]
    pub offsets: Unit,
    /// The longest article to read, in bytes; a longer one fails.
    pub max_bytes: u64,
    /// How many times its own size a packed file may unpack to, once that is sixteen times `max-bytes`; the rest is not read.
    pub max_ratio: u64,
    /// How deep JSON may be nested, from 1 to 127; an article that is deeper fails.
    #[serde(deserialize_with = "json_depth")]
    #[schemars(range(min = 1, max = 127))]
    pub json_depth: u32,
    /// How deep the elements of a page are kept, from 1 to 512; of those deeper only the text is.
    #[serde(deserialize_with = "markup_depth")]
    #[schemars(range(min = 1, max = 512))]
    pub markup_depth: u32,
    /// Whether the captions and credits of a page's pictures are part of its text, as blocks of their own.
    pub captions: bool,
}

/// The deepest JSON that is read without recursing too far.
const DEEPEST_JSON: u32 = 127;

/// The deepest elements on which tree builders neither recurse too far nor take quadratic time.
const DEEPEST_MARKUP: u32 = 512;

fn json_depth<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    depth(from, DEEPEST_JSON)
}

fn markup_depth<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    depth(from, DEEPEST_MARKUP)
}

fn depth<'de, D: Deserializer<'de>>(from: D, deepest: u32) -> Result<u32, D::Error> {
    let depth = u32::deserialize(from)?;
    let fits = (1..=deepest).contains(&depth);
    if fits { Ok(depth) } else { Err(D::Error::custom(format!("{depth} is not from 1 to {deepest}"))) }
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            repair: None,
            layers: Vec::new(),
            offsets: Unit::default(),
            max_bytes: 64 << 20,
            max_ratio: 2000,
            json_depth: DEEPEST_JSON,
            markup_depth: DEEPEST_MARKUP,
            captions: true,
        }
    }
}

/// Why a file or a record could not be read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReadError {
    /// Where it happened.
    pub place: Place,
    /// The article's id, if that much could be read.
    pub id: Option<String>,
    /// Apart, so that results hold little more than what they are for.
    why: Box<Why>,
}

#[derive(Clone, Debug)]
struct Why {
    kind: ErrorKind,
    message: String,
    cause: Option<Cause>,
}

impl ReadError {
    /// A failure at a place.
    pub fn new(place: Place, message: impl Into<String>) -> Self {
        let why = Why { kind: ErrorKind::Read, message: message.into(), cause: None };
        Self { place, id: None, why: Box::new(why) }
    }

    /// The same failure, with the error that it came from; [`Error::source`] gives it back.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Error + Send + Sync + 'static) -> Self {
        self.why.cause = Some(Arc::new(cause));
        self
    }

    /// The same as a failure of this kind.
    #[must_use]
    pub fn of_kind(mut self, kind: ErrorKind) -> Self {
        self.why.kind = kind;
        self
    }

    /// What kind of failure it is: [`ErrorKind::Read`], unless the source says better.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.why.kind
    }

    /// The same for an article whose id is known.
    #[must_use]
    pub fn of_article(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why.message)
    }
}

impl Error for ReadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.why.cause.as_deref().map(|cause| cause as _)
    }
}

/// A built source, whatever its type.
pub trait DynSource: Send + Sync {
    /// See [`Source::open`].
    ///
    /// # Errors
    /// See [`Source::open`].
    fn open(&self, input: Input) -> Result<RawRecords<Box<dyn Any + Send>>, ReadError>;

    /// See [`Source::parse`].
    ///
    /// # Errors
    /// See [`Source::parse`].
    fn parse(&self, record: Box<dyn Any + Send>, place: &Place, how: &HowToRead) -> Result<Article, ReadError>;
}

impl<S: Source> DynSource for S {
    fn open(&self, input: Input) -> Result<RawRecords<Box<dyn Any + Send>>, ReadError> {
        let boxed = |raw: Raw<S::Record>| Raw { record: Box::new(raw.record) as _, place: raw.place, bytes: raw.bytes };
        Ok(Box::new(Source::open(self, input)?.map(move |raw| raw.map(boxed))))
    }

    fn parse(&self, record: Box<dyn Any + Send>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let record = record.downcast().expect("the record was cut by this source");
        Source::parse(self, *record, place, how)
    }
}

/// A source that this binary knows; made by [`register_source!`](crate::register_source).
pub struct SourceEntry {
    /// [`Source::NAME`].
    pub name: &'static str,
    /// [`Source::ABOUT`].
    pub about: &'static str,
    /// [`Source::EXTENSIONS`].
    pub extensions: &'static [&'static str],
    /// The package that registered it.
    pub package: &'static str,
    /// That package's version.
    pub version: &'static str,
    /// Its options.
    pub options: OptionsInfo,
    /// Makes an instance.
    pub build: Build<dyn DynSource>,
}

impl SourceEntry {
    /// The entry of `S`, as registered by a package.
    #[must_use]
    pub const fn of<S: Source>(package: &'static str, version: &'static str) -> Self {
        Self {
            name: S::NAME,
            about: S::ABOUT,
            extensions: S::EXTENSIONS,
            package,
            version,
            options: OptionsInfo::of::<S::Config>(),
            build: |options, cx| {
                let config = options::read(options).map_err(StageError::new)?;
                Ok(Box::new(S::build(config, cx)?))
            },
        }
    }
}
