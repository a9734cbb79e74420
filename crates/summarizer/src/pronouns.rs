//! Pronouns inside a sentence whose antecedent stands outside it: "Police said he had left by then."
//!
//! Only "he", "she" and their forms are looked at: "it" and "they" find something to stand for in almost any sentence. A
//! sentence holds their antecedent if it names a person, or calls one by a noun of `data/people.txt`, before the pronoun; or
//! behind it, where the sentence opens with a frame ("In his speech to the council, Dana Pruitt ...").

use copydesk_core::{Span, layer};
use copydesk_layers::{Entity, EntityLabel};

use crate::candidates::{Candidate, Given};
use crate::fold;
use crate::openers::{is_capitalised, is_word};
use crate::terms::is_calendar;

/// The nouns that call a person.
pub(crate) struct People {
    keys: Vec<u64>,
}

impl People {
    pub(crate) fn load() -> Self {
        let mut keys: Vec<u64> = include_str!("../data/people.txt").lines().map(fold::key).collect();
        keys.sort_unstable();
        Self { keys }
    }

    /// Whether a pronoun of the sentence stands for somebody outside it.
    pub(crate) fn points_outside(&self, given: &Given<'_>, candidate: &Candidate, framed: bool) -> bool {
        let Some(pronoun) = given.words(candidate).position(is_pronoun) else { return false };
        let named = Named::of(given, candidate);
        let before = given.words(candidate).take(pronoun).enumerate();
        let mut before = before.skip_while(|(_, word)| !is_word(word));
        let told = before.any(|(place, word)| named.at(place) || self.calls(word));
        let behind = || (pronoun + 1..candidate.tokens.len()).any(|place| named.at(place));
        !(told || framed && behind())
    }

    fn calls(&self, word: &str) -> bool {
        self.keys.binary_search(&fold::key(word)).is_ok()
    }
}

/// Whether a word is "he", "she" or one of their forms.
pub(crate) fn is_pronoun(word: &str) -> bool {
    const PRONOUNS: [&str; 14] =
        ["he", "He", "she", "She", "him", "Him", "her", "Her", "his", "His", "hers", "himself", "herself", "Himself"];
    matches!(word.as_bytes().first(), Some(b'h' | b's' | b'H' | b'S')) && PRONOUNS.contains(&word)
}

/// The persons that a sentence names.
struct Named<'a> {
    given: &'a Given<'a>,
    first: usize,
    mentions: Option<&'a [Entity]>,
}

impl<'a> Named<'a> {
    fn of(given: &'a Given<'a>, candidate: &Candidate) -> Self {
        let mentions = given.entities.map(|entities| layer::rows_in(entities, candidate.span));
        Self { given, first: candidate.tokens.start, mentions }
    }

    /// Whether the token at this place belongs to a person's name. A capital is taken for one where no tagger says otherwise.
    fn at(&self, place: usize) -> bool {
        let span = self.given.tokens[self.first + place].span;
        match self.mentions.and_then(|mentions| mention_at(mentions, span)) {
            Some(mention) => mention.label == EntityLabel::Person,
            None => place > 0 && is_name(span.of(self.given.doc.text)),
        }
    }
}

fn mention_at(mentions: &[Entity], token: Span) -> Option<&Entity> {
    mentions.iter().find(|mention| mention.span.contains_offset(token.start()))
}

fn is_name(word: &str) -> bool {
    word.len() > 1 && is_capitalised(word) && !is_calendar(word) && !word.bytes().all(|byte| byte.is_ascii_uppercase())
}
