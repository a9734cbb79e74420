//! `copydesk check --input`: what a run would read, before it runs.

use std::fmt::Write as _;
use std::path::Path;

use copydesk_core::{Article, Registry};
use copydesk_runner::{Observer, Pipeline, Preview, preview};

use crate::{End, console, refuse};

/// So much of a text is shown: what fits beside its headline on a line.
const SHOWN: usize = 60;

struct Notices;

impl Observer for Notices {
    fn notice(&self, text: &str) {
        console::note(text);
    }
}

/// Shows which field is read as what, the first articles, and what has no date or fails.
pub(crate) fn show(registry: &Registry, pipeline: &Pipeline, input: &Path) -> End {
    match preview(registry, pipeline, input, &Notices) {
        Ok(seen) => {
            console::data(console::harmless(&told(&seen, input)).as_bytes());
            if seen.failed > 0 { End::SomeFailed } else { End::Done }
        }
        Err(why) => refuse(&why),
    }
}

fn told(seen: &Preview, input: &Path) -> String {
    let more = if seen.more { "the first " } else { "" };
    let mut out = format!("\n{}: {more}{} records looked at\n", input.display(), seen.records);
    for ((word, name), articles) in &seen.fields {
        let _ = writeln!(out, "  {word:<15} <- {name}{}", in_some(*articles, seen));
    }
    let kept: Vec<_> =
        seen.extra.iter().map(|(name, articles)| format!("{name}{}", in_some(*articles, seen))).collect();
    if !kept.is_empty() {
        let _ = writeln!(out, "  kept in extra:  {}", kept.join(", "));
    }
    for article in &seen.first {
        out.push_str(&first(article));
    }
    if seen.undated > 0 {
        let unread = seen.unread_date.as_ref().map(|unread| format!(" (first that cannot be read: {unread})"));
        let _ = writeln!(
            out,
            "{} articles without a usable date of publication{}: relative dates in them count from the dateline or stay open",
            seen.undated,
            unread.unwrap_or_default()
        );
    }
    if let Some(failure) = &seen.failure {
        let _ = writeln!(out, "{} records fail (first: {failure})", seen.failed);
    }
    out
}

/// " (in 3 of 10)", where it is not in all.
fn in_some(articles: u64, seen: &Preview) -> String {
    let all = seen.records - seen.failed;
    if articles == all { String::new() } else { format!(" (in {articles} of {all})") }
}

fn first(article: &Article) -> String {
    let meta = &article.meta;
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
    let one_line =
        |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect::<String>();
    format!(
        "  {}\n    headline  {}\n    date      {}\n    text      {} ... ({} bytes)\n",
        article.id,
        one_line(&or_none(&meta.headline)),
        or_none(&meta.anchor),
        one_line(article.text()),
        article.text().len()
    )
}
