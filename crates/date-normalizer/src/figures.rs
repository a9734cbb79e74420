//! Numbers as they are written in figures: what shape they have, and what they may therefore be.

use crate::lexeme::Lexeme;
use crate::lexicon::Class;

type Found = Option<(usize, Lexeme)>;

/// The number that begins here: a date, a clock time, a decade, an ordinal, a year, or a plain number.
pub(crate) fn number(bytes: &[u8]) -> Found {
    let digits = digits(bytes);
    let rest = &bytes[digits..];
    match rest {
        [b'-' | b'/' | b'.', b'0'..=b'9', ..] => {
            attacks(bytes).or_else(|| date(bytes)).or_else(|| dotted_clock(bytes)).or_else(|| fraction(bytes))
        }
        [b':', b'0'..=b'9', ..] => clock(bytes),
        [b',', b'0'..=b'9', ..] => thousands(bytes, digits),
        [b's', ..] => decade(bytes, digits, 1),
        [b'\'', b's', ..] => decade(bytes, digits, 2),
        [0xe2, 0x80, 0x99, b's', ..] => decade(bytes, digits, 4),
        [b'q' | b'Q' | b'H', ..] => part_of_year_behind(bytes),
        _ => None,
    }
    .or_else(|| ordinal(bytes, digits))
    .or_else(|| plain(bytes, digits))
}

/// "'86" and "'80s".
pub(crate) fn short_year(bytes: &[u8]) -> Found {
    let quote = if bytes[0] == 0xe2 {
        if bytes.starts_with("’".as_bytes()) || bytes.starts_with("‘".as_bytes()) { 3 } else { return None }
    } else {
        1
    };
    let rest = bytes.get(quote..)?;
    if digits(rest) != 2 {
        return None;
    }
    let year = value(&rest[..2]);
    let ends = |at: usize| !rest.get(at).is_some_and(u8::is_ascii_alphanumeric);
    if rest.get(2) == Some(&b's') && ends(3) && year % 10 == 0 {
        return Some((quote + 3, shape(Class::DECADE, full_year(year) / 10)));
    }
    ends(2).then(|| (quote + 2, shape(Class::SHORTYEAR, full_year(year))))
}

/// "Q3" and "H1".
pub(crate) fn part_of_year(bytes: &[u8]) -> Found {
    match bytes {
        [letter, digit, rest @ ..] => lettered(*letter, *digit, rest),
        _ => None,
    }
}

/// "3Q" and "1H".
fn part_of_year_behind(bytes: &[u8]) -> Found {
    match bytes {
        [digit, letter, rest @ ..] => lettered(*letter, *digit, rest),
        _ => None,
    }
}

fn lettered(letter: u8, digit: u8, rest: &[u8]) -> Found {
    let class = match (letter, digit) {
        (b'Q' | b'q', b'1'..=b'4') => Class::QUARTER,
        (b'H', b'1' | b'2') => Class::HALFYEAR,
        _ => return None,
    };
    if let [tens @ b'0'..=b'9', ones @ b'0'..=b'9', behind @ ..] = rest
        && class.bit() == Class::QUARTER.bit()
        && !behind.first().is_some_and(u8::is_ascii_alphanumeric)
    {
        let year = full_year(i32::from(tens - b'0') * 10 + i32::from(ones - b'0'));
        return Some((4, shape(Class::QUARTERYEAR, year * 10 + i32::from(digit - b'0'))));
    }
    let ends = !rest.first().is_some_and(u8::is_ascii_alphanumeric);
    ends.then(|| (2, shape(class, i32::from(digit - b'0'))))
}

/// The year that two figures stand for: of this century up to 2029, else of the last.
pub(crate) fn full_year(two: i32) -> i32 {
    if two < 30 { 2000 + two } else { 1900 + two }
}

