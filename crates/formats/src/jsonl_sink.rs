//! Sink `jsonl`: a record a line.
//!
//! Into a folder it writes `articles.jsonl`, or `articles.jsonl.zst` with `compress = "zstd"`; to a stream it writes the
//! same bytes. Every line ends with a line feed. What [`finish`](Writer::finish) reports as done is on disk: the file and
//! its name in the folder.
//!
//! Packed, the records stand in zstd frames of [`FRAME_RECORDS`] each, or fewer where they are long; every zstd reader takes
//! such a file as one. A frame is packed by itself, so that a run can be resumed after any of them.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write as _};
use std::path::Path;

use copydesk_core::record::{Shape, in_pieces, to_json};
use copydesk_core::sink::{Extents, Output, ReadBack, Resumed, Sink, Writer};
use copydesk_core::{Article, BuildContext, StageError, register_sink};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zstd::bulk::Compressor;

use crate::growing::Growing;

/// zstd's own default: on records it packs to about a fifth, faster than a disk takes them.
const LEVEL: i32 = 3;

/// Records in a frame: enough for the packing to learn from, few enough that little is done twice after a kill.
pub const FRAME_RECORDS: usize = 256;

/// A frame of longer records is closed at this many bytes, before packing.
const FRAME_BYTES: usize = 8 << 20;

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
    /// zstd frames.
    Zstd,
}

impl Compress {
    fn file(self) -> &'static str {
        match self {
            Self::None => "articles.jsonl",
            Self::Zstd => "articles.jsonl.zst",
        }
    }
}

impl Sink for JsonlSink {
    const NAME: &'static str = "jsonl";
    const ABOUT: &'static str = "JSON lines, a record each: articles.jsonl, or articles.jsonl.zst";
    type Config = Config;
    type Encoded = Line;
    type Writer = JsonlWriter;

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self { compress: config.compress })
    }

    fn files(&self) -> Vec<String> {
        vec![self.compress.file().to_owned()]
    }

    fn encode(&self, article: &Article, shape: &Shape) -> Result<Line, StageError> {
        Line::of(article, shape).map_err(|e| StageError::new(e.to_string()))
    }

    fn create(&self, out: Output) -> io::Result<JsonlWriter> {
        JsonlWriter::new(Growing::create(out, self.compress.file())?, self.compress)
    }

    fn resume(&self, from: Resumed) -> io::Result<JsonlWriter> {
        JsonlWriter::new(Growing::resume(&from, self.compress.file())?, self.compress)
    }

    fn can_grow(&self) -> bool {
        true
    }

    fn read_back(&self, folder: &Path) -> io::Result<ReadBack<Line>> {
        let file = File::open(folder.join(self.compress.file()))?;
        let mut lines: Box<dyn BufRead> = match self.compress {
            Compress::None => Box::new(BufReader::new(file)),
            Compress::Zstd => Box::new(BufReader::new(zstd::Decoder::new(file)?)),
        };
        Ok(Box::new(std::iter::from_fn(move || {
            let mut line = Vec::new();
            let read = lines.read_until(b'\n', &mut line);
            read.map(|read| (read > 0).then_some(Line::Whole(line))).transpose()
        })))
    }
}

/// A record with its line feed.
pub enum Line {
    /// As it is written.
    Whole(Vec<u8>),
    /// Packed with zstd until it is written: the record of a long article is some ten times as long.
    Packed(Vec<u8>),
}

/// Bytes of text beyond which a record is packed.
const LONG: usize = 256 << 10;

/// Packing that costs next to nothing beside what the stages cost.
const QUICK: i32 = 1;

impl Line {
    fn of(article: &Article, shape: &Shape) -> serde_json::Result<Self> {
        if article.text().len() < LONG {
            let mut line = to_json(article, shape)?;
            line.push(b'\n');
            return Ok(Self::Whole(line));
        }
        let mut packed = zstd::Encoder::new(Vec::new(), QUICK).map_err(serde_json::Error::io)?;
        in_pieces(article, shape, |piece| packed.write_all(&piece))?;
        let packed = packed.write_all(b"\n").and_then(|()| packed.finish());
        packed.map(Self::Packed).map_err(serde_json::Error::io)
    }

    /// Hands on the bytes, some after the others.
    fn write(self, mut write: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let packed = match self {
            Self::Whole(line) => return write(&line),
            Self::Packed(packed) => packed,
        };
        let mut unpacked = BufReader::with_capacity(LONG, zstd::Decoder::with_buffer(packed.as_slice())?);
        loop {
            let bytes = unpacked.fill_buf()?;
            if bytes.is_empty() {
                return Ok(());
            }
            write(bytes)?;
            let written = bytes.len();
            unpacked.consume(written);
        }
    }
}

/// Appends records.
pub struct JsonlWriter {
    out: Growing,
    frame: Option<Frame>,
}

/// The records that will be packed together.
struct Frame {
    packer: Compressor<'static>,
    lines: Vec<u8>,
    records: usize,
}

impl JsonlWriter {
    fn new(out: Growing, compress: Compress) -> io::Result<Self> {
        let frame = match compress {
            Compress::None => None,
            Compress::Zstd => Some(Frame { packer: Compressor::new(LEVEL)?, lines: Vec::new(), records: 0 }),
        };
        Ok(Self { out, frame })
    }
}

impl Frame {
    fn add(&mut self, line: Line) -> io::Result<()> {
        self.records += 1;
        let lines = &mut self.lines;
        line.write(|bytes| {
            lines.extend_from_slice(bytes);
            Ok(())
        })
    }

    fn is_full(&self) -> bool {
        self.records >= FRAME_RECORDS || self.lines.len() >= FRAME_BYTES
    }

    fn close(&mut self, out: &mut Growing) -> io::Result<()> {
        let packed = self.packer.compress(&self.lines)?;
        self.lines.clear();
        self.lines.shrink_to(FRAME_BYTES);
        self.records = 0;
        out.append(&packed)
    }
}

impl Writer<Line> for JsonlWriter {
    fn write(&mut self, line: Line) -> io::Result<()> {
        let Some(frame) = &mut self.frame else {
            let out = &mut self.out;
            return line.write(|bytes| out.append(bytes));
        };
        frame.add(line)?;
        if frame.is_full() { frame.close(&mut self.out) } else { Ok(()) }
    }

    fn checkpoint(&mut self) -> io::Result<Option<Extents>> {
        if self.frame.as_ref().is_some_and(|frame| frame.records > 0) {
            return Ok(None);
        }
        self.out.checkpoint()
    }

    fn extents(&self) -> Extents {
        self.out.extents()
    }

    /// A file without records holds one empty frame, so that it is a zstd file too.
    fn finish(&mut self) -> io::Result<()> {
        if let Some(frame) = &mut self.frame
            && (frame.records > 0 || self.out.length() == 0)
        {
            frame.close(&mut self.out)?;
        }
        self.out.settle()
    }
}

register_sink!(JsonlSink);
