//! The lock of an output folder: one run at a time.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// Held, and locked, for as long as the run lives; the system releases it when the process dies.
pub(crate) const LOCK: &str = ".copydesk.lock";

/// A process that was killed may take a moment to die: a lock is waited for so long.
const PATIENCE: Duration = Duration::from_secs(3);

/// Locks the folder. The lock is the open file's and dies with its process, whoever killed it.
pub(crate) fn lock(path: &Path) -> Result<File, String> {
    let shown = path.display();
    let asked = Instant::now();
    loop {
        let file = File::options().create(true).truncate(false).write(true).open(path.join(LOCK));
        let file = file.map_err(|e| format!("cannot write to the output folder `{shown}`: {e}"))?;
        match file.try_lock() {
            Ok(()) if is_at(&file, &path.join(LOCK)) => return Ok(file),
            Ok(()) => {} // its owner removed it in this very moment
            Err(TryLockError::WouldBlock) if asked.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(20)),
            Err(TryLockError::WouldBlock) => return Err(format!("another run is writing to `{shown}`")),
            Err(TryLockError::Error(e)) => return Err(format!("cannot lock the output folder `{shown}`: {e}")),
        }
    }
}

/// Whether the open file is still the one of that name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |open: fs::Metadata, named: fs::Metadata| (open.dev(), open.ino()) == (named.dev(), named.ino());
    file.metadata().ok().zip(fs::metadata(path).ok()).is_some_and(|(open, named)| same(open, named))
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
