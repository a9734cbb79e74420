//! The table of features: a column each, a row a sentence.

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident)*) => {
        /// A column of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Feature {
            $($(#[$doc])* $name,)*
        }

        impl Feature {
            /// The names of all columns, in order.
            pub(crate) const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];
        }
    };
}

features! {
    /// The sentence's number in the body, from 0.
    Place
    /// The same as a share of all.
    PlaceShare
    /// The sentences of the body.
    Sentences
    /// The words of the body before it.
    WordsBefore
    /// Sentences from it to the end.
    FromEnd
    /// Its words.
    Words
    /// Its words against the mean of the article.
    WordsToMean
    /// Its content words, each once.
    Terms
    /// Letters a word.
    LettersPerWord
    /// Words with a figure.
    Numbers
    /// Capitalised words behind the first.
    Capitals
    /// Their share of the words.
    CapitalShare
    /// Words all in capitals.
    Shouted
    /// Double quotation marks.
    QuoteMarks
    /// "I", "we", "my", "our".
    FirstPerson
    /// "You", "your".
    SecondPerson
    /// Verbs of saying.
    Said
    /// Days, months, "today", "yesterday".
    Calendar
    /// Commas.
    Commas
    /// Colons, semicolons and dashes.
    Breaks
    /// Brackets.
    Brackets
    /// Whether it ends in a full stop, with or without a closing mark.
    Stopped
    /// Whether it asks.
    Asks
    /// Words in "ed".
    Past
    /// Whether it leans on the sentence before it.
    Leans
    /// Whether the sentence after it leans on it.
    LeantOn
    /// Whether it holds half a quotation.
    Broken
    /// How it opens: 0 otherwise, 1 "The", 2 "A", 3 a name or other capitalised second word, 4 a figure, 5 a quotation mark.
    Opening
    /// The mean rarity of its content words.
    Rarity
    /// What it shares with the rest of the body, a word.
    Central
    /// The same in all.
    CentralSum
    /// The share of its content that came before.
    Known
    /// What it shares with later sentences, in all.
    Later
    /// What it names first that later sentences come back to.
    Introduces
    /// The share of the article's key terms that it holds.
    KeyTerms
    /// Its likeness to the first sentence.
    LikeFirst
    /// Its likeness to the second and third.
    LikeLead
    /// Its likeness to the sentence before it.
    LikePrevious
    /// The share of the article's chief names that it holds.
    ChiefNames
    /// The share of the headline that it holds.
    Headline
    /// The share of it that the headline holds.
    FromHeadline
    /// The share of sentences that have more of `CentralSum`.
    CentralRank
    /// The share of sentences that have more of `Central`.
    MeanRank
    /// The share of sentences that have more of `KeyTerms`.
    KeyRank
    /// The share of sentences that are longer.
    WordsRank
    /// `CentralSum` of the sentence before.
    CentralBefore
    /// `CentralSum` of the sentence after.
    CentralAfter
    /// `Words` of the sentence after.
    WordsAfter
    /// `QuoteMarks` of the sentence before.
    MarksBefore
    /// The share of the article's sentences with "I" or "we".
    FirstPersonShare
    /// The share with "you".
    SecondPersonShare
    /// The share with a verb of saying.
    SaidShare
    /// The share with a quotation mark.
    QuoteShare
    /// The share with a day, a month, "today".
    CalendarShare
    /// The share that ask.
    AskShare
    /// "Has", "is", "will".
    Holding
    /// "Should", "must".
    Claims
    /// "Million", "half", "most".
    Scale
    /// "Because", "after", "who".
    Joints
    /// Whether the sentence before asks.
    AskedBefore
    /// How much it looks like news by its words: figures, names, scale, day, speaker, clauses.
    Told
    /// By how much that is more than in every sentence before.
    ToldMore
    /// `Told` of the first sentence.
    ToldFirst
    /// `KeyTerms` and `Headline` of the first sentence.
    SubjectFirst
    /// The same beyond the most of any sentence before.
    SubjectMore
}

/// The signs of news that `Told` adds up, each up to so many. Guesses: one sign more tells little where there are several.
const TOLD_BY: [(Feature, f32); 7] = [
    (Feature::Holding, 1.0),
    (Feature::Scale, 2.0),
    (Feature::Numbers, 2.0),
    (Feature::Joints, 2.0),
    (Feature::Calendar, 1.0),
    (Feature::Said, 1.0),
    (Feature::Claims, 1.0),
];
/// So many words tell as much as a sign, up to a long sentence of so many.
const WORDS_OF_A_SIGN: f32 = 8.0;
const LONG: f32 = 32.0;

