//! Personal pronouns, and whom they can stand for.

use crate::{Gender, Number};

/// The person of a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// "I", "we".
    First,
    /// "you".
    Second,
    /// "she", "it", "they".
    Third,
}

/// A personal pronoun, with the possessive determiners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    /// The person.
    pub person: Person,
    /// One or several; "you" is taken for one.
    pub number: Number,
    /// The gender of those it stands for; none for "it" and "they" and for the first and second person.
    pub gender: Option<Gender>,
    /// Whether it can be a subject ("she").
    pub subject: bool,
    /// Whether it can be an object ("her", "it").
    pub object: bool,
    /// Whether it can stand before a noun as its owner ("her").
    pub possessive: bool,
}

/// What somebody or something named is, as far as pronouns care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A person, or several of one name.
    Person,
    /// A body of people.
    Body,
    /// A place or thing.
    Thing,
}

/// Whom a pronoun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Referent {
    /// What it is.
    pub kind: Kind,
    /// A person's gender, where it shows.
    pub gender: Option<Gender>,
    /// The gender of the greater part of those who bear the given name, where the person's own does not show.
    pub leaning: Option<Gender>,
    /// Whether several people of one surname are meant, where it shows.
    pub number: Option<Number>,
}

/// How well a pronoun and a referent go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Nobody speaks so of it but rarely: "it" for a place.
    Barely,
    /// The given name makes it unlikely.
    Unlikely,
    /// Nothing speaks against it: "she" for somebody of unknown gender.
    Open,
    /// The given name makes it likely.
    Likely,
    /// Gender or number agree.
    Shown,
}

impl Pronoun {
    /// Every pronoun, in lower case.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("he", Self::third(Some(Gender::Male), Number::Singular, [true, false, false])),
        ("him", Self::third(Some(Gender::Male), Number::Singular, [false, true, false])),
        ("his", Self::third(Some(Gender::Male), Number::Singular, [false, false, true])),
        ("himself", Self::third(Some(Gender::Male), Number::Singular, [false, true, false])),
        ("she", Self::third(Some(Gender::Female), Number::Singular, [true, false, false])),
        ("her", Self::third(Some(Gender::Female), Number::Singular, [false, true, true])),
        ("hers", Self::third(Some(Gender::Female), Number::Singular, [false, true, false])),
        ("herself", Self::third(Some(Gender::Female), Number::Singular, [false, true, false])),
        ("it", Self::third(None, Number::Singular, [true, true, false])),
        ("its", Self::third(None, Number::Singular, [false, false, true])),
        ("itself", Self::third(None, Number::Singular, [false, true, false])),
        ("they", Self::third(None, Number::Plural, [true, false, false])),
        ("them", Self::third(None, Number::Plural, [false, true, false])),
        ("their", Self::third(None, Number::Plural, [false, false, true])),
        ("themselves", Self::third(None, Number::Plural, [false, true, false])),
        ("i", Self::new(Person::First, None, Number::Singular, [true, false, false])),
        ("me", Self::new(Person::First, None, Number::Singular, [false, true, false])),
        ("my", Self::new(Person::First, None, Number::Singular, [false, false, true])),
        ("we", Self::new(Person::First, None, Number::Plural, [true, false, false])),
        ("us", Self::new(Person::First, None, Number::Plural, [false, true, false])),
        ("our", Self::new(Person::First, None, Number::Plural, [false, false, true])),
        ("you", Self::new(Person::Second, None, Number::Singular, [true, true, false])),
        ("your", Self::new(Person::Second, None, Number::Singular, [false, false, true])),
    ];

    /// The pronoun that a word is, in whatever case; "US" and "IT" are none.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        /// The length of "themselves".
        const LONGEST: usize = 10;
        let name = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let is = |(pronoun, _): &&(&str, Self)| pronoun.eq_ignore_ascii_case(word);
        (word.len() <= LONGEST && !name).then(|| Self::ALL.iter().find(is)).flatten().map(|(_, pronoun)| *pronoun)
    }

    /// Whether it is "he", "she" or one of their forms.
    #[must_use]
    pub const fn is_of_one_person(self) -> bool {
        self.gender.is_some()
    }

    /// How well it goes with a referent; nothing if not at all.
    #[must_use]
    pub fn fit(self, referent: Referent) -> Option<Fit> {
        let several = referent.number == Some(Number::Plural);
        match (referent.kind, self.gender) {
            _ if self.person != Person::Third => None,
            (Kind::Person, None) => (several && self.number == Number::Plural).then_some(Fit::Shown),
            (Kind::Person, Some(_)) if several => None,
            (Kind::Person, wanted) if referent.gender.is_none() => {
                let leaning = |leaning| if Some(leaning) == wanted { Fit::Likely } else { Fit::Unlikely };
                Some(referent.leaning.map_or(Fit::Open, leaning))
            }
            (Kind::Person, wanted) => (referent.gender == wanted).then_some(Fit::Shown),
            (Kind::Body, None) => Some(Fit::Shown),
            (Kind::Thing, None) => Some(Fit::Barely),
            (Kind::Body | Kind::Thing, Some(_)) => None,
        }
    }

    const fn third(gender: Option<Gender>, number: Number, cases: [bool; 3]) -> Self {
        Self::new(Person::Third, gender, number, cases)
    }

    const fn new(
        person: Person,
        gender: Option<Gender>,
        number: Number,
        [subject, object, possessive]: [bool; 3],
    ) -> Self {
        Self { person, number, gender, subject, object, possessive }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OMAR: Referent = Referent { kind: Kind::Person, gender: Some(Gender::Male), leaning: None, number: None };
    const ORR: Referent = Referent { gender: None, ..OMAR };
    const ORRS: Referent = Referent { gender: None, number: Some(Number::Plural), ..OMAR };
    const BANK: Referent = Referent { kind: Kind::Body, gender: None, leaning: None, number: None };

    fn fit(word: &str, referent: Referent) -> Option<Fit> {
        Pronoun::of(word).expect("a pronoun").fit(referent)
    }

    #[test]
    fn a_pronoun_fits_by_gender_and_number() {
        assert_eq!([OMAR, ORR, ORRS, BANK].map(|who| fit("He", who)), [Some(Fit::Shown), Some(Fit::Open), None, None]);
        let robin = Referent { leaning: Some(Gender::Male), ..ORR };
        assert_eq!(["he", "she"].map(|word| fit(word, robin)), [Some(Fit::Likely), Some(Fit::Unlikely)]);
        assert_eq!([OMAR, ORR, ORRS].map(|who| fit("her", who)), [None, Some(Fit::Open), None]);
        assert_eq!([OMAR, ORRS, BANK].map(|who| fit("they", who)), [None, Some(Fit::Shown), Some(Fit::Shown)]);
        assert_eq!([OMAR, ORRS, BANK].map(|who| fit("it", who)), [None, None, Some(Fit::Shown)]);
        assert_eq!([OMAR, BANK].map(|who| fit("we", who)), [None, None]);
    }

    #[test]
    fn names_in_capitals_are_no_pronouns() {
        assert_eq!(
            ["US", "IT", "us", "I", "Okafor"].map(|word| Pronoun::of(word).is_some()),
            [false, false, true, true, false]
        );
    }
}
