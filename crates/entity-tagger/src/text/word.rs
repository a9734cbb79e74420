//! What is known of a word as it is written: hashes of its form, its shape, its ends.

use super::run;
use super::small_words::{FUNCTION, LINKS};
use crate::clusters::plain_mark;
use crate::hash;
use crate::lexicon::{Lexicon, Lookup};

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Case {
    /// No letter.
    #[default]
    None,
    /// "harbour".
    Lower,
    /// "Harbour".
    Title,
    /// "UN", "OPEC".
    Upper,
    /// One capital letter, perhaps with a full stop: "J."
    Initial,
    /// "McKay", "iPhone".
    Mixed,
}

impl Case {
    /// Whether a name may be written so.
    pub(crate) const fn is_capital(self) -> bool {
        matches!(self, Self::Title | Self::Upper | Self::Initial | Self::Mixed)
    }
}

/// What is known of a word, its place in the text aside.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts {
    /// The word as written.
    pub form: u64,
    /// The word in lower case.
    pub lower: u64,
    /// Letters and digits as X, x and 0, runs cut to three.
    pub shape: u64,
    /// The same, runs cut to one.
    pub short: u64,
    /// The first two, three and four letters, in lower case.
    pub prefixes: [u64; 3],
    /// The last one to four letters, in lower case.
    pub suffixes: [u64; 4],
    /// What the lexicon says.
    pub look: Lookup,
    /// How it is capitalised; for words without case evidence, how it usually is.
    pub case: Case,
    /// The first letter, in lower case, as the acronyms of names are made of.
    pub first: u8,
    /// The number of the word among those that differ in case only.
    pub group: u32,
    /// The number of the word among those that are remembered.
    pub number: u32,
    /// The hash of its letters, of a word in capitals: what the first letters of a full name hash to.
    pub acronym: u64,
    /// Whether it is a function word.
    pub function: bool,
    /// Whether it may stand between the words of a name.
    pub link: bool,
}

/// Makes [`Facts`], reusing its buffers.
#[derive(Default)]
pub(crate) struct Reader {
    plain: String,
    lower: String,
    title: String,
    shape: Vec<u8>,
}

impl Reader {
    /// The facts of a word where its case can be trusted, and where it cannot.
    pub(crate) fn read(&mut self, word: &str, lexicon: &Lexicon) -> [Facts; 2] {
        self.normalize(word);
        let case = case_of(&self.plain);
        let mut facts = Facts {
            form: hash::bytes(self.plain.as_bytes()),
            lower: hash::bytes(self.lower.as_bytes()),
            case,
            first: self.lower.bytes().next().unwrap_or_default(),
            ..Facts::default()
        };
        self.ends(&mut facts);
        facts.function = FUNCTION.contains(facts.lower);
        facts.link = LINKS.contains(facts.lower);
        facts.acronym = self.lower.bytes().filter(u8::is_ascii_alphabetic).fold(0, run::letters);
        [self.cased(facts, lexicon), self.blind(facts, lexicon)]
    }

    fn normalize(&mut self, word: &str) {
        self.plain.clear();
        self.plain.extend(word.chars().map(plain));
        self.lower.clear();
        self.lower.extend(self.plain.chars().flat_map(char::to_lowercase));
    }

    fn ends(&self, facts: &mut Facts) {
        let mut bounds = self.lower.char_indices().map(|(at, _)| at).skip(2);
        for (n, prefix) in (0..).zip(&mut facts.prefixes) {
            let end = bounds.next().unwrap_or(self.lower.len());
            *prefix = hash::pair(n, hash::bytes(&self.lower.as_bytes()[..end]));
        }
        let mut bounds = self.lower.char_indices().rev().map(|(at, _)| at);
        for (n, suffix) in (0..).zip(&mut facts.suffixes) {
            let start = bounds.next().unwrap_or(0);
            *suffix = hash::pair(n, hash::bytes(&self.lower.as_bytes()[start..]));
        }
    }

