//! What is known of a word from its spelling alone, one bit a fact. The lowest bits stand in the order of `class`.

use std::ops::{BitOr, BitOrAssign};

/// A set of facts about a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags(u128);

impl Flags {
    /// No fact at all.
    pub(crate) const NONE: Self = Self(0);

    /// Whether any of `other`'s facts holds.
    #[inline]
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The facts of both, where a constant is needed.
    #[inline]
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The facts that both share.
    #[inline]
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The lower bits, as a feature.
    pub(crate) const fn bits(self) -> u64 {
        self.0 as u64
    }
}

impl BitOr for Flags {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Self) {
        *self = self.or(other);
    }
}

macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Flags {
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)*
        }
    };
}

flags! {
    /// `,`
    COMMA = 0;
    /// `.`, `?`, `!` or an ellipsis.
    STOP = 1;
    /// `:`
    COLON = 2;
    /// `;`
    SEMICOLON = 3;
    /// A dash of any length, set apart.
    DASH = 4;
    /// An opening bracket.
    OPEN = 5;
    /// A closing bracket.
    CLOSE = 6;
    /// A quotation mark or apostrophe by itself.
    MARK = 7;
    /// No letter or digit in it.
    PUNCT = 8;
    /// The possessive ending.
    POSSESSIVE = 9;
    /// "not".
    NEGATION = 10;
    /// An auxiliary or modal verb.
    AUXILIARY = 11;
    /// A possessive determiner ("her").
    POSSESSOR = 12;
    /// A personal pronoun.
    PRONOUN = 13;
    /// "that".
    THAT = 14;
    /// "to".
    TO = 15;
    /// "of".
    OF = 16;
    /// "and" or "&".
    AND = 17;
    /// "the".
    THE = 18;
    /// A relative pronoun.
    RELATIVE = 19;
    /// A word of time ("Tuesday").
    TIME = 20;
    /// "according".
    ACCORDING = 21;
    /// A conjunction.
    CONJUNCTION = 22;
    /// A preposition.
    PREPOSITION = 23;
    /// An article or another determiner.
    DETERMINER = 24;
    /// An adverb.
    ADVERB = 25;
    /// Ends in -ly.
    LY = 26;
    /// A noun for a person ("spokesman").
    PERSON = 27;
    /// A noun for a body of people ("ministry").
    GROUP = 28;
    /// A noun of saying or thinking ("announcement").
    CUE_NOUN = 29;
    /// An adjective of thinking or saying ("confident", "allegedly").
    CUE_ADJECTIVE = 30;
    /// A title before a name ("Sen.").
    TITLE = 31;
    /// Begins with a capital.
    CAP = 32;
    /// Begins with a digit.
    DIGIT = 33;
    /// A verb's past form.
    PAST = 34;
    /// A verb's form in -s.
    S_FORM = 35;
    /// A verb's form in -ing.
    ING = 36;
    /// A verb's plain form.
    BASE = 37;
    /// A verb of saying.
    SPEECH = 38;
    /// A verb of thinking, feeling, wanting or judging.
    THOUGHT = 39;
    /// A common verb that is no cue.
    VERB = 40;
    /// Male: "he", "Mr.", "chairman".
    MALE = 41;
    /// Female: "she", "Ms.", "chairwoman".
    FEMALE = 42;
    /// Plural: "they", "officials".
    PLURAL = 43;
    /// "it".
    NEUTER = 44;
    /// A particle inside names ("van").
    PARTICLE = 46;
    /// First of its sentence.
    INITIAL = 47;
    /// Capitals alone, two or more.
    CAPITALS = 48;
    /// First person ("I", "we").
    FIRST_PERSON = 49;
    /// A pronoun that cannot be a subject ("him").
    OBJECT = 50;
    /// "who".
    WHO = 51;
    /// Ends in -s, in small letters.
    ENDS_S = 52;
    /// Ends in -ed.
    ENDS_ED = 53;
    /// A number in words ("thirty").
    NUMBER = 54;
    /// A noun for a business ("carrier").
    COMPANY = 55;
    /// A noun for a public institution, of which there is one a subject ("ministry").
    INSTITUTION = 57;
    /// An adjective that tells no institution from another ("local").
    VAGUE = 58;
    /// Of a nickname inside a name, its marks included.
    NICKNAME = 59;
    /// A verb of denying ("denied").
    DENIES = 60;
    /// A verb of asking ("asked").
    ASKS = 61;
    /// "would", "could", "might".
    MODAL = 62;
    /// A word of not doing what follows ("declined to", "refrained from", "stopped short of").
    WITHHOLDS = 63;
    /// A noun for whoever speaks for a body ("spokeswoman", "official").
    SPOKES = 64;
    /// "for".
    FOR = 65;
    /// Announces a name that somebody goes by ("known as").
    ALIAS = 66;
    /// A form of "be".
    BE = 67;
    /// A verb of finding out, which reports when a study or an agency does it ("estimates", "found").
    FINDS = 68;
}

impl Flags {
    /// Either kind of cue verb.
    pub(crate) const CUE_VERB: Self = Self::SPEECH.or(Self::THOUGHT);
    /// What can be a cue at all.
    pub(crate) const CUE: Self =
        Self::CUE_VERB.or(Self::CUE_NOUN).or(Self::CUE_ADJECTIVE).or(Self::ACCORDING).or(Self::COLON);
    /// Any verb form.
    pub(crate) const VERB_FORM: Self = Self::BASE.or(Self::S_FORM).or(Self::ING).or(Self::PAST);
    /// Words that no noun phrase holds.
    pub(crate) const CLOSED: Self = Self::PREPOSITION
        .or(Self::CONJUNCTION)
        .or(Self::RELATIVE)
        .or(Self::AUXILIARY)
        .or(Self::ADVERB)
        .or(Self::NEGATION)
        .or(Self::AND);
    /// Words that no name begins with, whatever their first letter.
    pub(crate) const NO_NAME: Self =
        Self::CLOSED.or(Self::PRONOUN).or(Self::DETERMINER).or(Self::THE).or(Self::POSSESSOR);
}
