//! What a pipeline file may start.

use std::env;
use std::path::Path;

use copydesk_runner::Pipeline;

/// The stage that starts programs.
const STARTS: &str = "exec";

/// Whether a pipeline may start the programs that it names: its file lies in the tree of the working folder, as one's own do, or
/// it was allowed. The error says what it would start.
pub(crate) fn may_start(pipeline: &Pipeline, allowed: bool) -> Result<(), String> {
    let stages = pipeline.stages.iter().filter(|stage| stage.name == STARTS);
    let commands: Vec<_> = stages.map(|stage| format!("`{}`", stage.options["command"])).collect();
    if commands.is_empty() || allowed || pipeline.path.as_deref().is_none_or(is_here) {
        return Ok(());
    }
    let (shown, commands) = (pipeline.origin(), commands.join(" and "));
    Err(format!(
        "the pipeline `{shown}` is not in the current folder, and starts {commands}: if you trust it, add --allow-exec"
    ))
}

fn is_here(file: &Path) -> bool {
    let here = env::current_dir().and_then(|folder| folder.canonicalize());
    file.canonicalize().is_ok_and(|file| here.is_ok_and(|here| file.starts_with(here)))
}
