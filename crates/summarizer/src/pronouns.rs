//! Pronouns inside a sentence whose antecedent stands outside it: "Police said he had left by then."
//!
//! Only "he", "she" and their forms are looked at: "it" and "they" find something to stand for in almost any sentence. A
//! sentence holds their antecedent if it names a person whom the pronoun fits, or calls one by a noun for people, before the
//! pronoun; or behind it, where the sentence opens with a frame ("In his speech to the council, Dana Pruitt ...").

use copydesk_core::{Span, layer};
use copydesk_english::calendar::is_calendar_name;
use copydesk_english::lists;
use copydesk_english::pronouns::Pronoun;
use copydesk_layers::Entity;

use crate::candidates::{Candidate, Given};
use crate::fold;
use crate::openers::{is_capitalised, is_word};

/// The nouns that call a person, and the words that only lead to a pronoun.
pub(crate) struct People {
    keys: Vec<u64>,
}

impl People {
    pub(crate) fn load() -> Self {
        let mut keys: Vec<u64> =
            lists::PERSON_NOUNS.lines().chain(lists::PERSON_WORDS.lines()).map(fold::key).collect();
        keys.sort_unstable();
        Self { keys }
    }

    /// Whether a pronoun of the sentence stands for somebody outside it.
    pub(crate) fn points_outside(&self, given: &Given<'_>, candidate: &Candidate, framed: bool) -> bool {
        let mut words = given.words(candidate).map(of_one_person).enumerate();
        let Some((place, pronoun)) = words.find_map(|(place, word)| Some((place, word?))) else { return false };
        let named = Named::of(given, candidate);
        let before = given.words(candidate).take(place).enumerate();
        let mut before = before.skip_while(|(_, word)| !is_word(word));
        let told = before.any(|(place, word)| named.by(pronoun, place) || self.calls(word));
        let behind = || (place + 1..candidate.tokens.len()).any(|place| named.by(pronoun, place));
        !(told || framed && behind())
    }

    fn calls(&self, word: &str) -> bool {
        self.keys.binary_search(&fold::key(word)).is_ok()
    }
}

/// The pronoun that a word is, if it is "he", "she" or one of their forms.
pub(crate) fn of_one_person(word: &str) -> Option<Pronoun> {
    let may_be = matches!(word.as_bytes().first(), Some(b'h' | b's' | b'H' | b'S'));
    if may_be { Pronoun::of(word).filter(|pronoun| pronoun.is_of_one_person()) } else { None }
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

    /// Whether the token at this place belongs to the name of a person whom a pronoun may stand for. A capital is taken for a
    /// person's where no tagger says otherwise.
    fn by(&self, pronoun: Pronoun, place: usize) -> bool {
        let span = self.given.tokens[self.first + place].span;
        match self.mentions.and_then(|mentions| mention_at(mentions, span)) {
            Some(mention) => pronoun.fit(mention.referent()).is_some(),
            None => place > 0 && is_name(span.of(self.given.doc.text)),
        }
    }
}

fn mention_at(mentions: &[Entity], token: Span) -> Option<&Entity> {
    mentions.iter().find(|mention| mention.span.contains_offset(token.start()))
}

fn is_name(word: &str) -> bool {
    word.len() > 1
        && is_capitalised(word)
        && !is_calendar_name(word)
        && !word.bytes().all(|byte| byte.is_ascii_uppercase())
}
