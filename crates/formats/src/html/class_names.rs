//! What the names of classes and ids say.

use std::sync::LazyLock;

/// Parts of names that say "no article", one word of "story-body__caption-text" each; by their first letters.
static MARKS: LazyLock<[Vec<&str>; 26]> = LazyLock::new(|| {
    let mut marks = std::array::from_fn(|_| Vec::new());
    for mark in include_str!("marks.txt").lines() {
        marks[letter(mark).expect("a mark is letters")].push(mark);
    }
    marks
});

/// The place of a word's first letter in the alphabet.
fn letter(word: &str) -> Option<usize> {
    let first = word.as_bytes().first().filter(|byte| byte.is_ascii_alphabetic())?;
    Some(usize::from(first.to_ascii_lowercase() - b'a'))
}

/// Whether one word of the names is a mark: "shareBar", "share-bar" and "share_bar" are "share" and "bar".
pub(super) fn is_mark(names: &str) -> bool {
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in names.char_indices().chain([(names.len(), ' ')]) {
        let border = !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase());
        if border {
            let word = &names[start..at];
            if word.len() > 1 && is_mark_word(word) {
                return true;
            }
            start = if c.is_alphanumeric() { at } else { at + c.len_utf8() };
        }
        before = c;
    }
    false
}

fn is_mark_word(word: &str) -> bool {
    letter(word).is_some_and(|letter| MARKS[letter].iter().any(|mark| mark.eq_ignore_ascii_case(word)))
}
