//! What of a person's name is the name: "Air Force Gen. Ines Okafor" is called "Ines Okafor".

use copydesk_english::names::{is_given, is_particle, is_people_noun, is_person_noun, is_title};
use copydesk_english::{WordList, lists, word_list};

static PREPOSITIONS: WordList = word_list!(lists::PREPOSITIONS);

/// The name without titles and offices before it, a preposition and what follows behind it, and another word before it if the
/// article also calls the person so, which `is_called` tells.
pub(super) fn of(name: &str, is_called: impl Fn(&str) -> bool) -> &str {
    if !name.contains(' ') {
        return name;
    }
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let words = &words[words.iter().position(|word| word.contains(char::is_alphanumeric)).unwrap_or(0)..];
    let words = &words[..behind_name(words)];
    let mut words = &words[behind_titles(words)..];
    if let [first, second, _, ..] = words
        && is_epithet(first, second)
        && stretch(name, &words[1..]).is_some_and(is_called)
    {
        words = &words[1..];
    }
    stretch(name, words).unwrap_or(name)
}

/// The part of a name from the first to the last of some words of it.
fn stretch<'a>(name: &'a str, words: &[&'a str]) -> Option<&'a str> {
    let at = |word: &str| word.as_ptr() as usize - name.as_ptr() as usize;
    let (first, last) = words.first().zip(words.last())?;
    name.get(at(first)..at(last) + last.len())
}

/// How many words the name has before a preposition in small letters: "Ines Okafor for the Daily Herald".
fn behind_name(words: &[&str]) -> usize {
    let joins = |word: &&str| {
        PREPOSITIONS.contains(word) && !is_particle(word) && *word != "of" && word.starts_with(char::is_lowercase)
    };
    words.iter().skip(1).position(joins).map_or(words.len(), |at| at + 1)
}

/// How many words stand before the name: up to the last title or office that leaves two words, or one behind "Gen.".
fn behind_titles(words: &[&str]) -> usize {
    let office = |word: &&str| (is_title(word) || is_person_noun(word) || is_people_noun(word)) && !is_given(word);
    let two = words.len().saturating_sub(2);
    let titles = words[..two].iter().rposition(office).filter(|at| words[at + 1] != "of");
    if let Some(at) = titles {
        return at + 1;
    }
    match words {
        [title, _] if office(title) && title.ends_with('.') => 1,
        _ => 0,
    }
}

/// Whether the first word of three or more looks like no given name, while the second is one.
fn is_epithet(first: &str, second: &str) -> bool {
    first.chars().count() > 2 && !is_given(first) && is_given(second)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn what_stands_around_a_name_is_no_part_of_it() {
        for (name, proper) in [
            ("Air Force Gen. Ines Okafor", "Ines Okafor"),
            ("Ines Okafor for the Daily Herald", "Ines Okafor"),
            ("Gen. Okafor", "Okafor"),
            ("Ludwig van den Berg", "Ludwig van den Berg"),
            ("Prince of Norland", "Prince of Norland"),
            ("Doch Clara Sund", "Clara Sund"),
            ("Okafor", "Okafor"),
        ] {
            assert_eq!(of(name, |short| short == "Clara Sund"), proper);
        }
        assert_eq!(of("Doch Clara Sund", |_| false), "Doch Clara Sund");
    }
}
