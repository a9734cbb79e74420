//! An article's way through the stage: sentence by sentence, in text order.

use copydesk_core::{Doc, Id, Span, StageError, layer};
use copydesk_layers::{Block, BlockKind, Date, Sentence, Token};
use jiff::civil;

use crate::frame::{Frame, Kind, Slot};
use crate::lexeme::Lexeme;
use crate::lexer;
use crate::lexicon::Class;
use crate::period::Period;
use crate::places::Origin;
use crate::recognise::recognise;
use crate::resolve::{self, Context, Mention, Place, Resolved};
use crate::tense::Tense;
use crate::{DateNormalizer, Profile, document, number_words, places, reference, sentence, tense};

/// Buffers that are kept from article to article.
#[derive(Debug, Default)]
pub struct Scratch {
    lexemes: Vec<Lexeme>,
    frames: Vec<Frame>,
    mentions: Vec<Mention>,
}

impl Scratch {
    /// The expressions of the last sentence.
    pub(crate) fn frames(&self) -> impl Iterator<Item = &Frame> {
        self.frames.iter().filter(|frame| frame.kind != Kind::Drop)
    }

    /// The same, with what turned out to be none.
    #[cfg(test)]
    pub(crate) fn all_frames(&self) -> &[Frame] {
        &self.frames
    }
}

/// What the stage reads.
pub(crate) struct Layers<'a> {
    pub(crate) tokens: &'a [Token],
    pub(crate) sentences: &'a [Sentence],
    pub(crate) blocks: Option<&'a [Block]>,
}

/// A date among the first words of a sentence moves the story on, however far.
const OPENING_WORDS: u32 = 2;

/// What stands before the rules that found a date, and between them.
const FOUND_BY: &str = "by the rules: ";
const BETWEEN_RULES: &str = ", ";

/// What is said of a date where the day of publication is not that of the stamp.
const MOVED: &str = "; published on the day of its place, not of the stamp's zone";

/// The rules in a date's reason.
pub(crate) fn rules_in(why: &str) -> impl Iterator<Item = &str> {
    let why = why.strip_suffix(MOVED).unwrap_or(why);
    why.strip_prefix(FOUND_BY).unwrap_or(why).split(BETWEEN_RULES)
}

impl DateNormalizer {
    /// The dates of an article.
    pub(crate) fn article(
        &self,
        doc: Doc<'_>,
        layers: &Layers<'_>,
        scratch: &mut Scratch,
    ) -> Result<Vec<Date>, StageError> {
        let context = self.context(doc, layers, scratch)?;
        scratch.mentions.clear();
        let mut dates = Vec::new();
        let mut rest = layers.tokens;
        for (number, sentence) in (0..).zip(layers.sentences) {
            doc.budget.check()?;
            let skip = rest.partition_point(|token| token.span.start() < sentence.span.start());
            let count = rest[skip..].iter().take_while(|token| token.span.start() < sentence.span.end()).count();
            let tokens = &rest[skip..skip + count];
            rest = &rest[skip + count..];
            if layers.blocks.is_none_or(|blocks| readable(doc.text, blocks, sentence.span, context.narrative)) {
                self.recognise(doc.text, tokens, context.narrative, scratch);
                self.resolve(doc.text, number, &context, scratch, &mut dates);
            }
        }
        Ok(dates)
    }

