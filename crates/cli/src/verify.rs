//! `copydesk verify`.

use std::path::Path;

use copydesk_runner::Verified;

use crate::{End, console, refuse};

/// Checks a finished run, and says all that is wrong with it.
pub(crate) fn verify(run: &Path) -> End {
    let Verified { files, bytes, damage, .. } = match copydesk_runner::verify(run) {
        Ok(verified) => verified,
        Err(why) => return refuse(&why),
    };
    damage.iter().for_each(|what| console::error(what));
    if damage.is_empty() {
        console::note(&format!("{}: {files} files of {bytes} bytes hold what was written", run.display()));
        End::Done
    } else {
        End::Broken
    }
}
