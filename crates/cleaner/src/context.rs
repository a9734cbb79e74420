//! What a line is by where it stands: the title before the first paragraph, names under it, a list of other articles.

use copydesk_core::{Doc, Span};
use copydesk_layers::BlockKind;

use crate::label::{Line, same_words};
use crate::names::is_capitalised;
use crate::{byline, dateline, markup, picture};

/// The most words of a headline.
const HEADLINE_WORDS: usize = 22;
/// The most words of a heading between paragraphs.
const CROSS_HEADING_WORDS: usize = 8;
/// A question between paragraphs has so many words at most; so many of them on a page are headings.
const QUESTION_WORDS: usize = 16;
const SEVERAL: usize = 2;
/// Who asks the questions of an interview is named in so many words at most.
const NAME_WORDS: usize = 3;
/// A page with so many entries under a time of day is a live page; what heads an entry has so many words, and the sentence under it
/// so many: the times of comments stand above names and those of a table above numbers.
const TIMES: usize = 3;
const ENTRY_WORDS: std::ops::RangeInclusive<usize> = 3..=22;
const SENTENCE_WORDS: usize = 8;
/// The most words of a caption that only its credit gives away.
const CAPTION_WORDS: usize = 35;

/// Settles the lines whose own words did not tell. What is left without a kind is body.
pub(crate) fn settle(doc: Doc<'_>, lines: &mut [Line]) {
    let text = doc.text;
    addresses(text, lines);
    captions_before_credits(text, lines);
    lists(text, lines);
    top(text, doc.meta.headline.as_deref(), lines);
    captions_without_cue(text, lines);
    cross_headings(text, lines);
    questions(text, lines);
    live_entries(text, lines);
    interview(text, lines);
}

/// An address that goes on a paragraph of the body, in a text that parts its paragraphs by blank lines, belongs to it.
fn addresses(text: &str, lines: &mut [Line]) {
    for at in 1..lines.len() {
        let (before, line) = (&lines[at - 1], &lines[at]);
        let opens = at == 1 || !is_next(text, lines[at - 2].span, before.span);
        let goes_on = before.kind.is_none() && opens && is_next(text, before.span, line.span);
        if goes_on && line.kind == Some(BlockKind::Boilerplate) && markup::is_address(line.span.of(text)) {
            lines[at].kind = None;
        }
    }
}

/// Whether no blank line stands between two lines.
fn is_next(text: &str, line: Span, next: Span) -> bool {
    text[line.end() as usize..next.start() as usize].bytes().filter(|byte| *byte == b'\n').count() < 2
}

/// A line right before a credit is its caption: before the first paragraph, or where it does not read like one.
fn captions_before_credits(text: &str, lines: &mut [Line]) {
    let mut in_body = false;
    for at in 0..lines.len() {
        let credit_follows = lines.get(at + 1).is_some_and(|next| next.kind == Some(BlockKind::Credit));
        let line = &mut lines[at];
        if line.kind.is_some() {
            continue;
        }
        let may_be = line.words <= CAPTION_WORDS && at > 0;
        if credit_follows && may_be && (!in_body || !line.ends || shows_picture(line.span.of(text))) {
            line.kind = Some(BlockKind::Caption);
        } else {
            in_body |= line.ends;
        }
    }
}

/// A sentence that tells what is seen, and on which day ("A helicopter drops water near the reservoir on Sunday.").
fn shows_picture(line: &str) -> bool {
    const SEEN: [&str; 24] = [
        "arrive", "arrives", "attends", "carry", "gather", "holds", "leaves", "looks", "pictured", "poses", "pose",
        "ride", "rides", "seen", "shows", "sits", "speak", "speaks", "stand", "stands", "wait", "walk", "walks",
        "waves",
    ];
    line.split_whitespace().take(12).any(|word| SEEN.contains(&crate::names::bare(word)))
}

/// Titles of other articles under "Related stories", up to the next line that ends as a sentence does. A question is a
/// title where no blank line parts it from the one before.
fn lists(text: &str, lines: &mut [Line]) {
    let mut listing = false;
    for at in 0..lines.len() {
        if lines[at].heads_list {
            listing = true;
        } else if lines[at].kind.is_none() && listing {
            let asks = lines[at].span.of(text).ends_with('?') && is_next(text, lines[at - 1].span, lines[at].span);
            listing = (!lines[at].ends || asks) && lines[at].words <= HEADLINE_WORDS;
            if listing {
                lines[at].kind = Some(BlockKind::Boilerplate);
            }
        }
    }
}

/// The lines before the first paragraph: a title, names, a dateline. Where the title is known, another line is none.
fn top(text: &str, title: Option<&str>, lines: &mut [Line]) {
    let mut titled = lines.iter().any(|line| line.kind == Some(BlockKind::Headline));
    let last_paragraph = lines.iter().rposition(|line| line.kind.is_none() && line.ends);
    for at in 0..lines.len() {
        let paragraph_follows = last_paragraph.is_some_and(|last| last > at);
        let furnished = at > 0 || lines.get(at + 1).is_some_and(|next| next.kind.is_some());
        let line = &mut lines[at];
        if line.kind.is_some() {
            continue;
        }
        let words = line.span.of(text);
        line.kind = if line.words <= 12 && dateline::is_whole(words) {
            Some(BlockKind::Dateline)
        } else if (titled || title.is_some_and(|title| !is_version(words, title))) && byline::is_names(words) {
            Some(BlockKind::Byline)
        } else if !titled
            && paragraph_follows
            && is_title(words, line, furnished)
            && title.is_none_or(|title| is_version(words, title))
        {
            titled = true;
            Some(BlockKind::Headline)
        } else {
            return;
        };
    }
}

