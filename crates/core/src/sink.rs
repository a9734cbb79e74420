//! Sinks: what records are written to.
//!
//! Writing has two halves. [`Sink::encode`] turns an article into what the file will hold, in the pool;
//! [`Writer::write`] appends it, on the one writer thread and in input order.
//!
//! # Whose files are whose
//!
//! A sink declares its [files](Sink::files). That is what `--force` replaces, what a page of a run is never written over, and what
//! is measured: at the end of a run `run.json` says of each how long it is and what its checksum is. A sink measures what it
//! writes with a [`Meter`]; what it does not measure the runner reads back at the end.
//!
//! # Going on after a kill
//!
//! A run asks its writer now and then for a [`checkpoint`](Writer::checkpoint): everything written so far made safe, and the
//! extent of each file. When the run is resumed, the files are checked and cut to these extents and the sink goes on after them
//! ([`Sink::resume`]). The finished files must be those of a run that was never interrupted, whenever the checkpoints were
//! taken: what is written may depend on the articles and their number, and on nothing else. A format that closes a frame or a
//! row group every so many articles has no checkpoint inside one, and says `None` there. A sink that keeps the defaults of
//! both functions is right too: its runs are begun anew.

mod extent;
mod output_path;

use std::any::Any;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::article::Article;
use crate::error::StageError;
use crate::options::{self, OptionsInfo};
use crate::record::Shape;
use crate::stage::{Build, BuildContext};

pub use extent::{Checksum, Extent, Extents, Meter};
pub use output_path::OutputPath;

/// A format that records are written in.
pub trait Sink: Sized + Send + Sync + 'static {
    /// The name in pipeline files (`[sink] use = "..."`).
    const NAME: &'static str;
    /// One line for `copydesk stages`.
    const ABOUT: &'static str;
    /// The options that stand beside `use`.
    type Config: Default + Serialize + DeserializeOwned + JsonSchema;
    /// What an article becomes.
    type Encoded: Send + 'static;
    /// What appends it.
    type Writer: Writer<Self::Encoded> + 'static;

    /// Makes the sink, once per run.
    ///
    /// # Errors
    /// If an option's value cannot be used.
    fn build(config: Self::Config, cx: &BuildContext<'_>) -> Result<Self, StageError>;

    /// The files that it writes below the output folder, as [`OutputPath`] reads them: `articles.jsonl`, `timeml/*.tml`.
    fn files(&self) -> Vec<String>;

    /// Turns an article into what the file will hold.
    ///
    /// # Errors
    /// If the format cannot hold it; the article is then recorded as failed.
    fn encode(&self, article: &Article, shape: &Shape) -> Result<Self::Encoded, StageError>;

    /// Begins to write. Files of an earlier run are gone.
    ///
    /// # Errors
    /// If the file cannot be made, or the format cannot go to standard output.
    fn create(&self, out: Output) -> io::Result<Self::Writer>;

    /// Goes on in a folder whose files are as they were at a [checkpoint](Writer::checkpoint).
    ///
    /// # Errors
    /// If the files cannot be opened.
    fn resume(&self, _from: Resumed) -> io::Result<Self::Writer> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "this sink begins anew"))
    }

    /// Whether [`resume`](Self::resume) goes on after a finished run too, with the same records as if there had been one run: that
    /// needs files without an end of their own.
    fn can_grow(&self) -> bool {
        false
    }

    /// Reads back what a finished run left in a folder, so that the outputs of shards can be written as one.
    ///
    /// # Errors
    /// If the files cannot be opened.
    fn read_back(&self, _folder: &Path) -> io::Result<ReadBack<Self::Encoded>> {
        Err(io::Error::new(
            io::ErrorKind::Unsupported,
            format!("the outputs of the sink `{}` cannot be joined", Self::NAME),
        ))
    }
}

/// Encoded articles, in order; an error is that of the file.
pub type ReadBack<E> = Box<dyn Iterator<Item = io::Result<E>>>;

/// Where a sink goes on.
#[non_exhaustive]
pub struct Resumed {
    /// The output folder.
    pub folder: PathBuf,
    /// How many articles its files hold.
    pub articles: u64,
    /// What was measured of each path of the [checkpoint](Writer::checkpoint), to be gone on with.
    pub meters: BTreeMap<String, Meter>,
}

impl Resumed {
    /// A folder that holds so many articles, measured so far.
    #[must_use]
    pub const fn new(folder: PathBuf, articles: u64, meters: BTreeMap<String, Meter>) -> Self {
        Self { folder, articles, meters }
    }
}

