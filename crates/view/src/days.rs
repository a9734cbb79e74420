//! Calendar days as numbers, and the axis on which a batch is drawn.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

/// Days since 1 January 1970, in the proleptic Gregorian calendar.
pub(crate) type Day = i32;

/// The years that are counted day by day: what lies outside is a misreading more often than a date.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2999;

/// The most bars that an axis has.
const BARS: usize = 60;

/// The day of an ISO 8601 value that names one: `2024-05-14`, perhaps with a time behind it.
pub(crate) fn day(value: &str) -> Option<Day> {
    let (date, rest) = value.split_at_checked(10)?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let date: Date = date.parse().ok()?;
    YEARS.contains(&date.year()).then(|| number(date))
}

const EPOCH: Date = Date::constant(1970, 1, 1);

fn number(date: Date) -> Day {
    (date - EPOCH).get_days()
}

fn date(number: Day) -> Date {
    EPOCH + number.days()
}

/// How many of something fell on each day. There are at most as many entries as days in [`YEARS`].
#[derive(Default)]
pub(crate) struct Calendar(BTreeMap<Day, u64>);

impl Calendar {
    pub(crate) fn add(&mut self, day: Day) {
        *self.0.entry(day).or_default() += 1;
    }

    pub(crate) fn span(&self) -> Option<(Day, Day)> {
        Some((*self.0.first_key_value()?.0, *self.0.last_key_value()?.0))
    }

    /// The days between which all lie but a hundredth at either end.
    fn bulk(&self) -> Option<(Day, Day)> {
        let total: u64 = self.0.values().sum();
        let mut seen = 0;
        let mut inside = self.0.iter().filter(|(_, count)| {
            seen += **count;
            seen * 100 > total && (seen - **count) * 100 < total * 99
        });
        let first = inside.next()?;
        Some((*first.0, *inside.last().unwrap_or(first).0))
    }

    /// The bars of an axis.
    pub(crate) fn bars(&self, axis: &Axis) -> Bars {
        let mut bars = Bars { counts: vec![0; axis.starts.len()], before: 0, after: 0 };
        for (&day, &count) in &self.0 {
            match axis.bar(day) {
                Ok(bar) => bars.counts[bar] += count,
                Err(Outside::Before) => bars.before += count,
                Err(Outside::After) => bars.after += count,
            }
        }
        bars
    }
}

/// Counts on an axis, and what falls outside.
#[derive(Serialize)]
pub(crate) struct Bars {
    counts: Vec<u64>,
    before: u64,
    after: u64,
}

/// What a bar stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    const ALL: [Self; 7] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year, Self::Decade, Self::Century];

    /// The first day of the unit that holds a day; weeks begin on Monday.
    fn floor(self, day: Day) -> Day {
        let of = date(day);
        let first = |year, month| number(Date::constant(year, month, 1));
        match self {
            Self::Day => day,
            Self::Week => day - (day + 3).rem_euclid(7),
            Self::Month => first(of.year(), of.month()),
            Self::Quarter => first(of.year(), of.month() - (of.month() - 1) % 3),
            Self::Year => first(of.year(), 1),
            Self::Decade => first(of.year() - of.year() % 10, 1),
            Self::Century => first(of.year() - of.year() % 100, 1),
        }
    }

    fn next(self, start: Day) -> Day {
        let longest = [1, 7, 31, 92, 366, 3653, 36_525][self as usize];
        self.floor(start + longest)
    }
}

enum Outside {
    Before,
    After,
}

/// The days of a batch, cut into at most [`BARS`] bars of a calendar unit.
#[derive(Serialize)]
pub(crate) struct Axis {
    unit: Unit,
    /// The first day of each bar.
    starts: Vec<Day>,
    #[serde(skip)]
    end: Day,
}

impl Axis {
    /// The axis of a calendar. A few days far from all others are left outside, or they would squeeze the rest into a bar.
    pub(crate) fn of(calendar: &Calendar) -> Option<Self> {
        let ((first, last), bulk) = (calendar.span()?, calendar.bulk()?);
        let far = i64::from(last) - i64::from(first) > 3 * (i64::from(bulk.1) - i64::from(bulk.0) + 30);
        let (first, last) = if far { bulk } else { (first, last) };
        let all = Unit::ALL.into_iter().map(|unit| Self::in_units(unit, first, last));
        all.into_iter().find(|axis| axis.starts.len() <= BARS)
    }

    fn in_units(unit: Unit, first: Day, last: Day) -> Self {
        let starts = std::iter::successors(Some(unit.floor(first)), |&start| Some(unit.next(start)));
        let mut starts: Vec<_> = starts.take_while(|&start| start <= last).take(BARS + 2).collect();
        if starts.len() == 1 {
            starts = vec![unit.floor(starts[0] - 1), starts[0], unit.next(starts[0])];
        }
        let end = unit.next(*starts.last().expect("the first day has a bar"));
        Self { unit, starts, end }
    }

    fn bar(&self, day: Day) -> Result<usize, Outside> {
        if day >= self.end {
            return Err(Outside::After);
        }
        self.starts.partition_point(|&start| start <= day).checked_sub(1).ok_or(Outside::Before)
    }

