//! Which year: of the like days or months of several years, the one that is meant.

use jiff::civil::Date;

use crate::frame::{Frame, Slot, Unit};
use crate::period::Period;
use crate::tense::Tense;

use super::context::{Context, Place, linked_day, linked_month};

/// Of the like days or months of three years the one that is meant.
pub(super) fn chosen(
    near: &[Period],
    anchor: Date,
    context: &Context<'_>,
    place: &Place<'_>,
    frame: &Frame,
) -> Option<Period> {
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
        _ if !context.narrative && linked_month(place, frame) => after(),
        _ if context.narrative => nearest(),
        (None, Tense::Ahead) if grain == Unit::Quarter => nearest(),
        (None, Tense::Ahead | Tense::Plan) if grain != Unit::Quarter => {
            from().filter(within(if grain == Unit::Month { FAR_AHEAD_MONTH } else { FAR_AHEAD }))
        }
        (None, _) if matches!(grain, Unit::Quarter | Unit::Season) => up_to(),
        (None, _) if place.firm => up_to(),
        (None, Tense::Present) if grain == Unit::Day => from().filter(within(FAR_AHEAD)),
        (None, Tense::Unknown) if grain == Unit::Month => up_to().filter(within(FAR_BACK)),
        (None, Tense::Past) => up_to(),
        (None, Tense::Arranged) => up_to().filter(within(FAR_BACK)),
        (None, _) => None,
    }
    .or_else(nearest)
}

/// How many days a named day may be away in the direction that the tense gives, before the other direction is likelier: a year, less what
/// reports come late by or are announced ahead.
const FAR_BACK: i32 = 290;
const FAR_AHEAD: i32 = 330;
const FAR_AHEAD_MONTH: i32 = 350;

/// Days apart; of two equally far the later is nearer.
fn distance(day: Date, from: Date) -> i32 {
    let days = (day - from).get_days();
    if days > 0 { days * 2 - 1 } else { -days * 2 }
}
