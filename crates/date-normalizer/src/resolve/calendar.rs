//! Values of named days, months, quarters and years: which year, which week.

use jiff::civil::{Date, Weekday};

use crate::frame::{Frame, Kind, Slot, Unit};
use crate::period::{Period, season_letters};
use crate::tense::Tense;

use super::{Context, Place, Point, focus, quarter_at_hand, relative};

/// The period that an expression names; nothing where there is no such day.
pub(crate) fn point(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Point> {
    if let Some(packed) = frame.get(Slot::Date) {
        return figures(packed, context.day_first).map(|day| Point::of(Period::Day(day)));
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
    if frame.has(Slot::Weekday) {
        return weekday(context, place, frame);
    }
    if frame.kind == Kind::Quarter {
        return latest_quarter(context, place, frame);
    }
    match frame.get(Slot::Year) {
        Some(_) => stated_year(context, place, frame).flatten().map(|year| Point::of(Period::Year(year))),
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
    let part = |year| {
        let period = part_of_year(context, frame, year)?;
        if frame.unit() == Some(Unit::Week) { period.within(Unit::Week) } else { Some(period) }
    };
    part(2000)?;
    match stated_year(context, place, frame) {
        Some(Some(year)) => return part(year).map(Point::of),
        Some(None) => return Some(Point::open(without_year(frame))),
        None => {}
    }
    let story = super::story(place.mentions).filter(|_| context.narrative && !frame.has(Slot::Shift));
    if let Some(mention) = story.filter(|mention| mention.period.grain() == Unit::Year) {
        return part(mention.period.year()).map(|period| Point { anchor: Some(mention.row), ..Point::of(period) });
    }
    if let Some(anchor) = base(context, place, frame) {
        let near: Vec<_> = (-1..=1).filter_map(|years| part(anchor.year() + years)).collect();
        return Some(Point::of(chosen(&near, anchor, context, place, frame)?));
    }
    Some(Point::open(without_year(frame)))
}

/// The day that a year is chosen by.
fn base(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Date> {
    let counted = frame.get(Slot::From) == Some(1);
    let mention =
        if context.narrative || counted || linked_day(place, frame) { super::story(place.mentions) } else { None };
    mention.and_then(|mention| mention.period.first_day()).or(context.opening).or(context.reference)
}

/// Whether the expression is the second day of a range.
fn linked_day(place: &Place<'_>, frame: &Frame) -> bool {
    let day = place.mentions.last().filter(|last| last.sentence == place.sentence && last.period.grain() == Unit::Day);
    place.linked && day.is_some() && frame.has(Slot::Day)
}

fn part_of_year(context: &Context<'_>, frame: &Frame, year: i16) -> Option<Period> {
    let slot = |slot| frame.get(slot).and_then(|value| i8::try_from(value).ok());
    if let Some(holiday) = frame.get(Slot::Holiday) {
        return context.grammar.holidays[usize::try_from(holiday).ok()?].day(year, context.country).map(Period::Day);
    }
    if let (Some(month), Some(nth), Some(weekday)) = (slot(Slot::Month), slot(Slot::Nth), slot(Slot::Weekday)) {
        let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
        return Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok().map(Period::Day);
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

/// The day of a month that stands for its last.
const LAST_DAY: i8 = 99;

/// Of the like days or months of three years the one that is meant.
fn chosen(near: &[Period], anchor: Date, context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Period> {
    let begin = |period: &Period| period.first_day();
    let grain = near.first()?.grain();
    let today = Period::Day(anchor).within(grain)?;
    let today = today.first_day()?;
    if let Some(weekday) = frame.get(Slot::Weekday).filter(|_| !frame.has(Slot::Nth)) {
        let fits = |period: &&Period| {
            begin(period).is_some_and(|day| i32::from(day.weekday().to_monday_one_offset()) == weekday)
        };
        if let Some(period) = near.iter().find(fits) {
            return Some(*period);
        }
    }
    let before = || near.iter().rfind(|period| begin(period).is_some_and(|day| day < today)).copied();
    let up_to = || near.iter().rfind(|period| begin(period).is_some_and(|day| day <= today)).copied();
    let after = || near.iter().find(|period| begin(period).is_some_and(|day| day > today)).copied();
    let from = || near.iter().find(|period| begin(period).is_some_and(|day| day >= today)).copied();
    let nearest = || near.iter().copied().min_by_key(|period| begin(period).map(|day| distance(day, today)));
    let within =
        |days: i32| move |period: &Period| period.first_day().is_some_and(|day| (day - today).get_days().abs() <= days);
    match (frame.get(Slot::Shift), place.tense) {
        (Some(-1), _) => before(),
        (Some(1), _) => after(),
        (Some(_), _) => near.get(1).copied(),
        _ if linked_day(place, frame) => from(),
        _ if context.narrative => nearest(),
        (None, Tense::Ahead) if grain == Unit::Quarter => nearest(),
        (None, Tense::Ahead) => from().filter(within(FAR_AHEAD)),
        (None, _) if matches!(grain, Unit::Quarter | Unit::Season) => up_to(),
        (None, _) if place.firm => up_to(),
        (None, Tense::Present) if grain == Unit::Day => from().filter(within(FAR_AHEAD)),
        (None, Tense::Unknown) if grain == Unit::Month => up_to().filter(within(FAR_BACK)),
        (None, Tense::Past) => up_to().filter(within(FAR_BACK)),
        (None, _) => None,
    }
    .or_else(nearest)
}

/// How many days a named day may be away in the direction that the tense gives, before the other direction is likelier.
const FAR_BACK: i32 = 290;
const FAR_AHEAD: i32 = 330;

/// Days apart; of two equally far the later is nearer.
fn distance(day: Date, from: Date) -> i32 {
    let days = (day - from).get_days();
    if days > 0 { days * 2 - 1 } else { -days * 2 }
}

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

/// A day of the week: the last one up to the anchor, or the next one after it.
fn weekday(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Point> {
    let number = frame.get(Slot::Weekday)?;
    let Some(anchor) = weekday_anchor(context, place, frame) else {
        return Some(Point::open(format!("XXXX-WXX-{number}")));
    };
    let weekday = Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()?;
    if let Some(start) = range_start(place, context.reference).filter(|_| frame.kind == Kind::Weekday) {
        let day = start.nth_weekday(1, weekday).ok()?;
        if place.ends || place.tense != Tense::Past || context.reference.is_none_or(|now| day <= now) {
            return Some(Point::of(Period::Day(day)));
        }
    }
    let same = anchor.weekday() == weekday;
    let last = || anchor.nth_weekday(-1, weekday).ok();
    let next = || anchor.nth_weekday(1, weekday).ok();
    let listed = place.tense == Tense::Unknown && after_another_ahead(place, context.reference);
    let ahead = listed || place.tense == Tense::Ahead || (place.begins || place.ends) && place.tense == Tense::Present;
    let day = match frame.get(Slot::Shift) {
        Some(-1) => last(),
        Some(1) => next(),
        _ if same && (!ahead || place.later) => Some(anchor),
        Some(_) if frame.get(Slot::From) == Some(1) => next(),
        Some(_) if place.tense != Tense::Past => next(),
        _ if ahead || context.narrative || place.tense == Tense::Present => next(),
        _ => last(),
    };
    day.map(|day| Point::of(Period::Day(day)))
}

/// Whether the sentence named a day to come before: "tomorrow and on Friday".
fn after_another_ahead(place: &Place<'_>, published: Option<Date>) -> bool {
    let last = place.mentions.last().filter(|last| last.sentence == place.sentence && last.period.grain() == Unit::Day);
    last.is_some_and(|last| published.is_some_and(|now| last.period.first_day() > Some(now)))
}

/// The day on which a range began that the expression ends: "from Monday to Friday".
fn range_start(place: &Place<'_>, published: Option<Date>) -> Option<Date> {
    let last = place.mentions.last().filter(|last| (place.ends || place.linked) && last.sentence == place.sentence)?;
    match last.period {
        Period::Day(day) => Some(day).filter(|day| published.is_none_or(|now| (now - *day).get_days().abs() <= 7)),
        _ => None,
    }
}

fn weekday_anchor(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Date> {
    let counted = frame.get(Slot::From) == Some(1);
    let mention = if context.narrative || counted { focus(place, Unit::Day) } else { None };
    mention.and_then(|mention| mention.period.first_day()).or(context.reference)
}

/// "the quarter": the one at hand, else the last that is over.
fn latest_quarter(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Point> {
    let shift = frame.get(Slot::Shift).unwrap_or(0);
    if let Some(end) = place.ended {
        let middle = point(context, place, end)?.period?.shifted(Unit::Day, -45)?;
        return middle.within(Unit::Quarter).map(Point::of);
    }
    let over = context.reference.and_then(|day| Period::Day(day).shifted(Unit::Quarter, -1));
    let later = |mention: &&super::Mention| over.is_some_and(|over| mention.period.first_day() > over.first_day());
    if let Some(mention) = quarter_at_hand(place).filter(|mention| !later(mention) || frame.has(Slot::Year)) {
        let period = match (frame.get(Slot::Year), mention.period) {
            (Some(year), Period::Quarter(_, quarter)) => {
                i16::try_from(year).ok().map(|year| Period::Quarter(year, quarter))
            }
            _ if shift == 0 => Some(mention.period),
            _ => mention.period.years_away(shift),
        };
        return Some(Point { anchor: Some(mention.row), ..Point::of(period?) });
    }
    let Some(over) = over else { return Some(Point::open("XXXX-QX")) };
    if let Some(year) = frame.get(Slot::Year) {
        return i16::try_from(year).ok().map(|year| Point::of(Period::Year(year)));
    }
    Some(Point::of(if shift == 0 { over } else { over.years_away(shift)? }))
}
