//! `copydesk stories`.

use copydesk_archive::{ArchiveError, stories};

use crate::args::StoriesArgs;
use crate::{End, console, refuse};

/// Groups the articles of finished runs into stories.
pub(crate) fn stories(args: &StoriesArgs) -> End {
    for run in &args.runs {
        if let Err(why) = copydesk_runner::must_be_whole(run) {
            return refuse(&format!("{why}; `copydesk verify` says all that is wrong"));
        }
    }
    match stories::group(&args.runs, &args.out, stories::Options::new(args.all, args.force)) {
        Ok(found) => {
            report(args, &found);
            if found.unreadable > 0 { End::SomeFailed } else { End::Done }
        }
        Err(ArchiveError::Refused(why)) => refuse(&why),
        Err(ArchiveError::Broken(why)) => {
            console::error(&why);
            End::Broken
        }
    }
}

fn report(args: &StoriesArgs, found: &stories::Found) {
    let stories::Found { articles, stories, in_stories, short, undated, made_here, unreadable, .. } = found;
    console::note(&format!(
        "{}: {stories} stories of {in_stories} articles, of {articles} that were read",
        args.out.display()
    ));
    let told = [
        (*undated, "have no date of publication, and come last in their stories"),
        (*short, "are too short to be compared"),
        (*made_here, "came without a fingerprint, which was made of their text: the stage `fingerprint` makes it once"),
        (*unreadable, "records could not be read"),
    ];
    for (count, what) in told.into_iter().filter(|(count, _)| *count > 0) {
        let first = found.first_unreadable.as_ref().filter(|_| what.starts_with("records"));
        let first = first.map_or(String::new(), |first| format!(" (first: {first})"));
        console::note(&format!("{count} {what}{first}"));
    }
}
