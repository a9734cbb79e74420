//! Values of named days, months, quarters and years: which year, which week.

use jiff::civil::{Date, Weekday};

use super::choice::chosen;
use super::context::{Context, Place, Point, linked_day, linked_month, story};
use super::{quarter, relative, told, weekday};
use crate::frame::{Frame, Kind, Slot, Unit};
use crate::period::{Period, season_letters};

/// The period that an expression names; nothing where there is no such day.
pub(super) fn named_point(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Point> {
    if let Some(packed) = frame.get(Slot::Date) {
        return figures(packed, context.day_first).map(|day| Point::stated(Period::Day(day)));
    }
    if let Some(days) = frame.get(Slot::Deictic) {
        return Some(deictic(context, days));
    }
    if let Some(decade) = frame.get(Slot::Decade) {
        let decade = i16::try_from(decade).ok()?;
        return Some(Point::of(if decade < 0 { Period::Century(-decade) } else { Period::Decade(decade) }));
    }
    if let Some(century) = frame.get(Slot::Century) {
        let century = i16::try_from(century).ok()?;
        return Some(Point::of(Period::Century(if frame.get(Slot::Era) == Some(1) { -century } else { century - 1 })));
    }
    if named(frame) {
        return in_some_year(context, place, frame);
    }
    if frame.has(Slot::Nth) && frame.unit() == Some(Unit::Month) {
        return nth_of_month(context, place, frame);
    }
    if frame.has(Slot::Weekday) || frame.has(Slot::Day) {
        return weekday::weekday(context, place, frame);
    }
    if frame.kind == Kind::Quarter {
        return quarter::latest_quarter(context, place, frame);
    }
    match frame.get(Slot::Year) {
        Some(_) => stated_year(context, place, frame).flatten().map(|year| Point::stated(Period::Year(year))),
        None => relative::point(context, place, frame),
    }
}

/// Whether the expression names something that every year has one of.
fn named(frame: &Frame) -> bool {
    [Slot::Month, Slot::Quarter, Slot::Half, Slot::Season, Slot::Holiday].iter().any(|slot| frame.has(*slot))
}

fn figures(packed: i32, day_first: bool) -> Option<Date> {
    let number = packed.unsigned_abs();
    let (year, first, second) = (number / 10_000, number / 100 % 100, number % 100);
    let swapped = packed < 0 && (first > 12 || day_first && second <= 12);
    let (month, day) = if swapped { (second, first) } else { (first, second) };
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// "the first Saturday of last month", "the 20th of next month".
fn nth_of_month(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Point> {
    let month = relative::point(context, place, frame)?;
    let Some(first) = month.period.and_then(Period::first_day) else { return Some(Point::open("XXXX-XX-XX")) };
    let nth = i8::try_from(frame.get(Slot::Nth)?).ok()?;
    let day = match frame.get(Slot::Weekday) {
        Some(weekday) => {
            first.nth_weekday_of_month(nth, Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?).ok()?
        }
        None => Date::new(first.year(), first.month(), nth).ok()?,
    };
    Some(Point { anchor: month.anchor, ..Point::of(Period::Day(day)) })
}

fn deictic(context: &Context<'_>, days: i32) -> Point {
    let day = context.reference.and_then(|day| Period::Day(day).shifted(Unit::Day, days));
    day.map_or_else(|| Point::open("XXXX-XX-XX"), Point::of)
}

/// The year that the words settle, if they do; nothing inside where it cannot be.
fn stated_year(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Option<i16>> {
    if let Some(year) = frame.get(Slot::Year) {
        let year = i16::try_from(year).ok();
        return Some(if frame.get(Slot::Era) == Some(1) { year.map(|year| -year) } else { year });
    }
    if frame.unit() == Some(Unit::Year) {
        let year = relative::point(context, place, frame).and_then(|point| point.period);
        return Some(year.map(Period::year));
    }
    None
}

/// A day, month, quarter, half or season of some year.
fn in_some_year(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Point> {
    let first = |year| parts_of_year(context, frame, year).into_iter().next();
    if !frame.has(Slot::Holiday) {
        first(LEAP_YEAR)?;
    }
    match stated_year(context, place, frame) {
        Some(Some(year)) if leap_day_of(frame, year) => return None,
        Some(Some(year)) if frame.has(Slot::Holiday) && first(year).is_none() => {
            return Some(Point::open(format!("{year:04}-XX-XX")));
        }
        Some(Some(year)) => {
            return first(year).map(|period| Point { stated: frame.has(Slot::Year), ..Point::of(period) });
        }
        Some(None) => return Some(Point::open(without_year(frame))),
        None => {}
    }
    if !context.narrative
        && let Some(point) = told::year_of_the_text(context, place, frame, &first)
    {
        return Some(point);
    }
    let told = story(place.mentions).filter(|_| context.narrative && !frame.has(Slot::Shift));
    if let Some(mention) = told.filter(|mention| mention.period.grain() == Unit::Year) {
        return first(mention.period.year()).map(|period| Point { anchor: Some(mention.row), ..Point::of(period) });
    }
    if let Some(anchor) = base(context, place, frame) {
        let near: Vec<_> = (-1..=1).flat_map(|years| parts_of_year(context, frame, anchor.year() + years)).collect();
        return chosen(&near, anchor, context, place, frame).map(Point::of);
    }
    Some(Point::open(without_year(frame)))
}

/// A year that has every day that a year can have.
const LEAP_YEAR: i16 = 2000;

/// "29 February 2014": there was none.
fn leap_day_of(frame: &Frame, year: i16) -> bool {
    frame.get(Slot::Month) == Some(2) && frame.get(Slot::Day) == Some(29) && Date::new(year, 2, 29).is_err()
}

/// The periods of a year that the expression can mean: one, except of feasts that follow the moon. A holiday's week, or its
/// weekend, where the expression says so.
fn parts_of_year(context: &Context<'_>, frame: &Frame, year: i16) -> Vec<Period> {
    let longer = |period: Period| match frame.unit() {
        Some(Unit::Week) => period.within(Unit::Week),
        Some(Unit::Weekend) => weekend_by(period),
        _ => Some(period),
    };
    let Some(holiday) = frame.get(Slot::Holiday) else {
        return part_of_year(frame, year).and_then(longer).into_iter().collect();
    };
    let holiday = usize::try_from(holiday).ok().and_then(|at| context.grammar.holidays.get(at));
    let days = holiday.map(|holiday| holiday.days(year, context.country)).unwrap_or_default();
    days.into_iter().filter_map(|day| longer(Period::Day(day))).collect()
}

/// The weekend that a day belongs to: a Monday or Tuesday makes the one before it long.
fn weekend_by(period: Period) -> Option<Period> {
    let Period::Day(day) = period else { return period.within(Unit::Weekend) };
    let early = matches!(day.weekday(), Weekday::Monday | Weekday::Tuesday);
    Period::Day(day).shifted(Unit::Day, if early { -2 } else { 0 })?.within(Unit::Weekend)
}

/// The day that a year is chosen by.
fn base(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Date> {
    let counted = frame.get(Slot::From) == Some(1);
    let mention = if context.narrative || counted || linked_day(place, frame) || linked_month(place, frame) {
        story(place.mentions)
    } else {
        None
    };
    mention.and_then(|mention| mention.period.first_day()).or(context.opening).or(context.reference)
}

fn part_of_year(frame: &Frame, year: i16) -> Option<Period> {
    let slot = |slot| frame.get(slot).and_then(|value| i8::try_from(value).ok());
    if let (Some(month), Some(nth), Some(weekday)) = (slot(Slot::Month), slot(Slot::Nth), slot(Slot::Weekday)) {
        let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
        return Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok().map(Period::Day);
    }
    if let (Some(month), Some(nth), Some(Unit::Week | Unit::Weekend)) =
        (slot(Slot::Month), slot(Slot::Nth), frame.unit())
    {
        return week_of_month(year, month, nth, frame.unit());
    }
    if let Some(month) = slot(Slot::Month) {
        return match slot(Slot::Day) {
            Some(LAST_DAY) => Date::new(year, month, 1).ok().map(|day| Period::Day(day.last_of_month())),
            Some(29) if month == 2 => Some(Date::new(year, 2, 29).map_or(Period::Month(year, 2), Period::Day)),
            Some(day) => Date::new(year, month, day).ok().map(Period::Day),
            None => Some(Period::Month(year, month)),
        };
    }
    if let Some(quarter) = slot(Slot::Quarter) {
        return (1..=4).contains(&quarter).then_some(Period::Quarter(year, quarter));
    }
    match (slot(Slot::Half), slot(Slot::Season)) {
        (Some(half @ 1..=2), _) => Some(Period::Half(year, half)),
        (Some(_), _) => Some(Period::Year(year)),
        (None, Some(season)) => Some(Period::Season(year, season)),
        (None, None) => None,
    }
}

/// "the first week of October" holds the first of the month, "the last week" its last; a weekend belongs to the month of its
/// Saturday.
fn week_of_month(year: i16, month: i8, nth: i8, unit: Option<Unit>) -> Option<Period> {
    let first = Date::new(year, month, 1).ok()?;
    if unit == Some(Unit::Weekend) {
        return Period::Day(first.nth_weekday_of_month(nth, Weekday::Saturday).ok()?).within(Unit::Weekend);
    }
    let (day, weeks) = if nth < 0 { (first.last_of_month(), nth + 1) } else { (first, nth - 1) };
    Period::Day(day).shifted(Unit::Week, i32::from(weeks))
}

/// The day of a month that stands for its last.
const LAST_DAY: i8 = 99;

/// The value where no year can be known.
fn without_year(frame: &Frame) -> String {
    let slot = |slot| frame.get(slot).unwrap_or(0);
    if frame.has(Slot::Month) && frame.has(Slot::Day) {
        format!("XXXX-{:02}-{:02}", slot(Slot::Month), slot(Slot::Day))
    } else if frame.has(Slot::Month) {
        format!("XXXX-{:02}", slot(Slot::Month))
    } else if frame.has(Slot::Quarter) {
        format!("XXXX-Q{}", slot(Slot::Quarter))
    } else if frame.has(Slot::Half) {
        format!("XXXX-H{}", slot(Slot::Half))
    } else if frame.has(Slot::Season) {
        format!("XXXX-{}", season_letters(i8::try_from(slot(Slot::Season)).unwrap_or(1)))
    } else {
        "XXXX-XX-XX".to_owned()
    }
}
