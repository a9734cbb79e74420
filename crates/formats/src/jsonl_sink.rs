//! Sink `jsonl`: a record a line.
//!
//! Into a folder it writes `articles.jsonl`, or `articles.jsonl.zst` with `compress = "zstd"`; to a stream it writes the
//! same bytes. Every line ends with a line feed. What [`finish`](Writer::finish) reports as done is on disk: the file and
//! its name in the folder.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use copydesk_core::record::{Shape, to_json};
use copydesk_core::sink::{Output, Sink, Writer};
use copydesk_core::{Article, BuildContext, StageError, register_sink};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::folder::sync_folder;

const BUFFER: usize = 1 << 18;

/// zstd's own default: on records it packs to about a fifth, faster than a disk takes them.
const LEVEL: i32 = 3;

/// The sink of JSON lines.
pub struct JsonlSink {
    compress: Compress,
}

/// Its options.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// How the records are packed: `none`, or `zstd`.
    pub compress: Compress,
}

/// How records are packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Compress {
    /// Not at all.
    #[default]
    None,
    /// One zstd frame.
    Zstd,
}

impl Sink for JsonlSink {
    const NAME: &'static str = "jsonl";
    const ABOUT: &'static str = "JSON lines, a record each: articles.jsonl, or articles.jsonl.zst";
    type Config = Config;
    type Encoded = Vec<u8>;
    type Writer = JsonlWriter;

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self { compress: config.compress })
    }

    fn encode(&self, article: &Article, shape: &Shape) -> Result<Vec<u8>, StageError> {
        let mut line = to_json(article, shape).map_err(|e| StageError::new(e.to_string()))?;
        line.push(b'\n');
        Ok(line)
    }

    fn create(&self, out: Output) -> io::Result<JsonlWriter> {
        let target = match out {
            Output::Folder(folder) => Target::in_folder(&folder, self.compress)?,
            Output::Stream(stream) => Target::Stream(stream),
        };
        let target = BufWriter::with_capacity(BUFFER, target);
        Ok(JsonlWriter(Some(match self.compress {
            Compress::None => Packer::None(target),
            Compress::Zstd => Packer::Zstd(zstd::Encoder::new(target, LEVEL)?),
        })))
    }
}

/// Appends records.
pub struct JsonlWriter(Option<Packer>);

enum Packer {
    None(BufWriter<Target>),
    Zstd(zstd::Encoder<'static, BufWriter<Target>>),
}

enum Target {
    File { file: File, folder: PathBuf },
    Stream(Box<dyn Write + Send>),
}

impl Target {
    fn in_folder(folder: &Path, compress: Compress) -> io::Result<Self> {
        let name = match compress {
            Compress::None => "articles.jsonl",
            Compress::Zstd => "articles.jsonl.zst",
        };
        let file = File::create(folder.join(name))?;
        Ok(Self::File { file, folder: folder.to_owned() })
    }

    /// Waits until the disk has it.
    fn settle(&mut self) -> io::Result<()> {
        match self {
            Self::File { file, folder } => {
                file.sync_all()?;
                sync_folder(folder)
            }
            Self::Stream(stream) => stream.flush(),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File { file, .. } => file.write(bytes),
            Self::Stream(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File { file, .. } => file.flush(),
            Self::Stream(stream) => stream.flush(),
        }
    }
}

impl Writer<Vec<u8>> for JsonlWriter {
    fn write(&mut self, line: Vec<u8>) -> io::Result<()> {
        match self.0.as_mut().expect("nothing is written after the end") {
            Packer::None(out) => out.write_all(&line),
            Packer::Zstd(out) => out.write_all(&line),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        let mut out = match self.0.take().expect("a file is finished once") {
            Packer::None(out) => out,
            Packer::Zstd(out) => out.finish()?,
        };
        out.flush()?;
        out.get_mut().settle()
    }
}

register_sink!(JsonlSink);
