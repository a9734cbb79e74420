//! `copydesk view`.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use copydesk_view::{Options, Seen, ViewError};

use crate::args::ViewArgs;
use crate::{End, console, refuse};

/// Makes the page of a run.
pub(crate) fn view(args: &ViewArgs) -> End {
    let to_stdout = args.out == Path::new("-");
    if to_stdout && args.open {
        return refuse("--open needs a file to open: name one with -o");
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

/// Writes beside the place first, so that a page is there whole or not at all, and never over what it is made of.
fn to_file(args: &ViewArgs, options: &Options) -> Result<Seen, ViewError> {
    let refused = |why: &str| ViewError::Refused(format!("`{}` {why}", args.out.display()));
    if args.out.is_dir() {
        return Err(refused("is a folder: name the file to write"));
    }
    if is_of_the_run(&args.out, &args.run) {
        return Err(refused("belongs to the run: name another file to write"));
    }
    let part = beside(&args.out);
    let broken = |e: io::Error| ViewError::Broken(format!("cannot write `{}`: {e}", args.out.display()));
    let file = File::create(&part).map_err(|e| refused(&format!("cannot be written: {e}")))?;
    let made = copydesk_view::view(&args.run, options, &mut BufWriter::new(file));
    let made = made.and_then(|seen| fs::rename(&part, &args.out).map(|()| seen).map_err(broken));
    if made.is_err() {
        let _ = fs::remove_file(&part); // a part left behind would say nothing that the error does not
    }
    made
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// Whether a page there would replace what the run wrote.
fn is_of_the_run(page: &Path, run: &Path) -> bool {
    let (Ok(page), Ok(run)) = (page.canonicalize(), run.canonicalize()) else { return false };
    let name = page.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let ours = name.starts_with("articles.") || name == "run.json" || name == "failed.jsonl";
    page == run || (page.parent() == Some(run.as_path()) && ours)
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
