//! Folders that are written into: names that are safe, and small files that are there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

/// Waits until the disk has the names of the files in this folder: a new file is safe when its folder is. Only Unix lets a
/// folder be opened for that.
///
/// # Errors
/// If the folder cannot be opened, or the disk does not take it.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Puts a small file in its place, whole or not at all, and waits until the disk has it. What a kill leaves behind has a name
/// that begins with `beside`.
///
/// # Errors
/// Those of the folder and of the disk; the file that was there before is there then.
pub fn replace(folder: &Path, name: &str, content: &[u8], beside: &str) -> io::Result<()> {
    let mut part = part_in(folder, beside)?;
    part.write_all(content)?;
    part.as_file().sync_all()?;
    part.persist(folder.join(name)).map_err(|e| e.error)?;
    sync_folder(folder)
}

/// A new file in a folder whose name begins with `beside`; it goes again if it is not put in its place. Whoever the process's mask
/// lets read any other output may read it.
///
/// # Errors
/// Those of the folder.
pub fn part_in(folder: &Path, beside: &str) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(beside);
    #[cfg(unix)]
    builder.permissions(<fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Removes a file, if it is there.
///
/// # Errors
/// If it is there and cannot be removed.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}
