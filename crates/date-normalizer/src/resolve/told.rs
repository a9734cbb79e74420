//! The year that a text of news is at: "A pier collapsed on June 3, 2021. On June 5 its owner sold the rest."
//!
//! Months and days without a year are of the year around publication, unless the text has just told of another. It is told on when
//! the new day lies shortly after the day that was told; when it goes on with a year ("last year, in October"); when the weekday
//! fits that year alone; and when the same day was named with its year before.

use crate::frame::{Frame, Slot, Unit};
use crate::period::Period;

use super::context::{Context, Mention, Place, Point, continued, year_said};

/// How many days a story may have moved on between two of its dates, for the second to be of the same year: a guess, about two
/// months.
const MOVES_ON: i32 = 62;

/// The period in the year that the text is at, if it is at one; `part` gives the period of a year.
pub(super) fn year_of_the_text(
    context: &Context<'_>,
    place: &Place<'_>,
    frame: &Frame,
    part: &dyn Fn(i16) -> Option<Period>,
) -> Option<Point> {
    if let Some(year) = frame.get(Slot::Event).and_then(|year| i16::try_from(year).ok()) {
        let period = part(year)?;
        return Some(Point::stated(period))
            .filter(|_| context.reference.is_none_or(|now| period.first_day() <= Some(now)));
    }
    if frame.has(Slot::Shift) || frame.has(Slot::From) || place.tense.coming() {
        return None;
    }
    let of =
        |mention: &Mention, year| part(year).map(|period| Point { anchor: Some(mention.row), ..Point::stated(period) });
    if let Some(mention) = continued(place, Unit::Year) {
        return of(mention, mention.period.year());
    }
    if let Some(mention) = named_before(place, frame) {
        return of(mention, mention.period.year());
    }
    if !frame.has(Slot::Month) {
        return None;
    }
    let mention = year_said(place)?;
    let year = mention.period.year();
    if weekday_fits(frame, part(year)) && !weekday_fits(frame, context.reference.and_then(|now| part(now.year()))) {
        return of(mention, year);
    }
    let here = mention.opens && place.sentence - mention.sentence <= 1;
    if mention.period.grain() == Unit::Year {
        return if here && place.tense.over() { of(mention, year) } else { None };
    }
    [year, year + 1]
        .into_iter()
        .find(|year| part(*year).is_some_and(|period| moves_on(mention.period, period)))
        .and_then(|year| of(mention, year))
}

/// Whether the second period begins soon after the first began.
fn moves_on(told: Period, next: Period) -> bool {
    let (Some(told), Some(next)) = (told.first_day(), next.first_day()) else { return false };
    (0..=MOVES_ON).contains(&(next - told).get_days())
}

/// The same day of the year, named with its year earlier in the article.
fn named_before<'a>(place: &Place<'a>, frame: &Frame) -> Option<&'a Mention> {
    let (month, day) = (frame.get(Slot::Month)?, frame.get(Slot::Day)?);
    let same = |mention: &&Mention| match mention.period {
        Period::Day(date) => mention.stated && i32::from(date.month()) == month && i32::from(date.day()) == day,
        _ => false,
    };
    place.mentions.iter().rev().find(same)
}

/// Whether the expression names a weekday, and the day is one.
fn weekday_fits(frame: &Frame, period: Option<Period>) -> bool {
    let weekday = frame.get(Slot::Weekday).filter(|_| !frame.has(Slot::Nth));
    weekday.is_some_and(|weekday| match period {
        Some(Period::Day(day)) => i32::from(day.weekday().to_monday_one_offset()) == weekday,
        _ => false,
    })
}
