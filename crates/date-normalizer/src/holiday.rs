//! Holidays: names for days that move from year to year, or do not.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday, date};

use crate::datafile::{GrammarError, lines};

/// A holiday and the rule for its day.
#[derive(Clone, Debug)]
pub(crate) struct Holiday {
    /// The words of its name, as a pattern of the grammar.
    pub(crate) name: String,
    rule: Rule,
    /// Countries that have another day of this name.
    elsewhere: Vec<(String, Rule)>,
}

#[derive(Clone, Debug)]
enum Rule {
    Fixed {
        month: i8,
        day: i8,
    },
    /// Days from Easter Sunday.
    Easter(i32),
    /// Days from the Easter Sunday of the Eastern churches.
    Orthodox(i32),
    Nth {
        weekday: Weekday,
        nth: i8,
        month: i8,
        /// How many days later.
        plus: i32,
    },
    /// Days of a feast of another calendar, in order.
    Table(Vec<Date>),
    /// A day of one year only.
    Once(Date),
    /// The Tuesday after the first Monday of November.
    Election,
    /// A day that differs from country to country.
    Unsettled,
}

/// The days of feasts, by their name in the tables.
pub(crate) type Feasts = BTreeMap<String, Vec<Date>>;

impl Holiday {
    /// The holiday's days in a year, as a country keeps it; feasts of the moon may come twice. None where it is not known.
    pub(crate) fn days(&self, year: i16, country: Option<&str>) -> Vec<Date> {
        match self.rule(country) {
            Rule::Table(days) => days.iter().copied().filter(|day| day.year() == year).collect(),
            rule => rule.day(year).into_iter().collect(),
        }
    }

    /// The name in its first spelling, without what may be left out.
    pub(crate) fn called(&self) -> String {
        let words = self.name.split_whitespace().filter(|word| !word.ends_with('?'));
        words.map(|word| word.split('|').next().unwrap_or(word)).collect::<Vec<_>>().join(" ")
    }

    fn rule(&self, country: Option<&str>) -> &Rule {
        let here = |code: &String| country.is_some_and(|country| code.eq_ignore_ascii_case(country));
        self.elsewhere.iter().find(|(code, _)| here(code)).map_or(&self.rule, |(_, rule)| rule)
    }
}

impl Rule {
    fn day(&self, year: i16) -> Option<Date> {
        let plus = |day: Date, days: i32| day.checked_add(jiff::Span::new().days(days)).ok();
        match *self {
            Self::Fixed { month, day } => Date::new(year, month, day).ok(),
            Self::Easter(days) => plus(easter(year)?, days),
            Self::Orthodox(days) => plus(orthodox_easter(year)?, days),
            Self::Nth { weekday, nth, month, plus: days } => {
                plus(Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?, days)
            }
            Self::Once(day) => Some(day),
            Self::Election => {
                Date::new(year, 11, 1).ok()?.nth_weekday_of_month(1, Weekday::Monday).ok()?.tomorrow().ok()
            }
            Self::Table(_) | Self::Unsettled => None,
        }
    }
}

/// Reads the lines of a file of feasts: a name, and days.
pub(crate) fn parse_feasts(text: &str) -> Result<Feasts, GrammarError> {
    let mut feasts = Feasts::new();
    for (number, line) in lines(text) {
        let (name, days) = line.split_once(' ').unwrap_or((line, ""));
        let days = days.split_whitespace().map(str::parse::<Date>);
        let days = days.collect::<Result<Vec<_>, _>>().map_err(|error| GrammarError::new(number, error.to_string()))?;
        feasts.entry(name.to_owned()).or_default().extend(days);
    }
    Ok(feasts)
}

/// Reads the lines of a holiday file.
pub(crate) fn parse(text: &str, feasts: &Feasts) -> Result<Vec<Holiday>, GrammarError> {
    let one = |line: &str| holiday(line, feasts);
    lines(text)
        .map(|(number, line)| one(line).ok_or_else(|| GrammarError::new(number, format!("`{line}` is no holiday"))))
        .collect()
}

fn holiday(line: &str, feasts: &Feasts) -> Option<Holiday> {
    let mut fields = line.split(';').map(str::trim);
    let (name, rule) = (fields.next()?.to_owned(), rule_of(fields.next()?, feasts)?);
    let other = |field: &str| {
        let (country, rule) = field.split_once(' ')?;
        Some((country.to_owned(), rule_of(rule, feasts)?))
    };
    Some(Holiday { name, rule, elsewhere: fields.map(other).collect::<Option<_>>()? })
}

fn rule_of(text: &str, feasts: &Feasts) -> Option<Rule> {
    match text {
        "election" => return Some(Rule::Election),
        "none" => return Some(Rule::Unsettled),
        _ => {}
    }
    if let Some(feast) = text.strip_prefix("table ") {
        let (feast, days) = feast.split_once(' ').unwrap_or((feast, "0"));
        let span = jiff::Span::new().days(days.parse::<i32>().ok()?);
        let moved = feasts.get(feast)?.iter().map(|day| day.checked_add(span).ok());
        return moved.collect::<Option<_>>().map(Rule::Table);
    }
    if let Some(days) = text.strip_prefix("easter") {
        return days.parse().ok().map(Rule::Easter);
    }
    if let Some(days) = text.strip_prefix("orthodox") {
        return days.parse().ok().map(Rule::Orthodox);
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

/// Easter Sunday of the Eastern churches, as a day of the Gregorian calendar, after the method of Meeus (Astronomical Algorithms,
/// chapter 8) for the Julian calendar, which is 13 days behind from 1900 to 2099.
fn orthodox_easter(year: i16) -> Option<Date> {
    let number = i32::from(year);
    let epact = (19 * (number % 19) + 15) % 30;
    let weekday = (2 * (number % 4) + 4 * (number % 7) - epact + 34) % 7;
    let march = epact + weekday + 114;
    let (month, day) = (i8::try_from(march / 31).ok()?, i8::try_from(march % 31 + 1).ok()?);
    let julian = (1900..2100).contains(&number).then(|| Date::new(year, month, day).ok())??;
    julian.checked_add(jiff::Span::new().days(13)).ok()
}
