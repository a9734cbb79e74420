//! What is known of a word from its spelling alone, one bit a fact. The lowest bits stand in the order of `class`.

use bitflags::bitflags;

bitflags! {
    /// A set of facts about a word.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(crate) struct Flags: u128 {
        /// `,`
        const COMMA = 1 << 0;
        /// `.`, `?`, `!` or an ellipsis.
        const STOP = 1 << 1;
        /// `:`
        const COLON = 1 << 2;
        /// `;`
        const SEMICOLON = 1 << 3;
        /// A dash of any length, set apart.
        const DASH = 1 << 4;
        /// An opening bracket.
        const OPEN = 1 << 5;
        /// A closing bracket.
        const CLOSE = 1 << 6;
        /// A quotation mark or apostrophe by itself.
        const MARK = 1 << 7;
        /// No letter or digit in it.
        const PUNCT = 1 << 8;
        /// The possessive ending.
        const POSSESSIVE = 1 << 9;
        /// "not".
        const NEGATION = 1 << 10;
        /// An auxiliary or modal verb.
        const AUXILIARY = 1 << 11;
        /// A possessive determiner ("her").
        const POSSESSOR = 1 << 12;
        /// A personal pronoun.
        const PRONOUN = 1 << 13;
        /// "that".
        const THAT = 1 << 14;
        /// "to".
        const TO = 1 << 15;
        /// "of".
        const OF = 1 << 16;
        /// "and" or "&".
        const AND = 1 << 17;
        /// "the".
        const THE = 1 << 18;
        /// A relative pronoun.
        const RELATIVE = 1 << 19;
        /// A word of time ("Tuesday").
        const TIME = 1 << 20;
        /// "according".
        const ACCORDING = 1 << 21;
        /// A conjunction.
        const CONJUNCTION = 1 << 22;
        /// A preposition.
        const PREPOSITION = 1 << 23;
        /// An article or another determiner.
        const DETERMINER = 1 << 24;
        /// An adverb.
        const ADVERB = 1 << 25;
        /// Ends in -ly.
        const LY = 1 << 26;
        /// A noun for a person ("spokesman").
        const PERSON = 1 << 27;
        /// A noun for a body of people ("ministry").
        const GROUP = 1 << 28;
        /// A noun of saying or thinking ("announcement").
        const CUE_NOUN = 1 << 29;
        /// An adjective of thinking or saying ("confident", "allegedly").
        const CUE_ADJECTIVE = 1 << 30;
        /// A title before a name ("Sen.").
        const TITLE = 1 << 31;
        /// Begins with a capital.
        const CAP = 1 << 32;
        /// Begins with a digit.
        const DIGIT = 1 << 33;
        /// A verb's past form.
        const PAST = 1 << 34;
        /// A verb's form in -s.
        const S_FORM = 1 << 35;
        /// A verb's form in -ing.
        const ING = 1 << 36;
        /// A verb's plain form.
        const BASE = 1 << 37;
        /// A verb of saying.
        const SPEECH = 1 << 38;
        /// A verb of thinking, feeling, wanting or judging.
        const THOUGHT = 1 << 39;
        /// A common verb that is no cue.
        const VERB = 1 << 40;
        /// Male: "he", "Mr.", "chairman".
        const MALE = 1 << 41;
        /// Female: "she", "Ms.", "chairwoman".
        const FEMALE = 1 << 42;
        /// Plural: "they", "officials".
        const PLURAL = 1 << 43;
        /// "it".
        const NEUTER = 1 << 44;
        /// "this", "that", "these", "those".
        const DEMONSTRATIVE = 1 << 45;
        /// A particle inside names ("van").
        const PARTICLE = 1 << 46;
        /// First of its sentence.
        const INITIAL = 1 << 47;
        /// Capitals alone, two or more.
        const CAPITALS = 1 << 48;
        /// First person ("I", "we").
        const FIRST_PERSON = 1 << 49;
        /// A pronoun that cannot be a subject ("him").
        const OBJECT = 1 << 50;
        /// "who".
        const WHO = 1 << 51;
        /// Ends in -s, in small letters.
        const ENDS_S = 1 << 52;
        /// Ends in -ed.
        const ENDS_ED = 1 << 53;
        /// A number in words ("thirty").
        const NUMBER = 1 << 54;
        /// A noun for a business ("carrier").
        const COMPANY = 1 << 55;
        /// A noun for a public institution, of which there is one a subject ("ministry").
        const INSTITUTION = 1 << 57;
        /// An adjective that tells no institution from another ("local").
        const VAGUE = 1 << 58;
        /// Of a nickname inside a name, its marks included.
        const NICKNAME = 1 << 59;
        /// A verb of denying ("denied").
        const DENIES = 1 << 60;
        /// A verb of asking ("asked").
        const ASKS = 1 << 61;
        /// "would", "could", "might".
        const MODAL = 1 << 62;
        /// A word of not doing what follows ("declined to", "refrained from", "stopped short of").
        const WITHHOLDS = 1 << 63;
        /// A noun for whoever speaks for a body ("spokeswoman", "official").
        const SPOKES = 1 << 64;
        /// "for".
        const FOR = 1 << 65;
        /// Announces a name that somebody goes by ("known as").
        const ALIAS = 1 << 66;
        /// A form of "be".
        const BE = 1 << 67;
        /// A verb of finding out, which reports when a study or an agency does it ("estimates", "found").
        const FINDS = 1 << 68;
        /// A noun for something written ("letter", "survey").
        const DOCUMENT = 1 << 69;
        /// "nobody", "none", "no".
        const NOBODY = 1 << 70;
    }
}

impl Flags {
    /// The facts below bit 64, as a feature.
    pub(crate) const fn low_bits(self) -> u64 {
        self.bits() as u64
    }

    /// Either kind of cue verb.
    pub(crate) const CUE_VERB: Self = Self::SPEECH.union(Self::THOUGHT);
    /// What can be a cue at all.
    pub(crate) const CUE: Self =
        Self::CUE_VERB.union(Self::CUE_NOUN).union(Self::CUE_ADJECTIVE).union(Self::ACCORDING).union(Self::COLON);
    /// Any verb form.
    pub(crate) const VERB_FORM: Self = Self::BASE.union(Self::S_FORM).union(Self::ING).union(Self::PAST);
    /// Words that no noun phrase holds.
    pub(crate) const CLOSED: Self = Self::PREPOSITION
        .union(Self::CONJUNCTION)
        .union(Self::RELATIVE)
        .union(Self::AUXILIARY)
        .union(Self::ADVERB)
        .union(Self::NEGATION)
        .union(Self::AND);
    /// Words that no name begins with, whatever their first letter.
    pub(crate) const NO_NAME: Self =
        Self::CLOSED.union(Self::PRONOUN).union(Self::DETERMINER).union(Self::THE).union(Self::POSSESSOR);
}
