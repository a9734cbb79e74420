//! What concerns the folder that a sink writes into.

use std::fs::File;
use std::io;
use std::path::Path;

/// Waits until the disk has the names of the files in this folder: a new file is safe when its folder is. Only Unix lets a
/// folder be opened for that.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
