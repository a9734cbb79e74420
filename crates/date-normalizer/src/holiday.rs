//! Holidays: names for days that move from year to year, or do not.

use jiff::civil::{Date, Weekday, date};

use crate::rules::{GrammarError, lines};

/// A holiday and the rule for its day.
#[derive(Clone, Debug)]
pub(crate) struct Holiday {
    pub(crate) name: String,
    rule: Rule,
    /// Countries that have another day of this name.
    elsewhere: Vec<(String, Rule)>,
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
        /// How many days later.
        plus: i32,
    },
    /// A day of one year only.
    Once(Date),
    /// The Tuesday after the first Monday of November.
    Election,
}

impl Holiday {
    /// The holiday's day in a year, as a country keeps it.
    pub(crate) fn day(&self, year: i16, country: Option<&str>) -> Option<Date> {
        let other =
            self.elsewhere.iter().find(|(code, _)| country.is_some_and(|country| code.eq_ignore_ascii_case(country)));
        match other.map_or(self.rule, |(_, rule)| *rule) {
            Rule::Fixed { month, day } => Date::new(year, month, day).ok(),
            Rule::Easter(days) => easter(year)?.checked_add(jiff::Span::new().days(days)).ok(),
            Rule::Nth { weekday, nth, month, plus } => {
                let day = Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?;
                day.checked_add(jiff::Span::new().days(plus)).ok()
            }
            Rule::Once(day) => Some(day),
            Rule::Election => {
                Date::new(year, 11, 1).ok()?.nth_weekday_of_month(1, Weekday::Monday).ok()?.tomorrow().ok()
            }
        }
    }
}

/// Reads the lines of a holiday file.
pub(crate) fn parse(text: &str) -> Result<Vec<Holiday>, GrammarError> {
    lines(text)
        .map(|(number, line)| holiday(line).ok_or_else(|| GrammarError::new(number, format!("`{line}` is no holiday"))))
        .collect()
}

fn holiday(line: &str) -> Option<Holiday> {
    let mut fields = line.split(';').map(str::trim);
    let (name, rule) = (fields.next()?.to_owned(), rule_of(fields.next()?)?);
    let other = |field: &str| {
        let (country, rule) = field.split_once(' ')?;
        Some((country.to_owned(), rule_of(rule)?))
    };
    Some(Holiday { name, rule, elsewhere: fields.map(other).collect::<Option<_>>()? })
}

fn rule_of(text: &str) -> Option<Rule> {
    if text == "election" {
        return Some(Rule::Election);
    }
    if let Some(days) = text.strip_prefix("easter") {
        return days.parse().ok().map(Rule::Easter);
    }
    if let Some((weekday, rest)) = text.split_once('#') {
        let mut fields = rest.split(' ');
        let (nth, month) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        let plus = fields.next().map_or(Some(0), |days| days.parse().ok())?;
        return Some(Rule::Nth { weekday: weekday_of(weekday)?, nth, month, plus });
    }
    if let Ok(day) = text.parse() {
        return Some(Rule::Once(day));
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
