//! "the quarter" of reports on a company.

use crate::frame::{Frame, Slot, Unit};
use crate::period::Period;

use super::calendar;
use super::context::{Context, Mention, Place, Point, quarter_at_hand};

/// "the quarter": the one at hand, else the last that is over.
pub(super) fn latest_quarter(context: &Context<'_>, place: &Place<'_>, frame: &Frame) -> Option<Point> {
    let shift = frame.get(Slot::Shift).unwrap_or(0);
    if let Some(end) = place.ended {
        let middle = calendar::named_point(context, place, end)?.period?.shifted(Unit::Day, -45)?;
        return middle.within(Unit::Quarter).map(Point::of);
    }
    let over = context.reference.and_then(|day| Period::Day(day).shifted(Unit::Quarter, -1));
    let later = |mention: &&Mention| over.is_some_and(|over| mention.period.first_day() > over.first_day());
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
