//! Files and folders that are written to: what is safe on disk, and small files that are there whole or not at all.
//!
//! Everything that a run writes goes through here, so that a test can put a disk in its place that fails, tears and lies
//! (feature `simulation`, for tests alone).

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

#[cfg(feature = "simulation")]
pub mod simulation;

/// A file of the output.
pub struct OutFile {
    file: File,
    path: PathBuf,
}

impl OutFile {
    /// An empty file.
    ///
    /// # Errors
    /// Those of the folder and of the disk.
    pub fn create(path: PathBuf) -> io::Result<Self> {
        step(Step::Create, &path)?;
        Ok(Self { file: File::create(&path)?, path })
    }

    /// A file that is there, to be gone on with at its end.
    ///
    /// # Errors
    /// If it is not there, or cannot be written to.
    pub fn append(path: PathBuf) -> io::Result<Self> {
        Ok(Self { file: File::options().append(true).open(&path)?, path })
    }

    /// Waits until the disk has all that was written.
    ///
    /// # Errors
    /// If the disk does not take it.
    pub fn sync(&self) -> io::Result<()> {
        if is_simulated() { step(Step::Sync, &self.path) } else { self.file.sync_data() }
    }
}

impl Write for OutFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        step(Step::Write, &self.path)?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// What is about to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A file is made, or emptied.
    Create,
    /// Bytes are written to a file.
    Write,
    /// The disk is asked to have all of a file.
    Sync,
    /// A file is put in the place of another.
    Replace,
    /// The disk is asked to have the names in a folder.
    SyncFolder,
}

#[cfg(feature = "simulation")]
fn step(step: Step, path: &Path) -> io::Result<()> {
    simulation::step(step, path)
}

#[cfg(feature = "simulation")]
fn is_simulated() -> bool {
    simulation::is_on()
}

#[cfg(not(feature = "simulation"))]
const fn step(_: Step, _: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(not(feature = "simulation"))]
const fn is_simulated() -> bool {
    false
}

/// Waits until the disk has the names of the files in this folder: a new file is safe when its folder is. Only Unix lets a
/// folder be opened for that.
///
/// # Errors
/// If the folder cannot be opened, or the disk does not take it.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if is_simulated() {
        step(Step::SyncFolder, folder)
    } else if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

/// Cuts a file to a length, and waits until the disk has that.
///
/// # Errors
/// If it is not there, or cannot be written to.
pub fn cut(path: &Path, length: u64) -> io::Result<()> {
    step(Step::Write, path)?;
    let file = File::options().write(true).open(path)?;
    file.set_len(length)?;
    if is_simulated() { step(Step::Sync, path) } else { file.sync_all() }
}

/// Puts a small file in its place, whole or not at all, and waits until the disk has it. What a kill leaves behind has a name
/// that begins with `beside`.
///
/// # Errors
/// Those of the folder and of the disk; the file that was there before is there then.
pub fn replace(folder: &Path, name: &str, content: &[u8], beside: &str) -> io::Result<()> {
    let path = folder.join(name);
    let mut part = part_in(folder, beside)?;
    step(Step::Write, part.path())?;
    part.write_all(content)?;
    if is_simulated() {
        step(Step::Sync, part.path())?;
    } else {
        part.as_file().sync_all()?;
    }
    step(Step::Replace, &path)?;
    part.persist(path).map_err(|e| e.error)?;
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