    fn context<'a>(
        &'a self,
        doc: Doc<'a>,
        layers: &Layers<'_>,
        scratch: &mut Scratch,
    ) -> Result<Context<'a>, StageError> {
        let dateline =
            reference::datelines(layers.blocks.unwrap_or_default()).next().map(|block| block.span.of(doc.text));
        let origin = Origin::new(doc.meta, dateline, &self.grammar.places);
        let zones = origin.zones(&self.grammar.places);
        let between = |first, last| reference::names_year_between(doc.text, first, last);
        let published = reference::published(doc.meta, &zones, between);
        let dateline = self.older_dateline(doc, layers, scratch, published.day);
        let printed = || self.dateline(doc, layers, scratch).or_else(|| self.published_line(doc, layers, scratch));
        Ok(Context {
            grammar: &self.grammar,
            reference: dateline.or(published.day).or_else(printed),
            time: published.time,
            moved: published.moved,
            narrative: self.config.profile == Profile::Narrative,
            opening: self.opening(doc, layers, scratch)?,
            day_first: places::order_in(doc.text).unwrap_or_else(|| origin.day_first()),
            country: origin.country(),
        })
    }

    /// Finds the expressions of a sentence.
    fn recognise(&self, text: &str, tokens: &[Token], narrative: bool, scratch: &mut Scratch) {
        scratch.lexemes.clear();
        scratch.frames.clear();
        lexer::cut(text, tokens, &self.grammar.lexicon, &mut scratch.lexemes);
        number_words::merge(&self.grammar.lexicon, &mut scratch.lexemes);
        let sentence = sentence::Sentence { text, grammar: &self.grammar, lexemes: &scratch.lexemes, narrative };
        recognise(&sentence, &mut scratch.frames);
    }

    /// Gives the expressions of a sentence their values.
    fn resolve(&self, text: &str, number: u32, context: &Context<'_>, scratch: &mut Scratch, dates: &mut Vec<Date>) {
        let Scratch { lexemes, frames, mentions } = scratch;
        let sentence = sentence::Sentence { text, grammar: &self.grammar, lexemes, narrative: context.narrative };
        let document = document::find(&sentence, frames, context);
        let mut end = 0;
        for at in 0..frames.len() {
            let frame = &if day_before(frames, at) { frames[at] } else { borrowed_day(&frames[at..]) };
            if frame.kind == Kind::Drop {
                continue;
            }
            let frame = &of_the_century(&sentence, *frame, mentions);
            let linked =
                end > 0 && frame.from == end + 1 && sentence.reads(end, &["and", "or", "to", "through", "-", "–"]);
            let end_of_last = std::mem::replace(&mut end, frame.to);
            let ended = frames.get(at + 1).filter(|next| {
                next.kind == Kind::Day && next.from == frame.to + 1 && sentence.reads(frame.to, &["ended", "ending"])
            });
            let beside = end_of_last > 0
                && frame.from == end_of_last + 1
                && sentence.reads(end_of_last, &[",", "-", "–", "—", "("]);
            let enclosed = beside && sentence.reads(end_of_last, &["("]);
            let follows_on = end_of_last > 0 && goes_on(&sentence, end_of_last, frame.from);
            let ranged = linked
                && at > 0
                && frames[at - 1].kind == frame.kind
                && sentence.follows(frame.from, &["to", "through", "-"]);
            let place = Place {
                linked,
                ranged,
                beside,
                enclosed,
                ended,
                follows_on,
                ..place(&sentence, frame, number, mentions)
            };
            let of_document = document.as_ref().and_then(|document| document.context(&sentence, frame));
            let context = of_document.as_ref().unwrap_or(context);
            let Some(found) = resolve::resolve(context, &place, frame) else { continue };
            let row = Id::new(u32::try_from(dates.len()).expect("fewer dates than bytes"));
            let opens = frame.from <= OPENING_WORDS;
            let mention = found.period.map(|period| {
                let aside = context.narrative && resolve::leads_away(mentions, period, opens);
                let late = frame.get(Slot::Part).is_some_and(|part| LATE_PARTS.contains(&part));
                let opens = frame.from == 1 && sentence.reads(0, &["in"]);
                Mention {
                    period,
                    row,
                    sentence: number,
                    compared: found.compared,
                    aside,
                    stated: found.stated,
                    opens,
                    late,
                }
            });
            mentions.extend(mention);
            let span = Span::new(lexemes[frame.from as usize].start, end_of(text, lexemes, frame));
            let mut row = date(span, found);
            (row.confidence, row.why) = (self.confidence(frame), self.why(frame, context));
            dates.push(row);
        }
    }

    /// The rules that found an expression, in the order of the grammar.
    fn rules_of(&self, frame: &Frame) -> impl Iterator<Item = &str> {
        let rules = self.grammar.rules.rules.iter().enumerate();
        rules.filter(|(at, _)| frame.rules[at >> 6] & (1 << (at & 63)) != 0).map(|(_, rule)| rule.name.as_str())
    }

    fn why(&self, frame: &Frame, context: &Context<'_>) -> Option<String> {
        let rules = || self.rules_of(frame).collect::<Vec<_>>().join(BETWEEN_RULES);
        let moved = context.moved && !frame.has(Slot::Year) && frame.kind != Kind::Length;
        let moved = if moved { MOVED } else { "" };
        self.config.why.then(|| format!("{FOUND_BY}{}{moved}", rules()))
    }

    fn confidence(&self, frame: &Frame) -> Option<f32> {
        self.reliability.as_ref().map(|reliability| reliability.of(self.rules_of(frame)))
    }

    /// The first year that a story names, as its first day.
    fn opening(
        &self,
        doc: Doc<'_>,
        layers: &Layers<'_>,
        scratch: &mut Scratch,
    ) -> Result<Option<civil::Date>, StageError> {
        if self.config.profile == Profile::News {
            return Ok(None);
        }
        for sentence in layers.sentences {
            doc.budget.check()?;
            self.recognise(doc.text, layer::rows_in(layers.tokens, sentence.span), true, scratch);
            let year = scratch.frames().find_map(|frame| frame.get(Slot::Year).filter(|_| !frame.has(Slot::Era)));
            if let Some(day) = year.and_then(|year| civil::Date::new(i16::try_from(year).ok()?, 1, 1).ok()) {
                return Ok(Some(day));
            }
        }
        Ok(None)
    }

    /// The day of the first dateline that names day, month and year.
    fn dateline(&self, doc: Doc<'_>, layers: &Layers<'_>, scratch: &mut Scratch) -> Option<civil::Date> {
        reference::datelines(layers.blocks.unwrap_or_default())
            .find_map(|block| self.whole_date(doc, layer::rows_in(layers.tokens, block.span), scratch))
    }

    /// The day of the dateline, where the article's stamp is far younger: that of an archive, and not of the report.
    fn older_dateline(
        &self,
        doc: Doc<'_>,
        layers: &Layers<'_>,
        scratch: &mut Scratch,
        stamp: Option<civil::Date>,
    ) -> Option<civil::Date> {
        let stamp = stamp?;
        let line = reference::datelines(layers.blocks.unwrap_or_default()).next()?;
        let figures = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        line.span.of(doc.text).split(|c: char| !c.is_ascii_alphanumeric()).find(|part| figures(part))?;
        let day = self.whole_date(doc, layer::rows_in(layers.tokens, line.span), scratch)?;
        (stamp.since(day).is_ok_and(|since| since.get_days() > ARCHIVED)).then_some(day)
    }

    /// The day of a line like "Published 3 March 2024" among the first of a text.
    fn published_line(&self, doc: Doc<'_>, layers: &Layers<'_>, scratch: &mut Scratch) -> Option<civil::Date> {
        let first = layers.sentences.iter().take(FIRST_LINES);
        let announced = |sentence: &&Sentence| {
            let words = sentence.span.of(doc.text).trim_start();
            PUBLISHED.iter().any(|word| words.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
        };
        first
            .filter(announced)
            .find_map(|sentence| self.whole_date(doc, layer::rows_in(layers.tokens, sentence.span), scratch))
    }

    /// The first day among these tokens that is given with its year.
    fn whole_date(&self, doc: Doc<'_>, tokens: &[Token], scratch: &mut Scratch) -> Option<civil::Date> {
        let context = Context {
            grammar: &self.grammar,
            reference: None,
            time: None,
            moved: false,
            narrative: false,
            opening: None,
            day_first: false,
            country: None,
        };
        self.recognise(doc.text, tokens, false, scratch);
        let mut found = scratch.frames().filter_map(|frame| resolve::resolve(&context, &Place::default(), frame));
        found.find_map(|found| match found.period {
            Some(Period::Day(day)) => Some(day),
            _ => None,
        })
    }
}

