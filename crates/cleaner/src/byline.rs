//! Bylines: who wrote the article.

use crate::names::{bare, ends_sentence, is_agency, is_capitalised, is_capitals, is_month, is_role, is_weekday};

const OPENINGS: [&str; 14] = [
    "by",
    "words by",
    "written by",
    "story by",
    "report by",
    "reported by",
    "posted by",
    "text by",
    "story:",
    "words:",
    "text:",
    "report:",
    "reporter:",
    "interview by",
];

/// The most words of a byline.
const MOST_WORDS: usize = 18;

/// Whether the line says "By Mara Okafor", in whatever words after the name.
pub(crate) fn is_byline(line: &str) -> bool {
    let Some(names) = after_opening(line) else { return false };
    let words = names.split_whitespace().filter(|word| !bare(word).is_empty());
    words.clone().count() <= MOST_WORDS && is_credited(names) && !is_told(names)
}

/// Whether a line, where a byline is expected, holds names alone ("Mara Okafor in Galway and Tom Pell in Cork").
pub(crate) fn is_names(line: &str) -> bool {
    if is_agency(line) {
        return true;
    }
    let words = line.split_whitespace().count();
    if !(2..=MOST_WORDS).contains(&words) || ends_sentence(line) || !opens_with_name(line) {
        return false;
    }
    let marked = line.split_whitespace().skip(2).any(|word| word.contains('@') || is_role(word) || is_join(word));
    is_credited(line) && (marked || words <= 3 && !line.split_whitespace().any(is_capitals))
}

/// The names of those whom a byline credits, without "By" and what stands behind them ("Mara Okafor and Tom Pell").
pub(crate) fn names(line: &str) -> Option<&str> {
    let line = after_opening(line).or_else(|| is_names(line).then_some(line))?.trim();
    let cuts = [" in ", " for ", " at ", " with ", " | ", " · ", " • ", " - ", " – ", " — ", "|", "@", "\n"];
    let end = cuts.iter().filter_map(|cut| line.find(cut)).min().unwrap_or(line.len());
    let mut kept = 0;
    let mut start = 0;
    for (at, mark) in joints(&line[..end]) {
        let part = line[start..at].trim();
        if !is_credited_name(part) {
            break;
        }
        kept = at;
        start = at + mark;
    }
    let names = line[..kept].trim();
    (!names.is_empty()).then_some(names)
}

/// Where the names of a list end, and how long the mark behind each is.
fn joints(line: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    let marks = [", and ", ", ", " and ", " & ", "; "];
    std::iter::from_fn(move || {
        let rest = line.get(at..)?;
        let next =
            marks.iter().filter_map(|mark| rest.find(mark).map(|found| (found, mark.len()))).min_by_key(|next| next.0);
        let joint = next.map_or((line.len(), 1), |(found, len)| (at + found, len));
        at = joint.0 + joint.1;
        Some(joint)
    })
}

fn is_credited_name(name: &str) -> bool {
    let without = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    let words = name.split_whitespace().count();
    let named =
        |word: &str| (is_capitalised(word) || is_join(word)) && !is_month(word) && !is_weekday(word) && !is_role(word);
    let letters = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\'' | '.'));
    is_agency(without) || ((2..=4).contains(&words) && letters && name.split_whitespace().all(named))
}

/// Whether a text is a name of two to four words, and nothing else ("Mara Okafor-Lund").
pub(crate) fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=4).contains(&words)
        && text.split_whitespace().all(|word| is_capitalised(word) && !is_capitals(word))
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\''))
}

fn opens_with_name(line: &str) -> bool {
    line.split_whitespace().take(2).all(|word| is_capitalised(word) && !word.ends_with(':'))
}

