//! What files are called in records.

use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

/// A path as text, so that two paths never read the same: as it is if it is UTF-8; otherwise every bad byte becomes `\xNN`
/// and every backslash is doubled.
#[must_use]
pub fn shown(path: &Path) -> String {
    if let Some(text) = path.to_str() {
        return text.to_owned();
    }
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        out.push_str(&chunk.valid().replace('\\', "\\\\"));
        for byte in chunk.invalid() {
            write!(out, "\\x{byte:02X}").expect("a string takes every write");
        }
    }
    out
}

/// The deepest folder that holds all paths, an input folder holding what is in it. By the names alone, whatever is a link.
pub(super) fn common_folder(paths: &[PathBuf]) -> PathBuf {
    let mut folders = paths.iter().map(|path| {
        let folder = if path.is_dir() { Some(path.as_path()) } else { path.parent() };
        absolute(folder.unwrap_or(path))
    });
    let first = folders.next().unwrap_or_default();
    folders.fold(first, |common, folder| {
        let same = common.components().zip(folder.components()).take_while(|(a, b)| a == b);
        same.map(|(component, _)| component).collect()
    })
}

/// The path of a file below a folder, with `/` between its parts; the whole path if it is not below.
pub(super) fn below(folder: &Path, path: &Path) -> String {
    let whole = absolute(path);
    let Ok(rest) = whole.strip_prefix(folder) else { return shown(path) };
    let parts: Vec<_> = rest.components().map(|part| shown(Path::new(part.as_os_str()))).collect();
    if parts.is_empty() { shown(path) } else { parts.join("/") }
}

fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.components().filter(|part| *part != Component::CurDir).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_its_path_below_all_inputs() {
        let table = [
            (&["/news/in/a.txt"][..], "/news/in/a.txt", "a.txt"),
            (&["/news/a/x.txt", "/news/b/x.txt"], "/news/b/x.txt", "b/x.txt"),
            (&["/news/a.txt", "/news/./b.txt"], "/news/./b.txt", "b.txt"),
            (&["/x/1.txt", "/y/1.txt"], "/y/1.txt", "y/1.txt"),
        ];
        for (inputs, path, expected) in table {
            let inputs: Vec<_> = inputs.iter().map(PathBuf::from).collect();
            assert_eq!(below(&common_folder(&inputs), Path::new(path)), expected);
        }
    }

    #[test]
    fn a_file_in_the_working_folder_is_called_by_its_name() {
        let input = PathBuf::from("a.txt");
        assert_eq!(below(&common_folder(std::slice::from_ref(&input)), &input), "a.txt");
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf8_can_be_told_apart() {
        use std::os::unix::ffi::OsStrExt;
        let name = |bytes: &[u8]| shown(Path::new(std::ffi::OsStr::from_bytes(bytes)));
        assert_eq!(name(b"caf\xe9.txt"), "caf\\xE9.txt");
        assert_eq!(name(b"caf\\xE9\xff.txt"), "caf\\\\xE9\\xFF.txt");
        assert_eq!(name("\u{1b}[31m\n\"'.txt".as_bytes()), "\u{1b}[31m\n\"'.txt");
    }
}
