//! Lists of terms.

use std::path::Path;

/// A term, and what the list says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) term: String,
    pub(crate) name: Option<String>,
    pub(crate) list: Option<String>,
}

/// The terms of the pipeline file.
pub(crate) fn entries(terms: &[String]) -> Vec<Entry> {
    terms.iter().filter_map(|term| entry(term, None)).collect()
}

/// The terms of a file. Empty lines count for nothing.
pub(crate) fn read(path: &Path) -> Result<Vec<Entry>, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("cannot read `{}`: {e}", path.display()))?;
    let text = std::str::from_utf8(&bytes).map_err(|e| {
        let line = bytes[..e.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count() + 1;
        format!("`{}` is not UTF-8 in line {line}", path.display())
    })?;
    let list = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Ok(text.lines().filter_map(|line| entry(line, list.clone())).collect())
}

fn entry(line: &str, list: Option<String>) -> Option<Entry> {
    let (term, name) = line.split_once('\t').unwrap_or((line, ""));
    let (term, name) = (term.trim(), name.trim());
    let name = (!name.is_empty()).then(|| name.to_owned());
    (!term.is_empty()).then(|| Entry { term: term.to_owned(), name, list })
}