fn shape(class: Class, value: i32) -> Lexeme {
    Lexeme { classes: class.bit(), value, ..Lexeme::default() }
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The value of some figures; what is too long to count stays at the largest number.
fn value(figures: &[u8]) -> i32 {
    let add = |sum: i32, byte: &u8| sum.saturating_mul(10).saturating_add(i32::from(byte - b'0'));
    figures.iter().take_while(|byte| byte.is_ascii_digit()).fold(0, add)
}

/// "9/11": the attacks of 2001, where no more figures follow.
fn attacks(bytes: &[u8]) -> Found {
    let rest = bytes.strip_prefix(b"9/11")?;
    let ends = !rest.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-'));
    ends.then(|| (4, shape(Class::DATE, 20_010_911)))
}

/// "2024-05-14", "5/14/2024", "14.05.2024". The value is year, month and day in eight figures; negative where the order of
/// month and day is not certain.
fn date(bytes: &[u8]) -> Found {
    let (first, rest) = group(bytes)?;
    let sign = *rest.first()?;
    let (second, rest) = group(&rest[1..])?;
    if rest.first() != Some(&sign) {
        return None;
    }
    let (third, rest) = group(&rest[1..])?;
    if rest
        .first()
        .is_some_and(|byte| byte.is_ascii_digit() || *byte == sign && rest.len() > 1 && rest[1].is_ascii_digit())
    {
        return None;
    }
    let value = match (first.len(), second.len(), third.len()) {
        (4, 1..=2, 1..=2) => value(first) * 10_000 + value(second) * 100 + value(third),
        (1..=2, 1..=2, 4) => -(value(third) * 10_000 + value(first) * 100 + value(second)),
        (2, 2, 2) if sign == b'.' && value(first) <= 31 && value(second) <= 12 => {
            full_year(value(third)) * 10_000 + value(second) * 100 + value(first)
        }
        (1..=2, 2, 2) if sign == b'-' && value(third) > 31 && value(first).max(value(second)) <= 31 => {
            -(full_year(value(third)) * 10_000 + value(first) * 100 + value(second))
        }
        (1..=2, 1..=2, 2) if sign == b'/' => -(full_year(value(third)) * 10_000 + value(first) * 100 + value(second)),
        _ => return None,
    };
    Some((bytes.len() - rest.len(), shape(Class::DATE, value)))
}

/// Up to four figures, and what follows them.
fn group(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let len = digits(&bytes[..bytes.len().min(5)]);
    (1..=4).contains(&len).then(|| bytes.split_at(len))
}

/// What the seconds of a clock time are multiplied with, to stand in one number with its minutes.
pub(crate) const SECONDS: i32 = 10_000;

/// "6:45", "18:05:30". The value is in minutes, and [`SECONDS`].
fn clock(bytes: &[u8]) -> Found {
    let (hour, rest) = group(bytes)?;
    let (minute, rest) = group(rest.get(1..)?)?;
    if hour.len() > 2 || minute.len() != 2 || value(hour) > 24 || value(minute) > 59 {
        return None;
    }
    let (more, seconds) = match rest {
        [b':', tens @ b'0'..=b'5', ones @ b'0'..=b'9', ..] => (3, i32::from(tens - b'0') * 10 + i32::from(ones - b'0')),
        _ => (0, 0),
    };
    Some((hour.len() + 3 + more, shape(Class::CLOCK, value(hour) * 60 + value(minute) + seconds * SECONDS)))
}

/// "6.30pm", as British papers write it.
fn dotted_clock(bytes: &[u8]) -> Found {
    let (hour, rest) = group(bytes)?;
    let (minute, rest) = if rest[0] == b'.' { group(&rest[1..])? } else { return None };
    let after = rest.strip_prefix(b" ").unwrap_or(rest);
    let half = matches!(after, [b'a' | b'p' | b'A' | b'P', b'm' | b'M' | b'.', ..]);
    if !half || hour.len() > 2 || minute.len() != 2 || value(hour) > 12 || value(minute) > 59 {
        return None;
    }
    Some((hour.len() + 3, shape(Class::CLOCK, value(hour) * 60 + value(minute))))
}

/// "1/2", and "2.5": a decimal number is counted in hundredths, below zero.
fn fraction(bytes: &[u8]) -> Found {
    let (whole, rest) = group(bytes)?;
    let (part, behind) = group(&rest[1..])?;
    match rest[0] {
        b'/' if value(whole) == 1 && value(part) == 2 => Some((3, shape(Class::FRACTION, 2))),
        b'.' if part.len() <= 2 && whole.len() < 4 => {
            let hundredths = value(whole) * 100 + value(part) * if part.len() == 1 { 10 } else { 1 };
            Some((bytes.len() - behind.len(), shape(Class::NUMBER, -hundredths)))
        }
        _ => None,
    }
}

/// "1,500": never a year.
fn thousands(bytes: &[u8], first: usize) -> Found {
    let mut len = first;
    while len < 16 && matches!(bytes[len..], [b',', a, b, c, ..] if [a, b, c].iter().all(u8::is_ascii_digit)) {
        len += 4;
    }
    if len == first || first > 3 {
        return None;
    }
    let add = |sum: i32, byte: &u8| sum.saturating_mul(10).saturating_add(i32::from(byte - b'0'));
    let value = bytes[..len].iter().filter(|byte| **byte != b',').fold(0, add);
    Some((len, shape(Class::NUMBER, value)))
}

/// "1980s", "80s", "1980's"; a whole century ("the 1800s") has a value below zero.
fn decade(bytes: &[u8], digits: usize, sign: usize) -> Found {
    let year = value(&bytes[..digits]);
    if bytes.get(digits + sign).is_some_and(u8::is_ascii_alphanumeric) || year % 10 != 0 {
        return None;
    }
    let value = match digits {
        4 if year % 100 == 0 && (1000..2000).contains(&year) => -(year / 100),
        4 if (1000..2200).contains(&year) => year / 10,
        2 if year >= 20 && sign == 1 => full_year(year).min(1990 + year % 10) / 10,
        _ => return None,
    };
    Some((digits + sign, shape(Class::DECADE, value)))
}

/// "12th".
fn ordinal(bytes: &[u8], digits: usize) -> Found {
    let suffix = bytes.get(digits..digits + 2)?;
    let known = [b"st", b"nd", b"rd", b"th"].iter().any(|known| suffix.eq_ignore_ascii_case(*known));
    let ends = !bytes.get(digits + 2).is_some_and(u8::is_ascii_alphanumeric);
    (known && ends && digits < 4).then(|| (digits + 2, shape(Class::ORDINAL, value(&bytes[..digits]))))
}

/// Whether four figures are a time of day: "0915 GMT", "1730 hrs".
fn universal(behind: &[u8]) -> bool {
    let behind = behind.strip_prefix(b" ").unwrap_or(behind);
    [&b"GMT"[..], b"UTC", b"hrs", b"hours"].iter().any(|sign| behind.starts_with(sign))
}

/// Whether four figures are the begin of something else: "1462.93", "1000m".
fn goes_on(behind: &[u8]) -> bool {
    matches!(behind, [b'.', b'0'..=b'9', ..]) || behind.first().is_some_and(u8::is_ascii_alphabetic)
}

fn plain(bytes: &[u8], digits: usize) -> Found {
    let value = value(&bytes[..digits]);
    let mut lexeme = shape(Class::NUMBER, value);
    match digits {
        1..=2 => {
            lexeme.classes |= if (1..=31).contains(&value) { Class::DAY.bit() } else { 0 };
            lexeme.classes |= if value <= 24 { Class::HOUR.bit() } else { 0 };
        }
        4 if value % 100 < 60 && value <= 2400 && universal(&bytes[4..]) => {
            return Some((4, shape(Class::CLOCK, value / 100 * 60 + value % 100)));
        }
        4 if (1000..2200).contains(&value) && !goes_on(&bytes[4..]) => {
            lexeme.classes |= Class::YEAR.bit();
        }
        _ => {}
    }
    Some((digits, lexeme))
}
