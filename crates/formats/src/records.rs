//! The records of an earlier run as they stand, whatever they were written as.
//!
//! A source makes articles of records and asks which layers to bring along. Who looks at records without knowing their
//! layers reads them here: each is a JSON object, in UTF-8, as the sink `jsonl` would have written it.
//!
//! ```no_run
//! for record in copydesk_formats::records::open("out/articles.jsonl.zst".as_ref())? {
//!     let record: serde_json::Value = serde_json::from_slice(&record?)?;
//!     println!("{}", record["id"]);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod source;

use std::path::Path;

use copydesk_core::source::{Input, ReadError, ReadOptions, Source, SourceEntry};

use crate::files::{self, FoundFile};
use crate::jsonl::Jsonl;

pub(crate) use source::METHODS;
pub use source::{AsTheyStand, RECORDS};

static JSONL: SourceEntry = SourceEntry::of::<Jsonl>(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));

/// The records of a file, in order. One that cannot be read is an error, and the next may be read.
pub type Records = Box<dyn Iterator<Item = Result<Vec<u8>, ReadError>> + Send>;

/// Opens JSON lines (plain, gzip, zstd), or a Parquet table if the name ends in `.parquet`.
///
/// # Errors
/// If there is no such file, it may not be read, or it is of another kind.
pub fn open(path: &Path) -> Result<Records, ReadError> {
    let name = files::shown(path);
    let file = FoundFile { path: Some(path.to_owned()), stem: name.clone(), name, bytes: 0, source: &JSONL };
    of_input(files::open(&file, &ReadOptions::default())?)
}

fn of_input(input: Input) -> Result<Records, ReadError> {
    let extension = input.path.as_deref().and_then(Path::extension);
    if extension.is_some_and(|extension| extension.eq_ignore_ascii_case("parquet")) {
        table(input)
    } else {
        Ok(Box::new(Jsonl::default().open(input)?.map(|line| line.map(|line| line.record.record))))
    }
}

#[cfg(feature = "parquet")]
fn table(input: Input) -> Result<Records, ReadError> {
    let rows = crate::parquet::Parquet::default().open(input)?;
    Ok(Box::new(rows.map(|row| {
        let row = row?;
        row.record.record.json().map_err(|why| ReadError::new(row.place, why))
    })))
}

#[cfg(not(feature = "parquet"))]
fn table(input: Input) -> Result<Records, ReadError> {
    let place = copydesk_core::source::Place::from_parts(input.name, input.stem, None);
    Err(ReadError::new(place, "a Parquet table, which this build does not read: build it with `--features parquet`"))
}