    /// The bars of pairs of a day and a count; what falls outside is left out.
    pub(crate) fn counts(&self, days: impl IntoIterator<Item = (Day, u32)>) -> Vec<u32> {
        let mut counts = vec![0; self.starts.len()];
        for (day, count) in days {
            if let Ok(bar) = self.bar(day) {
                counts[bar] += count;
            }
        }
        counts
    }
}

/// Days kept in few bytes: exact up to [`SparseDays::MOST`] of them, then by ever longer stretches.
#[derive(Default)]
pub(crate) struct SparseDays {
    /// Sorted pairs of a stretch and its count; a stretch is a day divided by two to the power of `coarseness`.
    counts: Vec<(Day, u32)>,
    coarseness: u32,
}

impl SparseDays {
    /// Bars before neighbours are joined: about twice those of an axis.
    const MOST: usize = 128;

    pub(crate) fn add(&mut self, day: Day) {
        let stretch = day >> self.coarseness;
        match self.counts.binary_search_by_key(&stretch, |(stretch, _)| *stretch) {
            Ok(at) => self.counts[at].1 += 1,
            Err(at) => self.counts.insert(at, (stretch, 1)),
        }
        while self.counts.len() > Self::MOST {
            self.coarsen();
        }
    }

    fn coarsen(&mut self) {
        self.coarseness += 1;
        self.counts.iter_mut().for_each(|(stretch, _)| *stretch >>= 1);
        self.counts.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            kept.1 += if same { later.1 } else { 0 };
            same
        });
    }

    /// The days, each the first of its stretch, with their counts.
    pub(crate) fn days(&self) -> impl Iterator<Item = (Day, u32)> {
        self.counts.iter().map(|&(stretch, count)| (stretch << self.coarseness, count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970_and_impossible_ones_are_none() {
        let table = [
            ("1970-01-01", Some(0)),
            ("1969-12-31T23:00", Some(-1)),
            ("2024-02-29", Some(19_782)),
            ("2024-05-14TAF", Some(19_857)),
            ("2023-02-29", None),
            ("2024-05", None),
            ("2024-W20", None),
            ("2024-13-01", None),
            ("XXXX-WXX-2", None),
            ("P2Y", None),
            ("2024-05-141", None),
            ("2024-05-1€", None),
            ("0999-12-31", None),
            ("3000-01-01", None),
            ("20240514T1", None),
        ];
        for (value, expected) in table {
            assert_eq!(day(value), expected, "{value}");
        }
    }

    #[test]
    fn units_begin_on_their_first_day() {
        let table = [
            (Unit::Day, "2024-05-14", "2024-05-15"),
            (Unit::Week, "2024-05-13", "2024-05-20"),
            (Unit::Month, "2024-05-01", "2024-06-01"),
            (Unit::Quarter, "2024-04-01", "2024-07-01"),
            (Unit::Year, "2024-01-01", "2025-01-01"),
            (Unit::Decade, "2020-01-01", "2030-01-01"),
            (Unit::Century, "2000-01-01", "2100-01-01"),
        ];
        for (unit, first, next) in table {
            let start = unit.floor(day("2024-05-14").unwrap());
            assert_eq!((Some(start), Some(unit.next(start))), (day(first), day(next)), "{unit:?}");
        }
    }

    fn calendar(days: impl IntoIterator<Item = Day>) -> Calendar {
        let mut calendar = Calendar::default();
        days.into_iter().for_each(|day| calendar.add(day));
        calendar
    }

    #[test]
    fn an_axis_takes_the_unit_that_gives_few_bars_and_every_day_its_bar() {
        let from = day("2024-01-17").unwrap();
        for (days, unit) in [(10, Unit::Day), (200, Unit::Week), (900, Unit::Month), (5000, Unit::Quarter)] {
            let calendar = calendar(from..from + days);
            let axis = Axis::of(&calendar).unwrap();
            assert_eq!(axis.unit, unit);
            let bars = calendar.bars(&axis);
            assert_eq!(
                (bars.counts.iter().sum::<u64>(), bars.before, bars.after),
                (u64::try_from(days).unwrap(), 0, 0)
            );
        }
    }

    #[test]
    fn one_article_from_another_century_does_not_squeeze_the_rest() {
        let from = day("2024-01-17").unwrap();
        let calendar = calendar((0..400).map(|n| from + n % 20).chain([day("1900-01-01").unwrap()]));
        let axis = Axis::of(&calendar).unwrap();
        assert_eq!(axis.unit, Unit::Day);
        assert_eq!(calendar.bars(&axis).before, 1);
    }

    #[test]
    fn many_days_keep_their_sum_and_stay_few() {
        let mut sparse = SparseDays::default();
        (0..10_000).for_each(|day| sparse.add(day - 5000));
        assert!(sparse.counts.len() <= SparseDays::MOST);
        assert_eq!(sparse.days().map(|(_, count)| count).sum::<u32>(), 10_000);
        assert!(sparse.days().is_sorted());
    }
}
