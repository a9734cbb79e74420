//! Datelines: where and when an article was filed, before its first sentence or on a line of their own.
//!
//! A place alone is weak evidence, for acronyms and speakers' names look the same. It takes one of a date, an agency in
//! brackets, a region, or a city that needs none.

use crate::lines::floor_boundary;
use crate::names::{bare, is_agency, is_capitalised, is_capitals, is_city, is_month, is_weekday};

/// The longest dateline looked for, in bytes.
const LONGEST: usize = 100;

/// Words of capitals that open a line and are no place.
const NO_PLACE: [&str; 16] = [
    "ANALYSIS",
    "BREAKING",
    "CORRECTION",
    "EDITORIAL",
    "EXCLUSIVE",
    "EXPLAINER",
    "LATEST",
    "LIVE",
    "OPINION",
    "PHOTOS",
    "PREVIEW",
    "REVIEW",
    "UPDATE",
    "UPDATED",
    "VIDEO",
    "WATCH",
];

/// The length of the dateline that opens a paragraph, its dash included, if one does and words follow it.
///
/// Only near the top (`early`) may a place in capitals that is not known stand without a date or agency.
pub(crate) fn inline(line: &str, early: bool) -> Option<usize> {
    let window = &line[..floor_boundary(line, LONGEST)];
    let (end, after, by) = separator(window)?;
    let head = Head::parse(window[..end].trim_end())?;
    let told = match by {
        Separator::Dash => head.is_certain(early),
        Separator::Colon => head.capitals && (head.city || head.region || head.date) && !head.bare_agency,
        Separator::Bracket => head.bare_agency && head.known,
    };
    (told && line[after..].split_whitespace().nth(1).is_some()).then_some(after)
}

/// Whether a line is nothing but a dateline.
pub(crate) fn is_whole(line: &str) -> bool {
    let bare_line = line.trim_end_matches(['-', '–', '—', ':', ' ']);
    if line.len() > LONGEST || bare_line.split_whitespace().count() > 10 {
        return false;
    }
    is_date(line) || Head::parse(bare_line).is_some_and(|head| !head.bare_agency && head.is_certain_alone())
}

/// The place that a dateline names ("KELMOUTH" of "KELMOUTH, May 3 (Desk) -").
pub(crate) fn place(line: &str) -> Option<&str> {
    let line = line.trim_end_matches(['-', '–', '—', ':', ' ']);
    let place = line.split(['(', ',']).next()?.trim();
    let head = Head::parse(place).filter(|head| !head.bare_agency && head.letters > 0);
    (head.is_some() && !is_date(place) && !is_agency(place)).then_some(place)
}

/// Whether a line that is a dateline names a place, and is no mere date.
pub(crate) fn names_place(line: &str) -> bool {
    !is_date(line.trim_end_matches(['-', '–', '—', ':', ' ']))
}

#[derive(Clone, Copy)]
enum Separator {
    Dash,
    Colon,
    Bracket,
}

/// The first separator: the end of what stands before it, the end of itself, its kind.
fn separator(window: &str) -> Option<(usize, usize, Separator)> {
    let mut previous = ' ';
    for (at, c) in window.char_indices() {
        let after = at + c.len_utf8();
        let spaced = window[after..].starts_with([' ', '\u{a0}', '-']);
        match c {
            '—' | '―' => return Some((at, dash_end(window, at), Separator::Dash)),
            '–' | '-' | '_' if spaced && matches!(previous, ' ' | '\u{a0}' | ')') => {
                return Some((at, dash_end(window, at), Separator::Dash));
            }
            ':' if spaced => return Some((at, after, Separator::Colon)),
            ')' if window.starts_with('(') && window[after..].starts_with([' ', '\u{a0}']) => {
                let rest = window[after..].trim_start();
                if !rest.starts_with(['-', '–', '—', '―', ':', '_']) {
                    return Some((after, after, Separator::Bracket));
                }
            }
            '.' if previous.is_lowercase() && !is_abbreviation(&window[..at]) => return None,
            '“' | '"' | ';' | '?' | '!' => return None,
            _ => {}
        }
        previous = c;
    }
    None
}

fn dash_end(window: &str, at: usize) -> usize {
    let rest = window[at..].trim_start_matches(['-', '–', '—', '―', '_']);
    window.len() - rest.len()
}

/// "Calif", "Sept": a short word before the full stop that begins with a capital.
fn is_abbreviation(head: &str) -> bool {
    let word = head.rsplit([' ', ',']).next().unwrap_or("");
    word.len() <= 5 && is_capitalised(word)
}

/// What stands before the separator.
#[derive(Default)]
struct Head {
    capitals: bool,
    city: bool,
    region: bool,
    date: bool,
    agency: bool,
    /// The agency stands alone ("(KBN) —").
    bare_agency: bool,
    /// The agency is a known one.
    known: bool,
    letters: usize,
}

impl Head {
    fn parse(head: &str) -> Option<Self> {
        let mut found = Self::default();
        let places = found.take_agency(head.trim())?;
        if places.is_empty() {
            found.bare_agency = found.agency;
            return found.agency.then_some(found);
        }
        let mut parts = places.split(',').map(str::trim).filter(|part| !part.is_empty());
        found.read_place(parts.next()?)?;
        for part in parts {
            found.read_more(part)?;
        }
        Some(found)
    }

