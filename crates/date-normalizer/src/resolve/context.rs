//! What resolution knows: the article's day and place, the mentions before, and what stands around an expression.

use copydesk_core::Id;
use copydesk_layers::{Date, DateMod, DateType};
use jiff::civil;

use crate::frame::{Frame, Slot, Unit};
use crate::grammar::Grammar;
use crate::period::Period;
use crate::tense::Tense;

/// How many mentions back an expression may be counted from.
const REACH: usize = 200;

/// What holds for a whole article.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) grammar: &'a Grammar,
    /// The day of publication, where one is known.
    pub(crate) reference: Option<civil::Date>,
    /// The time of publication, where the article says it.
    pub(crate) time: Option<civil::Time>,
    /// Whether the day of publication was moved from that of the stamp to that of the article's place.
    pub(crate) moved: bool,
    /// Whether the story is the anchor.
    pub(crate) narrative: bool,
    /// The first day that the article names with its year, where the story is the anchor.
    pub(crate) opening: Option<civil::Date>,
    /// Whether 5/6 is the fifth of June.
    pub(crate) day_first: bool,
    /// The country that the article comes from, as an ISO 3166 code in either case.
    pub(crate) country: Option<&'a str>,
}

/// A resolved expression that later ones may be counted from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub(crate) period: Period,
    pub(crate) row: Id<Date>,
    /// The number of the sentence.
    pub(crate) sentence: u32,
    /// Whether it only serves to compare: "a year earlier". What the text is about is another.
    pub(crate) compared: bool,
    /// Whether it leads away from the story: a year that is far from the others, in the middle of a sentence.
    pub(crate) aside: bool,
    /// Whether the text says its year, or goes on with one that it said.
    pub(crate) stated: bool,
    /// Whether it opens its sentence.
    pub(crate) opens: bool,
    /// Whether it is a part of day after noon.
    pub(crate) late: bool,
}

/// What holds where an expression stands.
#[derive(Default)]
pub(crate) struct Place<'a> {
    pub(crate) tense: Tense,
    pub(crate) sentence: u32,
    pub(crate) mentions: &'a [Mention],
    /// The day on which it ends, where the text says so: "the quarter ended Sept. 30".
    pub(crate) ended: Option<&'a Frame>,
    /// Whether the past tense is beyond doubt.
    pub(crate) firm: bool,
    /// Whether it goes on from the expression right before it: "May 4 and 5".
    pub(crate) linked: bool,
    /// Whether it ends the range that the expression right before it, of the same kind, begins: "from May to July".
    pub(crate) ranged: bool,
    /// Whether it stands beside the expression right before it: "3 May, the day after the vote".
    pub(crate) beside: bool,
    /// Whether a bracket opens between the expression right before and it: "Tuesday (Wednesday in Sydney)".
    pub(crate) enclosed: bool,
    /// Whether nothing but a comma or a preposition parts it from the expression before: "last year, in October".
    pub(crate) follows_on: bool,
    /// Whether the expression begins a range ("from Monday").
    pub(crate) begins: bool,
    /// Whether it ends one ("through Friday").
    pub(crate) ends: bool,
}

/// A resolved expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resolved {
    pub(crate) kind: DateType,
    pub(crate) value: String,
    pub(crate) modifier: Option<DateMod>,
    pub(crate) quant: Option<&'static str>,
    /// How often it happens within its value: "2X", "4D".
    pub(crate) freq: Option<String>,
    pub(crate) anchor: Option<Id<Date>>,
    /// The period that later expressions may be counted from.
    pub(crate) period: Option<Period>,
    /// As in [`Mention::compared`].
    pub(crate) compared: bool,
    /// As in [`Mention::stated`].
    pub(crate) stated: bool,
}

/// A period, or as much of one as can be known without a day to count from.
pub(crate) struct Point {
    pub(crate) period: Option<Period>,
    pub(crate) value: String,
    pub(crate) anchor: Option<Id<Date>>,
    /// As in [`Mention::stated`].
    pub(crate) stated: bool,
}

impl Point {
    pub(crate) fn of(period: Period) -> Self {
        Self { period: Some(period), value: period.to_string(), anchor: None, stated: false }
    }

    /// A period of a year that the text says.
    pub(crate) fn stated(period: Period) -> Self {
        Self { stated: true, ..Self::of(period) }
    }

    pub(crate) fn open(value: impl Into<String>) -> Self {
        Self { period: None, value: value.into(), anchor: None, stated: false }
    }
}

/// The latest mention that is no longer than a unit.
pub(crate) fn focus<'a>(place: &Place<'a>, unit: Unit) -> Option<&'a Mention> {
    let fits = |mention: &&Mention| {
        mention.period.grain() <= unit && !mention.aside && !(unit == Unit::Year && mention.compared)
    };
    place.mentions.iter().rev().take(REACH).find(fits)
}

