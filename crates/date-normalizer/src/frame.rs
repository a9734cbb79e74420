//! The frame of an expression: what its words say, before anybody asks when.
//!
//! Rules fill the slots of a frame; [`crate::resolve`] turns a filled frame into a value.

use copydesk_layers::DateMod;

/// What kind of expression a frame is. Rules for growth and joining name the kinds they apply to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// A day of a month, a holiday, or a date in figures.
    #[default]
    Day,
    Weekday,
    Month,
    Year,
    Decade,
    Century,
    Quarter,
    Half,
    Season,
    /// "last week", "that year", "two years ago": a unit, counted from somewhere.
    Period,
    /// "today" and its like.
    Deictic,
    /// A part of day.
    Part,
    Clock,
    /// A length of time.
    Length,
    /// PRESENT_REF and its like.
    Vague,
    Set,
    /// Not an expression after all: an age, a name, a number.
    Drop,
}

/// The names of kinds in the rules, in the order of [`Kind`].
const KINDS: [(&str, Kind); 17] = [
    ("day", Kind::Day),
    ("weekday", Kind::Weekday),
    ("month", Kind::Month),
    ("year", Kind::Year),
    ("decade", Kind::Decade),
    ("century", Kind::Century),
    ("quarter", Kind::Quarter),
    ("half", Kind::Half),
    ("season", Kind::Season),
    ("period", Kind::Period),
    ("deictic", Kind::Deictic),
    ("part", Kind::Part),
    ("clock", Kind::Clock),
    ("length", Kind::Length),
    ("vague", Kind::Vague),
    ("set", Kind::Set),
    ("drop", Kind::Drop),
];

impl Kind {
    /// The kind with this name in the rules.
    pub(crate) fn named(name: &str) -> Option<Self> {
        KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// A set of this kind alone.
    pub(crate) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// What a length or a period is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Unit {
    Second = 1,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Season,
    Year,
    Decade,
    Century,
    Millennium,
}

pub(crate) const UNITS: [(&str, Unit); 15] = [
    ("second", Unit::Second),
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("weekend", Unit::Weekend),
    ("week", Unit::Week),
    ("fortnight", Unit::Fortnight),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("half", Unit::Half),
    ("season", Unit::Season),
    ("year", Unit::Year),
    ("decade", Unit::Decade),
    ("century", Unit::Century),
    ("millennium", Unit::Millennium),
];

impl Unit {
    /// The unit that a slot's number stands for.
    pub(crate) fn of(number: i32) -> Option<Self> {
        UNITS.iter().find(|(_, unit)| *unit as i32 == number).map(|(_, unit)| *unit)
    }
}

/// The parts of day, as values end in them ("TMO").
pub(crate) const PARTS: [&str; 6] = ["MO", "AF", "EV", "NI", "DT", "MI"];

/// How long the times of a set are apart, as in "P1D".
pub(crate) const RECURRING: [&str; 10] = ["1D", "1W", "1M", "1Q", "1Y", "T1H", "2W", "6M", "2M", "2Y"];

const WORDS: [(&str, i32); 15] = [
    ("now", 0),
    ("focus", 1),
    ("topic", 2),
    ("event", 3),
    ("ago", 1),
    ("hence", 2),
    ("earlier", 3),
    ("later", 4),
    ("vague", 0),
    ("PRESENT_REF", 1),
    ("PAST_REF", 2),
    ("FUTURE_REF", 3),
    ("EVERY", 1),
    ("EACH", 2),
    ("EVERY_OTHER", 3),
];

const MODS: [(&str, DateMod); 11] = [
    ("START", DateMod::Start),
    ("MID", DateMod::Mid),
    ("END", DateMod::End),
    ("APPROX", DateMod::Approx),
    ("MORE_THAN", DateMod::MoreThan),
    ("LESS_THAN", DateMod::LessThan),
    ("EQUAL_OR_MORE", DateMod::EqualOrMore),
    ("EQUAL_OR_LESS", DateMod::EqualOrLess),
    ("ON_OR_AFTER", DateMod::OnOrAfter),
    ("AFTER", DateMod::After),
    ("BEFORE", DateMod::Before),
];

/// The number that a name in the data files stands for.
pub(crate) fn value_of_name(name: &str) -> Option<i32> {
    let place = |list: &[&str]| list.iter().position(|known| *known == name).and_then(|at| i32::try_from(at).ok());
    UNITS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, unit)| *unit as i32)
        .or_else(|| place(&PARTS))
        .or_else(|| place(&RECURRING))
        .or_else(|| WORDS.iter().find(|(known, _)| *known == name).map(|(_, value)| *value))
        .or_else(|| MODS.iter().position(|(known, _)| *known == name).and_then(|at| i32::try_from(at).ok()))
}

