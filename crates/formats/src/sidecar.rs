//! `NAME.meta.json`: what is known of `NAME.txt` beside its text.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use copydesk_core::Meta;
use serde_json::{Map, Value};

use crate::fields::FieldMap;
use crate::json::in_one_line;
use crate::published::DateOrder;
use crate::words::{self, Settling};

/// The longest such file, in bytes.
const LONGEST: u64 = 1 << 20;

/// Where the metadata of a text file would stand: `NAME.meta.json`.
#[must_use]
pub fn beside(path: &Path) -> PathBuf {
    let packed = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz") || e.eq_ignore_ascii_case("zst"));
    let unpacked = if packed { path.with_extension("") } else { path.to_owned() };
    unpacked.with_extension("meta.json")
}

/// Reads it. No file, or anything that is not a regular file, is no metadata.
///
/// # Errors
/// If there is such a file and it is not a JSON object: a date that is there and not read would be worse than a failure.
pub(crate) fn read(path: &Path) -> Result<Meta, String> {
    let mut meta = Meta::default();
    if !fs::symlink_metadata(path).is_ok_and(|found| found.is_file()) {
        return Ok(meta);
    }
    let failed = |why: String| format!("its metadata ({}) {why}", crate::files::shown(path));
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes));
    read.map_err(|e| failed(format!("cannot be read: {e}")))?;
    if bytes.len() as u64 > LONGEST {
        return Err(failed(format!("is longer than {LONGEST} bytes")));
    }
    let json = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let values: Map<String, Value> =
        serde_json::from_slice(json).map_err(|e| failed(format!("is not a JSON object: {}", in_one_line(&e))))?;
    for (name, value) in values {
        words::set(&mut meta, &name, value);
    }
    let map = FieldMap::default();
    words::settle(&mut meta, Settling { map: &map, order: DateOrder::Auto, of_record: false });
    Ok(meta)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_and_its_metadata_share_a_name() {
        let table = [("in/a.txt", "in/a.meta.json"), ("a.b.txt.gz", "a.b.meta.json"), ("A.TXT.ZST", "A.meta.json")];
        for (text, expected) in table {
            assert_eq!(beside(Path::new(text)), Path::new(expected));
        }
    }
}
