//! Row groups, each written as a table of its own, and the footer that joins them.
//!
//! A Parquet file ends with a footer that describes all its row groups, and is none without it. So that a run can go on after
//! a kill, every row group is packed by itself, as a whole small table in memory: its pages are appended to the file, and its
//! footer is put aside. At the end the footers are read back, their offsets moved to where the pages went, and written as one.
//! The bytes of the file follow from its rows alone, wherever runs began and ended.

use std::io::{self, Read};
use std::sync::Arc;

use arrow_array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::{
    ColumnChunkMetaData, FileMetaData, ParquetMetaData, ParquetMetaDataReader, ParquetMetaDataWriter, RowGroupMetaData,
};
use parquet::file::properties::{EnabledStatistics, WriterProperties};

use super::sink::failed;

/// What a Parquet file begins and ends with.
pub(crate) const MAGIC: &[u8] = b"PAR1";

/// The length of the footer, and [`MAGIC`].
const TAIL: usize = 8;

/// A table of one row group, taken apart.
pub(crate) struct Group {
    /// Its pages, as they go into the file.
    pub(crate) pages: Vec<u8>,
    /// What is put aside for the footer of the whole.
    pub(crate) aside: Vec<u8>,
}

/// A writer of one row group.
pub(crate) fn begin(first: &RecordBatch) -> io::Result<ArrowWriter<Vec<u8>>> {
    let packed = Compression::ZSTD(ZstdLevel::default());
    // Page indexes would stand between the last row group and the footer, where nothing could be appended.
    let properties = WriterProperties::builder()
        .set_compression(packed)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_max_row_group_row_count(None);
    ArrowWriter::try_new(Vec::new(), first.schema(), Some(properties.build())).map_err(failed)
}

/// Ends a row group.
pub(crate) fn end(rows: ArrowWriter<Vec<u8>>) -> io::Result<Group> {
    let table = rows.into_inner().map_err(failed)?;
    let (_, length) = table.split_at_checked(table.len().wrapping_sub(TAIL)).ok_or_else(cut_short)?;
    let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]) as usize;
    let from = table.len().checked_sub(TAIL + length).ok_or_else(cut_short)?;
    let pages = table[MAGIC.len()..from].to_vec();
    let footer = &table[from..from + length];
    let mut aside = Vec::with_capacity(16 + length);
    aside.extend((pages.len() as u64).to_le_bytes());
    aside.extend((length as u64).to_le_bytes());
    aside.extend(footer);
    Ok(Group { pages, aside })
}

/// The footer of a file, from what was put aside for each of its row groups, in order.
pub(crate) fn footer(mut aside: impl Read) -> io::Result<Vec<u8>> {
    let mut at = MAGIC.len() as u64;
    let mut first: Option<FileMetaData> = None;
    let mut groups = Vec::new();
    while let Some(pages) = number(&mut aside)? {
        let length = number(&mut aside)?.ok_or_else(cut_short)?;
        let mut footer = vec![0; usize::try_from(length).map_err(io::Error::other)?];
        aside.read_exact(&mut footer)?;
        let table = ParquetMetaDataReader::decode_metadata(&footer).map_err(failed)?;
        for group in table.row_groups() {
            groups.push(moved(group, at - MAGIC.len() as u64, groups.len())?);
        }
        first.get_or_insert_with(|| table.file_metadata().clone());
        at += pages;
    }
    joined(&first.ok_or_else(cut_short)?, groups)
}

fn joined(first: &FileMetaData, groups: Vec<RowGroupMetaData>) -> io::Result<Vec<u8>> {
    let file = FileMetaData::new(
        first.version(),
        groups.iter().map(RowGroupMetaData::num_rows).sum(),
        first.created_by().map(str::to_owned),
        first.key_value_metadata().cloned(),
        Arc::clone(&first.schema_descr_ptr()),
        first.column_orders().cloned(),
    );
    let mut footer = Vec::new();
    ParquetMetaDataWriter::new(&mut footer, &ParquetMetaData::new(file, groups)).finish().map_err(failed)?;
    Ok(footer)
}

/// The description of a row group whose pages went so many bytes further on.
fn moved(group: &RowGroupMetaData, by: u64, number: usize) -> io::Result<RowGroupMetaData> {
    let by = i64::try_from(by).map_err(io::Error::other)?;
    let column = |column: &ColumnChunkMetaData| {
        let builder = column.clone().into_builder();
        let builder = builder.set_data_page_offset(column.data_page_offset() + by);
        let dictionary = column.dictionary_page_offset().map(|offset| offset + by);
        builder.set_dictionary_page_offset(dictionary).build().map_err(failed)
    };
    let columns = group.columns().iter().map(column).collect::<io::Result<Vec<_>>>()?;
    let builder = group.clone().into_builder().set_column_metadata(columns);
    let builder = builder.set_ordinal(i32::try_from(number).map_err(io::Error::other)?);
    let builder = match group.file_offset() {
        Some(offset) => builder.set_file_offset(offset + by),
        None => builder,
    };
    builder.build().map_err(failed)
}

/// The next number, or nothing at the end.
fn number(aside: &mut impl Read) -> io::Result<Option<u64>> {
    let mut bytes = Vec::with_capacity(8);
    aside.take(8).read_to_end(&mut bytes)?;
    match <[u8; 8]>::try_from(bytes.as_slice()) {
        Ok(bytes) => Ok(Some(u64::from_le_bytes(bytes))),
        Err(_) if bytes.is_empty() => Ok(None),
        Err(_) => Err(cut_short()),
    }
}

fn cut_short() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the description of the row groups is cut short")
}