/// A question is a title only where the page shows other lines around it: articles open with questions too.
fn is_title(text: &str, line: &Line, furnished: bool) -> bool {
    let open = !line.ends || (furnished && text.ends_with('?'));
    let starts =
        text.trim_start_matches(['“', '‘', '"', '\'']).starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    open && starts && (2..=HEADLINE_WORDS).contains(&line.words) && !text.ends_with([',', ';', ':', '-', '–', '—'])
}

/// Whether a line may be another wording of the title: half of its words are in it.
fn is_version(line: &str, title: &str) -> bool {
    let known = |word: &&str| title.split_whitespace().any(|other| same_words(word, other));
    line.split_whitespace().filter(known).count() * 2 >= line.split_whitespace().count()
}

fn captions_without_cue(text: &str, lines: &mut [Line]) {
    for at in 1..lines.len() {
        if stands_between_paragraphs(lines, at) && picture::is_labelled(lines[at].span.of(text)) {
            lines[at].kind = Some(BlockKind::Caption);
        }
    }
}

/// A short line without an end between two paragraphs that have one, if neither neighbour is such a line.
fn cross_headings(text: &str, lines: &mut [Line]) {
    for at in 1..lines.len() {
        let words = lines[at].span.of(text);
        let short = lines[at].words <= CROSS_HEADING_WORDS
            && is_capitalised(words)
            && !words.ends_with([',', ';', ':', '-', '–', '—']);
        if short
            && !words.starts_with(['•', '-', '*', '“', '"', '['])
            && !ends_with_score(words)
            && stands_between_paragraphs(lines, at)
        {
            lines[at].kind = Some(BlockKind::Headline);
        }
    }
}

/// Questions that stand alone between paragraphs: headings for sure where the page has several (of 34 of them on labelled pages all
/// are), and then others too that a sentence follows.
fn questions(text: &str, lines: &mut [Line]) {
    let asks = |at: &usize| lines[*at].kind.is_none() && is_question(&lines[*at], lines[*at].span.of(text));
    let questions: Vec<_> = (1..lines.len()).filter(asks).collect();
    if questions.iter().filter(|at| is_beside_paragraphs(lines, **at)).count() < SEVERAL {
        return;
    }
    for at in questions {
        if lines.get(at + 1).is_some_and(|next| next.kind.is_none() && next.ends && next.words >= SENTENCE_WORDS) {
            (lines[at].kind, lines[at].certain) = (Some(BlockKind::Headline), true);
        }
    }
}

/// "What happens next?": nobody's words, and no question of an interview ("Q: And then?").
fn is_question(line: &Line, words: &str) -> bool {
    const OPENINGS: [&str; 22] = [
        "are", "can", "could", "did", "do", "does", "has", "have", "how", "is", "should", "was", "were", "what",
        "when", "where", "which", "who", "whose", "why", "will", "would",
    ];
    let first = words.split(' ').next().unwrap_or_default().to_ascii_lowercase();
    words.ends_with('?')
        && line.words <= QUESTION_WORDS
        && OPENINGS.contains(&first.trim_end_matches("’s").trim_end_matches("'s"))
        && !words.contains(['“', '”', '"', '.'])
}

/// "Okafor: And then?": questions that one name asks are an interview, and no headings.
fn interview(text: &str, lines: &mut [Line]) {
    let asker = |line: &Line| {
        let words = line.span.of(text);
        let (name, _) = words.split_once(": ").filter(|_| line.kind.is_none() && words.ends_with('?'))?;
        let named = name.split(' ').all(is_capitalised) && name.split(' ').count() <= NAME_WORDS;
        named.then(|| name.to_owned())
    };
    let askers: Vec<_> = lines.iter().map(asker).collect();
    for (at, asker) in askers.iter().enumerate().filter(|(_, asker)| asker.is_some()) {
        if askers.iter().filter(|other| *other == asker).count() >= SEVERAL {
            (lines[at].kind, lines[at].certain) = (Some(BlockKind::Body), true);
        }
    }
}

/// What a live page says at the head of each entry, under its time and above its first sentence.
fn live_entries(text: &str, lines: &mut [Line]) {
    let heads = |at: &usize| {
        let line = &lines[*at];
        let open = !line.ends || line.span.of(text).ends_with('?');
        let told = lines.get(at + 1).is_some_and(|next| next.ends && next.words >= SENTENCE_WORDS);
        lines[at - 1].timed && line.kind.is_none() && open && told && ENTRY_WORDS.contains(&line.words)
    };
    let headings: Vec<_> = (1..lines.len()).filter(heads).collect();
    if headings.len() >= TIMES {
        for at in headings {
            (lines[at].kind, lines[at].certain) = (Some(BlockKind::Headline), true);
        }
    }
}

/// "Kelmouth d. Dover 53-9": a result, and no heading.
fn ends_with_score(line: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    last.split_once(['-', '–']).is_some_and(|(ours, theirs)| digits(ours) && digits(theirs) && theirs.len() < 4)
}

fn stands_between_paragraphs(lines: &[Line], at: usize) -> bool {
    !lines[at].ends && is_beside_paragraphs(lines, at)
}

fn is_beside_paragraphs(lines: &[Line], at: usize) -> bool {
    let paragraph = |line: Option<&Line>| line.is_some_and(|line| line.kind.is_none() && line.ends && line.words >= 10);
    lines[at].kind.is_none() && paragraph(lines.get(at - 1)) && paragraph(lines.get(at + 1))
}
