//! Lexemes: the text of a sentence, cut as fine as rules need it.
//!
//! Tokenizers differ in what they make of "mid-July", "two-year" or "6:45 a.m."; here hyphens always stand alone, figures with
//! their signs stay whole, and "a.m." is one. Tokens say where words begin, and the text itself where they end.

use copydesk_core::Span;
use copydesk_layers::Token;

use crate::figures;
use crate::lexeme::Lexeme;
use crate::lexicon::{Class, Lexicon};

/// Appends the lexemes of a sentence, whose tokens these are.
pub(crate) fn cut(text: &str, tokens: &[Token], lexicon: &Lexicon, out: &mut Vec<Lexeme>) {
    let mut at = 0;
    for token in tokens {
        at = at.max(token.span.start());
        while at < token.span.end() {
            let lexeme = next(text, at, token.span.end(), lexicon);
            at = lexeme.end;
            out.push(lexeme);
        }
    }
}

fn next(text: &str, start: u32, token_end: u32, lexicon: &Lexicon) -> Lexeme {
    let bytes = &text.as_bytes()[start as usize..];
    let first = bytes[0];
    let lexeme = match first {
        b'0'..=b'9' => figures::number(bytes),
        b'\'' | b'`' | 0xe2 if !quoted(text, start) => figures::short_year(bytes).or_else(|| word(bytes, lexicon)),
        b'A'..=b'Z' | b'a'..=b'z' => figures::part_of_year(bytes).or_else(|| word(bytes, lexicon)),
        _ => word(bytes, lexicon),
    };
    let (len, lexeme) = lexeme.unwrap_or_else(|| (unknown(text, start, token_end), Lexeme::default()));
    let lexeme = if lexeme.word != 0 && foreign(text, start, len) { Lexeme::default() } else { lexeme };
    let end = start + u32::try_from(len).expect("a word is shorter than the text");
    Lexeme { start, end, capital: first.is_ascii_uppercase(), first, ..lexeme }
}

/// Whether letters beyond ASCII touch the word: "mar" in "maréchal" is no month.
fn foreign(text: &str, start: u32, len: usize) -> bool {
    let (start, end) = (start as usize, start as usize + len);
    let bytes = text.as_bytes();
    let touches = start > 0 && !bytes[start - 1].is_ascii() || bytes.get(end).is_some_and(|byte| !byte.is_ascii());
    let letter = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && c.is_alphabetic());
    touches && (letter(text[..start].chars().next_back()) || letter(text[end..].chars().next()))
}

/// Whether a quotation mark stands directly before: then an apostrophe opens a quote, and no year.
fn quoted(text: &str, at: u32) -> bool {
    at > 0 && matches!(text.as_bytes()[at as usize - 1], b'\'' | b'`')
}

/// A word or mark of the lexicon: letters, with inner full stops where that makes a known abbreviation.
fn word(bytes: &[u8], lexicon: &Lexicon) -> Option<(usize, Lexeme)> {
    let letters = letters(bytes);
    if let Some(found) = negated(bytes, letters, lexicon) {
        return Some(found);
    }
    if let Some(found) = (letters == 1).then(|| dotted(bytes, lexicon)).flatten() {
        return Some(found);
    }
    let (len, spelling) = if letters == 0 { mark(bytes)? } else { (letters, &bytes[..letters]) };
    let id = lexicon.find(spelling);
    if id == 0 {
        return (letters > 0).then(|| (letters, ending(&bytes[..letters])));
    }
    let classes = lexicon.entry(id).classes;
    let stop = classes & Class::ABBREVIATION.bit() != 0 && bytes.get(len) == Some(&b'.');
    Some((len + usize::from(stop), Lexeme { word: id, classes, ..Lexeme::default() }))
}

/// "won't", "isn't", with either apostrophe.
fn negated(bytes: &[u8], letters: usize, lexicon: &Lexicon) -> Option<(usize, Lexeme)> {
    let (verb, rest) = bytes.split_at(letters);
    let apostrophe = match rest {
        [b'\'', b't' | b'T', ..] => 1,
        [0xe2, 0x80, 0x99, b't' | b'T', ..] => 3,
        _ => return None,
    };
    let id = lexicon.find_negated(verb);
    (id != 0).then(|| {
        (letters + apostrophe + 1, Lexeme { word: id, classes: lexicon.entry(id).classes, ..Lexeme::default() })
    })
}

fn letters(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// The length of a mark and its plain spelling: a clitic like "'s" is one ("'Saturday" only opens a quote), a dash is a hyphen.
fn mark(bytes: &[u8]) -> Option<(usize, &[u8])> {
    Some(match bytes {
        [b'\'', b's' | b'S', next, ..] if next.is_ascii_alphanumeric() => (1, &bytes[..1]),
        [0xe2, 0x80, 0x99, b's' | b'S', next, ..] if next.is_ascii_alphanumeric() => (3, b"'"),
        [b'\'', b's' | b'S', ..] => (2, b"'s"),
        [b'\'', b'l' | b'L', b'l' | b'L', ..] => (3, b"'ll"),
        [0xe2, 0x80, 0x99, b's' | b'S', ..] => (4, b"'s"),
        [b'\'', b'r' | b'v', b'e', ..] => (3, &bytes[..3]),
        [0xe2, 0x80, 0x99, b'r', b'e', ..] => (5, b"'re"),
        [0xe2, 0x80, 0x99, b'v', b'e', ..] => (5, b"'ve"),
        [0xe2, 0x80, 0x99, b'l', b'l', ..] => (5, b"'ll"),
        [0xe2, 0x80, 0x90 | 0x91 | 0x93, ..] => (3, b"-"),
        [0xe2, 0x80, 0x99, ..] => (3, b"'"),
        [first, ..] if first.is_ascii() => (1, &bytes[..1]),
        _ => return None,
    })
}

/// "a.m.", "B.C." and their like, and "o'clock".
fn dotted(bytes: &[u8], lexicon: &Lexicon) -> Option<(usize, Lexeme)> {
    if let [b'o' | b'O', b'\'', rest @ ..] | [b'o' | b'O', 0xe2, 0x80, 0x99, rest @ ..] = bytes {
        let clock = rest.len() >= 5 && rest[..5].eq_ignore_ascii_case(b"clock");
        let len = bytes.len() - rest.len() + 5;
        return clock.then(|| (len, Lexeme { word: lexicon.find(b"o'clock"), ..Lexeme::default() }));
    }
    let longest = bytes.iter().take(6).take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'.').count();
    (3..=longest).rev().find_map(|len| {
        let whole = !bytes.get(len).is_some_and(u8::is_ascii_alphanumeric);
        let id = if whole { lexicon.find(&bytes[..len]) } else { 0 };
        (id != 0).then(|| (len, Lexeme { word: id, classes: lexicon.entry(id).classes, ..Lexeme::default() }))
    })
}

/// A word that the lexicon lacks: its ending may still tell its tense.
fn ending(word: &[u8]) -> Lexeme {
    let past = word.len() > 3 && word.ends_with(b"ed") && !word.ends_with(b"eed");
    Lexeme { classes: if past { Class::BEHIND.bit() } else { 0 }, ..Lexeme::default() }
}

/// The length of something that is neither word nor number: a character, or the rest of a foreign word.
fn unknown(text: &str, start: u32, token_end: u32) -> usize {
    let rest = &text[Span::new(start, token_end).range()];
    let foreign = rest.chars().take_while(|c| !c.is_ascii()).map(char::len_utf8).sum::<usize>();
    foreign.max(1)
}
