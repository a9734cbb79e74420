//! The compiled grammar: lexicon, rules and holidays, made once.

use crate::frame::{Kind, Slot};
use crate::holiday::{self, Holiday};
use crate::lexicon::Lexicon;
use crate::places::Places;
use crate::rules::{GrammarError, Index, Rules, Sort};

/// The data files that ship with this crate: lexicon, rules, holidays, places.
pub(crate) const STOCK: [&str; 4] = [
    include_str!("../data/lexicon.txt"),
    include_str!("../data/grammar.txt"),
    include_str!("../data/holidays.txt"),
    include_str!("../data/places.txt"),
];

/// Everything that the data files say.
#[derive(Debug)]
pub(crate) struct Grammar {
    pub(crate) lexicon: Lexicon,
    pub(crate) rules: Rules,
    pub(crate) heads: Index,
    pub(crate) lefts: Index,
    pub(crate) rights: Index,
    pub(crate) joins: Index,
    pub(crate) holidays: Vec<Holiday>,
    pub(crate) places: Places,
}

impl Grammar {
    /// The grammar that ships with this crate.
    pub(crate) fn stock() -> Self {
        Self::parse(STOCK).unwrap_or_else(|error| panic!("the stock grammar: {error}"))
    }

    pub(crate) fn parse([words, grammar, holidays, places]: [&str; 4]) -> Result<Self, GrammarError> {
        let mut lexicon = Lexicon::parse(words)?;
        let mut rules = Rules::default();
        rules.parse(grammar, &mut lexicon)?;
        let holidays = holiday::parse(holidays)?;
        for (number, holiday) in (0..).zip(&holidays) {
            rules.words(holiday.name.clone(), &holiday.name, Kind::Day, (Slot::Holiday, number), &mut lexicon);
        }
        let [heads, lefts, rights, joins] =
            [Sort::Head, Sort::Left, Sort::Right, Sort::Join].map(|sort| rules.index(sort, &lexicon));
        Ok(Self { heads, lefts, rights, joins, lexicon, rules, holidays, places: Places::parse(places)? })
    }
}
