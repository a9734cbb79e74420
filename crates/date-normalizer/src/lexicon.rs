//! The lexicon: which classes a word belongs to, and what it counts for in each.
//!
//! `data/lexicon.txt` holds one word a line, followed by its senses as `CLASS` or `CLASS=value`; months, days of the week and
//! numbers come from the crate of English that all stages share. Look-up packs a word into
//! sixteen bytes and probes an open table, so that no string is built.

use copydesk_english::{calendar, numbers};

use crate::datafile::GrammarError;

/// The classes of words and numbers that rules speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class(u8);

macro_rules! classes {
    ($($name:ident = $text:literal),* $(,)?) => {
        classes!(@step 0u8; $($name)*);
        const NAMES: &[&str] = &[$($text),*];
    };
    (@step $at:expr; $name:ident $($rest:ident)*) => {
        #[allow(dead_code, reason = "some classes are named by the data files alone")]
        impl Class { pub(crate) const $name: Self = Self($at); }
        classes!(@step $at + 1; $($rest)*);
    };
    (@step $at:expr;) => {};
}

classes! {
    ABBREVIATION = "ABBREVIATION", ABOUT = "ABOUT", ADJECTIVE = "ADJECTIVE", AHEAD = "AHEAD", ARTICLE = "ARTICLE",
    BARE = "BARE", BE = "BE", BEHIND = "BEHIND", CHARGED = "CHARGED", CLAUSE = "CLAUSE", CLOCK = "CLOCK",
    COLLECTIVE = "COLLECTIVE", COUNTED = "COUNTED", DATE = "DATE", DAY = "DAY", DECADE = "DECADE", DEICTIC = "DEICTIC",
    DOCUMENT = "DOCUMENT", ERA = "ERA", EVENT = "EVENT", FRACTION = "FRACTION", HALFYEAR = "HALFYEAR", HOUR = "HOUR",
    INTENT = "INTENT", LABEL = "LABEL", LAST = "LAST", LIMIT = "LIMIT", MERIDIEM = "MERIDIEM", MONTH = "MONTH",
    NEXT = "NEXT", NOON = "NOON", NOUN = "NOUN", NUMBER = "NUMBER", ORDINAL = "ORDINAL", OWNER = "OWNER", PART = "PART", PARTS = "PARTS",
    PAST = "PAST", PLAN = "PLAN", PREPOSITION = "PREPOSITION", PRESENT = "PRESENT", PRESENTLY = "PRESENTLY",
    QUARTER = "QUARTER", QUARTERYEAR = "QUARTERYEAR", RECURRING = "RECURRING", RESULT = "RESULT",
    SAY = "SAY", SCHEDULED = "SCHEDULED", SEASON = "SEASON", SEASONS = "SEASONS", SHORTYEAR = "SHORTYEAR", STAY = "STAY",
    SUBJECT = "SUBJECT", TIMES = "TIMES", UNIT = "UNIT", UNITS = "UNITS", VAGUE = "VAGUE", WAS = "WAS",
    WEEKDAY = "WEEKDAY", WEEKDAYS = "WEEKDAYS", YEAR = "YEAR", ZONE = "ZONE",
}

/// Classes that say something of tense or of events, and nothing of time itself: to the tests of names and numbers their words
/// are like unknown ones.
pub(crate) const CONTENT: u64 = Class::BARE.bit()
    | Class::CHARGED.bit()
    | Class::COLLECTIVE.bit()
    | Class::DOCUMENT.bit()
    | Class::EVENT.bit()
    | Class::INTENT.bit()
    | Class::NOUN.bit()
    | Class::PLAN.bit()
    | Class::SCHEDULED.bit();

impl Class {
    /// The class with this name in the data files.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let place = NAMES.iter().position(|known| *known == name)?;
        u8::try_from(place).ok().map(Self)
    }

    /// A set of this class alone.
    pub(crate) const fn bit(self) -> u64 {
        1 << self.0
    }
}

/// The number of a word in the lexicon; 0 is any word that it does not hold.
pub(crate) type WordId = u16;

/// A word and its senses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    /// The classes, as a set of bits.
    pub(crate) classes: u64,
    senses: Vec<(Class, i32)>,
}

impl Entry {
    /// What the word counts for in a class; 0 where that says nothing.
    pub(crate) fn value(&self, class: Class) -> i32 {
        self.senses.iter().find(|(of, _)| *of == class).map_or(0, |(_, value)| *value)
    }
}

/// Words, by their lower-case spelling.
#[derive(Debug)]
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    table: Vec<(u128, WordId)>,
}

