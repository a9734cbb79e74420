//! Comparing with texts that stand in files.

use std::fs;
use std::path::Path;

/// Asserts that `found` is what the file at `path` (below `tests/`) holds; rewrites the file where `COPYDESK_BLESS` is set.
pub(crate) fn assert_golden(path: &str, found: &str) {
    let file = crate::binary::top().join("tests").join(path);
    if std::env::var_os("COPYDESK_BLESS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    if expected != found {
        panic!(
            "tests/{path} differs (COPYDESK_BLESS=1 cargo test -p copydesk --test desk rewrites it):\n{}",
            difference(&expected, found, &file)
        );
    }
}

/// The first lines that differ.
fn difference(expected: &str, found: &str, file: &Path) -> String {
    let pairs = expected.lines().map(Some).chain([None]).zip(found.lines().map(Some).chain([None]));
    let first = pairs.enumerate().find(|(_, (expected, found))| expected != found);
    match first {
        Some((n, (expected, found))) => {
            format!("{}:{}\n  expected {expected:?}\n  found    {found:?}", file.display(), n + 1)
        }
        None => format!("expected:\n{expected}\nfound:\n{found}"),
    }
}
