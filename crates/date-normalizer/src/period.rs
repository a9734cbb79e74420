//! Periods of the calendar, their arithmetic, and how they are written in TIMEX3.

use std::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday};

use crate::frame::Unit;

/// A stretch of the calendar with a name of its own. Years before our era are negative: -44 is 44 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Day(Date),
    /// ISO year and week.
    Week(i16, i8),
    Weekend(i16, i8),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    /// Spring is 1, winter is 4.
    Season(i16, i8),
    Year(i16),
    Decade(i16),
    Century(i16),
}

impl Period {
    /// How long it is, as a unit.
    pub(crate) const fn grain(self) -> Unit {
        match self {
            Self::Day(_) => Unit::Day,
            Self::Week(..) => Unit::Week,
            Self::Weekend(..) => Unit::Weekend,
            Self::Month(..) => Unit::Month,
            Self::Quarter(..) => Unit::Quarter,
            Self::Half(..) => Unit::Half,
            Self::Season(..) => Unit::Season,
            Self::Year(_) => Unit::Year,
            Self::Decade(_) => Unit::Decade,
            Self::Century(_) => Unit::Century,
        }
    }

    /// The first day.
    pub(crate) fn first_day(self) -> Option<Date> {
        let (year, month) = match self {
            Self::Day(day) => return Some(day),
            Self::Week(year, week) => return iso_day(year, week, Weekday::Monday),
            Self::Weekend(year, week) => return iso_day(year, week, Weekday::Saturday),
            Self::Month(year, month) => (year, month),
            Self::Quarter(year, quarter) => (year, quarter * 3 - 2),
            Self::Half(year, half) => (year, half * 6 - 5),
            Self::Season(year, 4) => (year, 12),
            Self::Season(year, season) => (year, season * 3),
            Self::Year(year) => (year, 1),
            Self::Decade(decade) => (decade.checked_mul(10)?, 1),
            Self::Century(century) => (century.checked_mul(100)?, 1),
        };
        Date::new(year, month, 1).ok()
    }

    /// The year it begins in.
    pub(crate) fn year(self) -> i16 {
        match self {
            Self::Day(day) => day.year(),
            Self::Week(year, _)
            | Self::Weekend(year, _)
            | Self::Month(year, _)
            | Self::Quarter(year, _)
            | Self::Half(year, _)
            | Self::Season(year, _)
            | Self::Year(year) => year,
            Self::Decade(decade) => decade.saturating_mul(10),
            Self::Century(century) => century.saturating_mul(100),
        }
    }

    /// The period of a coarser or the same unit that this one begins in.
    pub(crate) fn within(self, unit: Unit) -> Option<Self> {
        if self.grain() == unit {
            return Some(self);
        }
        let year = self.year();
        match unit {
            Unit::Year => return Some(Self::Year(year)),
            Unit::Decade => return Some(Self::Decade(year.div_euclid(10))),
            Unit::Century | Unit::Millennium => return Some(Self::Century(year.div_euclid(100))),
            _ => {}
        }
        let day = self.first_day()?;
        let month = day.month();
        Some(match unit {
            Unit::Week | Unit::Fortnight => week_of(day),
            Unit::Weekend => weekend_of(day),
            Unit::Month => Self::Month(year, month),
            Unit::Quarter => Self::Quarter(year, (month + 2) / 3),
            Unit::Half => Self::Half(year, (month + 5) / 6),
            Unit::Season => season_of(day),
            _ => Self::Day(day),
        })
    }

