//! What a sentence looks like, word by word.

use crate::words::{Look, Word};

/// Counts over the tokens of a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) words: u32,
    pub(crate) letters: u32,
    pub(crate) numbers: u32,
    /// Capitalised words behind the first.
    pub(crate) capitals: u32,
    pub(crate) shouted: u32,
    pub(crate) past: u32,
    pub(crate) marks: u32,
    pub(crate) commas: u32,
    pub(crate) breaks: u32,
    pub(crate) brackets: u32,
    /// Days, months, "today", "yesterday".
    pub(crate) calendar: u32,
    pub(crate) first_person: u32,
    pub(crate) second_person: u32,
    pub(crate) said: u32,
    pub(crate) pronouns: u32,
    pub(crate) holding: u32,
    pub(crate) claims: u32,
    pub(crate) scale: u32,
    pub(crate) joints: u32,
}

impl Tally {
    /// Counts a token of so many bytes.
    pub(crate) fn add(&mut self, word: Word, bytes: u32) {
        let is_word = word.count(Look::Word);
        self.capitals += word.count(Look::Capital) & u32::from(self.words > 0);
        self.words += is_word;
        self.letters += bytes * is_word;
        self.numbers += word.count(Look::Number);
        self.shouted += word.count(Look::Shouted);
        self.past += word.count(Look::Past);
        self.marks += word.count(Look::QuoteMark);
        self.commas += word.count(Look::Comma);
        self.breaks += word.count(Look::Break);
        self.brackets += word.count(Look::Bracket);
        self.calendar += word.count(Look::Calendar) + word.count(Look::Day);
        self.first_person += word.count(Look::FirstPerson);
        self.second_person += word.count(Look::SecondPerson);
        self.said += word.count(Look::Saying);
        self.pronouns += word.count(Look::Pronoun);
        self.holding += word.count(Look::Holding);
        self.claims += word.count(Look::Claim);
        self.scale += word.count(Look::Scale);
        self.joints += word.count(Look::Joint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;
    use crate::words::Memory;

    #[test]
    fn a_sentence_is_counted() {
        let text = "Yesterday she said, “We voted – you [NHS] too: 5th May, Kelmouth.” She has half, because she must.";
        let (vocabulary, mut memory, mut tally) = (Vocabulary::load(), Memory::default(), Tally::default());
        for token in copydesk_layers::plain::layers(text).get::<copydesk_layers::Token>().unwrap() {
            tally.add(memory.look(text, token.span, &vocabulary), token.span.len());
        }
        let expected = Tally {
            words: 17,
            letters: 70,
            numbers: 1,
            capitals: 5,
            shouted: 1,
            past: 1,
            marks: 2,
            commas: 3,
            breaks: 2,
            brackets: 2,
            calendar: 2,
            first_person: 1,
            second_person: 1,
            said: 1,
            pronouns: 3,
            holding: 2,
            claims: 1,
            scale: 1,
            joints: 1,
        };
        assert_eq!(tally, expected);
    }
}
