//! Labels the lines of an article: first each by its own words, then by where it stands.
//!
//! Body is what remains. A line is taken out of the body only on evidence, because a line wrongly kept costs a reader a
//! moment, and a line wrongly dropped loses what somebody said.

use copydesk_core::{Doc, Span, StageError};
use copydesk_layers::{Block, BlockKind, BlockReason};

use copydesk_learn::sequence::Sequence;

use crate::learned::{Buffers, Known, Model, Ruled};
use crate::markup::{self, Hint};
use crate::names::{self, ends_sentence};
use crate::pattern::PatternList;
use crate::times::{after_clock, is_stamp, is_timed_name, tells_when_published};
use crate::words::Words;
use crate::{byline, context, dateline, picture};

/// The longest slug of an agency, in bytes.
const LONGEST_SLUG: usize = 60;

/// A paragraph that a dateline opens has so many words.
const OPENING_WORDS: usize = 8;

/// How far down a page an article's own dateline is found, in blocks.
const EARLY_BLOCKS: usize = 8;

/// A page of fewer paragraphs of so many words is short, if it has not so many sentences of its own lines either: some houses write a
/// short sentence a line.
const FEW_PARAGRAPHS: usize = 3;
const PARAGRAPH_WORDS: usize = 14;
const FEW_SENTENCES: usize = 6;
const SENTENCE_WORDS: usize = 5;
/// A page is clean where the rules find less than one line in so many that is furniture.
const CLEAN_PAGE: usize = 16;
/// On such pages a lost line of the body costs so many times more; on a clean one less where it is taken for a heading, for
/// articles have those. Set on plain articles of news corpora.
const SHORT_PAGE_COST: f32 = 30.0;
const FEW_PARAGRAPHS_COST: f32 = 3.0;
const CLEAN_PAGE_COST: f32 = 12.0;
const CLEAN_PAGE_HEADING: f32 = 2.5;

