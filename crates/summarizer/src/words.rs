//! What a token is: found out once for every different one, and remembered.

use copydesk_core::Span;
use copydesk_english::calendar::is_calendar_name;

use crate::fold;
use crate::openers::{is_capitalised, is_word};
use crate::pronouns::of_one_person;
use crate::vocabulary::{Vocabulary, WordClass};

/// What may be said of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// It is a word, and not a mark or the rest of a contraction.
    Word,
    /// A word that carries no content.
    Stop,
    /// A word with a capital in front.
    Capital,
    /// A word all in capitals.
    Shouted,
    /// A word with a figure.
    Number,
    /// A word in "ed".
    Past,
    /// The name of a day or a month.
    Calendar,
    /// Of [`WordClass::FirstPerson`].
    FirstPerson,
    /// Of [`WordClass::SecondPerson`].
    SecondPerson,
    /// Of [`WordClass::Saying`].
    Saying,
    /// Of [`WordClass::Day`].
    Day,
    /// Of [`WordClass::Holding`].
    Holding,
    /// Of [`WordClass::Claim`].
    Claim,
    /// Of [`WordClass::Scale`].
    Scale,
    /// Of [`WordClass::Joint`].
    Joint,
    /// "He", "she" and their forms.
    Pronoun,
    /// A double quotation mark.
    QuoteMark,
    /// A comma.
    Comma,
    /// A colon, a semicolon or a dash.
    Break,
    /// A bracket.
    Bracket,
}

/// A token.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Word {
    /// The [key](fold::key) of a word.
    pub(crate) key: u64,
    looks: u32,
}

impl Word {
    fn of(token: &str, vocabulary: &Vocabulary) -> Self {
        if is_word(token) { Self::of_word(token, vocabulary) } else { Self::of_mark(token) }
    }

    fn of_word(word: &str, vocabulary: &Vocabulary) -> Self {
        let bytes = word.as_bytes();
        let (key, class) = (fold::key(word), vocabulary.class(word));
        let capital = is_capitalised(word);
        let looks = [
            (Look::Word, true),
            (Look::Stop, vocabulary.is_stop_word(key)),
            (Look::Capital, capital),
            (Look::Shouted, bytes.len() > 1 && bytes.iter().all(u8::is_ascii_uppercase)),
            (Look::Number, bytes.iter().any(u8::is_ascii_digit)),
            (Look::Past, word.ends_with("ed")),
            (Look::Calendar, capital && is_calendar_name(word)),
            (Look::FirstPerson, class == Some(WordClass::FirstPerson)),
            (Look::SecondPerson, class == Some(WordClass::SecondPerson)),
            (Look::Saying, class == Some(WordClass::Saying)),
            (Look::Day, class == Some(WordClass::Day)),
            (Look::Holding, class == Some(WordClass::Holding)),
            (Look::Claim, class == Some(WordClass::Claim)),
            (Look::Scale, class == Some(WordClass::Scale)),
            (Look::Joint, class == Some(WordClass::Joint)),
            (Look::Pronoun, of_one_person(word).is_some()),
        ];
        let looks = looks.into_iter().fold(0, |all, (look, has)| all | u32::from(has) << look as u32);
        Self { key, looks }
    }

    fn of_mark(mark: &str) -> Self {
        let look = match mark {
            "\"" | "“" | "”" | "``" | "''" => Look::QuoteMark,
            "," => Look::Comma,
            ":" | ";" | "-" | "–" | "—" | "--" => Look::Break,
            "(" | ")" | "[" | "]" => Look::Bracket,
            _ => return Self::default(),
        };
        Self { key: 0, looks: 1 << look as u32 }
    }

    /// Whether this may be said of it.
    pub(crate) fn is(self, look: Look) -> bool {
        self.count(look) == 1
    }

    /// The same as 0 or 1.
    pub(crate) fn count(self, look: Look) -> u32 {
        self.looks >> look as u32 & 1
    }
}

/// Slots of the memory; each holds the last token that fell to it.
const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 12;
/// A token and its length fit into so many bytes, or it is not remembered.
const WIDTH: usize = 16;

/// Tokens seen lately. What a token is depends on nothing else, so what is remembered never shows.
#[derive(Default)]
pub(crate) struct Memory {
    slots: Vec<(u128, Word)>,
}

impl Memory {
    /// What the token at `span` is.
    pub(crate) fn look(&mut self, text: &str, span: Span, vocabulary: &Vocabulary) -> Word {
        let Some(token) = packed(text, span) else { return Word::of(span.of(text), vocabulary) };
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, (0, Word::default()));
        }
        let slot = &mut self.slots[slot(token)];
        if slot.0 != token {
            *slot = (token, Word::of(span.of(text), vocabulary));
        }
        slot.1
    }
}

/// The bytes of a short token, and its length in the last; never zero.
fn packed(text: &str, span: Span) -> Option<u128> {
    let range = span.range();
    let length = range.len();
    if length == 0 || length >= WIDTH {
        return None;
    }
    let bytes = text.as_bytes().get(range.start..range.start + WIDTH)?;
    let bytes = u128::from_le_bytes(bytes.try_into().expect("as many as asked for"));
    Some(bytes & ((1 << (8 * length)) - 1) | (length as u128) << (8 * (WIDTH - 1)))
}

fn slot(token: u128) -> usize {
    let folded = token as u64 ^ ((token >> 64) as u64).rotate_left(23);
    (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SLOT_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_would_be_found() {
        let vocabulary = Vocabulary::load();
        let text =
            "Said she, “I voted in MAY 2024 – council’s (harbourmaster’s-deputies) 'd a\0 a said Said He he x1 Y";
        let layers = copydesk_layers::plain::layers(text);
        let tokens = layers.get::<copydesk_layers::Token>().unwrap();
        let mut memory = Memory::default();
        let a = text.find("a\0").unwrap();
        let tricky = [Span::from_range(a..a + 1), Span::from_range(a..a + 2), Span::from_range(a + 1..a + 2)];
        for span in tokens.iter().chain(tokens).map(|token| token.span).chain(tricky) {
            let word = span.of(text);
            assert_eq!(memory.look(text, span, &vocabulary), Word::of(word, &vocabulary), "{word}");
        }
        assert!(memory.slots.iter().filter(|slot| slot.0 != 0).count() > 10);
    }

    #[test]
    fn looks() {
        let vocabulary = Vocabulary::load();
        let has = |token, look| Word::of(token, &vocabulary).is(look);
        let table = [
            ("the", Look::Stop, "bridge"),
            ("Bridge", Look::Capital, "bridge"),
            ("NHS", Look::Shouted, "A"),
            ("5th", Look::Number, "fifth"),
            ("voted", Look::Past, "vote"),
            ("May", Look::Calendar, "may"),
            ("Our", Look::FirstPerson, "your"),
            ("your", Look::SecondPerson, "our"),
            ("Said", Look::Saying, "sad"),
            ("tonight", Look::Day, "night"),
            ("will", Look::Holding, "well"),
            ("must", Look::Claim, "dust"),
            ("Millions", Look::Scale, "mills"),
            ("because", Look::Joint, "cause"),
            ("herself", Look::Pronoun, "herb"),
            ("”", Look::QuoteMark, "’"),
            (",", Look::Comma, "."),
            ("—", Look::Break, "."),
            ("]", Look::Bracket, "/"),
            ("Zoë", Look::Word, "’s"),
        ];
        for (token, look, other) in table {
            assert!(has(token, look) && !has(other, look), "{token} {look:?} {other}");
        }
    }
}
