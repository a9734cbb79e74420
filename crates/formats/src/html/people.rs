//! Names of authors as pages write them.

use copydesk_english::calendar;

use super::{squeezed, stamps};

/// What stands before a name, lower case.
const BEFORE: [&str; 17] = [
    "view all posts by ",
    "posts by ",
    "written by: ",
    "written by ",
    "story by ",
    "words by ",
    "words: ",
    "text by ",
    "text: ",
    "report by ",
    "reported by ",
    "article by ",
    "posted by ",
    "submitted by ",
    "author: ",
    "by: ",
    "by ",
];
/// What stands in the place of a name and is none, lower case.
const NOBODY: [&str; 17] = [
    "admin",
    "administrator",
    "anonymous",
    "author",
    "editor",
    "n/a",
    "no author",
    "none",
    "null",
    "site admin",
    "site administrator",
    "staff",
    "super user",
    "undefined",
    "unknown",
    "unknown author",
    "webmaster",
];
/// Words of offices, which stand behind a name after a comma, lower case.
const OFFICES: [&str; 11] = [
    "analyst",
    "columnist",
    "contributor",
    "correspondent",
    "editor",
    "journalist",
    "producer",
    "reporter",
    "staff",
    "writer",
    "desk",
];
/// The longest name of one person, in bytes.
const LONGEST: usize = 60;

/// The authors among these names, joined by commas; nothing if they name nobody. `houses` are the names of the page's house.
pub(super) fn authors<'a>(names: impl IntoIterator<Item = &'a str>, houses: &[String]) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        for name in cleaned(name, houses) {
            if !found.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
                found.push(name);
            }
        }
    }
    (!found.is_empty()).then(|| found.join(", "))
}

fn cleaned(names: &str, houses: &[String]) -> Vec<String> {
    let names = squeezed(names);
    let names = without_opening(&names);
    let parts = names.split([',', ';', '|', '•', '·', '/']).map(|name| without_opening(name.trim()).to_owned());
    parts.map(|name| without_office(&name)).filter(|name| is_somebody(name, houses)).collect()
}

/// "NORA TEALE Post staff writer" and "Nora Teale Senior Reporter" without what they are.
fn without_office(name: &str) -> String {
    const WHOSE: [&str; 10] =
        ["chief", "freelance", "guest", "news", "political", "senior", "special", "sports", "staff", "the"];
    let words: Vec<&str> = name.split(' ').collect();
    let is_office = |word: &str| OFFICES.contains(&word.to_lowercase().as_str());
    if words.len() < 3 || !words.last().is_some_and(|last| is_office(last)) {
        return name.to_owned();
    }
    let shouted = |word: &&&str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    let shouts = words.iter().take_while(shouted).count();
    let mut kept = words.as_slice();
    if (2..words.len()).contains(&shouts) {
        kept = &words[..shouts];
    } else {
        while let Some((last, rest)) = kept.split_last() {
            if !is_office(last) && !WHOSE.contains(&last.to_lowercase().as_str()) {
                break;
            }
            kept = rest;
        }
    }
    let short = kept.join(" ");
    if is_name(&short) { short } else { name.to_owned() }
}

pub(super) fn without_opening(name: &str) -> &str {
    let opening =
        BEFORE.iter().find(|opening| name.get(..opening.len()).is_some_and(|head| head.eq_ignore_ascii_case(opening)));
    opening.map_or(name, |opening| name[opening.len()..].trim())
}

fn is_somebody(name: &str, houses: &[String]) -> bool {
    let lower = name.to_lowercase();
    let house = houses.iter().any(|house| is_house(&lower, house));
    let office =
        lower == name.to_lowercase() && lower.split(' ').any(|word| OFFICES.contains(&word)) && !name.contains(" and ");
    let address = lower.contains('@') || lower.starts_with("http") || lower.contains("www.");
    let named = name.chars().next().is_some_and(char::is_alphabetic) && name.len() <= LONGEST * 3;
    let shaped = !name.contains(['(', ')', '[', ']', ':', '{', '<']) && !name.bytes().any(|byte| byte.is_ascii_digit());
    // "nteale" is what she logs in with.
    let login = !name.contains(' ') && name.chars().all(char::is_lowercase);
    named
        && shaped
        && !login
        && !house
        && !address
        && !NOBODY.contains(&lower.as_str())
        && !(office && name.split(' ').count() < 4)
}

/// Whether a name is the house's: "CNN", "cnn.com", "The Harbour Post" of the "Harbour Post".
fn is_house(name: &str, house: &str) -> bool {
    let bare = |name: &str| super::reading::letters(name.trim_start_matches("the ").trim_end_matches(".com"));
    let house = bare(&house.to_lowercase());
    !house.is_empty() && bare(name) == house
}

