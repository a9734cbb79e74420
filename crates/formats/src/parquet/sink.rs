//! Writing `articles.parquet`.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_select::concat::concat_batches;
use copydesk_core::offsets::Unit;
use copydesk_core::record::Shape;
use copydesk_core::sink::{Extents, Output, ReadBack, Resumed, Sink, Writer};
use copydesk_core::{Article, BuildContext, StageError, register_sink};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::groups::{self, MAGIC};
use crate::NoOptions;
use crate::arrow::{Table, columns};
use crate::growing::Growing;

const FILE: &str = "articles.parquet";

/// Where the descriptions of the row groups wait for the end of the run, which removes it.
const ASIDE: &str = ".copydesk.row-groups";

/// A row group is closed at so many rows: what a reader holds at a time, what the writer does, and what is done again after
/// a kill.
pub const GROUP_ROWS: usize = 2048;

/// A row group of long articles is closed at about this many bytes.
const GROUP_BYTES: usize = 48 << 20;

/// Rows are handed to their row group so many at a time, which costs less than one by one.
const ROWS_AT_A_TIME: usize = 64;

/// The sink of Parquet files.
pub struct ParquetSink;

impl Sink for ParquetSink {
    const NAME: &'static str = "parquet";
    const ABOUT: &'static str = "a table, an article a row, layers as nested lists: articles.parquet";
    type Config = NoOptions;
    type Encoded = RecordBatch;
    type Writer = ParquetWriter;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn files(&self) -> Vec<String> {
        vec![FILE.to_owned()]
    }

    fn encode(&self, article: &Article, shape: &Shape) -> Result<RecordBatch, StageError> {
        let mut table = Table::new(shape).map_err(StageError::new)?;
        table.push(article).map_err(StageError::new)?;
        table.finish().map_err(StageError::new)
    }

    fn create(&self, out: Output) -> io::Result<ParquetWriter> {
        let aside = match &out {
            Output::Folder(folder) => {
                Aside::File(Growing::create(Output::Folder(folder.clone()), ASIDE)?, folder.clone())
            }
            Output::Stream(_) => Aside::Memory(Vec::new()),
        };
        let mut file = Growing::create(out, FILE)?;
        file.append(MAGIC)?;
        Ok(ParquetWriter::new(file, aside))
    }

    fn resume(&self, from: Resumed) -> io::Result<ParquetWriter> {
        let aside = Aside::File(Growing::resume(&from, ASIDE)?, from.folder.clone());
        Ok(ParquetWriter::new(Growing::resume(&from, FILE)?, aside))
    }

    fn read_back(&self, folder: &Path) -> io::Result<ReadBack<RecordBatch>> {
        let table = ParquetRecordBatchReaderBuilder::try_new(File::open(folder.join(FILE))?).map_err(failed)?;
        let tables = table.with_batch_size(ROWS_AT_A_TIME).build().map_err(failed)?;
        Ok(Box::new(tables.flat_map(|rows| match rows {
            Ok(rows) => (0..rows.num_rows()).map(|at| Ok(rows.slice(at, 1))).collect(),
            Err(e) => vec![Err(io::Error::other(e))],
        })))
    }
}

/// Appends rows. The columns are those of the first.
pub struct ParquetWriter {
    file: Growing,
    aside: Aside,
    /// Rows that wait to be handed to their row group.
    waiting: Vec<RecordBatch>,
    group: Option<OpenGroup>,
}

struct OpenGroup {
    writer: ArrowWriter<Vec<u8>>,
    rows: usize,
}

/// Where the descriptions of closed row groups wait.
enum Aside {
    File(Growing, PathBuf),
    Memory(Vec<u8>),
}

impl Aside {
    fn append(&mut self, description: &[u8]) -> io::Result<()> {
        match self {
            Self::File(file, _) => file.append(description),
            Self::Memory(all) => {
                all.extend_from_slice(description);
                Ok(())
            }
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::File(file, _) => file.length() == 0,
            Self::Memory(all) => all.is_empty(),
        }
    }

    fn footer(&mut self) -> io::Result<Vec<u8>> {
        match self {
            Self::File(file, folder) => {
                file.settle()?;
                groups::footer(BufReader::new(File::open(Path::new(folder).join(ASIDE))?))
            }
            Self::Memory(all) => groups::footer(all.as_slice()),
        }
    }
}

impl ParquetWriter {
    fn new(file: Growing, aside: Aside) -> Self {
        Self { file, aside, waiting: Vec::with_capacity(ROWS_AT_A_TIME), group: None }
    }

    /// Hands the rows that wait to the open row group, or to a new one.
    fn hand_over(&mut self) -> io::Result<()> {
        let Some(first) = self.waiting.first() else { return Ok(()) };
        let rows = concat_batches(&first.schema(), &self.waiting).map_err(io::Error::other)?;
        self.waiting.clear();
        let group = match &mut self.group {
            Some(group) => group,
            None => self.group.insert(OpenGroup { writer: groups::begin(&rows)?, rows: 0 }),
        };
        group.writer.write(&rows).map_err(failed)?;
        group.rows += rows.num_rows();
        Ok(())
    }

    fn close_group(&mut self) -> io::Result<()> {
        let Some(group) = self.group.take() else { return Ok(()) };
        let group = groups::end(group.writer)?;
        self.file.append(&group.pages)?;
        self.aside.append(&group.aside)
    }
}

impl Writer<RecordBatch> for ParquetWriter {
    fn write(&mut self, row: RecordBatch) -> io::Result<()> {
        self.waiting.push(row);
        if self.waiting.len() < ROWS_AT_A_TIME {
            return Ok(());
        }
        self.hand_over()?;
        let full = |group: &OpenGroup| group.rows >= GROUP_ROWS || group.writer.in_progress_size() >= GROUP_BYTES;
        if self.group.as_ref().is_some_and(full) { self.close_group() } else { Ok(()) }
    }

    fn checkpoint(&mut self) -> io::Result<Option<Extents>> {
        let Aside::File(aside, _) = &mut self.aside else { return Ok(None) };
        if self.group.is_some() || !self.waiting.is_empty() {
            return Ok(None);
        }
        let extents = self.file.checkpoint()?.into_iter().chain(aside.checkpoint()?);
        Ok(Some(extents.flatten().collect()))
    }

    fn extents(&self) -> Extents {
        self.file.extents()
    }

    /// A run without articles leaves a table without rows, which has none of the layers' columns.
    fn finish(&mut self) -> io::Result<()> {
        self.hand_over()?;
        self.close_group()?;
        if self.aside.is_empty() {
            let bare = Shape::new(Unit::default(), Vec::new(), true);
            let none = RecordBatch::new_empty(columns(&bare).into());
            let group = groups::end(groups::begin(&none)?)?;
            self.aside.append(&group.aside)?;
        }
        let footer = self.aside.footer()?;
        self.file.append(&footer)?;
        self.file.settle()
    }
}

/// Keeps the kind of an error of the file (disk full, say), which decides how the run ends.
pub(super) fn failed(error: parquet::errors::ParquetError) -> io::Error {
    match error {
        parquet::errors::ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

register_sink!(ParquetSink);