/// What stands behind "By" or "Reporting from Bergen by".
fn after_opening(line: &str) -> Option<&str> {
    if let Some((place, names)) = line.strip_prefix("Reporting from ").and_then(|rest| rest.split_once(" by ")) {
        return place.split_whitespace().all(is_capitalised).then_some(names);
    }
    let opening = OPENINGS.iter().find(|opening| {
        line.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening))
            && line[opening.len()..].starts_with([' ', ':', '\u{a0}', '\t'])
    })?;
    Some(line[opening.len()..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.')))
}

/// Names up to the first mark that parts them from a title; anything short may follow it.
fn is_credited(names: &str) -> bool {
    let mut name_words = 0;
    for word in names.split_whitespace().filter(|word| !bare(word).is_empty() || is_bar(word)) {
        if is_bar(word) {
            break;
        }
        if is_capitalised(word) && !is_month(word) && !is_weekday(word) {
            name_words += 1;
        } else if word.contains('@') || is_role(word) {
            break;
        } else if !is_join(word) || (name_words == 0 && word != "the") {
            return false;
        }
        if word.ends_with([',', '|', ';']) {
            break;
        }
    }
    name_words > 0
}

fn is_bar(word: &str) -> bool {
    matches!(word, "|" | "-" | "–" | "—" | "•" | "·" | "/")
}

fn is_join(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "in"
            | "for"
            | "of"
            | "at"
            | "with"
            | "the"
            | "&"
            | "de"
            | "van"
            | "von"
            | "der"
            | "da"
            | "del"
            | "bin"
            | "al"
            | "el"
            | "di"
            | "ul"
    )
}

/// A sentence that begins with "By": it ends in a full stop after more than a name.
fn is_told(names: &str) -> bool {
    let words = names.split_whitespace().filter(|word| !bare(word).is_empty());
    let name_alone = words.clone().count() <= 4 && words.clone().all(|word| is_capitalised(word) || is_join(word));
    ends_sentence(names) && !name_alone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_begin_with_by_and_a_name() {
        let bylines = [
            "By Mara Okafor",
            "By Marta Oyelaran, Transport correspondent",
            "BY TOM PELL AND DANA PRUITT",
            "By . Colin Treadwell .",
            "By the Associated Press",
            "By Mara Okafor in Kelmouth and Tom Pell",
            "Written by Dana Pruitt | 4 May",
        ];
        assert_eq!(bylines.map(is_byline), [true; 7]);
        let sentences = [
            "By Tuesday the water had risen.",
            "By Tuesday",
            "By the time they came it was over",
            "By Okafor's account, nobody had called the harbour master.",
            "By mid-morning",
            "Byron Pell",
        ];
        assert_eq!(sentences.map(is_byline), [false; 6]);
    }

    #[test]
    fn the_names_of_a_byline_stand_without_what_is_around_them() {
        let told = [
            ("By Mara Okafor, Transport correspondent", Some("Mara Okafor")),
            ("Written by Dana Pruitt | 4 May", Some("Dana Pruitt")),
            ("By Mara Okafor, Tom Pell and Dana Pruitt", Some("Mara Okafor, Tom Pell and Dana Pruitt")),
            ("Nadia Okonjo in Galway and Tom Pell in Cork", Some("Nadia Okonjo")),
            ("Reporting from Bergen by Ines Solberg", Some("Ines Solberg")),
            ("By the Associated Press", Some("the Associated Press")),
            ("By staff", None),
            ("By Desk Reporter", None),
        ];
        for (line, names_in) in told {
            assert_eq!(names(line), names_in, "{line}");
        }
    }

    #[test]
    fn names_alone_are_a_byline_where_one_is_expected() {
        let names = [
            "Nadia Okonjo in Galway and Tom Pell in Cork @tpellnews",
            "Mara Okafor",
            "Dana Pruitt, staff writer",
            "AFP",
        ];
        assert_eq!(names.map(is_names), [true; 4]);
        let others = [
            "Harbour vote delayed again",
            "Storm Idris: what we know",
            "Who Will Pay For The Ferry Now",
            "Okafor won.",
        ];
        assert_eq!(others.map(is_names), [false; 4]);
    }
}
