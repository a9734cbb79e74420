//! Words that are one name, one of them with a typist's slip.

use std::sync::LazyLock;

/// The least letters of a word with a letter too many, too few or in the wrong place; shorter words are too often other names.
const LEAST: usize = 5;
/// The least letters of a word with a wrong letter: "Porter" and "Potter" are two names, and so are many of six letters.
const LEAST_WRONG: usize = 7;
/// The least letters of words that differ in a doubled letter ("Ana" and "Anna" are two).
const LEAST_DOUBLED: usize = 4;

/// Surnames that differ by one slip and are both common, as pairs.
static ALIKE: LazyLock<Vec<[&str; 2]>> = LazyLock::new(|| {
    let pairs = include_str!("../../data/alike-surnames.txt").lines().filter_map(|line| line.split_once('\t'));
    pairs.map(|(one, other)| [one, other]).collect()
});

/// Whether two surnames, folded, are one that is spelled amiss: not "Johnson" and "Johnston", which are two, nor "Larsen" and "Larson".
pub(super) fn are_one_surname(one: &str, other: &str) -> bool {
    let stems = |a: &str, b: &str| a.ends_with("sen") && b.ends_with("son");
    let two = ALIKE.iter().any(|pair| *pair == [one, other] || *pair == [other, one]);
    !two && !stems(one, other) && !stems(other, one) && is_variant(one, other)
}

/// Whether two different words are one but for a slip, or by [`plain`] spelling.
pub(super) fn is_variant(one: &str, other: &str) -> bool {
    let doubled = || one.chars().count() >= LEAST_DOUBLED && plain(one) == plain(other);
    one != other && (is_slip(one, other) || doubled())
}

/// A word with every doubled letter once, and "u" for "ou", as names from other alphabets are written both ways.
pub(super) fn plain(word: &str) -> String {
    let mut letters: Vec<char> = word.replace("ou", "u").chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Whether a letter inside one word is wrong, missing or too much in the other, or two neighbours have changed places (Damerau 1964).
/// The first letters agree, and but for changed places the last: other names end otherwise ("Belyakov", "Belyakova").
fn is_slip(one: &str, other: &str) -> bool {
    let (mut a, mut b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a.len() > b.len() {
        std::mem::swap(&mut a, &mut b);
    }
    if a.len() < LEAST || a.first() != b.first() {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(one, other)| one == other).count();
    let end = a[start..].iter().rev().zip(b.iter().rev()).take_while(|(one, other)| one == other).count();
    match (&a[start..a.len() - end], &b[start..b.len() - end]) {
        ([], [_]) => end > 0,
        ([_], [_]) => end > 0 && a.len() >= LEAST_WRONG,
        ([x, y], [v, w]) => x == w && y == v,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_letter_inside_a_long_word() {
        for (one, other) in [
            ("dreyer", "deyer"),
            ("sandvik", "sandvki"),
            ("cazeneuve", "cazeneuze"),
            ("brannigan", "branigan"),
            ("tosane", "tsosane"),
        ] {
            assert!(are_one_surname(one, other), "{one} {other}");
            assert_eq!(are_one_surname(one, other), are_one_surname(other, one), "{one} {other}");
        }
    }

    #[test]
    fn other_names_are_no_slips() {
        for (one, other) in [
            ("porter", "potter"),
            ("belyakov", "belyakova"),
            ("johnson", "johnston"),
            ("larsen", "larson"),
            ("kim", "kym"),
            ("fernandez", "hernandez"),
            ("orr", "orr"),
        ] {
            assert!(!are_one_surname(one, other), "{one} {other}");
        }
    }
}