/// Slots of the hash table: some three times the words, so that a search ends soon.
const TABLE: usize = 1 << 12;
/// Bytes of a word, as the `u128` of its slot holds them; longer words are not in the lexicon.
const LONGEST: usize = 16;

impl Lexicon {
    /// Reads the lines of a lexicon file.
    pub(crate) fn parse(text: &str) -> Result<Self, GrammarError> {
        let mut lexicon = Self { entries: vec![Entry::default()], table: vec![(0, 0); TABLE] };
        lexicon.add_calendar_and_numbers();
        for (number, line) in crate::datafile::lines(text) {
            let mut fields = line.split_whitespace();
            let word = fields.next().ok_or_else(|| GrammarError::new(number, "a line without a word"))?;
            let id = lexicon.word(word).ok_or_else(|| GrammarError::new(number, "a word of more than 16 bytes"))?;
            for field in fields {
                let (class, value) = sense(field).map_err(|what| GrammarError::new(number, what))?;
                let entry = &mut lexicon.entries[usize::from(id)];
                entry.classes |= class.bit();
                entry.senses.push((class, value));
            }
        }
        Ok(lexicon)
    }

    /// The words for months, days of the week and numbers, which other stages know too.
    fn add_calendar_and_numbers(&mut self) {
        for (days, class) in
            [(calendar::months().collect::<Vec<_>>(), Class::MONTH), (calendar::weekdays().collect(), Class::WEEKDAY)]
        {
            for (word, number, short) in days {
                self.add(word, class, number);
                if short {
                    self.add(word, Class::ABBREVIATION, 0);
                }
            }
        }
        numbers::cardinals().for_each(|(word, number)| self.add(word, Class::NUMBER, number));
        numbers::ordinals().for_each(|(word, number)| self.add(word, Class::ORDINAL, number));
    }

    fn add(&mut self, word: &str, class: Class, value: i32) {
        if let Some(id) = self.word(word) {
            let entry = &mut self.entries[usize::from(id)];
            entry.classes |= class.bit();
            entry.senses.push((class, value));
        }
    }

    /// The number of a word, which is added if it is new; nothing if it is too long.
    pub(crate) fn word(&mut self, word: &str) -> Option<WordId> {
        let key = pack(word.as_bytes())?;
        let slot = self.slot(key);
        if self.table[slot].0 == 0 {
            let id = WordId::try_from(self.entries.len()).ok()?;
            self.entries.push(Entry::default());
            self.table[slot] = (key, id);
        }
        Some(self.table[slot].1)
    }

    /// The number of a word in any case, or 0.
    pub(crate) fn find(&self, word: &[u8]) -> WordId {
        pack(word).map_or(0, |key| self.table[self.slot(key)].1)
    }

    /// The number of a verb with "n't" after it, given without the "'t"; or 0.
    pub(crate) fn find_negated(&self, verb: &[u8]) -> WordId {
        let mut whole = [0; LONGEST];
        let len = verb.len() + 2;
        if len > LONGEST {
            return 0;
        }
        whole[..verb.len()].copy_from_slice(verb);
        whole[verb.len()..len].copy_from_slice(b"'t");
        self.find(&whole[..len])
    }

    /// The word with this number.
    pub(crate) fn entry(&self, id: WordId) -> &Entry {
        &self.entries[usize::from(id)]
    }

    /// All numbers in use.
    pub(crate) fn ids(&self) -> impl Iterator<Item = WordId> + use<> {
        0..WordId::try_from(self.entries.len()).expect("every entry got a number")
    }

    fn slot(&self, key: u128) -> usize {
        #[expect(clippy::cast_possible_truncation, reason = "a hash folds its key")]
        let folded = (key as u64 ^ ((key >> 64) as u64).rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut slot = usize::try_from(folded >> 52).expect("twelve bits");
        while self.table[slot].0 != 0 && self.table[slot].0 != key {
            slot = (slot + 1) % TABLE;
        }
        slot
    }
}

fn pack(word: &[u8]) -> Option<u128> {
    if word.len() > LONGEST {
        return None;
    }
    let mut bytes = [0; LONGEST];
    for (to, from) in bytes.iter_mut().zip(word) {
        *to = from.to_ascii_lowercase();
    }
    Some(u128::from_le_bytes(bytes))
}

fn sense(field: &str) -> Result<(Class, i32), String> {
    let (name, value) = field.split_once('=').unwrap_or((field, "0"));
    let class = Class::named(name).ok_or_else(|| format!("`{name}` is no class"))?;
    let value = crate::frame::value_of_name(value).or_else(|| value.parse().ok());
    value.map(|value| (class, value)).ok_or_else(|| format!("`{field}` has no known value"))
}
