//! What the pronouns after a person's name tell of the person's gender.

use copydesk_core::Span;
use copydesk_english::pronouns::Pronoun;
use copydesk_layers::{EntityLabel, Gender};

use super::Mention;

/// So many bytes behind a name a pronoun still speaks of it.
const REACH: usize = 240;

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

/// Whether no sentence or paragraph ends in the text between two names.
fn is_close(between: &str) -> bool {
    !between.contains(['.', '!', '?', '\n'])
}