/// How many sentences a year that was said goes on to hold for days without one.
const YEAR_HOLDS: u32 = 3;

/// The mention of late whose year the text said, if it is the last that the text named.
pub(crate) fn year_said<'a>(place: &Place<'a>) -> Option<&'a Mention> {
    let near = |mention: &&Mention| place.sentence - mention.sentence <= YEAR_HOLDS;
    let last = place.mentions.iter().rev().take_while(near).find(|mention| mention.period.grain() <= Unit::Year)?;
    Some(last).filter(|mention| mention.stated && !mention.compared)
}

/// Whether a period longer than the unit was named in this sentence or the one before: what is counted from it has no certain day.
pub(crate) fn longer_said(place: &Place<'_>, unit: Unit) -> bool {
    let last = place.mentions.iter().rev().take_while(|mention| place.sentence - mention.sentence < 2).next();
    last.is_some_and(|mention| mention.period.grain() > unit)
}

/// Whether the expression is the second day of a range.
pub(crate) fn linked_day(place: &Place<'_>, frame: &Frame) -> bool {
    let day = place.mentions.last().filter(|last| last.sentence == place.sentence && last.period.grain() == Unit::Day);
    place.linked && day.is_some() && (frame.has(Slot::Day) || frame.has(Slot::Holiday))
}

/// Whether the expression is the last month of a range: "from September to November".
pub(crate) fn linked_month(place: &Place<'_>, frame: &Frame) -> bool {
    let month =
        place.mentions.last().filter(|last| last.sentence == place.sentence && last.period.grain() == Unit::Month);
    place.ranged && month.is_some() && frame.has(Slot::Month) && !frame.has(Slot::Day)
}

/// The mention right before, in the same sentence, where the expression only goes on with it.
pub(crate) fn continued<'a>(place: &Place<'a>, grain: Unit) -> Option<&'a Mention> {
    let last = place.mentions.last().filter(|last| last.sentence == place.sentence && place.follows_on)?;
    Some(last).filter(|last| last.period.grain() == grain)
}

/// The quarter that the text is about, if one was named of late.
pub(crate) fn quarter_at_hand<'a>(place: &Place<'a>) -> Option<&'a Mention> {
    place.mentions.iter().rev().take(REACH).find(|mention| mention.period.grain() == Unit::Quarter && !mention.compared)
}

/// The latest mention that the story is at: no aside, unless it has been asides for some sentences, and no longer than a year.
pub(crate) fn story(mentions: &[Mention]) -> Option<&Mention> {
    let short = |mention: &&Mention| mention.period.grain() <= Unit::Year;
    let last = mentions.iter().rev().take(REACH).find(short)?;
    let main = mentions.iter().rev().take(REACH).filter(short).find(|mention| !mention.aside);
    main.filter(|main| last.sentence - main.sentence <= PATIENCE).or(Some(last))
}

/// After so many sentences of asides they are the story.
const PATIENCE: u32 = 5;

/// Whether a mention leads away from the story. One that opens its sentence moves the story on. Deeper in a sentence, a year
/// that is another, or a day of an earlier year, is an aside, unless the mention before was one to the same year.
pub(crate) fn leads_away(mentions: &[Mention], period: Period, opens: bool) -> bool {
    let Some(story) = story(mentions) else { return false };
    let other = story.period.year() != period.year();
    let back = period.first_day() < story.period.first_day();
    let far = story.period.year().abs_diff(period.year()) > 5;
    let confirmed = mentions.last().is_some_and(|last| last.aside && last.period.year() == period.year());
    other && !opens && (far || back || period.grain() == Unit::Year) && !confirmed
}

/// An expression of a kind and a value, with no day to count from.
pub(super) fn plain(kind: DateType, value: String, frame: &Frame) -> Resolved {
    let modifier = frame.modifier().or_else(|| half_of_more(frame));
    Resolved {
        kind,
        value,
        modifier,
        quant: None,
        freq: None,
        anchor: None,
        period: None,
        compared: false,
        stated: false,
    }
}

/// "the latter half of the 1980s", "the early part of 2022": where TIMEX3 has no name for the part.
fn half_of_more(frame: &Frame) -> Option<DateMod> {
    let long = [Slot::Decade, Slot::Century, Slot::Month].iter().any(|slot| frame.has(*slot));
    match frame.get(Slot::Half)? {
        1 if long => Some(DateMod::Start),
        2 if long => Some(DateMod::End),
        11 => Some(DateMod::Start),
        12 => Some(DateMod::End),
        _ => None,
    }
}
