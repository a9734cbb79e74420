//! Labels the lines of an article: first each by its own words, then by where it stands.
//!
//! Body is what remains. A line is taken out of the body only on evidence, because a line wrongly kept costs a reader a
//! moment, and a line wrongly dropped loses what somebody said.

use copydesk_core::{Doc, Span};
use copydesk_layers::{Block, BlockKind};

use crate::markup::{self, Hint};
use crate::names::ends_sentence;
use crate::pattern::PatternList;
use crate::words::Words;
use crate::{byline, context, dateline, picture};

/// How far down a page an article's own dateline is found, in blocks.
const EARLY_BLOCKS: usize = 8;

/// A line, with what is known of it so far.
pub(crate) struct Line {
    /// The line without white space and markup at its ends.
    pub(crate) span: Span,
    /// What it is, where its own words tell.
    pub(crate) kind: Option<BlockKind>,
    /// Whether it heads a list of other articles.
    pub(crate) heads_list: bool,
    /// How many words it has, or 48 if more.
    pub(crate) words: usize,
    /// Whether it ends as a sentence does.
    pub(crate) ends: bool,
    /// Where a credit at its end begins, in bytes of the text.
    pub(crate) credit: Option<u32>,
}

/// What pages carry beside the article.
pub(crate) struct Furniture {
    pub(crate) lines: PatternList,
    pub(crate) list_headings: PatternList,
    /// What gives a line away wherever it stands in it.
    pub(crate) phrases: PatternList,
}

/// The block of every line, in text order.
pub(crate) fn blocks(
    doc: Doc<'_>,
    furniture: &Furniture,
    scratch: &mut Scratch,
) -> Result<Vec<Block>, copydesk_core::StageError> {
    scratch.lines.clear();
    crate::lines::paragraphs(doc.text, &mut scratch.spans);
    for span in scratch.spans.iter().copied() {
        doc.budget.check()?;
        let line = read(doc, span, furniture, &mut scratch.words);
        scratch.lines.push(line);
    }
    context::settle(doc, &mut scratch.lines);
    let mut blocks = Vec::with_capacity(scratch.lines.len() + 1);
    for line in &scratch.lines {
        let early = blocks.len() < EARLY_BLOCKS;
        emit(doc.text, line, early, &mut blocks);
    }
    Ok(blocks)
}

/// Buffers kept from article to article.
#[derive(Default)]
pub struct Scratch {
    words: Words,
    spans: Vec<Span>,
    lines: Vec<Line>,
}

fn read(doc: Doc<'_>, whole: Span, furniture: &Furniture, words: &mut Words) -> Line {
    let content = markup::content(whole.of(doc.text));
    let mut line = Line { span: whole, kind: None, heads_list: false, words: 0, ends: false, credit: None };
    if content.range.is_empty() {
        line.kind = Some(BlockKind::Boilerplate);
        return line;
    }
    let start = whole.start() as usize;
    let range = start + content.range.start..start + content.range.end;
    line.span = crate::lines::trimmed(doc.text, range).unwrap_or(whole);
    let text = line.span.of(doc.text);
    words.read(text);
    line.words = words.len();
    line.ends = ends_sentence(text);
    line.credit = picture::credit_start(text).map(|at| line.span.start() + u32::try_from(at).expect("a line's length"));
    line.heads_list = furniture.list_headings.matches(words);
    line.kind = own_kind(doc, text, &line, content.hint).or_else(|| furniture_kind(text, &line, furniture, words));
    line
}

fn own_kind(doc: Doc<'_>, text: &str, line: &Line, hint: Hint) -> Option<BlockKind> {
    let title = doc.meta.headline.as_deref().is_some_and(|title| same_words(title, text));
    if title || hint == Hint::Heading {
        Some(BlockKind::Headline)
    } else if line.credit == Some(line.span.start()) {
        Some(BlockKind::Credit)
    } else if hint == Hint::Caption
        || line.credit.is_some()
        || picture::opens_caption(text)
        || picture::points_at_picture(text)
    {
        Some(BlockKind::Caption)
    } else {
        byline::is_byline(text).then_some(BlockKind::Byline)
    }
}

