//! The word lists of `data/`, as one table from a word's hash to what is known of it.

use copydesk_english::inflection::{VerbForm, inflect, plural};
use copydesk_english::pronouns::{Person, Pronoun};
use copydesk_english::{Gender, Number, hash, lists};

use crate::flags::Flags;

/// What the word lists say, by the hash of the lower-cased word.
pub(crate) struct Lexicon {
    slots: Vec<(u64, Flags)>,
    mask: usize,
}

const SLOTS: usize = 1 << 14;

const LISTS: &[(&str, Flags)] = &[
    (lists::ADVERBS, Flags::ADVERB),
    (include_str!("../data/alias-words.txt"), Flags::ALIAS),
    (include_str!("../data/forms-of-be.txt"), Flags::BE),
    (lists::AUXILIARIES, Flags::AUXILIARY),
    (lists::COMPANY_NOUNS, Flags::COMPANY),
    (lists::CONJUNCTIONS, Flags::CONJUNCTION),
    (include_str!("../data/cue-adjectives.txt"), Flags::CUE_ADJECTIVE),
    (lists::DETERMINERS, Flags::DETERMINER),
    (lists::NOUNS_FEMALE, Flags::FEMALE),
    (lists::NOUNS_MALE, Flags::MALE),
    (lists::INSTITUTIONS, Flags::INSTITUTION),
    (include_str!("../data/modals.txt"), Flags::MODAL),
    (lists::NUMBERS, Flags::NUMBER),
    (lists::PARTICLES, Flags::PARTICLE),
    (lists::PREPOSITIONS, Flags::PREPOSITION),
    (include_str!("../data/time-words.txt"), Flags::TIME),
    (lists::TITLES_FEMALE, Flags::TITLE.union(Flags::FEMALE)),
    (lists::TITLES_MALE, Flags::TITLE.union(Flags::MALE)),
    (lists::TITLES, Flags::TITLE),
    (include_str!("../data/vague-adjectives.txt"), Flags::VAGUE),
];

const VERBS: &[(&str, Flags)] = &[
    (include_str!("../data/asking-verbs.txt"), Flags::ASKS),
    (lists::COMMON_VERBS, Flags::VERB),
    (include_str!("../data/denying-verbs.txt"), Flags::DENIES),
    (include_str!("../data/finding-verbs.txt"), Flags::FINDS),
    (lists::SPEECH_VERBS, Flags::SPEECH),
    (lists::THOUGHT_VERBS, Flags::THOUGHT),
    (include_str!("../data/withholding-verbs.txt"), Flags::WITHHOLDS),
];

const NOUNS: &[(&str, Flags)] = &[
    (include_str!("../data/cue-nouns.txt"), Flags::CUE_NOUN),
    (include_str!("../data/document-nouns.txt"), Flags::DOCUMENT),
    (lists::GROUP_NOUNS, Flags::GROUP),
    (lists::PERSON_NOUNS, Flags::PERSON),
    (include_str!("../data/spokespeople.txt"), Flags::SPOKES),
];

const SINGLE: &[(&str, Flags)] = &[
    ("according", Flags::ACCORDING),
    ("for", Flags::FOR),
    ("who", Flags::RELATIVE.union(Flags::WHO)),
    ("whom", Flags::RELATIVE),
    ("whose", Flags::RELATIVE),
    ("which", Flags::RELATIVE),
    ("what", Flags::RELATIVE),
    ("that", Flags::THAT.union(Flags::RELATIVE).union(Flags::DEMONSTRATIVE)),
    ("the", Flags::THE),
    ("nobody", Flags::NOBODY),
    ("none", Flags::NOBODY),
    ("no", Flags::NOBODY),
    ("this", Flags::DEMONSTRATIVE),
    ("these", Flags::DEMONSTRATIVE),
    ("those", Flags::DEMONSTRATIVE),
    ("of", Flags::OF),
    ("to", Flags::TO),
    ("and", Flags::AND),
    ("&", Flags::AND),
    ("or", Flags::CONJUNCTION),
    ("but", Flags::CONJUNCTION),
    ("never", Flags::NEGATION),
    ("not", Flags::NEGATION),
    ("n't", Flags::NEGATION),
    ("n’t", Flags::NEGATION),
    ("'s", Flags::POSSESSIVE),
    ("’s", Flags::POSSESSIVE),
    ("there", Flags::ADVERB),
    ("people", Flags::PERSON.union(Flags::PLURAL)),
    ("men", Flags::PERSON.union(Flags::PLURAL).union(Flags::MALE)),
    ("women", Flags::PERSON.union(Flags::PLURAL).union(Flags::FEMALE)),
    ("children", Flags::PERSON.union(Flags::PLURAL)),
    ("police", Flags::GROUP),
    ("others", Flags::PERSON.union(Flags::PLURAL)),
    ("spokesmen", Flags::PERSON.union(Flags::PLURAL)),
    ("businessman", Flags::PERSON),
    ("businesswoman", Flags::PERSON),
    ("ben", Flags::PARTICLE),
    ("y", Flags::PARTICLE),
];

