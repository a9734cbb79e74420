//! What the names of classes and ids say.

/// Parts of names that say "no article", one word of "story-body__caption-text" each.
const MARKS: &str = include_str!("marks.txt");

/// Whether one word of the names is a mark: "shareBar", "share-bar" and "share_bar" are "share" and "bar".
pub(super) fn is_mark(names: &str) -> bool {
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in names.char_indices().chain([(names.len(), ' ')]) {
        let border = !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase());
        if border {
            let word = &names[start..at];
            if word.len() > 1 && is_mark_word(&word.to_ascii_lowercase()) {
                return true;
            }
            start = if c.is_alphanumeric() { at } else { at + c.len_utf8() };
        }
        before = c;
    }
    false
}

fn is_mark_word(word: &str) -> bool {
    MARKS.lines().any(|mark| mark == word)
}
