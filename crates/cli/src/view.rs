//! `copydesk view`.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use copydesk_formats::{disk, records};
use copydesk_view::{Options, Seen, ViewError};

use crate::args::ViewArgs;
use crate::{End, console, refuse};

/// Makes the page of a run.
pub(crate) fn view(args: &ViewArgs) -> End {
    let to_stdout = args.out == Path::new("-");
    if to_stdout && args.open {
        return refuse("--open needs a file to open: name one with -o");
    }
    if let Err(why) = copydesk_runner::must_be_whole(&args.run) {
        return refuse(&format!("{why}; `copydesk verify` says all that is wrong"));
    }
    if let Err(why) = must_hold_records(&args.run) {
        return refuse(&why);
    }
    let options = Options { sample: args.sample as usize };
    let seen = if to_stdout {
        copydesk_view::view(&args.run, &options, &mut io::stdout().lock())
    } else {
        to_file(args, &options)
    };
    match seen {
        Ok(seen) => report(args, seen, to_stdout),
        Err(ViewError::Refused(why)) => refuse(&why),
        Err(ViewError::Broken(why)) => {
            console::error(&why);
            End::Broken
        }
    }
}

/// A file that is named must hold records: a page of nothing would look like a run that saw nothing.
fn must_hold_records(run: &Path) -> Result<(), String> {
    /// Lines that are looked at: a file of records may have damaged ones.
    const LOOKED_AT: usize = 100;
    if !run.is_file() {
        return Ok(());
    }
    let shown = run.display();
    let mut records = records::open(run).map_err(|e| format!("cannot read `{shown}`: {e}"))?.take(LOOKED_AT);
    let is_record =
        |json: &[u8]| serde_json::from_slice::<serde_json::Value>(json).is_ok_and(|json| json["id"].is_string());
    if records.any(|record| record.is_ok_and(|json| is_record(&json))) {
        return Ok(());
    }
    Err(format!(
        "`{shown}` holds no record that `copydesk run` wrote: name the output folder of a run, or its articles.jsonl"
    ))
}

/// Writes the page: into its place at once where that is a device, a pipe or a link, else beside it first, so that a page is
/// there whole or not at all; never over what it is made of.
fn to_file(args: &ViewArgs, options: &Options) -> Result<Seen, ViewError> {
    let refused = |why: &str| ViewError::Refused(format!("`{}` {why}", args.out.display()));
    if args.out.is_dir() {
        return Err(refused("is a folder: name the file to write"));
    }
    if is_of_the_run(&args.out, &args.run) {
        return Err(refused("belongs to the run: name another file to write"));
    }
    if !args.force && fs::symlink_metadata(&args.out).is_ok_and(|found| found.is_file()) {
        return Err(refused("is there already: name another file with -o, or add --force to replace it"));
    }
    let denied = |e: io::Error| refused(&format!("cannot be written: {e}"));
    if fs::symlink_metadata(&args.out).is_ok_and(|found| !found.is_file()) {
        let file = File::options().write(true).create(true).truncate(true).open(&args.out).map_err(denied)?;
        return written(args, options, file).map(|(seen, _)| seen);
    }
    let folder = args.out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let part = disk::part_in(folder, ".copydesk.").map_err(denied)?;
    let (seen, part) = written(args, options, part)?;
    part.persist(&args.out).map_err(|e| broken(args, &e.error))?;
    Ok(seen)
}

/// Writes the page into an open file, and waits until all of it is there.
fn written<W: Write>(args: &ViewArgs, options: &Options, file: W) -> Result<(Seen, W), ViewError> {
    let mut page = BufWriter::new(file);
    let seen = copydesk_view::view(&args.run, options, &mut page)?;
    let file = page.into_inner().map_err(|e| broken(args, e.error()))?;
    Ok((seen, file))
}

fn broken(args: &ViewArgs, e: &io::Error) -> ViewError {
    ViewError::Broken(format!("cannot write `{}`: {e}", args.out.display()))
}

/// Whether a page there would replace what the run wrote, or the records that it is made of. Records may have been put into
/// a folder by hand, without an account that names them: then their names tell.
fn is_of_the_run(page: &Path, run: &Path) -> bool {
    let (Ok(page), Ok(run)) = (page.canonicalize(), run.canonicalize()) else { return false };
    let folder = if run.is_dir() { run.as_path() } else { run.parent().unwrap_or(&run) };
    let Ok(below) = page.strip_prefix(folder) else { return false };
    let path = below.to_string_lossy().replace('\\', "/");
    let named = path.starts_with("articles.") || matches!(path.as_str(), "run.json" | "failed.jsonl");
    page == run || named || copydesk_runner::is_of_run(folder, &path)
}

fn report(args: &ViewArgs, seen: Seen, to_stdout: bool) -> End {
    let Seen { articles, unreadable, shown } = seen;
    let of_all = if shown as u64 == articles { String::new() } else { format!(", {shown} of them shown") };
    let bad = if unreadable == 0 { String::new() } else { format!(", {unreadable} records could not be read") };
    let place = if to_stdout { String::new() } else { format!("{}: ", args.out.display()) };
    console::note(&format!("{place}{articles} articles{of_all}{bad}"));
    if args.open && !open(&args.out) {
        console::note("no browser could be started; open the file yourself");
    }
    End::Done
}

/// Hands the page to whatever the system opens such files with. The path is an argument and passes through no shell.
fn open(page: &Path) -> bool {
    let Ok(page) = page.canonicalize() else { return false };
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let quiet = || Stdio::null();
    Command::new(opener).arg(page).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn().is_ok()
}