impl Lexicon {
    /// Compiles the word lists.
    pub(crate) fn new() -> Self {
        let mut lexicon = Self { slots: vec![(0, Flags::empty()); SLOTS], mask: SLOTS - 1 };
        for (list, flags) in LISTS {
            list.lines().for_each(|word| lexicon.add(word, *flags));
        }
        for (list, flags) in VERBS {
            list.lines().for_each(|entry| inflect(entry, |word, form| lexicon.add(word, *flags | of_form(form))));
        }
        for (list, flags) in NOUNS {
            for word in list.lines() {
                lexicon.add(word, *flags);
                lexicon.add(&plural(word), *flags | Flags::PLURAL);
            }
        }
        Pronoun::ALL.iter().for_each(|(word, pronoun)| lexicon.add(word, of_pronoun(*pronoun)));
        SINGLE.iter().for_each(|(word, flags)| lexicon.add(word, *flags));
        lexicon
    }

    /// What the lists say of the word with this hash.
    pub(crate) fn get(&self, hash: u64) -> Flags {
        let mut at = hash as usize & self.mask;
        loop {
            match self.slots[at] {
                (0, _) => return Flags::empty(),
                (found, flags) if found == hash => return flags,
                _ => at = (at + 1) & self.mask,
            }
        }
    }

    fn add(&mut self, word: &str, flags: Flags) {
        let hash = hash(word);
        let mut at = hash as usize & self.mask;
        while self.slots[at].0 != 0 && self.slots[at].0 != hash {
            at = (at + 1) & self.mask;
        }
        self.slots[at].0 = hash;
        self.slots[at].1 |= flags;
    }
}

/// What the form of a verb is, as a fact.
const fn of_form(form: VerbForm) -> Flags {
    match form {
        VerbForm::Base => Flags::BASE,
        VerbForm::Third => Flags::S_FORM,
        VerbForm::Ing => Flags::ING,
        VerbForm::Past => Flags::PAST,
    }
}

/// The facts of a pronoun.
fn of_pronoun(pronoun: Pronoun) -> Flags {
    let neuter = pronoun.person == Person::Third && pronoun.number == Number::Singular && pronoun.gender.is_none();
    let facts = [
        (pronoun.subject || pronoun.object, Flags::PRONOUN),
        (pronoun.object && !pronoun.subject, Flags::OBJECT),
        (pronoun.possessive, Flags::POSSESSOR),
        (pronoun.gender == Some(Gender::Male), Flags::MALE),
        (pronoun.gender == Some(Gender::Female), Flags::FEMALE),
        (pronoun.number == Number::Plural, Flags::PLURAL),
        (pronoun.person == Person::First, Flags::FIRST_PERSON),
        (neuter, Flags::NEUTER),
    ];
    facts.into_iter().filter(|(holds, _)| *holds).fold(Flags::empty(), |facts, (_, fact)| facts | fact)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> Flags {
        Lexicon::new().get(hash(word))
    }

    #[test]
    fn the_forms_of_a_verb_are_known() {
        for (word, form) in
            [("say", Flags::BASE), ("Says", Flags::S_FORM), ("SAID", Flags::PAST), ("saying", Flags::ING)]
        {
            assert!(of(word).intersects(Flags::SPEECH) && of(word).intersects(form), "{word}");
        }
        assert!(
            of("hoped").intersects(Flags::THOUGHT)
                && of("denies").intersects(Flags::S_FORM)
                && of("admitted").intersects(Flags::PAST)
        );
        assert_eq!(of("kelmouth"), Flags::empty());
    }

    #[test]
    fn the_lists_are_sorted_and_hold_no_entry_twice() {
        for (list, _) in LISTS.iter().chain(VERBS).chain(NOUNS) {
            let lines: Vec<_> = list.lines().collect();
            for pair in lines.windows(2) {
                assert!(pair[0] < pair[1], "{} stands before {}", pair[0], pair[1]);
            }
        }
    }
}