/// Columns are filled up to a multiple of so many rows, so that they are gone through without a remainder.
const PADDING: usize = 8;

/// The features of one article's sentences.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    rows: usize,
    /// The rows of a column, those that fill it up among them.
    height: usize,
    values: Vec<f32>,
    sorted: Vec<f32>,
}

impl Table {
    /// Empties the table and gives it so many rows of zeros.
    pub(crate) fn reset(&mut self, rows: usize) {
        self.rows = rows;
        self.height = rows.next_multiple_of(PADDING);
        self.values.clear();
        self.values.resize(self.height * Feature::NAMES.len(), 0.0);
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The column with this number.
    pub(crate) fn column(&self, number: usize) -> &[f32] {
        &self.values[number * self.height..][..self.rows]
    }

    /// The same with the rows that fill it up.
    pub(crate) fn padded(&self, number: usize) -> &[f32] {
        &self.values[number * self.height..][..self.height]
    }

    #[cfg(test)]
    pub(crate) fn column_mut(&mut self, number: usize) -> &mut [f32] {
        &mut self.values[number * self.height..][..self.rows]
    }

    pub(crate) fn get(&self, feature: Feature, row: usize) -> f32 {
        self.column(feature as usize)[row]
    }

    pub(crate) fn set(&mut self, feature: Feature, row: usize, value: f32) {
        self.values[feature as usize * self.height + row] = value;
    }

    /// Fills the columns that compare a sentence with the others.
    pub(crate) fn relate(&mut self) {
        self.rank(Feature::CentralSum, Feature::CentralRank);
        self.rank(Feature::Central, Feature::MeanRank);
        self.rank(Feature::KeyTerms, Feature::KeyRank);
        self.rank(Feature::Words, Feature::WordsRank);
        self.share(Feature::FirstPerson, Feature::FirstPersonShare);
        self.share(Feature::SecondPerson, Feature::SecondPersonShare);
        self.share(Feature::Said, Feature::SaidShare);
        self.share(Feature::QuoteMarks, Feature::QuoteShare);
        self.share(Feature::Calendar, Feature::CalendarShare);
        self.share(Feature::Asks, Feature::AskShare);
        self.compare_with_before();
        for row in 1..self.rows {
            self.set(Feature::CentralBefore, row, self.get(Feature::CentralSum, row - 1));
            self.set(Feature::AskedBefore, row, self.get(Feature::Asks, row - 1));
            self.set(Feature::MarksBefore, row, self.get(Feature::QuoteMarks, row - 1));
            self.set(Feature::CentralAfter, row - 1, self.get(Feature::CentralSum, row));
            self.set(Feature::WordsAfter, row - 1, self.get(Feature::Words, row));
        }
    }

    /// Fills the columns that compare a sentence with those before it.
    fn compare_with_before(&mut self) {
        let (mut told_before, mut subject_before) = (0.0f32, 0.0f32);
        let (mut told_first, mut subject_first) = (0.0, 0.0);
        for row in 0..self.rows {
            let told = TOLD_BY.iter().map(|(feature, most)| self.get(*feature, row).min(*most)).sum::<f32>()
                + self.get(Feature::Words, row).min(LONG) / WORDS_OF_A_SIGN;
            let subject = self.get(Feature::KeyTerms, row) + self.get(Feature::Headline, row);
            if row == 0 {
                (told_first, subject_first) = (told, subject);
            }
            self.set(Feature::Told, row, told);
            self.set(Feature::ToldMore, row, told - told_before);
            self.set(Feature::ToldFirst, row, told_first);
            self.set(Feature::SubjectFirst, row, subject_first);
            self.set(Feature::SubjectMore, row, subject - subject_before);
            told_before = told_before.max(told);
            subject_before = subject_before.max(subject);
        }
    }

    /// Fills a column with the share of rows in which another is not zero.
    fn share(&mut self, of: Feature, into: Feature) {
        let has = self.column(of as usize).iter().filter(|value| **value > 0.0).count();
        let share = has as f32 / self.rows.max(1) as f32;
        self.values[into as usize * self.height..][..self.rows].fill(share);
    }

    fn rank(&mut self, of: Feature, into: Feature) {
        let mut sorted = std::mem::take(&mut self.sorted);
        sorted.clear();
        sorted.extend_from_slice(self.column(of as usize));
        sorted.sort_unstable_by(|a, b| b.total_cmp(a));
        for row in 0..self.rows {
            let own = self.get(of, row);
            let more = sorted.partition_point(|value| *value > own);
            self.set(into, row, more as f32 / self.rows as f32);
        }
        self.sorted = sorted;
    }
}