/// Where a sink writes to.
pub enum Output {
    /// A folder, which exists.
    Folder(PathBuf),
    /// A stream, standard output as a rule.
    Stream(Box<dyn io::Write + Send>),
}

/// Appends encoded articles.
pub trait Writer<E>: Send {
    /// Appends one.
    ///
    /// # Errors
    /// Those of the file. The run ends with the first.
    fn write(&mut self, encoded: E) -> io::Result<()>;

    /// Makes what was written safe and says what it is; `None` where the files cannot be continued from just here.
    /// Called often: saying `None` must cost nothing.
    ///
    /// # Errors
    /// Those of the files.
    fn checkpoint(&mut self) -> io::Result<Option<Extents>> {
        Ok(None)
    }

    /// What was written under each of its paths, as far as it was measured. Asked after [`finish`](Self::finish).
    fn extents(&self) -> Extents {
        Extents::new()
    }

    /// Completes the file. Called once, after the last article; what it reports as done is on disk.
    ///
    /// # Errors
    /// Those of the file.
    fn finish(&mut self) -> io::Result<()>;
}

/// A built sink, whatever its type.
pub trait DynSink: Send + Sync {
    /// See [`Sink::files`].
    fn files(&self) -> Vec<String>;

    /// See [`Sink::encode`].
    ///
    /// # Errors
    /// See [`Sink::encode`].
    fn encode(&self, article: &Article, shape: &Shape) -> Result<Box<dyn Any + Send>, StageError>;

    /// See [`Sink::create`].
    ///
    /// # Errors
    /// See [`Sink::create`].
    fn create(&self, out: Output) -> io::Result<DynWriter>;

    /// See [`Sink::resume`].
    ///
    /// # Errors
    /// See [`Sink::resume`].
    fn resume(&self, from: Resumed) -> io::Result<DynWriter>;

    /// See [`Sink::can_grow`].
    fn can_grow(&self) -> bool;

    /// See [`Sink::read_back`].
    ///
    /// # Errors
    /// See [`Sink::read_back`].
    fn read_back(&self, folder: &Path) -> io::Result<ReadBack<Box<dyn Any + Send>>>;
}

/// A writer of a built sink, whatever its type.
pub type DynWriter = Box<dyn Writer<Box<dyn Any + Send>>>;

impl<S: Sink> DynSink for S {
    fn files(&self) -> Vec<String> {
        Sink::files(self)
    }

    fn encode(&self, article: &Article, shape: &Shape) -> Result<Box<dyn Any + Send>, StageError> {
        Ok(Box::new(Sink::encode(self, article, shape)?))
    }

    fn create(&self, out: Output) -> io::Result<DynWriter> {
        Ok(Box::new(Erased::<S>(Sink::create(self, out)?)))
    }

    fn resume(&self, from: Resumed) -> io::Result<DynWriter> {
        Ok(Box::new(Erased::<S>(Sink::resume(self, from)?)))
    }

    fn can_grow(&self) -> bool {
        Sink::can_grow(self)
    }

    fn read_back(&self, folder: &Path) -> io::Result<ReadBack<Box<dyn Any + Send>>> {
        let boxed = |encoded: io::Result<S::Encoded>| encoded.map(|encoded| Box::new(encoded) as _);
        Ok(Box::new(Sink::read_back(self, folder)?.map(boxed)))
    }
}

struct Erased<S: Sink>(S::Writer);

impl<S: Sink> Writer<Box<dyn Any + Send>> for Erased<S> {
    fn write(&mut self, encoded: Box<dyn Any + Send>) -> io::Result<()> {
        self.0.write(*encoded.downcast().expect("the article was encoded by this sink"))
    }

    fn checkpoint(&mut self) -> io::Result<Option<Extents>> {
        self.0.checkpoint()
    }

    fn extents(&self) -> Extents {
        self.0.extents()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.finish()
    }
}

/// A sink that this binary knows; made by [`register_sink!`](crate::register_sink).
pub struct SinkEntry {
    /// [`Sink::NAME`].
    pub name: &'static str,
    /// [`Sink::ABOUT`].
    pub about: &'static str,
    /// The package that registered it.
    pub package: &'static str,
    /// That package's version.
    pub version: &'static str,
    /// Its options.
    pub options: OptionsInfo,
    /// Makes an instance.
    pub build: Build<dyn DynSink>,
}

impl SinkEntry {
    /// The entry of `S`, as registered by a package.
    #[must_use]
    pub const fn of<S: Sink>(package: &'static str, version: &'static str) -> Self {
        Self {
            name: S::NAME,
            about: S::ABOUT,
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