    fn cased(&mut self, mut facts: Facts, lexicon: &Lexicon) -> Facts {
        facts.shape = self.shape_of(false, 3);
        facts.short = self.shape_of(false, 1);
        facts.look = lexicon.look(facts.lower);
        facts.look.clusters = lexicon.clusters(facts.form).unwrap_or_else(|| self.other_case(facts, lexicon));
        facts
    }

    /// A word in capitals is looked up as a name, then as a word.
    fn other_case(&mut self, facts: Facts, lexicon: &Lexicon) -> u64 {
        if facts.case == Case::Upper {
            self.title.clear();
            let mut letters = self.plain.chars();
            self.title.extend(letters.next());
            self.title.extend(letters.flat_map(char::to_lowercase));
            if let Some(clusters) = lexicon.clusters(hash::bytes(self.title.as_bytes())) {
                return clusters;
            }
        }
        lexicon.clusters(facts.lower).unwrap_or_default()
    }

    fn blind(&mut self, mut facts: Facts, lexicon: &Lexicon) -> Facts {
        facts.form = facts.lower;
        facts.shape = self.shape_of(true, 3);
        facts.short = self.shape_of(true, 1);
        facts.look = lexicon.look(facts.lower);
        let usual = lexicon.usual(facts.lower);
        facts.look.clusters = usual.map_or(0, |usual| usual.clusters);
        if facts.case != Case::None {
            let lower = facts.function || usual.is_some_and(|usual| usual.lower);
            facts.case = if lower { Case::Lower } else { Case::Title };
        }
        facts.short = hash::pair(facts.short, facts.case as u64);
        facts
    }

    fn shape_of(&mut self, blind: bool, longest: usize) -> u64 {
        self.shape.clear();
        let (mut last, mut run) = (0, 0);
        for c in if blind { self.lower.chars() } else { self.plain.chars() } {
            let kind = kind_of(c);
            run = if kind == last { run + 1 } else { 1 };
            last = kind;
            if run <= longest {
                self.shape.push(kind);
            }
        }
        hash::bytes(&self.shape)
    }
}

/// A character as words are compared: digits are one, typographic marks those of a typewriter.
fn plain(c: char) -> char {
    if c.is_ascii_digit() { '0' } else { plain_mark(c) }
}

/// A word in lower case as [`Facts::lower`] hashes it.
pub(crate) fn normalized(word: &str) -> String {
    word.chars().map(plain).flat_map(char::to_lowercase).collect()
}

fn kind_of(c: char) -> u8 {
    match c {
        '0' => b'0',
        _ if c.is_uppercase() => b'X',
        _ if c.is_alphabetic() => b'x',
        _ if c.is_ascii() => c as u8,
        _ => b'?',
    }
}

fn case_of(word: &str) -> Case {
    let (mut upper, mut lower) = (0, 0);
    for c in word.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_alphabetic() && !c.is_uppercase());
    }
    let first = word.chars().next().is_some_and(char::is_uppercase);
    match (upper, lower) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (1, 0) => Case::Initial,
        (_, 0) => Case::Upper,
        (1, _) if first => Case::Title,
        _ => Case::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_capitalised_in_six_ways() {
        let words = ["3%", "harbour", "Harbour", "OPEC", "J.", "McKay", "iPad", "Élan", "U.N."];
        let cases = words.map(case_of);
        use Case::{Initial, Lower, Mixed, None, Title, Upper};
        assert_eq!(cases, [None, Lower, Title, Upper, Initial, Mixed, Mixed, Title, Upper]);
    }

    #[test]
    fn typographic_and_typewriter_marks_are_one_word() {
        let lexicon = Lexicon::default();
        let mut reader = Reader::default();
        assert_eq!(reader.read("’s", &lexicon)[0].form, reader.read("'s", &lexicon)[0].form);
        assert_eq!(reader.read("1985", &lexicon)[0].form, reader.read("2024", &lexicon)[0].form);
    }
}
