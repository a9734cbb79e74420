//! What a folder holds, measured: whether it is what was written.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use copydesk_core::sink::{Extent, Meter, OutputPath};
use copydesk_formats::disk;

use super::bookkeeping::{FAILED, OURS};

/// Read at a time: enough for the disk to be the slower part.
const CHUNK: usize = 1 << 18;

/// Measures as much as `extent` says of what is there under a name, or all of it.
///
/// # Errors
/// If there is less, or it cannot be read.
pub(crate) fn measure(folder: &Path, name: &str, extent: Option<&Extent>) -> io::Result<Meter> {
    if !name.contains('*') {
        let mut meter = Meter::of_a_file();
        append(&mut meter, &inside(folder, name)?, extent.map(|extent| extent.bytes))?;
        return Ok(meter);
    }
    let mut meter = Meter::of_many_files();
    let most = extent.map_or(usize::MAX, |extent| usize::try_from(extent.files).unwrap_or(usize::MAX));
    for path in files(folder, &path(name)?)?.into_iter().take(most) {
        let length = append(&mut meter, &path, None)?;
        meter.end_file(length);
    }
    Ok(meter)
}

/// What was measured under a name, if it begins with just what was written.
pub(crate) fn that_stands(folder: &Path, name: &str, extent: &Extent) -> Option<Meter> {
    measure(folder, name, Some(extent)).ok().filter(|meter| meter.extent() == *extent)
}

/// What is wrong with what is there under a name; nothing if it is just what was written.
pub(crate) fn difference(folder: &Path, name: &str, extent: &Extent) -> Option<String> {
    let wrong = length_difference(folder, name, extent);
    wrong.or_else(|| match measure(folder, name, None) {
        Ok(meter) if meter.extent() == *extent => None,
        Ok(_) => Some(format!("`{name}` holds other bytes than were written")),
        Err(e) => Some(format!("`{name}` cannot be read: {e}")),
    })
}

/// As [`difference`], without reading any file.
pub(crate) fn length_difference(folder: &Path, name: &str, extent: &Extent) -> Option<String> {
    let (files, bytes) = match lengths(folder, name) {
        Ok(found) => found,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Some(format!("`{name}` is not there any more")),
        Err(e) => return Some(format!("`{name}` cannot be looked at: {e}")),
    };
    let differs = |found: u64, written: u64, what: &str| {
        (found != written).then(|| format!("`{name}` holds {found} {what}, and {written} were written"))
    };
    differs(files, extent.files, "files").or_else(|| differs(bytes, extent.bytes, "bytes"))
}

/// How many files there are, and how many bytes in them.
fn lengths(folder: &Path, name: &str) -> io::Result<(u64, u64)> {
    if !name.contains('*') {
        return Ok((1, fs::metadata(inside(folder, name)?)?.len()));
    }
    let (mut count, mut bytes) = (0, 0);
    for path in files(folder, &path(name)?)? {
        count += 1;
        bytes += fs::metadata(path)?.len();
    }
    Ok((count, bytes))
}

/// Takes away what was written after it.
pub(crate) fn cut(folder: &Path, name: &str, extent: &Extent) -> io::Result<()> {
    if name.contains('*') {
        let keep = usize::try_from(extent.files).unwrap_or(usize::MAX);
        return files(folder, &path(name)?)?.iter().skip(keep).try_for_each(fs::remove_file);
    }
    disk::cut(&inside(folder, name)?, extent.bytes)
}

/// The files that a path means, in the order of their names; none where there is no such folder. A folder that is a link to
/// another place is none of ours.
pub(crate) fn files(folder: &Path, path: &OutputPath) -> io::Result<Vec<PathBuf>> {
    let folder = folder.join(path.parts().0);
    if !fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir()) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let meant = entry.file_name().to_str().is_some_and(|name| path.has_name(name));
        if meant && !entry.file_type()?.is_dir() {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn path(name: &str) -> io::Result<OutputPath> {
    name.parse().map_err(io::Error::other)
}

/// Where a file of that name is: whoever wrote the state of a run, it is not outside its folder.
fn inside(folder: &Path, name: &str) -> io::Result<PathBuf> {
    let ours = name == FAILED || (name.starts_with(OURS) && !name.contains(['/', '\\']));
    if !ours {
        path(name)?;
    }
    Ok(folder.join(name))
}

/// Appends so many bytes of a file, or all, and says how many.
fn append(meter: &mut Meter, path: &Path, most: Option<u64>) -> io::Result<u64> {
    let mut file = File::open(path)?.take(most.unwrap_or(u64::MAX));
    let mut chunk = vec![0; CHUNK];
    let mut length = 0;
    loop {
        match file.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => {
                meter.append(&chunk[..read]);
                length += read as u64;
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    match most {
        Some(most) if length < most => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "shorter than it was")),
        _ => Ok(length),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_or_changed_file_does_not_stand() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("articles.jsonl");
        let write = |text: &str| fs::write(&file, text).expect("room for a file");
        let now = || measure(folder.path(), "articles.jsonl", None).expect("it is there").extent();
        write("one\n");
        let early = now();
        write("one\ntwo\nthree\n");
        let late = now();
        let stands = |extent: &Extent| that_stands(folder.path(), "articles.jsonl", extent).is_some();
        assert!(stands(&early) && stands(&late));
        write("one\ntwo\nth");
        assert!(stands(&early) && !stands(&late), "torn");
        write("one\ntwo\nthr\0\0\0and more");
        assert!(stands(&early) && !stands(&late), "zeros at the end");
        write("ode\ntwo\nthree\n");
        assert!(!stands(&early) && !stands(&late), "a byte at the beginning");
        cut(folder.path(), "articles.jsonl", &early).expect("the file can be cut");
        assert_eq!(fs::read(&file).expect("the file is there"), b"ode\n");
    }

    #[test]
    fn a_state_that_names_other_folders_changes_nothing_there() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let out = folder.path().join("out");
        fs::create_dir(&out).expect("room for a folder");
        fs::write(folder.path().join("mine"), "mine").expect("room for a file");
        let extent = Meter::of_a_file().extent();
        assert!(cut(&out, "../mine", &extent).is_err());
        assert_eq!(fs::read(folder.path().join("mine")).expect("it is there"), b"mine");
    }
}