    /// The period of this unit so many units away.
    pub(crate) fn shifted(self, unit: Unit, count: i32) -> Option<Self> {
        let days =
            |each: i32| self.first_day()?.checked_add(jiff::Span::new().try_days(count.checked_mul(each)?).ok()?).ok();
        let small = i16::try_from(count).ok()?;
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => days(1).map(Self::Day),
            Unit::Week => days(7).map(week_of),
            Unit::Fortnight => days(14).map(week_of),
            Unit::Weekend => days(7).map(weekend_of),
            Unit::Month => self.months(count).map(|(year, month)| Self::Month(year, month)),
            Unit::Quarter => {
                self.months(count.checked_mul(3)?).map(|(year, month)| Self::Quarter(year, (month + 2) / 3))
            }
            Unit::Half => self.months(count.checked_mul(6)?).map(|(year, month)| Self::Half(year, (month + 5) / 6)),
            Unit::Season => {
                self.months(count.checked_mul(3)?).and_then(|(year, month)| Self::Month(year, month).within(unit))
            }
            Unit::Year => years(self.year(), small).map(Self::Year),
            Unit::Decade => self.year().div_euclid(10).checked_add(small).map(Self::Decade),
            Unit::Century => self.year().div_euclid(100).checked_add(small).map(Self::Century),
            Unit::Millennium => years(self.year(), small.checked_mul(1000)?).map(Self::Year),
        }
    }

    /// The like period so many years away: the same day, month or quarter.
    pub(crate) fn years_away(self, count: i32) -> Option<Self> {
        let year = years(self.year(), i16::try_from(count).ok()?)?;
        Some(match self {
            Self::Day(day) => Self::Day(Date::new(year, day.month(), day.day()).ok()?),
            Self::Month(_, month) => Self::Month(year, month),
            Self::Quarter(_, quarter) => Self::Quarter(year, quarter),
            Self::Half(_, half) => Self::Half(year, half),
            Self::Season(_, season) => Self::Season(year, season),
            _ => Self::Year(year),
        })
    }

    fn months(self, count: i32) -> Option<(i16, i8)> {
        let day = self.first_day()?;
        let months = (i32::from(day.year()) * 12 + i32::from(day.month()) - 1).checked_add(count)?;
        Some((i16::try_from(months.div_euclid(12)).ok()?, i8::try_from(months.rem_euclid(12) + 1).ok()?))
    }
}

/// A year so many years on; there is no year 0.
fn years(year: i16, count: i16) -> Option<i16> {
    let sum = year.checked_add(count)?;
    Some(if year < 0 && sum >= 0 { sum + 1 } else { sum })
}

fn iso_day(year: i16, week: i8, weekday: Weekday) -> Option<Date> {
    ISOWeekDate::new(year, week, weekday).ok().map(ISOWeekDate::date)
}

pub(crate) fn week_of(day: Date) -> Period {
    let week = day.iso_week_date();
    Period::Week(week.year(), week.week())
}

fn weekend_of(day: Date) -> Period {
    let week = day.iso_week_date();
    Period::Weekend(week.year(), week.week())
}

/// The season of a day, by months: spring begins in March.
fn season_of(day: Date) -> Period {
    match day.month() {
        3..=5 => Period::Season(day.year(), 1),
        6..=8 => Period::Season(day.year(), 2),
        9..=11 => Period::Season(day.year(), 3),
        12 => Period::Season(day.year(), 4),
        _ => Period::Season(day.year() - 1, 4),
    }
}

/// The two letters of a season.
pub(crate) fn season_letters(season: i8) -> &'static str {
    ["SP", "SU", "FA", "WI"][usize::try_from(season.clamp(1, 4) - 1).expect("clamped")]
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Decade(decade) if decade < 0 => write!(f, "BC{:03}", -decade),
            Self::Decade(decade) => write!(f, "{decade:03}"),
            Self::Century(century) if century < 0 => write!(f, "BC{:02}", -century - 1),
            Self::Century(century) => write!(f, "{century:02}"),
            Self::Year(year) => write!(f, "{}", Written(year)),
            Self::Day(day) => write!(f, "{}-{:02}-{:02}", Written(day.year()), day.month(), day.day()),
            Self::Week(year, week) => write!(f, "{}-W{week:02}", Written(year)),
            Self::Weekend(year, week) => write!(f, "{}-W{week:02}-WE", Written(year)),
            Self::Month(year, month) => write!(f, "{}-{month:02}", Written(year)),
            Self::Quarter(year, quarter) => write!(f, "{}-Q{quarter}", Written(year)),
            Self::Half(year, half) => write!(f, "{}-H{half}", Written(year)),
            Self::Season(year, season) => write!(f, "{}-{}", Written(year), season_letters(season)),
        }
    }
}

struct Written(i16);

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 { write!(f, "BC{:04}", -i32::from(self.0)) } else { write!(f, "{:04}", self.0) }
    }
}
