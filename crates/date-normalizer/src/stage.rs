//! The stage: its options, and how an article goes through it.

use copydesk_core::Maybe;
use copydesk_core::{BuildContext, Doc, Id, Span, Stage, StageError, layer};
use copydesk_layers::{Block, BlockKind, Date, Sentence, Token};
use jiff::civil;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::frame::{Frame, Slot};
use crate::grammar::Grammar;
use crate::lexer::Lexeme;
use crate::recognise;
use crate::resolve::{self, Context, Mention, Place, Resolved};
use crate::{lexer, number_words, reference, tense};

/// What the article counts its dates from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// The day of publication, as news does.
    #[default]
    News,
    /// The last date mentioned, as histories and biographies do.
    Narrative,
}

/// Options of the stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// What dates are counted from: "news", the day of publication; "narrative", the last date mentioned.
    pub profile: Profile,
}

/// Finds temporal expressions and gives them TIMEX3 values.
#[derive(Debug)]
pub struct DateNormalizer {
    config: Config,
    grammar: Grammar,
}

/// Buffers that are kept from article to article.
#[derive(Debug, Default)]
pub struct Scratch {
    lexemes: Vec<Lexeme>,
    frames: Vec<Frame>,
    mentions: Vec<Mention>,
}

impl Stage for DateNormalizer {
    const NAME: &'static str = "date-normalizer";
    const ABOUT: &'static str = "finds dates, times, durations and sets, and gives them TIMEX3 values";
    type Config = Config;
    type Reads = (Token, Sentence, Maybe<Block>);
    type Writes = (Date,);
    type Scratch = Scratch;

    fn build(config: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self { config, grammar: Grammar::stock() })
    }

    fn run<'a>(
        &self,
        doc: Doc<'a>,
        (tokens, sentences, blocks): (&'a [Token], &'a [Sentence], Option<&'a [Block]>),
        scratch: &mut Scratch,
    ) -> Result<(Vec<Date>,), StageError> {
        let dateline = || self.dateline(doc, tokens, blocks.unwrap_or_default(), scratch_of());
        let context = Context {
            grammar: &self.grammar,
            reference: reference::published(doc.meta).or_else(dateline),
            narrative: self.config.profile == Profile::Narrative,
            opening: self.opening(doc, tokens, sentences, scratch)?,
            day_first: reference::day_first(doc.meta),
        };
        scratch.mentions.clear();
        let mut dates = Vec::new();
        let mut rest = tokens;
        for (number, sentence) in (0..).zip(sentences) {
            doc.budget.check()?;
            let skip = rest.partition_point(|token| token.span.start() < sentence.span.start());
            let count = rest[skip..].partition_point(|token| token.span.start() < sentence.span.end());
            let inside = &rest[skip..skip + count];
            rest = &rest[skip + count..];
            if blocks.is_none_or(|blocks| readable(blocks, sentence.span)) {
                self.sentence(doc.text, inside, number, &context, scratch, &mut dates);
            }
        }
        Ok((dates,))
    }
}

fn scratch_of() -> Scratch {
    Scratch::default()
}

/// Whether the text here is the article's: its body, or its dateline.
fn readable(blocks: &[Block], span: Span) -> bool {
    let before = blocks.partition_point(|block| block.span.start() <= span.start());
    let block = before.checked_sub(1).map(|at| &blocks[at]).filter(|block| block.span.overlaps(span));
    block.is_none_or(|block| matches!(block.kind, BlockKind::Body | BlockKind::Dateline))
}

/// A date among the first words of a sentence moves the story on, however far.
const OPENING_WORDS: u32 = 2;

impl DateNormalizer {
    /// The first day that a story names with its year.
    fn opening(
        &self,
        doc: Doc<'_>,
        tokens: &[Token],
        sentences: &[Sentence],
        scratch: &mut Scratch,
    ) -> Result<Option<civil::Date>, StageError> {
        if self.config.profile == Profile::News {
            return Ok(None);
        }
        for sentence in sentences {
            doc.budget.check()?;
            self.recognise(doc.text, layer::rows_in(tokens, sentence.span), true, scratch);
            let year = scratch.frames.iter().find_map(|frame| frame.get(Slot::Year).filter(|_| !frame.has(Slot::Era)));
            if let Some(day) = year.and_then(|year| civil::Date::new(i16::try_from(year).ok()?, 1, 1).ok()) {
                return Ok(Some(day));
            }
        }
        Ok(None)
    }

    fn sentence(
        &self,
        text: &str,
        tokens: &[Token],
        number: u32,
        context: &Context<'_>,
        scratch: &mut Scratch,
        dates: &mut Vec<Date>,
    ) {
        self.recognise(text, tokens, context.narrative, scratch);
        let Scratch { lexemes, frames, mentions } = scratch;
        let sentence = recognise::Sentence { text, grammar: &self.grammar, lexemes, narrative: context.narrative };
        for frame in frames.iter() {
            let tense = tense::governing(&sentence, frame.from as usize, frame.to as usize);
            let ranged = sentence.follows(frame.from, &["from", "through"]);
            let place = Place { tense, sentence: number, mentions, ranged };
            let Some(found) = resolve::resolve(context, &place, frame) else { continue };
            let row = Id::new(u32::try_from(dates.len()).expect("fewer dates than bytes"));
            let mention = found.period.map(|period| {
                let aside = context.narrative && resolve::leads_away(mentions, period, frame.from <= OPENING_WORDS);
                Mention { period, row, sentence: number, compared: found.compared, aside }
            });
            mentions.extend(mention);
            let span = Span::new(lexemes[frame.from as usize].start, lexemes[frame.to as usize - 1].end);
            dates.push(date(span, found));
        }
    }

    fn recognise(&self, text: &str, tokens: &[Token], narrative: bool, scratch: &mut Scratch) {
        scratch.lexemes.clear();
        scratch.frames.clear();
        lexer::cut(text, tokens, &self.grammar.lexicon, &mut scratch.lexemes);
        number_words::merge(&self.grammar.lexicon, &mut scratch.lexemes);
        let sentence = recognise::Sentence { text, grammar: &self.grammar, lexemes: &scratch.lexemes, narrative };
        recognise::recognise(&sentence, &mut scratch.frames);
    }

    /// The day of the first dateline that names day, month and year.
    fn dateline(&self, doc: Doc<'_>, tokens: &[Token], blocks: &[Block], mut scratch: Scratch) -> Option<civil::Date> {
        let context =
            Context { grammar: &self.grammar, reference: None, narrative: false, opening: None, day_first: false };
        reference::datelines(blocks).find_map(|block| {
            self.recognise(doc.text, layer::rows_in(tokens, block.span), false, &mut scratch);
            let place = Place { tense: tense::Tense::Unknown, sentence: 0, mentions: &[], ranged: false };
            let mut found = scratch.frames.iter().filter_map(|frame| resolve::resolve(&context, &place, frame));
            found.find_map(|found| match found.period {
                Some(crate::period::Period::Day(day)) => Some(day),
                _ => None,
            })
        })
    }
}

fn date(span: Span, found: Resolved) -> Date {
    Date {
        span,
        kind: found.kind,
        value: found.value,
        modifier: found.modifier,
        quant: found.quant.map(str::to_owned),
        freq: None,
        anchor: found.anchor,
    }
}

copydesk_core::register_stage!(DateNormalizer);
