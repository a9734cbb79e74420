//! The word lists of `data/`, as one table from a word's hash to what is known of it.

use crate::flags::Flags;
use crate::inflection::{inflect, plural};

/// What the word lists say, by the hash of the lower-cased word.
pub(crate) struct Lexicon {
    slots: Vec<(u64, Flags)>,
    mask: usize,
}

const SLOTS: usize = 1 << 14;

const LISTS: &[(&str, Flags)] = &[
    (include_str!("../data/adverbs.txt"), Flags::ADVERB),
    (include_str!("../data/auxiliaries.txt"), Flags::AUXILIARY),
    (include_str!("../data/company-endings.txt"), Flags::COMPANY_END),
    (include_str!("../data/company-nouns.txt"), Flags::COMPANY),
    (include_str!("../data/conjunctions.txt"), Flags::CONJUNCTION),
    (include_str!("../data/cue-adjectives.txt"), Flags::CUE_ADJECTIVE),
    (include_str!("../data/determiners.txt"), Flags::DETERMINER),
    (include_str!("../data/given-female.txt"), Flags::GIVEN.or(Flags::FEMALE)),
    (include_str!("../data/given-male.txt"), Flags::GIVEN.or(Flags::MALE)),
    (include_str!("../data/institutions.txt"), Flags::INSTITUTION),
    (include_str!("../data/numbers.txt"), Flags::NUMBER),
    (include_str!("../data/prepositions.txt"), Flags::PREPOSITION),
    (include_str!("../data/time-words.txt"), Flags::TIME),
    (include_str!("../data/titles-female.txt"), Flags::TITLE.or(Flags::FEMALE)),
    (include_str!("../data/titles-male.txt"), Flags::TITLE.or(Flags::MALE)),
    (include_str!("../data/titles.txt"), Flags::TITLE),
    (include_str!("../data/vague-adjectives.txt"), Flags::VAGUE),
];

const VERBS: &[(&str, Flags)] = &[
    (include_str!("../data/common-verbs.txt"), Flags::VERB),
    (include_str!("../data/speech-verbs.txt"), Flags::SPEECH),
    (include_str!("../data/thought-verbs.txt"), Flags::THOUGHT),
];

const NOUNS: &[(&str, Flags)] = &[
    (include_str!("../data/cue-nouns.txt"), Flags::CUE_NOUN),
    (include_str!("../data/group-nouns.txt"), Flags::GROUP),
    (include_str!("../data/person-nouns.txt"), Flags::PERSON),
];

