//! Letters, interviews and their like of another time: "In a letter dated 5 June 2019 he said he would resign on Friday."
//!
//! What such a document says is counted from its own day, and not from that of publication.

use jiff::civil::Date;

use crate::frame::{Frame, Kind, Slot};
use crate::lexicon::Class;
use crate::period::Period;
use crate::resolve::{self, Context, Place};
use crate::sentence::Sentence;

/// A document that a sentence speaks of.
pub(crate) struct Document<'a> {
    /// Where its date begins.
    at: u32,
    /// What holds for its words.
    context: Context<'a>,
    /// Whether its day is known, and not only its month or year.
    exact: bool,
}

/// How many words a document may be before its date: "a letter to his wife dated".
const NEARBY: usize = 6;

/// A document is of another time if it is so many days older than the article: a guess, four months.
const OLDER: i32 = 120;

/// The document of another time that the sentence speaks of, if there is one.
pub(crate) fn find<'a>(sentence: &Sentence<'_>, frames: &[Frame], context: &Context<'a>) -> Option<Document<'a>> {
    let now = context.reference.filter(|_| !context.narrative)?;
    frames.iter().find_map(|frame| {
        let day = day(sentence, frame, context).filter(|day| (now - *day).get_days() > OLDER)?;
        let context = Context { reference: Some(day), time: None, ..*context };
        Some(Document { at: frame.from, context, exact: frame.kind == Kind::Day })
    })
}

/// The first day of the date that a document bears.
fn day(sentence: &Sentence<'_>, frame: &Frame, context: &Context<'_>) -> Option<Date> {
    let dated = frame.has(Slot::Year) && matches!(frame.kind, Kind::Day | Kind::Month | Kind::Year);
    let linked = sentence.follows(frame.from, &["dated", "in", "from", "of", "on"]);
    let from = frame.from as usize;
    let before = sentence.lexemes.get(from.saturating_sub(NEARBY)..from)?;
    if !(dated && linked && before.iter().any(|lexeme| lexeme.is(Class::DOCUMENT))) {
        return None;
    }
    resolve::resolve(context, &Place::default(), frame)?.period.and_then(Period::first_day)
}

impl<'a> Document<'a> {
    /// What holds for an expression, if it is in what the document says. A day of the week is only known where the document has a
    /// day.
    pub(crate) fn context(&self, sentence: &Sentence<'_>, frame: &Frame) -> Option<Context<'a>> {
        let short = matches!(frame.kind, Kind::Weekday | Kind::Deictic | Kind::Clock | Kind::Part);
        let reference = self.context.reference.filter(|_| self.exact || !short);
        self.tells(sentence, frame).then_some(Context { reference, ..self.context })
    }

    /// Whether a verb of saying stands between the document's date and the expression.
    fn tells(&self, sentence: &Sentence<'_>, frame: &Frame) -> bool {
        let (from, to) = if frame.from > self.at { (self.at, frame.from) } else { (frame.to, self.at) };
        let between = sentence.lexemes.get(from as usize..to as usize).unwrap_or_default();
        !frame.has(Slot::Year) && frame.from != self.at && between.iter().any(|lexeme| lexeme.is(Class::SAY))
    }
}