/// How many days after its dateline an article's stamp is no longer that of its publication: a guess, a month.
const ARCHIVED: i32 = 30;

/// How far down a text its line of publication may stand: below title, byline and place.
const FIRST_LINES: usize = 6;

/// How lines of publication begin.
const PUBLISHED: [&str; 6] = ["published", "posted", "updated", "last updated", "first published", "date:"];

/// A time of day without a day takes that of the next expression nearby: "at 9 a.m. (0800 GMT) on Sunday".
fn borrowed_day(frames: &[Frame]) -> Frame {
    // Words between: "(0800 GMT) on" and a place fit; a guess.
    const NEARBY: u32 = 8;
    let mut frame = frames[0];
    let dated = |frame: &Frame| DAY_SLOTS.iter().any(|slot| frame.has(*slot));
    if frame.kind == Kind::Clock && !dated(&frame) {
        let near = frames[1..].iter().take(2).find(|next| dated(next) && next.from <= frame.to + NEARBY);
        let day = near.filter(|next| matches!(next.kind, Kind::Clock | Kind::Day | Kind::Weekday | Kind::Deictic));
        for slot in DAY_SLOTS.iter().chain(&[Slot::Year]) {
            if let Some(value) = day.and_then(|day| day.get(*slot)) {
                frame.set(*slot, value);
            }
        }
    }
    frame
}

/// Afternoon, evening and night, as slots hold parts of day.
const LATE_PARTS: [i32; 3] = [1, 2, 3];

