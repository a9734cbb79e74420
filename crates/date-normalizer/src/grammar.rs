//! The compiled grammar: lexicon, rules and holidays, made once.

use crate::datafile::GrammarError;
use crate::frame::{Kind, Slot};
use crate::holiday::{self, Holiday};
use crate::lexicon::Lexicon;
use crate::named_day::{self, NamedDay};
use crate::places::Places;
use crate::rules::{Index, Rules, Sort};

/// The data files that ship with this crate: lexicon, rules, holidays, places, feasts, named days, times of day.
pub(crate) const STOCK: [&str; 7] = [
    include_str!("../data/lexicon.txt"),
    include_str!("../data/grammar.txt"),
    include_str!("../data/holidays.txt"),
    include_str!("../data/places.txt"),
    include_str!("../data/feasts.txt"),
    include_str!("../data/named-days.txt"),
    include_str!("../data/zones.txt"),
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
    pub(crate) named_days: Vec<NamedDay>,
}

impl Grammar {
    /// The grammar that ships with this crate.
    pub(crate) fn stock() -> Self {
        Self::parse(STOCK).unwrap_or_else(|error| panic!("the stock grammar: {error}"))
    }

    pub(crate) fn parse(
        [words, grammar, holidays, places, feasts, named_days, zones]: [&str; 7],
    ) -> Result<Self, GrammarError> {
        let mut lexicon = Lexicon::parse(words)?;
        let mut rules = Rules::default();
        rules.parse(grammar, &mut lexicon)?;
        let holidays = holiday::parse(holidays, &holiday::parse_feasts(feasts)?)?;
        for (number, holiday) in (0..).zip(&holidays) {
            rules.words(holiday.called(), &holiday.name, Kind::Day, (Slot::Holiday, number), &mut lexicon);
        }
        let [heads, lefts, rights, joins] =
            [Sort::Head, Sort::Left, Sort::Right, Sort::Join].map(|sort| rules.index(sort, &lexicon));
        let named_days = named_day::parse(named_days)?;
        Ok(Self {
            named_days,
            heads,
            lefts,
            rights,
            joins,
            lexicon,
            rules,
            holidays,
            places: Places::parse(places, zones)?,
        })
    }
}
