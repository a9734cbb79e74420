//! `copydesk export`: a finished run in another format, without running it again.

use copydesk_core::Registry;
use copydesk_runner::{Begin, Destination, Observer, RunError};

use crate::args::ExportArgs;
use crate::{End, console, refuse};

/// Says what is passed over, and nothing of the progress: nothing here takes long.
struct Notices;

impl Observer for Notices {
    fn notice(&self, text: &str) {
        console::note(text);
    }
}

/// Writes the records of a finished run in another format.
pub(crate) fn export(args: &ExportArgs, registry: &Registry) -> End {
    let path = args.out.clone().unwrap_or_else(|| args.run.join(&args.format));
    let begin = if args.force { Begin::Replace } else { Begin::New };
    let destination = Destination::Folder { path: path.clone(), begin };
    match copydesk_runner::export(registry, &args.run, &args.format, destination, &Notices) {
        Ok(account) => {
            console::note(&format!("{}: {} articles, {} failed", path.display(), account.articles, account.failed));
            if account.failed > 0 { End::SomeFailed } else { End::Done }
        }
        Err(RunError::Refused(why)) => refuse(&why),
        Err(RunError::Broken(why)) => {
            console::error(&why);
            End::Broken
        }
    }
}