/// The end of an expression: the full stop of an abbreviated month at the end of a sentence is the sentence's.
fn end_of(text: &str, lexemes: &[Lexeme], frame: &Frame) -> u32 {
    let last = &lexemes[frame.to as usize - 1];
    let month = frame.to as usize == lexemes.len() && last.is(Class::MONTH) && text[..last.end as usize].ends_with('.');
    last.end - u32::from(month)
}

/// Whether nothing but a comma and a preposition stand between two expressions: "last year, in October", "last week on Thursday".
fn goes_on(sentence: &sentence::Sentence<'_>, end: u32, from: u32) -> bool {
    let comma = u32::from(sentence.reads(end, &[","]));
    let between = from.saturating_sub(end + comma);
    between == 0 && comma == 1 || between == 1 && sentence.reads(end + comma, &["on", "in"])
}

/// Whether a day stands right before a time or its range: "Saturday, 9-11 a.m.".
fn day_before(frames: &[Frame], at: usize) -> bool {
    let near = |at: usize, gap: u32| at > 0 && frames[at].from <= frames[at - 1].to + gap;
    let first = (0..=at).rev().find(|at| !(near(*at, 1) && frames[*at - 1].kind == Kind::Clock)).unwrap_or(at);
    near(first, 2) && frames[first - 1].kind != Kind::Clock && DAY_SLOTS.iter().any(|slot| frames[first - 1].has(*slot))
}

const DAY_SLOTS: [Slot; 6] = [Slot::Day, Slot::Weekday, Slot::Month, Slot::Deictic, Slot::Date, Slot::Holiday];

/// What the words around an expression say of it.
fn place<'a>(sentence: &sentence::Sentence<'_>, frame: &Frame, number: u32, mentions: &'a [Mention]) -> Place<'a> {
    let lasting =
        matches!(frame.kind, Kind::Length | Kind::Vague | Kind::Set | Kind::Year | Kind::Decade | Kind::Century);
    let tensed = !(lasting || frame.has(Slot::Year) || frame.has(Slot::Date));
    Place {
        tense: if tensed { tense::governing(sentence, frame.from as usize, frame.to as usize) } else { Tense::Unknown },
        firm: tensed && tense::firmly_past(sentence, frame.from, frame.to),
        begins: sentence.follows(frame.from, &["from"]),
        ends: sentence.follows(frame.from, &["through", "until", "till", "to"]),
        linked: false,
        ranged: false,
        beside: false,
        enclosed: false,
        follows_on: false,
        ended: None,
        sentence: number,
        mentions,
    }
}

/// A year of two figures in a story is the one nearest to what was told last: "'99" after 1798 is 1799.
fn of_the_century(sentence: &sentence::Sentence<'_>, mut frame: Frame, mentions: &[Mention]) -> Frame {
    let short = (frame.from..frame.to).any(|at| sentence.lexemes[at as usize].is(Class::SHORTYEAR));
    if let (true, Some(year), Some(told)) =
        (sentence.narrative && short, frame.get(Slot::Year), resolve::story(mentions))
    {
        let told = i32::from(told.period.year());
        let of_century = |centuries: i32| (told / 100 + centuries) * 100 + year % 100;
        let nearest = [-1, 0, 1].map(of_century).into_iter().min_by_key(|year| (year - told).abs());
        frame.set(Slot::Year, nearest.filter(|_| told > 0).unwrap_or(year));
    }
    frame
}

/// Whether the text here is the article's: its body, its headings, or its dateline. Years alone on a line head what follows, however
/// the line was labelled, as does the first line of a story.
fn readable(text: &str, blocks: &[Block], span: Span, narrative: bool) -> bool {
    let before = blocks.partition_point(|block| block.span.start() <= span.start());
    let block = before.checked_sub(1).map(|at| &blocks[at]).filter(|block| block.span.overlaps(span));
    let heads = || before < blocks.len();
    block.is_none_or(|block| {
        matches!(block.kind, BlockKind::Body | BlockKind::Dateline | BlockKind::Headline)
            || heads() && (names_years(block.span.of(text)) || narrative && before == 1)
    })
}

/// Whether a line is nothing but a year or years: "1917-1918", which heads a part of a story, however it was labelled.
fn names_years(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let rest =
        line.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '.'));
    rest && words.clone().next().is_some() && words.all(year)
}

fn date(span: Span, found: Resolved) -> Date {
    let mut date = Date::new(span, found.kind, found.value);
    date.modifier = found.modifier;
    date.quant = found.quant.map(str::to_owned);
    (date.freq, date.anchor) = (found.freq, found.anchor);
    date
}
