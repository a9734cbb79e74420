//! `copydesk init`: a built-in pipeline as a file to edit.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use copydesk_runner::{BUILT_IN, built_in};

use crate::args::InitArgs;
use crate::{End, console, refuse};

/// Lines for editors that know the schema of pipeline files, which lies beside the stock pipelines alone.
const FOR_EDITORS: &str = "#:schema";

/// Writes the pipeline to a file that is not there yet, or to standard output.
pub(crate) fn init(args: &InitArgs) -> End {
    let Some(pipeline) = built_in(&args.name) else {
        let names = BUILT_IN.map(|pipeline| format!("`{}`", pipeline.name)).join(", ");
        return refuse(&format!("no built-in pipeline `{}`: there are {names}", args.name));
    };
    let text: String = pipeline.text.split_inclusive('\n').filter(|line| !line.starts_with(FOR_EDITORS)).collect();
    let to = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{}.toml", pipeline.name)));
    if to == Path::new("-") {
        console::data(text.as_bytes());
        return End::Done;
    }
    let shown = to.display();
    match write(&to, &text, args.force) {
        Ok(()) => {
            console::note(&format!("{shown}: edit it, then `copydesk run {shown} ARTICLES -o out`"));
            End::Done
        }
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            refuse(&format!("`{shown}` is there already: name another file with -o, or add --force to replace it"))
        }
        Err(e) => refuse(&format!("cannot write `{shown}`: {e}")),
    }
}

fn write(to: &Path, text: &str, force: bool) -> io::Result<()> {
    let mut options = File::options();
    let options = options.write(true);
    let options = if force { options.create(true).truncate(true) } else { options.create_new(true) };
    options.open(to)?.write_all(text.as_bytes())
}