/// The names in a line for readers ("By Ann Rask and Tom Pell, Harbour Post | 4 March"); none if it has another shape.
pub(super) fn in_byline(line: &str, houses: &[String]) -> Option<String> {
    let line = squeezed(line);
    let rest = behind_date(without_opening(&line));
    if rest.len() == line.len() || line.len() > LONGEST * 4 {
        return None;
    }
    let parts = rest
        .split(['|', '•', '·', '–', '—', ',', ';', '('])
        .flat_map(|part| part.split(" on "))
        .flat_map(|part| part.split(" at "))
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "));
    let mut names = Vec::new();
    for part in parts.map(|part| part.trim().trim_start_matches("and ")) {
        let name = if is_name(part) { part } else { before_date(part) };
        names.extend(is_name(name).then_some(name));
        if !is_name(part) {
            break;
        }
    }
    authors(names, houses)
}

/// Whether a line begins with words that nothing but an author's name stands behind: "Posted by Ann Rask at 08:15 AM".
pub(super) fn is_posted(line: &str) -> bool {
    const OPENINGS: [&str; 3] = ["posted by ", "submitted by ", "written by "];
    let begins = |opening: &&str| line.get(..opening.len()).is_some_and(|head| head.eq_ignore_ascii_case(opening));
    line.len() <= LONGEST * 3 && OPENINGS.iter().any(begins)
}

/// "Ann Rask March 4, 2026" up to the date.
fn before_date(names: &str) -> &str {
    let Some(at) = names.find(|c: char| c.is_ascii_digit()) else { return names };
    let is_day = |word: &str| calendar::month(word).is_some() || stamps::weekday(word).is_some();
    let mut names = names[..at].trim_end();
    while let Some(last) = names.rsplit(' ').next().filter(|last| is_day(last.trim_end_matches(['.', ',']))) {
        names = names[..names.len() - last.len()].trim_end();
    }
    names
}

/// "Posted on May 4 by Ann Rask" from the name on.
fn behind_date(line: &str) -> &str {
    const SAID: [&str; 4] = ["posted ", "published ", "submitted ", "written "];
    let says = SAID.iter().any(|said| line.get(..said.len()).is_some_and(|head| head.eq_ignore_ascii_case(said)));
    let by = line.rfind(" by ").map(|at| &line[at + " by ".len()..]);
    by.filter(|_| says).unwrap_or(line)
}

/// Whether words look like a person's name: two to five of them, capitals but for particles.
pub(super) fn is_name(words: &str) -> bool {
    const PARTICLES: [&str; 12] = ["de", "van", "von", "der", "den", "la", "le", "bin", "al", "el", "da", "du"];
    let shaped = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    let count = words.split(' ').count();
    (2..=5).contains(&count)
        && words.len() <= LONGEST
        && words.split(' ').all(|word| shaped(word) || PARTICLES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_out_of_what_stands_around_them() {
        let houses = ["The Harbour Post".to_owned(), "KNN".to_owned()];
        let cases: [(&[&str], Option<&str>); 11] = [
            (&["By Nora Teale, KNN"], Some("Nora Teale")),
            (&["View all posts by Nora Teale"], Some("Nora Teale")),
            (&["No Author"], None),
            (&["Harbour Post"], None),
            (&["Nora Teale", "nora teale", "Tom Pell"], Some("Nora Teale, Tom Pell")),
            (&["Nora Teale, Staff Writer"], Some("Nora Teale")),
            (&["NORA TEALE Post staff writer"], Some("NORA TEALE")),
            (&["Nora Teale Senior Reporter"], Some("Nora Teale")),
            (&["Sports Desk"], None),
            (&["nora@harbour.example"], None),
            (&["Nora Teale and Tom Pell"], Some("Nora Teale and Tom Pell")),
        ];
        for (names, expected) in cases {
            assert_eq!(authors(names.iter().copied(), &houses).as_deref(), expected, "{names:?}");
        }
        let lines = [
            ("By Ann Rask and Tom Pell, Harbour Post | 4 March 2026", Some("Ann Rask, Tom Pell")),
            ("Written by Ann de Rask", Some("Ann de Rask")),
            ("By Ann Rask March 4, 2026", Some("Ann Rask")),
            ("By Ann Rask Wed 4 March 2026", Some("Ann Rask")),
            ("Words: Ann Rask 04.03.2026, 14:05", Some("Ann Rask")),
            ("By March 4 it was over", None),
            ("Posted on 4 March 2026 by Ann Rask", Some("Ann Rask")),
            ("Submitted by Ann Rask on Wed, 03/04/2026 - 17:40", Some("Ann Rask")),
            ("Published on the quay by the board", None),
            ("By the time the boat came, it was dark", None),
            ("Ann Rask was there", None),
        ];
        for (line, expected) in lines {
            assert_eq!(in_byline(line, &houses).as_deref(), expected, "{line}");
        }
    }
}