macro_rules! slots {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// What a rule can say about an expression.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Slot { $($name),* }
        const SLOTS: &[(&str, Slot)] = &[$(($text, Slot::$name)),*];
    };
}

slots! {
    Year = "year", Month = "month", Day = "day", Nth = "nth", Weekday = "weekday", Quarter = "quarter", Half = "half",
    Season = "season", Holiday = "holiday", Decade = "decade", Century = "century", Era = "era", Part = "part",
    Clock = "clock", Hour = "hour", Minutes = "minutes", Meridiem = "meridiem", Count = "count", Unit = "unit", Extra = "extra",
    Shift = "shift", From = "from", Way = "way", Quant = "quant", Recurring = "recurring", Ref = "ref", Mod = "mod",
    Date = "date", Plural = "plural", Deictic = "deictic", Freq = "freq", FreqUnit = "frequnit", ShortYear = "shortyear",
    Plus = "plus", Offset = "offset", OffsetUnit = "offsetunit", Rest = "rest", RestUnit = "restunit", More = "more", MoreUnit = "moreunit", Story = "story",
    Event = "event", Exact = "exact", After = "after", QuarterYear = "quarteryear", EndMonth = "endmonth",
}

pub(crate) const SLOT_COUNT: usize = SLOTS.len();

impl Slot {
    /// The slot with this name in the rules.
    pub(crate) fn named(name: &str) -> Option<Self> {
        SLOTS.iter().find(|(known, _)| *known == name).map(|(_, slot)| *slot)
    }
}

/// Where a count begins, as `data/grammar.txt` numbers it in [`Slot::From`].
pub(crate) mod from {
    /// The day of the article, or of the story where it tells one.
    pub(crate) const NOW: i32 = 0;
    /// What the text speaks of.
    pub(crate) const TOPIC: i32 = 2;
    /// An event that no day is known of.
    pub(crate) const EVENT: i32 = 3;
}

/// Which way a count goes, as `data/grammar.txt` numbers it in [`Slot::Way`].
pub(crate) mod way {
    /// Back from now.
    pub(crate) const AGO: i32 = 1;
    /// Back from something that the text told of.
    pub(crate) const EARLIER: i32 = 3;
    /// On from something that the text told of.
    pub(crate) const LATER: i32 = 4;
}

/// Sixty-four rules fit in each word of the set of rules that made a frame.
pub(crate) const RULE_WORDS: usize = 10;

/// An expression: where it stands among the lexemes of its sentence, and what its words say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) kind: Kind,
    /// The first lexeme.
    pub(crate) from: u32,
    /// The lexeme after the last.
    pub(crate) to: u32,
    /// The rules that made it, as a set of bits.
    pub(crate) rules: [u64; RULE_WORDS],
    filled: u64,
    slots: [i32; SLOT_COUNT],
}

impl Frame {
    /// An empty frame over some lexemes.
    pub(crate) const fn new(kind: Kind, from: u32, to: u32) -> Self {
        Self { kind, from, to, rules: [0; RULE_WORDS], filled: 0, slots: [0; SLOT_COUNT] }
    }

    pub(crate) const fn get(&self, slot: Slot) -> Option<i32> {
        if self.filled & (1 << slot as u64) == 0 { None } else { Some(self.slots[slot as usize]) }
    }

    pub(crate) const fn has(&self, slot: Slot) -> bool {
        self.filled & (1 << slot as u64) != 0
    }

    pub(crate) const fn set(&mut self, slot: Slot, value: i32) {
        self.filled |= 1 << slot as u64;
        self.slots[slot as usize] = value;
    }

    /// The unit, where one is named.
    pub(crate) fn unit(&self) -> Option<Unit> {
        self.get(Slot::Unit).and_then(Unit::of)
    }

    /// TIMEX3's modifier, where one is named.
    pub(crate) fn modifier(&self) -> Option<DateMod> {
        let at = usize::try_from(self.get(Slot::Mod)?).ok()?;
        MODS.get(at).map(|(_, modifier)| *modifier)
    }

    /// Whether the slots of the two can stand together: none filled in both, the modifier apart.
    pub(crate) const fn agrees(&self, other: &Self) -> bool {
        self.filled & other.filled & !(1 << Slot::Mod as u64) == 0
    }

    /// Takes over the slots of `other`.
    pub(crate) fn absorb(&mut self, other: &Self) {
        for (_, slot) in SLOTS {
            if let (Some(value), false) = (other.get(*slot), self.has(*slot)) {
                self.set(*slot, value);
            }
        }
        for (mine, theirs) in self.rules.iter_mut().zip(other.rules) {
            *mine |= theirs;
        }
        self.from = self.from.min(other.from);
        self.to = self.to.max(other.to);
    }
}