/// A line, with what is known of it so far.
pub(crate) struct Line {
    /// The line without white space and markup at its ends.
    pub(crate) span: Span,
    /// What it is, where its own words tell.
    pub(crate) kind: Option<BlockKind>,
    /// What told, or left it in the body.
    pub(crate) why: Option<BlockReason>,
    /// Whether that cannot be otherwise.
    pub(crate) certain: bool,
    /// Whether it heads a list of other articles.
    pub(crate) heads_list: bool,
    /// How many words it has, or 48 if more.
    pub(crate) words: usize,
    /// Whether it ends as a sentence does.
    pub(crate) ends: bool,
    /// Whether it is a time of day, alone or with a name, as above the entries of a live page.
    pub(crate) timed: bool,
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

impl Furniture {
    /// What is known of it without options.
    pub(crate) fn stock() -> Self {
        Self {
            lines: PatternList::of(include_str!("../data/boilerplate.txt")),
            list_headings: PatternList::of(include_str!("../data/list-headings.txt")),
            phrases: PatternList::of(include_str!("../data/phrases.txt")),
        }
    }
}

/// The block of every line, in text order: by rules alone, or by a model beside them with what it costs to lose the body.
pub(crate) fn blocks(
    doc: Doc<'_>,
    furniture: &Furniture,
    model: Option<(&Model, f32)>,
    scratch: &mut Scratch,
) -> Result<Vec<Block>, StageError> {
    rule(doc, furniture, scratch)?;
    if let Some((model, cost)) = model {
        learned(doc, model, cost, scratch);
    }
    let mut blocks = Vec::with_capacity(scratch.lines.len() + 1);
    for line in &scratch.lines {
        let early = blocks.len() < EARLY_BLOCKS;
        emit(doc.text, line, early, &mut blocks);
    }
    Ok(blocks)
}

/// Reads the lines and labels them by rules.
pub(crate) fn rule(doc: Doc<'_>, furniture: &Furniture, scratch: &mut Scratch) -> Result<(), StageError> {
    scratch.lines.clear();
    scratch.known.clear();
    crate::lines::paragraphs(doc.text, &mut scratch.spans);
    for span in scratch.spans.iter().copied() {
        doc.budget.check()?;
        let line = read(doc, span, furniture, &mut scratch.words);
        let rules =
            Ruled { own: line.kind, settled: None, credited: line.credit.is_some(), heads_list: line.heads_list };
        scratch.known.push(Known { rules, certain: line.kind.filter(|_| line.certain) });
        scratch.lines.push(line);
    }
    context::settle(doc, &mut scratch.lines);
    for line in &mut scratch.lines {
        line.why = line.why.or(Some(BlockReason::Place));
    }
    scratch.short = is_short(&scratch.lines);
    for (known, line) in scratch.known.iter_mut().zip(&scratch.lines) {
        known.rules.settled = line.kind;
        if known.certain.is_some() || (line.certain && matches!(line.kind, Some(BlockKind::Headline | BlockKind::Body)))
        {
            // Where a line stands may speak against its own words: an address that goes on a paragraph.
            known.certain = Some(line.kind.unwrap_or(BlockKind::Body));
        } else if scratch.short {
            // What the rules find on a short page is all there is to go by.
            known.certain = line.kind;
        }
        if line.kind == Some(BlockKind::Dateline) && dateline::names_place(line.span.of(doc.text)) {
            known.certain = line.kind;
        }
    }
    opening_with_dateline(doc, scratch);
    Ok(())
}

/// The first paragraph that a dateline opens is body for sure: its date and its capitals look like a stamp's.
fn opening_with_dateline(doc: Doc<'_>, scratch: &mut Scratch) {
    let mut lines = scratch.lines.iter().zip(&mut scratch.known);
    let opened = lines.find(|(line, known)| {
        line.kind.is_none()
            && known.certain.is_none()
            && (line.ends || line.span.of(doc.text).ends_with(':'))
            && line.words >= OPENING_WORDS
            && dateline::inline(line.span.of(doc.text), false).is_some()
    });
    if let Some((_, known)) = opened {
        known.certain = Some(BlockKind::Body);
    }
}

fn is_short(lines: &[Line]) -> bool {
    count(lines, PARAGRAPH_WORDS) < FEW_PARAGRAPHS && count(lines, SENTENCE_WORDS) < FEW_SENTENCES
}

/// How many lines of so many words end as sentences do and are nothing else by the rules.
fn count(lines: &[Line], words: usize) -> usize {
    lines.iter().filter(|line| line.kind.is_none() && line.ends && line.words >= words).count()
}

/// Whether the rules find hardly any line that saved pages have and articles have not.
fn is_clean(lines: &[Line]) -> bool {
    use BlockKind::{Boilerplate, Caption, Credit};
    // A rule of dashes is no furniture.
    let is_furniture = |line: &&Line| line.words > 0 && matches!(line.kind, Some(Boilerplate | Caption | Credit));
    lines.iter().filter(is_furniture).count() * CLEAN_PAGE < lines.len()
}

fn learned(doc: Doc<'_>, model: &Model, cost: f32, scratch: &mut Scratch) {
    let Scratch { lines, known, buffers, kinds, short, .. } = scratch;
    // A page that shows no furniture, or little of itself, is an article: doubt leaves its lines in the body.
    let (cost, heading) = if *short {
        (SHORT_PAGE_COST * cost, SHORT_PAGE_COST * cost)
    } else if is_clean(lines) {
        (CLEAN_PAGE_COST * cost, CLEAN_PAGE_HEADING * cost)
    } else if count(lines, PARAGRAPH_WORDS) < FEW_PARAGRAPHS {
        (FEW_PARAGRAPHS_COST * cost, cost)
    } else {
        (cost, cost)
    };
    kinds.clear();
    kinds.resize(lines.len(), (BlockKind::Boilerplate, None));
    let texts = lines.iter().map(|line| line.span.of(doc.text));
    crate::learned::label(model, texts, known, doc.meta.headline.as_deref(), buffers, |at, likely| {
        let kind = likely.choose(cost, heading);
        let ruled = known[at].certain == Some(kind);
        kinds[at] = (kind, (!ruled).then(|| BlockReason::Page(likely.percent(kind))));
    });
    for (line, (kind, weighed)) in lines.iter_mut().zip(kinds) {
        line.kind = Some(*kind);
        line.why = weighed.or(line.why);
    }
}

/// The lines' features, and the number of each line's first byte.
pub(crate) fn sequence(
    doc: Doc<'_>,
    furniture: &Furniture,
    scratch: &mut Scratch,
) -> Result<(Sequence, Vec<u32>), StageError> {
    rule(doc, furniture, scratch)?;
    let texts = scratch.lines.iter().map(|line| line.span.of(doc.text));
    let sequence = crate::learned::sequence(texts, &scratch.known, doc.meta.headline.as_deref(), &mut scratch.buffers);
    let starts = scratch.buffers.numbers().iter().map(|at| scratch.lines[*at].span.start());
    Ok((sequence, starts.collect()))
}

/// Buffers kept from article to article.
#[derive(Default)]
pub struct Scratch {
    words: Words,
    spans: Vec<Span>,
    lines: Vec<Line>,
    known: Vec<Known>,
    buffers: Buffers,
    kinds: Vec<(BlockKind, Option<BlockReason>)>,
    /// Whether the page is short.
    short: bool,
}

impl Scratch {
    /// The kinds of the lines that were read last, separators left out, by the rules alone.
    pub(crate) fn kinds_by_rules(&self) -> Vec<BlockKind> {
        self.buffers.numbers().iter().map(|at| self.lines[*at].kind.unwrap_or(BlockKind::Body)).collect()
    }
}

fn read(doc: Doc<'_>, whole: Span, furniture: &Furniture, words: &mut Words) -> Line {
    let content = markup::content(whole.of(doc.text));
    let mut line = Line {
        span: whole,
        kind: None,
        why: None,
        certain: false,
        heads_list: false,
        words: 0,
        ends: false,
        timed: false,
        credit: None,
    };
    if content.range.is_empty() {
        (line.kind, line.certain, line.why) = (Some(BlockKind::Boilerplate), true, Some(BlockReason::Markup));
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
    line.timed = is_stamp(text) || is_timed_name(text);
    line.certain = content.hint != Hint::None || line.timed || names_reporters(text, line.words);
    line.kind = own_kind(doc, text, &line, content.hint).or_else(|| furniture_kind(text, &line, furniture, words));
    line.why = line.kind.map(|_| match content.hint {
        Hint::None if is_title(doc, text) => BlockReason::Title,
        Hint::None => BlockReason::Words,
        _ => BlockReason::Markup,
    });
    line
}

fn is_title(doc: Doc<'_>, text: &str) -> bool {
    doc.meta.headline.as_deref().is_some_and(|title| same_words(title, text))
}

fn own_kind(doc: Doc<'_>, text: &str, line: &Line, hint: Hint) -> Option<BlockKind> {
    let before_credit = line.credit.map_or(text, |at| &text[..(at - line.span.start()) as usize]);
    if is_title(doc, text) || hint == Hint::Heading {
        Some(BlockKind::Headline)
    } else if before_credit.is_empty() {
        Some(BlockKind::Credit)
    } else if is_timed_name(text) || byline::is_byline(before_credit) {
        Some(BlockKind::Byline)
    } else {
        let caption = hint == Hint::Caption
            || line.credit.is_some()
            || picture::opens_caption(text)
            || picture::points_at_picture(text);
        caption.then_some(BlockKind::Caption)
    }
}

fn furniture_kind(text: &str, line: &Line, furniture: &Furniture, words: &Words) -> Option<BlockKind> {
    let spoken = text.starts_with(['“', '"', '‘', '\'', '«']);
    let told =
        is_stamp(text) || is_slug(text) || tells_when_published(words, line.ends) || names_reporters(text, line.words);
    let found =
        !spoken && (line.heads_list || told || furniture.lines.matches(words) || furniture.phrases.stand_in(words));
    found.then_some(BlockKind::Boilerplate)
}

/// "AM-KELM-FERRY-1ST LD-WRITETHRU", "ENDS": what agencies write for each other's desks.
fn is_slug(text: &str) -> bool {
    const MARKS: [&str; 5] = ["WRITETHRU", "-1ST LD", "-2ND LD", "-LEDE", "-URGENT"];
    let capitals = text.len() <= LONGEST_SLUG && !text.bytes().any(|b| b.is_ascii_lowercase());
    capitals
        && (matches!(text, "ENDS" | "-ENDS-" | "- ENDS -" | "-30-") || MARKS.iter().any(|mark| text.contains(mark)))
}

/// Words between the names of those who worked on an article.
fn is_beside_name(word: &str) -> bool {
    const WORDS: [&str; 20] = [
        "additional",
        "and",
        "at",
        "by",
        "compiled",
        "contributed",
        "de",
        "editing",
        "for",
        "from",
        "graphics",
        "in",
        "of",
        "reporting",
        "the",
        "to",
        "van",
        "von",
        "with",
        "writing",
    ];
    let word = names::bare(word);
    word.is_empty() || WORDS.contains(&word.to_ascii_lowercase().as_str())
}

/// "(Reporting by Teo Wei Han; Editing by Ruth Abara)".
fn names_reporters(text: &str, words: usize) -> bool {
    const OPENINGS: [&str; 7] = [
        "reporting by ",
        "additional reporting by ",
        "writing by ",
        "editing by ",
        "with inputs from ",
        "with files from ",
        "with reporting by ",
    ];
    let open = text.trim_start_matches(['(', '[', '—', '–', '-', ' ', '*']);
    let end = text.trim_end_matches(['.', ')', ']']);
    let contributed = ["this report", "this story", "this article"].iter().any(|what| end.ends_with(what));
    let opens = |opening: &&str| open.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening));
    let credited = OPENINGS.iter().find(|opening| opens(opening)).is_some_and(|opening| {
        open[opening.len()..].split_whitespace().all(|word| names::is_capitalised(word) || is_beside_name(word))
    });
    credited || (words <= 30 && contributed && end.contains(" contributed "))
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
    let mut push = |range, kind| {
        let block = crate::lines::trimmed(text, range).map(|span| Block::new(span, kind));
        blocks.extend(block.map(|mut block| {
            block.why = line.why;
            block
        }));
    };
    match (kind, line.credit) {
        (BlockKind::Caption | BlockKind::Credit | BlockKind::Byline, Some(credit)) => {
            let before = if kind == BlockKind::Byline { kind } else { BlockKind::Caption };
            push(start..credit as usize, before);
            push(credit as usize..end, BlockKind::Credit);
        }
        // "21:00Mara Okafor" of a live page: no stage that follows shall read the two as one word.
        (BlockKind::Byline, None) if line.timed => {
            let name = end - after_clock(&text[start..end]).map_or(0, str::len);
            push(start..name, BlockKind::Boilerplate);
            push(name..end, BlockKind::Byline);
        }
        (BlockKind::Body, _) => {
            let dateline = dateline::inline(&text[start..end], early).unwrap_or(0);
            push(start..start + dateline, BlockKind::Dateline);
            push(start + dateline..end, BlockKind::Body);
        }
        _ => push(start..end, kind),
    }
}
