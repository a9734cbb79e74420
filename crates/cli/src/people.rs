//! `copydesk people`.

use copydesk_archive::{ArchiveError, people};

use crate::args::PeopleArgs;
use crate::{End, console, refuse};

/// Writes the register of people and bodies of finished runs.
pub(crate) fn people(args: &PeopleArgs) -> End {
    for run in &args.runs {
        if let Err(why) = copydesk_runner::must_be_whole(run) {
            return refuse(&format!("{why}; `copydesk verify` says all that is wrong"));
        }
    }
    match people::register(&args.runs, &args.out, args.format.ending(), args.force) {
        Ok(found) => report(args, &found),
        Err(ArchiveError::Refused(why)) => refuse(&why),
        Err(ArchiveError::Broken(why)) => {
            console::error(&why);
            End::Broken
        }
    }
}

fn report(args: &PeopleArgs, found: &people::Found) -> End {
    let people::Found { articles, people, maybe, quotes, unreadable, .. } = found;
    let out = args.out.display();
    console::note(&format!("{out}: {people} people and bodies with {quotes} quotes, of {articles} articles"));
    if *maybe > 0 {
        console::note(&format!("{maybe} of them may be another of the same name (`maybe_same_as`)"));
    }
    if *unreadable == 0 {
        return End::Done;
    }
    let first = found.first_unreadable.as_deref().unwrap_or_default();
    console::note(&format!("{unreadable} records could not be read (first: {first})"));
    End::SomeFailed
}
