//! Whether a finished run still holds what was written.

use std::path::Path;

use copydesk_formats::records;
use serde_json::{Map, Value};

use super::report::state::State;
use super::resume::finished::ended;
use super::resume::measure;

/// What a check of a finished run found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// Files looked at.
    pub files: u64,
    /// Bytes in them, as they were written.
    pub bytes: u64,
    /// What is wrong, a sentence each; nothing if every file holds what was written.
    pub damage: Vec<String>,
}

/// Records that are named one by one: whoever has more to mend runs the articles again.
const MOST_NAMED: usize = 20;

/// Reads every file of a finished run again and compares it with what `run.json` says was written.
///
/// # Errors
/// If there is no finished run in the folder: a sentence that says so.
pub fn verify(folder: &Path) -> Result<Verified, String> {
    let shown = folder.display();
    let ended = ended(folder).ok_or_else(|| format!("`{shown}` holds no run, or its `run.json` cannot be read"))?;
    if ended.state != State::Finished {
        return Err(format!("the run in `{shown}` is not finished: go on with it by `copydesk run ... --resume`"));
    }
    let mut found = Verified::default();
    for (name, extent) in &ended.files {
        found.files += extent.files;
        found.bytes += extent.bytes;
        if let Some(what) = measure::difference(folder, name, extent) {
            found.damage.push(what);
            found.damage.extend(bad_records(&folder.join(name), name));
        }
    }
    let unmeasured = ended.outputs.iter().filter(|output| !ended.files.contains_key(output.as_str()));
    found.damage.extend(unmeasured.map(|output| format!("`run.json` does not say what `{output}` holds")));
    Ok(found)
}

/// The records of a damaged file that can be told to be bad by themselves.
fn bad_records(path: &Path, name: &str) -> Vec<String> {
    if !name.starts_with("articles.") && name != "failed.jsonl" {
        return Vec::new();
    }
    let Ok(records) = records::open(path) else { return Vec::new() };
    let bad = (1_u64..).zip(records).filter_map(|(number, record)| match record {
        Err(e) => Some(format!("`{name}`: record {number}: {e}")),
        Ok(record) => not_an_object(&record).map(|why| format!("`{name}`: record {number} is no JSON object: {why}")),
    });
    bad.take(MOST_NAMED).collect()
}

fn not_an_object(record: &[u8]) -> Option<String> {
    serde_json::from_slice::<Map<String, Value>>(record).err().map(|e| e.to_string())
}
