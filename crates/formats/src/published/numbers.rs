//! Dates of three numbers, and of eight digits.

use jiff::civil::Date;

use super::{DateOrder, day};

/// `14/02/2024` as its numbers, with what stands behind them; nothing where a text does not begin so.
pub(crate) fn three(text: &str) -> Option<([&str; 3], &str)> {
    let (first, rest) = digits(text);
    let separator = rest.chars().next().filter(|c| matches!(c, '/' | '.' | '-'))?;
    let (second, rest) = digits(&rest[1..]);
    let (third, rest) = digits(rest.strip_prefix(separator)?);
    let whole = !first.is_empty() && !second.is_empty() && !third.is_empty();
    whole.then_some(([first, second, third], rest))
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// The date of three numbers; nothing where they are none, or may be two.
pub(super) fn of_three(numbers: [&str; 3], order: DateOrder) -> Option<Date> {
    let small = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() <= 2);
    let [first, second, third] = numbers;
    if first.len() == 4 {
        return day(first.parse().ok()?, small(second)?, small(third)?);
    }
    let year = third.parse().ok().filter(|_| third.len() == 4)?;
    let (first, second) = (small(first)?, small(second)?);
    let (day_first, month_first) = (day(year, second, first), day(year, first, second));
    match order {
        DateOrder::DayFirst => day_first,
        DateOrder::MonthFirst => month_first,
        DateOrder::Auto if day_first.is_some() && month_first.is_some() && first != second => None,
        DateOrder::Auto => day_first.or(month_first),
    }
}

/// `20240214`, and what stands behind it.
pub(super) fn eight_digits(text: &str) -> Option<(Date, &str)> {
    let (date, rest) = text.split_at_checked(8).filter(|(date, _)| date.bytes().all(|byte| byte.is_ascii_digit()))?;
    let day = day(date[..4].parse().ok()?, date[4..6].parse().ok()?, date[6..].parse().ok()?);
    Some((day?, rest))
}
