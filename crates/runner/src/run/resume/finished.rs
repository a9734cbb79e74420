//! What a finished run left, and whether it is still what was written.

use std::fs;
use std::path::Path;

use copydesk_core::sink::{Extents, OutputPath};
use serde::Deserialize;

use super::bookkeeping::ACCOUNT;
use super::identity::Identity;
use super::measure;
use crate::run::report::account::Account;
use crate::run::report::state::State;

/// What of `run.json` is read again.
#[derive(Deserialize)]
pub(crate) struct Ended {
    pub(crate) state: State,
    #[serde(default)]
    pub(crate) identity: Identity,
    pub(crate) account: Account,
    #[serde(default)]
    pub(crate) outputs: Vec<OutputPath>,
    /// What was written; nothing in a run that is not finished.
    #[serde(default)]
    pub(crate) files: Extents,
}

/// How the run in a folder ended, as far as its account can be read.
pub(crate) fn ended(path: &Path) -> Option<Ended> {
    serde_json::from_slice(&fs::read(path.join(ACCOUNT)).ok()?).ok()
}

impl Ended {
    /// What is wrong with the files of a finished run; nothing if all hold what was written.
    pub(crate) fn damage(&self, folder: &Path) -> Vec<String> {
        let unmeasured = self.outputs.iter().filter(|output| !self.files.contains_key(output.as_str()));
        let unmeasured = unmeasured.map(|output| format!("`run.json` does not say what `{output}` holds"));
        let different = self.files.iter().filter_map(|(name, extent)| measure::difference(folder, name, extent));
        unmeasured.chain(different).collect()
    }
}

/// Whether what a finished run left is still what it wrote: a whole folder, or one file of it. What no finished run wrote, or
/// one that does not say what it wrote, is taken as it is.
///
/// # Errors
/// If something is not what was written: a sentence that says what.
pub fn must_be_whole(path: &Path) -> Result<(), String> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Some(ended) = ended(folder).filter(|ended| ended.state == State::Finished) else { return Ok(()) };
    if path.is_dir() {
        return refuse_damaged(folder, &ended);
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let different = ended.files.get(name).and_then(|extent| measure::difference(folder, name, extent));
    different.map_or(Ok(()), |what| Err(refusal(folder, &what)))
}

fn refusal(folder: &Path, what: &str) -> String {
    format!("the finished run in `{}` is not what it was: {what}", folder.display())
}

/// Whether a finished run is still what was written; the error says what is not.
pub(crate) fn refuse_damaged(folder: &Path, ended: &Ended) -> Result<(), String> {
    match ended.damage(folder).first() {
        None => Ok(()),
        Some(what) => Err(refusal(folder, what)),
    }
}
