//! `copydesk merge`.

use copydesk_core::Registry;
use copydesk_runner::{Begin, RunError};

use crate::args::MergeArgs;
use crate::{End, console, refuse};

/// Joins the outputs of shards, or of several runs.
pub(crate) fn merge(args: &MergeArgs, registry: &Registry) -> End {
    let begin = if args.force { Begin::Replace } else { Begin::New };
    match copydesk_runner::merge(registry, &args.runs, &args.out, begin, args.on_duplicate.into()) {
        Ok(account) => {
            console::note(&format!("{} articles, {} failed", account.articles, account.failed));
            if account.failed > 0 { End::SomeFailed } else { End::Done }
        }
        Err(RunError::Refused(why)) => refuse(&why),
        Err(RunError::Broken(why)) => {
            console::error(&why);
            End::Broken
        }
    }
}
