//! Reading a pipeline file: from a path to text to a table that knows its places.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use toml::Spanned;
use toml::de::DeTable;

use super::builtin;
use super::problem::{Problem, Problems};

/// A pipeline file is a page of text; one that is longer is another kind of file.
const MOST_BYTES: u64 = 1 << 20;

/// The text of the file at `path`.
pub(crate) fn read(path: &Path) -> Result<String, Problems> {
    let file = path.display().to_string();
    let refused = |problem: Problem| Problems::new(&file, "", vec![problem]);
    let bytes = bytes(path).map_err(&refused)?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        refused(Problem::of_file(format!("the pipeline file is not UTF-8: byte {at} fits no character")))
    })?;
    if text.contains('\0') {
        return Err(refused(Problem::of_file("the pipeline file holds NUL bytes: it is not a text file")));
    }
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let unreadable = |e: std::io::Error| {
        let problem = Problem::of_file(format!("cannot read the pipeline file: {e}"));
        let built_in = || format!("name a .toml file, or one of the built-in pipelines {}", builtin::names());
        problem.maybe_help((e.kind() == std::io::ErrorKind::NotFound).then(built_in))
    };
    let kind = fs::metadata(path).map_err(unreadable)?;
    if kind.is_dir() {
        return Err(Problem::of_file("the pipeline file is a folder").help("name the .toml file itself"));
    }
    if !kind.is_file() {
        return Err(Problem::of_file("the pipeline file is not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Problem::of_file(format!("the pipeline file is longer than {MOST_BYTES} bytes")));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Problem::of_file("the pipeline file is in UTF-16").help("save it as UTF-8"));
    }
    Ok(bytes)
}

/// The table that the text holds, or every syntax error in it.
pub(crate) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(table);
    }
    let problem = |error: toml::de::Error| Problem {
        message: format!("not valid TOML: {}", error.message().replace('\n', ", ")),
        place: error.span(),
        label: String::new(),
        help: None,
    };
    Err(errors.into_iter().map(problem).collect())
}
