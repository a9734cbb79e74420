//! What the options of the stage must be.

use std::path::{Path, PathBuf};
use std::time::Duration;

use copydesk_core::layer::LayerInfo;
use copydesk_core::{Read, Registry, StageError};

use crate::process::Program;

/// The layers of `reads`.
pub(crate) fn reads(names: &[String], registry: &Registry) -> Result<Vec<Read>, StageError> {
    each_once("reads", names.iter().map(|name| name.trim_end_matches('?')))?;
    let read = |name: &String| {
        let (name, optional) = name.strip_suffix('?').map_or((name.as_str(), false), |name| (name, true));
        Ok(Read::new(layer("reads", name, registry)?, optional))
    };
    names.iter().map(read).collect()
}

/// The layers of `writes`: at least one, and none that is read.
pub(crate) fn writes(names: &[String], reads: &[Read], registry: &Registry) -> Result<Vec<LayerInfo>, StageError> {
    if names.is_empty() {
        return Err(StageError::option(
            "writes",
            "name the layers that the program answers with, as in `writes = [\"acme.hedges\"]`",
        ));
    }
    each_once("writes", names.iter().map(String::as_str))?;
    if let Some(both) = names.iter().find(|name| reads.iter().any(|read| read.layer.name == **name)) {
        return Err(StageError::option("writes", format!("`{both}` is read as well: a layer is written once")));
    }
    names.iter().map(|name| layer("writes", name, registry)).collect()
}

fn each_once<'n>(option: &str, names: impl Iterator<Item = &'n str>) -> Result<(), StageError> {
    let mut seen = Vec::new();
    for name in names {
        if seen.contains(&name) {
            return Err(StageError::option(option, format!("`{name}` stands there twice")));
        }
        seen.push(name);
    }
    Ok(())
}

/// A layer of this binary, or one of JSON under a vendor's name.
fn layer(option: &str, name: &str, registry: &Registry) -> Result<LayerInfo, StageError> {
    if let Some(known) = registry.layer(name) {
        return Ok(known);
    }
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let parts: Vec<_> = name.split('.').collect();
    if parts.len() == 2 && parts.iter().all(|part| !part.is_empty() && part.chars().all(letter)) {
        return Ok(LayerInfo::json(name));
    }
    let known: Vec<_> = registry.layers().map(|info| format!("`{}`", info.name)).collect();
    let known = known.join(", ");
    Err(StageError::option(
        option,
        format!("`{name}` is neither a layer of this binary ({known}) nor a name of your own, as in `acme.hedges`"),
    ))
}

/// A number of seconds above 0.
pub(crate) fn seconds(option: &str, seconds: f64) -> Result<Duration, StageError> {
    let duration = Duration::try_from_secs_f64(seconds).ok().filter(|duration| !duration.is_zero());
    duration.ok_or_else(|| StageError::option(option, "not a number of seconds above 0"))
}

/// The program to start. A path is meant from the pipeline's folder, a bare name is looked up in `PATH`.
pub(crate) fn program(command: Vec<String>, folder: &Path) -> Result<Program, StageError> {
    let wrong = |why: String| StageError::option("command", why);
    let shown = command.join(" ");
    let mut args = command.into_iter();
    let Some(name) = args.next() else {
        return Err(wrong("name the program to run, as in `command = [\"python3\", \"hedges.py\"]`".to_owned()));
    };
    let folder = std::path::absolute(folder).map_err(|e| wrong(format!("no folder `{}`: {e}", folder.display())))?;
    let is_path = Path::new(&name).components().count() > 1;
    let found = if is_path { Some(folder.join(&name)).filter(|path| path.is_file()) } else { in_path(&name) };
    let path = found.ok_or_else(|| match is_path {
        true => wrong(format!("there is no program `{}`", folder.join(&name).display())),
        false => wrong(format!("there is no program `{name}` in PATH; one beside the pipeline file is `./{name}`")),
    })?;
    Ok(Program { path, args: args.collect(), folder, shown })
}

fn in_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let here = |folder: PathBuf| folder.join(name).with_extension(std::env::consts::EXE_EXTENSION);
    let plain = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.is_file());
    plain.or_else(|| std::env::split_paths(&path).map(here).find(|path| path.is_file()))
}