    /// Takes "(Agency)" off the end.
    fn take_agency<'a>(&mut self, head: &'a str) -> Option<&'a str> {
        let Some(open) = head.rfind('(') else { return Some(head) };
        let inside = head[open..].strip_prefix('(')?.trim_end().strip_suffix(')')?;
        let words = inside.split_whitespace().count();
        self.agency = words <= 4 && is_capitalised(inside) && inside.split_whitespace().all(is_name_word);
        self.known = is_agency(inside);
        let alone = open == 0;
        let short = self.known || (is_capitals(inside) && inside.len() <= 8 && words == 1);
        (self.agency && (!alone || short)).then(|| head[..open].trim_end())
    }

    fn read_place(&mut self, place: &str) -> Option<()> {
        let words = place.split_whitespace().count();
        let date = words > 1 && place.split_whitespace().next_back().is_some_and(is_month_or_day);
        if words > 5 || !place.split_whitespace().all(|word| is_name_word(word) || date) {
            return None;
        }
        self.capitals = place.split_whitespace().filter(|word| !is_joiner(word)).all(is_capitals);
        self.city = is_city(place);
        self.letters = if NO_PLACE.contains(&bare(place)) { 0 } else { place.len() };
        is_capitalised(place).then_some(())
    }

    fn read_more(&mut self, part: &str) -> Option<()> {
        let words = part.split_whitespace().count();
        if is_date(part) || (words == 1 && part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit())) {
            self.date = true;
        } else if words <= 3 && part.split_whitespace().all(is_name_word) && is_capitalised(part) {
            self.region = true;
        } else {
            return None;
        }
        Some(())
    }

    fn is_certain(&self, early: bool) -> bool {
        let place = self.capitals && self.letters > 0;
        self.agency || self.date || self.city || (place && (self.region || (early && self.letters >= 6)))
    }

    fn is_certain_alone(&self) -> bool {
        (self.capitals && self.letters > 0 && (self.agency || self.date || self.region || self.city))
            || (self.date || self.agency) && (self.city || self.region)
            || self.city
    }
}

fn is_name_word(word: &str) -> bool {
    is_capitalised(word) || is_joiner(word)
}

fn is_joiner(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
            | "la"
            | "le"
            | "of"
            | "the"
            | "and"
            | "es"
            | "en"
            | "do"
            | "da"
            | "al"
            | "el"
            | "sur"
            | "/"
            | "&"
            | "upon"
    )
}

fn is_month_or_day(word: &str) -> bool {
    is_month(word) || is_weekday(word)
}

/// "May 3", "3 May 2024", "Tuesday", "Monday 4 March 2024, 10:42 GMT".
fn is_date(text: &str) -> bool {
    let mut anchored = false;
    let mut count = 0;
    for word in text.split([' ', ',', '\u{a0}', '|', '-', '–']).filter(|word| !bare(word).is_empty()) {
        count += 1;
        anchored |= is_month_or_day(word);
        if !(is_month_or_day(word) || is_number(word) || is_clock_word(word)) {
            return false;
        }
    }
    anchored && count <= 8
}

fn is_number(word: &str) -> bool {
    let word = bare(word);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.len() <= 5
        && matches!(ending, "" | "st" | "nd" | "rd" | "th" | "am" | "pm" | "AM" | "PM")
}

fn is_clock_word(word: &str) -> bool {
    let word = bare(word);
    matches!(word, "am" | "pm" | "a.m" | "p.m" | "at" | "AM" | "PM") || (word.len() <= 4 && is_capitals(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dateline before the bar, or none.
    const OPENINGS: &[&str] = &[
        "CAIRO, May 3 (Meridian) -| The ferry sank on Tuesday.",
        "(KBN) —| The last payphone was taken away.",
        "ARDEN, Calif. —| Two schools stayed shut.",
        "KELMOUTH —| The council voted on Tuesday.",
        "NEW DELHI:| The minister resigned on Monday.",
        "Northland News, 26 June -| Four ferries have been sold.",
        "Nairobi (Xinhua) --| The port reopened on Sunday.",
        "(CNN)| The storm turned north overnight.",
        "|NATO — the alliance — met on Tuesday.",
        "|UPDATE - The storm has turned north.",
        "|OKAFOR: I never said that.",
        "|Tom Pell — the harbour master — said no.",
        "|(LAUGHTER) She went on to the next question.",
        "|The WHO - which met on Tuesday - said no.",
        "|Okafor, 54, - a former teacher - won the vote.",
        "|Marta, a baker — and her son — moved out.",
    ];

    #[test]
    fn a_dateline_needs_more_than_capitals() {
        for marked in OPENINGS {
            let (dateline, _) = marked.split_once('|').expect("a bar");
            let line = marked.replace('|', "");
            assert_eq!(inline(&line, true).map_or("", |end| &line[..end]), dateline, "{line}");
        }
    }

    #[test]
    fn a_line_may_be_all_dateline() {
        let whole = [
            "ARDEN, Calif.",
            "LONDON",
            "Monday 4 March 2024, 10:42 GMT",
            "CAIRO, May 3 (Meridian) -",
            "Nairobi, 3 May",
        ];
        assert_eq!(whole.map(is_whole), [true; 5]);
        let not = ["NATO", "Okafor, Pell", "The vote is on Monday", "May", "10:42", "(LAUGHTER)"];
        assert_eq!(not.map(is_whole), [false, false, false, true, false, false]);
    }
}
