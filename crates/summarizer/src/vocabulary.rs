//! The words that the stage knows: those without content, and some that mark a kind of sentence.

use copydesk_english::lists;

use crate::fold;

/// Words that mark a kind of sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordClass {
    /// "I", "we", "our".
    FirstPerson,
    /// "You", "your".
    SecondPerson,
    /// "Said", "told".
    Saying,
    /// "Today", "yesterday".
    Day,
    /// "Has", "is", "will": the tenses in which news is told; the month of May is counted too.
    Holding,
    /// "Should", "must": what a writer demands.
    Claim,
    /// "Million", "half", "most", "largest": how much, and of how many.
    Scale,
    /// "Because", "after", "who": what joins a clause to another.
    Joint,
}

/// The word lists, looked up by key.
pub(crate) struct Vocabulary {
    stop_words: Keys,
    classes: Keys,
}

impl Vocabulary {
    pub(crate) fn load() -> Self {
        let stop_words = lists::STOP_WORDS.lines().map(|word| (fold::key(word), 0));
        let classes =
            CLASSES.iter().flat_map(|(class, words)| words.split(' ').map(|word| (fold::whole(word), *class as u8)));
        Self { stop_words: Keys::of(stop_words), classes: Keys::of(classes) }
    }

    /// Whether the word with this [`key`](fold::key) carries no content.
    pub(crate) fn is_stop_word(&self, key: u64) -> bool {
        self.stop_words.get(key).is_some()
    }

    /// The class of a word.
    pub(crate) fn class(&self, word: &str) -> Option<WordClass> {
        if word.len() > LONGEST_CLASSED {
            return None;
        }
        let number = self.classes.get(fold::whole(word))?;
        CLASSES.iter().map(|(class, _)| *class).find(|class| *class as u8 == number)
    }
}

const LONGEST_CLASSED: usize = 9;

const CLASSES: [(WordClass, &str); 8] = [
    (WordClass::FirstPerson, "i we me us my our mine ours myself ourselves"),
    (WordClass::SecondPerson, "you your yours yourself"),
    (
        WordClass::Saying,
        "said says say told tells added adds claimed claims warned warns announced insisted explained argued stated \
         admitted denied confirmed revealed reported wrote tweeted asked",
    ),
    (WordClass::Day, "today yesterday tonight tomorrow"),
    (WordClass::Holding, "has have is are will would may could being be been"),
    (WordClass::Claim, "should must ought need needs cannot"),
    (
        WordClass::Scale,
        "hundred hundreds thousand thousands million millions billion billions trillion dozens half third quarter fifth \
         tenth percent cent most more fewer less average record largest biggest highest lowest worst oldest almost nearly \
         across among nationwide decade decades",
    ),
    (
        WordClass::Joint,
        "because after since unless although though despite while whether which who whose where so if until that",
    ),
];

/// A small open hash table from keys to numbers.
struct Keys {
    slots: Vec<(u64, u8)>,
}

impl Keys {
    fn of(entries: impl Iterator<Item = (u64, u8)>) -> Self {
        let entries: Vec<_> = entries.collect();
        let mut slots = vec![(0, 0); (entries.len() * 4).next_power_of_two()];
        for (key, value) in entries {
            let mut at = slot(key, slots.len());
            while slots[at].0 != 0 && slots[at].0 != key {
                at = (at + 1) % slots.len();
            }
            slots[at] = (key, value);
        }
        Self { slots }
    }

    fn get(&self, key: u64) -> Option<u8> {
        let mut at = slot(key, self.slots.len());
        while self.slots[at].0 != 0 {
            if self.slots[at].0 == key {
                return Some(self.slots[at].1);
            }
            at = (at + 1) % self.slots.len();
        }
        None
    }
}

fn slot(key: u64, slots: usize) -> usize {
    (key >> 32) as usize & (slots - 1)
}
