//! Texts as terms are compared in: of the same length in bytes, so that offsets stay what they are.

/// Writes `text` into `into`: a line end or tab as a space and, where case is ignored, capitals as small letters.
///
/// A letter whose small form takes more or fewer bytes (there are about thirty, `İ` and the kelvin sign among them) stays.
pub(crate) fn fold(text: &str, ignore_case: bool, into: &mut String) {
    into.clear();
    into.reserve(text.len());
    for c in text.chars() {
        into.push(match c {
            '\n' | '\r' | '\t' => ' ',
            c if !ignore_case => c,
            c if c.is_ascii() => c.to_ascii_lowercase(),
            c => small(c),
        });
    }
}

fn small(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
        _ => c,
    }
}

/// Whether a character is part of a word.
pub(crate) fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || ('\u{300}'..='\u{36f}').contains(&c)
}