fn furniture_kind(text: &str, line: &Line, furniture: &Furniture, words: &Words) -> Option<BlockKind> {
    let spoken = text.starts_with(['“', '"', '‘', '\'', '«']);
    let told = is_stamp(text) || tells_when_published(words, line.ends) || names_reporters(text, line.words);
    let found =
        !spoken && (line.heads_list || told || furniture.lines.matches(words) || furniture.phrases.stand_in(words));
    found.then_some(BlockKind::Boilerplate)
}

/// "10:42", "10.42am BST": the time of a live blog's entry.
fn is_stamp(text: &str) -> bool {
    let hour = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&hour) || !matches!(text.as_bytes().get(hour), Some(b':' | b'.')) {
        return false;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.')).trim();
    (3..=6).contains(&digits) && rest.len() <= 8 && rest.split_whitespace().all(is_clock_word)
}

fn is_clock_word(word: &str) -> bool {
    matches!(word, "am" | "pm" | "a.m." | "p.m.") || (word.len() <= 4 && word.bytes().all(|b| b.is_ascii_uppercase()))
}

/// "Published Monday, 4 March 2024", "UPDATED: . 11:02 EST": no more than a verb and a time.
fn tells_when_published(words: &Words, ends: bool) -> bool {
    let mut words_in = words.iter().peekable();
    while words_in.next_if(|word| matches!(*word, "first" | "last" | "originally" | "article")).is_some() {}
    let verb = words_in.next().unwrap_or("");
    let colon = verb.ends_with(':');
    let verb = verb.trim_end_matches(':');
    let dated = matches!(verb, "published" | "updated" | "posted" | "modified" | "update")
        && words.iter().any(|w| w.contains('#'));
    dated && words.len() <= 14 && (colon || !ends || words.len() <= 5) && words_in.next().is_some_and(is_time_word)
}

fn is_time_word(word: &str) -> bool {
    word.starts_with('#')
        || matches!(word, "on" | "at" | "today" | "yesterday" | "by" | "in")
        || crate::names::is_month_or_day(word)
}

/// "(Reporting by Teo Wei Han; Editing by Ruth Abara)".
fn names_reporters(text: &str, words: usize) -> bool {
    const OPENINGS: [&str; 5] =
        ["(Reporting by ", "(Additional reporting by ", "(Writing by ", "(Editing by ", "(With inputs from "];
    let end = text.trim_end_matches(['.', ')', ']']);
    let contributed = ["this report", "this story", "this article"].iter().any(|what| end.ends_with(what));
    let bracketed = OPENINGS.iter().any(|opening| text.starts_with(opening)) && end.len() < text.len();
    bracketed || (words <= 30 && contributed && end.contains(" contributed "))
}

/// Whether two texts are the same but for case, marks and spaces.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 24 {
        return false;
    }
    let letters =
        |text: &'_ str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (a, b) = (letters(a), letters(b));
    !a.is_empty() && a == b
}

fn emit(text: &str, line: &Line, early: bool, blocks: &mut Vec<Block>) {
    let kind = line.kind.unwrap_or(BlockKind::Body);
    let (start, end) = (line.span.start() as usize, line.span.end() as usize);
    let mut push = |range, kind| blocks.extend(crate::lines::trimmed(text, range).map(|span| Block { span, kind }));
    match (kind, line.credit) {
        (BlockKind::Caption, Some(credit)) => {
            push(start..credit as usize, BlockKind::Caption);
            push(credit as usize..end, BlockKind::Credit);
        }
        (BlockKind::Body, _) => {
            let dateline = dateline::inline(&text[start..end], early).unwrap_or(0);
            push(start..start + dateline, BlockKind::Dateline);
            push(start + dateline..end, BlockKind::Body);
        }
        _ => push(start..end, kind),
    }
}
