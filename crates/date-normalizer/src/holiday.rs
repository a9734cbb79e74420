//! Holidays: names for days that move from year to year, or do not.

use jiff::civil::{Date, Weekday, date};

use crate::rules::{GrammarError, lines};

/// A holiday and the rule for its day.
#[derive(Clone, Debug)]
pub(crate) struct Holiday {
    pub(crate) name: String,
    rule: Rule,
}

#[derive(Clone, Copy, Debug)]
enum Rule {
    Fixed {
        month: i8,
        day: i8,
    },
    Easter(i32),
    Nth {
        weekday: Weekday,
        nth: i8,
        month: i8,
    },
    /// The Tuesday after the first Monday of November.
    Election,
}

impl Holiday {
    /// The holiday's day in a year.
    pub(crate) fn day(&self, year: i16) -> Option<Date> {
        match self.rule {
            Rule::Fixed { month, day } => Date::new(year, month, day).ok(),
            Rule::Easter(days) => easter(year)?.checked_add(jiff::Span::new().days(days)).ok(),
            Rule::Nth { weekday, nth, month } => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Rule::Election => {
                Date::new(year, 11, 1).ok()?.nth_weekday_of_month(1, Weekday::Monday).ok()?.tomorrow().ok()
            }
        }
    }
}

/// Reads the lines of a holiday file.
pub(crate) fn parse(text: &str) -> Result<Vec<Holiday>, GrammarError> {
    lines(text)
        .map(|(number, line)| {
            let found = line.split_once(';').and_then(|(name, rule)| Some((name.trim(), rule_of(rule.trim())?)));
            let (name, rule) = found.ok_or_else(|| GrammarError::new(number, format!("`{line}` is no holiday")))?;
            Ok(Holiday { name: name.to_owned(), rule })
        })
        .collect()
}

fn rule_of(text: &str) -> Option<Rule> {
    if text == "election" {
        return Some(Rule::Election);
    }
    if let Some(days) = text.strip_prefix("easter") {
        return days.parse().ok().map(Rule::Easter);
    }
    if let Some((weekday, rest)) = text.split_once('#') {
        let (nth, month) = rest.split_once(' ')?;
        return Some(Rule::Nth { weekday: weekday_of(weekday)?, nth: nth.parse().ok()?, month: month.parse().ok()? });
    }
    let (month, day) = text.split_once('-')?;
    Some(Rule::Fixed { month: month.parse().ok()?, day: day.parse().ok()? })
}

fn weekday_of(name: &str) -> Option<Weekday> {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let at = names.iter().position(|known| *known == name)?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// Easter Sunday of the Gregorian calendar, after the anonymous method of 1876.
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (golden, century, of_century) = (year_number % 19, year_number / 100, year_number % 100);
    let (leap_centuries, rest) = (century / 4, century % 4);
    let lunar = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - leap_centuries - lunar + 15) % 30;
    let weekday = (32 + 2 * rest + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let correction = (golden + 11 * epact + 22 * weekday) / 451;
    let march = epact + weekday - 7 * correction + 114;
    let (month, day) = (i8::try_from(march / 31).ok()?, i8::try_from(march % 31 + 1).ok()?);
    (year_number > 1582).then(|| date(year, month, day))
}