const SINGLE: &[(&str, Flags)] = &[
    ("according", Flags::ACCORDING),
    ("he", Flags::PRONOUN.or(Flags::MALE)),
    ("him", Flags::PRONOUN.or(Flags::MALE).or(Flags::OBJECT)),
    ("his", Flags::POSSESSOR.or(Flags::MALE)),
    ("himself", Flags::PRONOUN.or(Flags::MALE).or(Flags::OBJECT)),
    ("she", Flags::PRONOUN.or(Flags::FEMALE)),
    ("her", Flags::POSSESSOR.or(Flags::PRONOUN).or(Flags::FEMALE).or(Flags::OBJECT)),
    ("hers", Flags::PRONOUN.or(Flags::FEMALE).or(Flags::OBJECT)),
    ("herself", Flags::PRONOUN.or(Flags::FEMALE).or(Flags::OBJECT)),
    ("it", Flags::PRONOUN.or(Flags::NEUTER)),
    ("its", Flags::POSSESSOR.or(Flags::NEUTER)),
    ("itself", Flags::PRONOUN.or(Flags::NEUTER).or(Flags::OBJECT)),
    ("they", Flags::PRONOUN.or(Flags::PLURAL)),
    ("them", Flags::PRONOUN.or(Flags::PLURAL).or(Flags::OBJECT)),
    ("their", Flags::POSSESSOR.or(Flags::PLURAL)),
    ("themselves", Flags::PRONOUN.or(Flags::PLURAL).or(Flags::OBJECT)),
    ("i", Flags::PRONOUN.or(Flags::FIRST_PERSON)),
    ("me", Flags::PRONOUN.or(Flags::FIRST_PERSON).or(Flags::OBJECT)),
    ("my", Flags::POSSESSOR.or(Flags::FIRST_PERSON)),
    ("we", Flags::PRONOUN.or(Flags::FIRST_PERSON).or(Flags::PLURAL)),
    ("us", Flags::PRONOUN.or(Flags::FIRST_PERSON).or(Flags::PLURAL).or(Flags::OBJECT)),
    ("our", Flags::POSSESSOR.or(Flags::FIRST_PERSON).or(Flags::PLURAL)),
    ("you", Flags::PRONOUN),
    ("your", Flags::POSSESSOR),
    ("who", Flags::RELATIVE.or(Flags::WHO)),
    ("whom", Flags::RELATIVE),
    ("whose", Flags::RELATIVE),
    ("which", Flags::RELATIVE),
    ("what", Flags::RELATIVE),
    ("that", Flags::THAT.or(Flags::RELATIVE)),
    ("the", Flags::THE),
    ("of", Flags::OF),
    ("to", Flags::TO),
    ("and", Flags::AND),
    ("&", Flags::AND),
    ("or", Flags::CONJUNCTION),
    ("but", Flags::CONJUNCTION),
    ("not", Flags::NEGATION),
    ("n't", Flags::NEGATION),
    ("n’t", Flags::NEGATION),
    ("'s", Flags::POSSESSIVE),
    ("’s", Flags::POSSESSIVE),
    ("there", Flags::ADVERB),
    ("people", Flags::PERSON.or(Flags::PLURAL)),
    ("men", Flags::PERSON.or(Flags::PLURAL).or(Flags::MALE)),
    ("women", Flags::PERSON.or(Flags::PLURAL).or(Flags::FEMALE)),
    ("children", Flags::PERSON.or(Flags::PLURAL)),
    ("police", Flags::GROUP),
    ("others", Flags::PERSON.or(Flags::PLURAL)),
    ("spokesmen", Flags::PERSON.or(Flags::PLURAL)),
    ("man", Flags::MALE),
    ("boy", Flags::MALE),
    ("husband", Flags::MALE),
    ("widower", Flags::MALE),
    ("son", Flags::MALE),
    ("uncle", Flags::MALE),
    ("nephew", Flags::MALE),
    ("businessman", Flags::MALE.or(Flags::PERSON)),
    ("businesswoman", Flags::FEMALE.or(Flags::PERSON)),
    ("spokesman", Flags::MALE),
    ("woman", Flags::FEMALE),
    ("girl", Flags::FEMALE),
    ("wife", Flags::FEMALE),
    ("widow", Flags::FEMALE),
    ("mother", Flags::FEMALE),
    ("daughter", Flags::FEMALE),
    ("aunt", Flags::FEMALE),
    ("niece", Flags::FEMALE),
    ("actress", Flags::FEMALE),
    ("spokeswoman", Flags::FEMALE),
    ("al", Flags::PARTICLE),
    ("ben", Flags::PARTICLE),
    ("bin", Flags::PARTICLE),
    ("da", Flags::PARTICLE),
    ("de", Flags::PARTICLE),
    ("del", Flags::PARTICLE),
    ("den", Flags::PARTICLE),
    ("der", Flags::PARTICLE),
    ("di", Flags::PARTICLE),
    ("dos", Flags::PARTICLE),
    ("du", Flags::PARTICLE),
    ("ibn", Flags::PARTICLE),
    ("la", Flags::PARTICLE),
    ("le", Flags::PARTICLE),
    ("van", Flags::PARTICLE),
    ("von", Flags::PARTICLE),
    ("y", Flags::PARTICLE),
];

impl Lexicon {
    /// Compiles the word lists.
    pub(crate) fn new() -> Self {
        let mut lexicon = Self { slots: vec![(0, Flags::NONE); SLOTS], mask: SLOTS - 1 };
        for (list, flags) in LISTS {
            list.lines().for_each(|word| lexicon.add(word, *flags));
        }
        for (list, flags) in VERBS {
            list.lines().for_each(|entry| inflect(entry, |word, form| lexicon.add(word, *flags | form)));
        }
        for (list, flags) in NOUNS {
            for word in list.lines() {
                lexicon.add(word, *flags);
                lexicon.add(&plural(word), *flags | Flags::PLURAL);
            }
        }
        SINGLE.iter().for_each(|(word, flags)| lexicon.add(word, *flags));
        lexicon
    }

    /// What the lists say of the word with this hash.
    pub(crate) fn get(&self, hash: u64) -> Flags {
        let mut at = hash as usize & self.mask;
        loop {
            match self.slots[at] {
                (0, _) => return Flags::NONE,
                (found, flags) if found == hash => return flags,
                _ => at = (at + 1) & self.mask,
            }
        }
    }

    fn add(&mut self, word: &str, flags: Flags) {
        let hash = hash_lower(word);
        let mut at = hash as usize & self.mask;
        while self.slots[at].0 != 0 && self.slots[at].0 != hash {
            at = (at + 1) & self.mask;
        }
        self.slots[at].0 = hash;
        self.slots[at].1 |= flags;
    }
}

/// The hash of a word without regard to the case of its ASCII letters, never 0. A curly apostrophe counts as a straight one.
pub(crate) fn hash_lower(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01b3);
    }
    (hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> Flags {
        Lexicon::new().get(hash_lower(word))
    }

    #[test]
    fn the_forms_of_a_verb_are_known() {
        for (word, form) in
            [("say", Flags::BASE), ("Says", Flags::S_FORM), ("SAID", Flags::PAST), ("saying", Flags::ING)]
        {
            assert!(of(word).any(Flags::SPEECH) && of(word).any(form), "{word}");
        }
        assert!(of("hoped").any(Flags::THOUGHT) && of("denies").any(Flags::S_FORM) && of("admitted").any(Flags::PAST));
        assert_eq!(of("kelmouth"), Flags::NONE);
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
