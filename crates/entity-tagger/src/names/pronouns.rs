//! What the pronouns after a person's name tell of the person's gender.

use copydesk_core::Span;
use copydesk_english::pronouns::Pronoun;
use copydesk_english::{WordList, inflection, lists};
use copydesk_layers::{EntityLabel, Gender};

use super::Mention;
use super::around::Around;

/// Finite forms of verbs of saying.
static SAYING: WordList = WordList::new(|| inflection::finite_forms(&[lists::SPEECH_VERBS]));

/// So many bytes behind a name a pronoun still speaks of it.
const REACH: usize = 240;
/// So many words before a name a subject of the same sentence is looked for.
const SUBJECT_WORDS: usize = 12;
/// So many words behind a name a pronoun of its sentence still speaks of it.
const WORDS: usize = 30;

/// For each group, how often "she" and "he" followed it.
pub(super) struct Pronouns {
    votes: Vec<[u32; 2]>,
}

impl Pronouns {
    /// Counts the pronouns of a text. One votes for the person named last, if it stands in the same paragraph, outside of
    /// quotation marks, and if no other person is named between the start of that name's sentence and itself.
    pub(super) fn of(text: &str, mentions: &[Mention], of_mention: &[usize], groups: usize) -> Self {
        let mut pronouns = Self { votes: vec![[0; 2]; groups] };
        let people: Vec<(Span, usize)> = mentions
            .iter()
            .zip(of_mention)
            .filter(|(mention, _)| mention.label == EntityLabel::Person)
            .map(|(mention, group)| (mention.span, *group))
            .collect();
        for (n, (name, group)) in people.iter().enumerate() {
            let before = n.checked_sub(1).map(|before| people[before]);
            if before
                .is_some_and(|(other, of)| of != *group && is_close(&text[other.end() as usize..name.start() as usize]))
            {
                continue;
            }
            if is_object(&text[..name.start() as usize]) {
                continue;
            }
            let end = people.get(n + 1).map_or(text.len(), |(next, _)| next.start() as usize);
            pronouns.read(&text[name.end() as usize..end], *group);
        }
        pronouns
    }

    fn read(&mut self, after: &str, group: usize) {
        let mut quoted = false;
        let mut places = after.split_inclusive(|c: char| !c.is_alphabetic());
        let mut read = 0;
        while let Some(piece) = places.next().filter(|_| read < REACH) {
            read += piece.len();
            let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
            if let Some(gender) = Pronoun::of(word).and_then(|pronoun| pronoun.gender).filter(|_| !quoted) {
                self.votes[group][gender as usize] += 1;
            }
            match piece.chars().next_back() {
                Some('\n') => return,
                Some('"') => quoted = !quoted,
                Some('“') => quoted = true,
                Some('”') => quoted = false,
                _ => {}
            }
        }
    }

    /// The gender that a group's pronouns show, if three of four agree.
    pub(super) fn gender(&self, group: usize) -> Option<Gender> {
        let [she, he] = self.votes[group];
        match () {
            () if she > 0 && she >= 3 * he => Some(Gender::Female),
            () if he > 0 && he >= 3 * she => Some(Gender::Male),
            () => None,
        }
    }
}

/// Whether the sentence that ends so far speaks of somebody else already: "She hates" before a name.
fn is_object(before: &str) -> bool {
    let words = before
        .rsplit(|c: char| c.is_whitespace())
        .take(SUBJECT_WORDS)
        .take_while(|word| !word.ends_with(['.', '!', '?', '”', '"']));
    words.filter_map(Pronoun::of).any(|pronoun| pronoun.subject && pronoun.gender.is_some())
}

/// Whether a word is "he" or "she", or "his" or "her" right behind a verb of saying: elsewhere an owner is as often another.
fn speaks_of_subject(word: &str, before: &str) -> bool {
    let Some(pronoun) = Pronoun::of(word).filter(|pronoun| pronoun.gender.is_some()) else { return false };
    pronoun.subject || pronoun.possessive && SAYING.contains(before)
}

/// The gender of the pronoun that speaks of somebody: the first "he" or "she" in the rest of the sentence, outside of quotation
/// marks and before the next person's name, or the first word of the next sentence.
pub(super) fn after(around: &Around<'_>, name: Span, next: Option<Span>) -> Option<Gender> {
    let sentence = around.sentence(name);
    let next = next.map_or(usize::MAX, |next| around.rows(next).start);
    let mut quoted = false;
    for row in (around.rows(name).end..sentence.end.min(next)).take(WORDS) {
        match around.word(row) {
            "\"" => quoted = !quoted,
            "“" | "‘" => quoted = true,
            "”" | "’" => quoted = false,
            ":" => return None,
            word if quoted || !speaks_of_subject(word, around.word(row - 1)) => {}
            word => return Pronoun::of(word).and_then(|pronoun| pronoun.gender),
        }
    }
    let goes_on = sentence.end < next && !around.ends_paragraph(sentence.end);
    Pronoun::of(around.word(sentence.end))
        .filter(|pronoun| goes_on && pronoun.subject)
        .and_then(|pronoun| pronoun.gender)
}

/// Whether no sentence or paragraph ends in the text between two names.
fn is_close(between: &str) -> bool {
    !between.contains(['.', '!', '?', '\n'])
}
