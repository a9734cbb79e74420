//! Writing `articles.parquet`.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use arrow_array::RecordBatch;
use copydesk_core::record::{Shape, to_json};
use copydesk_core::sink::{Output, Sink, Writer};
use copydesk_core::{Article, BuildContext, StageError, register_sink};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::write::row;
use crate::folder::sync_folder;

/// A row group is closed at about this many bytes: what a reader holds at a time, and what the writer does.
const ROW_GROUP: usize = 64 << 20;

/// The sink of Parquet files.
pub struct ParquetSink;

/// It has no options of its own.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {}

impl Sink for ParquetSink {
    const NAME: &'static str = "parquet";
    const ABOUT: &'static str = "a table, an article a row, layers as nested lists: articles.parquet";
    type Config = Config;
    type Encoded = RecordBatch;
    type Writer = ParquetWriter;

    fn build(_: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn encode(&self, article: &Article, shape: &Shape) -> Result<RecordBatch, StageError> {
        let record = to_json(article, shape).map_err(|e| StageError::new(e.to_string()))?;
        let record: Map<_, _> = serde_json::from_slice(&record).map_err(|e| StageError::new(e.to_string()))?;
        row(&record, &shape.layers, shape.text).map_err(StageError::new)
    }

    fn create(&self, out: Output) -> io::Result<ParquetWriter> {
        let (target, settle) = match out {
            Output::Folder(folder) => {
                let file = File::create(folder.join("articles.parquet"))?;
                (Box::new(file.try_clone()?) as Box<dyn Write + Send>, Some((file, folder)))
            }
            Output::Stream(stream) => (stream, None),
        };
        Ok(ParquetWriter { target: Some(target), rows: None, settle })
    }
}

/// Appends rows. The columns are those of the first.
pub struct ParquetWriter {
    target: Option<Box<dyn Write + Send>>,
    rows: Option<ArrowWriter<Box<dyn Write + Send>>>,
    settle: Option<(File, PathBuf)>,
}

impl ParquetWriter {
    fn rows(&mut self, first: &RecordBatch) -> io::Result<&mut ArrowWriter<Box<dyn Write + Send>>> {
        if let Some(target) = self.target.take() {
            let packed = Compression::ZSTD(ZstdLevel::default());
            let properties = WriterProperties::builder().set_compression(packed).build();
            self.rows = Some(ArrowWriter::try_new(target, first.schema(), Some(properties)).map_err(failed)?);
        }
        Ok(self.rows.as_mut().expect("the file is begun with its first row"))
    }
}

impl Writer<RecordBatch> for ParquetWriter {
    fn write(&mut self, row: RecordBatch) -> io::Result<()> {
        let rows = self.rows(&row)?;
        rows.write(&row).map_err(failed)?;
        if rows.in_progress_size() >= ROW_GROUP { rows.flush().map_err(failed) } else { Ok(()) }
    }

    /// A run without articles leaves a table without rows, which has none of the layers' columns.
    fn finish(&mut self) -> io::Result<()> {
        let none = row(&Map::new(), &[], true).map_err(io::Error::other)?.slice(0, 0);
        let rows = self.rows(&none)?;
        rows.finish().map_err(failed)?;
        rows.inner_mut().flush()?;
        match &self.settle {
            Some((file, folder)) => {
                file.sync_all()?;
                sync_folder(folder)
            }
            None => Ok(()),
        }
    }
}

/// Keeps the kind of an error of the file (disk full, say), which decides how the run ends.
fn failed(error: parquet::errors::ParquetError) -> io::Error {
    match error {
        parquet::errors::ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

register_sink!(ParquetSink);
