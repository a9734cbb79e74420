//! A name in comparable form.

use copydesk_english::names;
use copydesk_layers::EntityLabel;

use super::brackets;
use crate::hash;
use crate::text::{Words, words};

/// Words behind a surname that tell one of several who bear the name ("Jr.").
static SUFFIXES: Words = words!("suffixes.txt");
/// Words that an acronym may pass over ("of").
static LINKS: Words = words!("links.txt");

/// Stands in the key of several people's name.
const SEVERAL: u64 = 1;
/// Stands in the key of a relative's given name.
const RELATIVE: u64 = 2;

/// Names of different classes are never the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// People.
    Person,
    /// Nationalities: "Kenyan" is not "Kenya".
    Norp,
    /// All others: a country may be a place here and a government there.
    Other,
}

impl Class {
    /// The class of a label.
    pub(super) const fn of(label: EntityLabel) -> Self {
        match label {
            EntityLabel::Person => Self::Person,
            EntityLabel::Norp => Self::Norp,
            _ => Self::Other,
        }
    }
}

/// A word of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The hash of its letters in lower case, without accents.
    pub hash: u64,
    /// Its first letter, so folded.
    pub first: char,
    /// Whether it is that letter alone.
    pub initial: bool,
    /// Of "Abu Amer", which is one word of a name, the hash of "Amer"; of all others their own.
    pub tail: u64,
}

impl Word {
    /// A word that is folded and has this first letter.
    fn of(folded: &str, first: char) -> Self {
        let hash = hash::bytes(folded.as_bytes());
        Self { hash, first, initial: folded.len() == first.len_utf8(), tail: hash }
    }

    /// Whether two words may be the same, one perhaps as an initial.
    pub(super) fn fits(self, other: Self) -> bool {
        self.hash == other.hash || ((self.initial || other.initial) && self.first == other.first)
    }
}

/// A name in comparable form.
#[derive(Clone, Debug)]
pub(super) struct Form<'a> {
    /// The name as it stands, without titles and "the", and without possessives but those of companies ("Macy's").
    pub text: &'a str,
    /// The label of its first mention.
    pub label: EntityLabel,
    /// What it can be the same as.
    pub class: Class,
    /// Its words.
    pub words: Vec<Word>,
    /// The hash of class and words.
    pub key: u64,
    /// Of a name in capitals, the hash of its letters.
    pub acronym: Option<u64>,
    /// The hashes of its words' first letters, small words left out and not.
    pub initials: [u64; 2],
    /// Of a person's name what tells one of several who bear it: "Jr.", "III".
    pub suffix: Option<u64>,
    /// Whether it names several people of one surname, who are none of those who bear it alone.
    pub several: bool,
    /// Whether it is the given name of a relative, who is none of those that have it in their full names.
    pub relative: bool,
}

impl<'a> Form<'a> {
    /// The form of a name.
    pub(super) fn of(text: &'a str, label: EntityLabel, buffer: &mut String) -> Self {
        let class = Class::of(label);
        let whole = text.trim();
        let text = bare(whole, class, buffer);
        let mut form = Self {
            text: if label == EntityLabel::Organization { with_possessive(text, whole) } else { text },
            label,
            class,
            words: Vec::new(),
            key: class as u64,
            acronym: acronym(text),
            initials: [0; 2],
            suffix: None,
            several: false,
            relative: false,
        };
        let named = if class == Class::Person { brackets::behind_nickname(text) } else { text };
        let spelled = class == Class::Person && !is_upper(text);
        let mut rest = parts(named);
        while let Some(part) = rest.next() {
            if spelled && are_initials(part) && !is_suffix(part, buffer) {
                form.add_initials(part);
            } else if class == Class::Person && is_father_of(part) {
                form.add_father_of(part, &mut rest, buffer);
            } else {
                form.add(part, false, buffer);
            }
        }
        if form.words.is_empty() {
            parts(named).for_each(|part| form.add(part, true, buffer));
        }
        form.number();
        form.key = form.words.iter().fold(hash::pair(0, class as u64), |key, word| hash::pair(key, word.hash));
        form
    }

    /// Makes it the name of several people: "Okafors" and "Okafor", of the "Okafor brothers", become one.
    pub(super) fn make_several(&mut self, buffer: &mut String) {
        fold(self.text, buffer);
        let ending = ["ses", "xes", "zes", "ches", "shes"].iter().any(|ending| buffer.ends_with(ending));
        buffer.truncate(buffer.len() - if ending { 2 } else { usize::from(buffer.ends_with('s')) });
        self.several = true;
        self.key = hash::pair(hash::bytes(buffer.as_bytes()), SEVERAL);
    }

    /// Makes it the given name of a relative.
    pub(super) const fn make_relative(&mut self) {
        self.relative = true;
        self.key = hash::pair(self.key, RELATIVE);
    }

    /// Whether it is a person's name of one word.
    pub(super) fn is_alone(&self) -> bool {
        self.class == Class::Person && self.words.len() == 1
    }

    /// Whether it stands for nobody else, whatever longer names there are.
    pub(super) const fn stands_alone(&self) -> bool {
        self.several || self.relative
    }

    fn add(&mut self, part: &str, all: bool, buffer: &mut String) {
        fold(part, buffer);
        let Some(first) = buffer.chars().next() else { return };
        if self.class == Class::Other && buffer.len() > 4 && buffer.ends_with('s') && !buffer.ends_with("ss") {
            buffer.pop();
        }
        let word = Word::of(buffer, first);
        let passed = ["against", "and", "at", "in", "on", "the", "to", "with"].contains(&buffer.as_str());
        let small = LINKS.contains(word.hash) || passed;
        if !small {
            self.initials[0] = hash::pair(self.initials[0], u64::from(first));
        }
        self.initials[1] = hash::pair(self.initials[1], u64::from(first));
        let left_out = match self.class {
            Class::Person => names::is_particle(buffer),
            _ => small && buffer == "the",
        };
        if all || !left_out {
            self.words.push(word);
        }
    }

    /// Adds "Abu" and the word that it stands before as one word: nobody called "Abu Amer" is called "Amer" beside another of that name.
    fn add_father_of<'b>(&mut self, abu: &'b str, rest: &mut impl Iterator<Item = &'b str>, buffer: &mut String) {
        let mut joined = String::from("abu");
        for part in rest {
            fold(part, buffer);
            joined.push_str(buffer);
            if !names::is_particle(buffer) {
                let tail = hash::bytes(buffer.as_bytes());
                self.words.push(Word { tail, ..Word::of(&joined, 'a') });
                return;
            }
        }
        self.add(abu, true, buffer);
    }

    /// The words of a person's name in lower case, where each is a word of the form.
    pub(super) fn spelled(&self) -> Option<Vec<String>> {
        let fold = |part: &str| {
            let mut folded = String::new();
            fold(part, &mut folded);
            folded
        };
        let words: Vec<String> = parts(self.text).map(fold).filter(|word| !names::is_particle(word)).collect();
        let hashes = words.iter().map(|word| hash::bytes(word.as_bytes()));
        hashes.eq(self.words.iter().map(|word| word.hash)).then_some(words)
    }

    /// Whether its last word is the father's given name: "Majid bin Rashed".
    pub(super) fn ends_in_father(&self) -> bool {
        let mut words = self.text.rsplit(char::is_whitespace).skip(1);
        words.next().is_some_and(|word| ["bin", "bint", "binti", "ibn"].iter().any(|of| word.eq_ignore_ascii_case(of)))
    }

    /// Adds each letter of "M.S." as a word of its own.
    fn add_initials(&mut self, part: &str) {
        for letter in part.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).map(plain) {
            let hash = hash::bytes(letter.encode_utf8(&mut [0; 4]).as_bytes());
            self.words.push(Word { hash, first: letter, initial: true, tail: hash });
        }
    }

    /// Takes a number or "Jr." behind a person's name for what it is.
    fn number(&mut self) {
        if let (Class::Person, [_, .., last]) = (self.class, self.words.as_mut_slice())
            && SUFFIXES.contains(last.hash)
        {
            last.initial = false;
            self.suffix = Some(last.hash);
        }
    }

    /// The last word, as a rule the surname; "Jr." and the like are none.
    pub(super) fn last(&self) -> Option<Word> {
        self.words.iter().rev().find(|word| !SUFFIXES.contains(word.hash)).or(self.words.last()).copied()
    }

    /// Whether its last word is joined of two ("Lang-Meyer"), which one of them alone hardly stands for beside another's "Meyer".
    pub(super) fn has_joined_surname(&self) -> bool {
        self.text.rsplit(char::is_whitespace).next().is_some_and(|last| last.contains(is_hyphen))
    }

    /// A number for its words in whatever order, small words left out: one for "Ministry of Energy" and "Energy Ministry".
    pub(super) fn sum(&self) -> u64 {
        let words = self.words.iter().filter(|word| !LINKS.contains(word.hash));
        words.fold(0, |sum: u64, word| sum.wrapping_add(hash::finish(word.hash)))
    }

    /// How many words stand between the first and the last name.
    pub(super) fn middles(&self) -> usize {
        self.words.len().saturating_sub(2 + usize::from(self.suffix.is_some()))
    }

    /// Whether it says more than another spelling of the same name: more words, or the same not all in capitals.
    pub(super) fn is_fuller(&self, other: &Self) -> bool {
        let (one, two) = (self.words.len(), other.words.len());
        one > two || self.key == other.key && is_upper(other.text) && !is_upper(self.text)
    }

    /// Whether a word is made from the letters of a longer name, in order, from the first: "Hars" of "Harbour Revenue Service".
    pub(super) fn is_short_for(&self, long: &Self) -> bool {
        let plain_letters =
            |text: &'a str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).map(plain);
        let word = !self.text.contains(char::is_whitespace) && self.text.chars().count() > 1;
        let mut letters = plain_letters(long.text);
        let from_first = plain_letters(self.text).next() == plain_letters(long.text).next();
        let classes = [self.class, long.class] == [Class::Other; 2];
        classes
            && word
            && long.words.len() > 1
            && from_first
            && plain_letters(self.text).all(|c| letters.any(|other| other == c))
    }
}

/// Whether a word is a number or "Jr.", as names have them.
pub(super) fn is_number(word: &str) -> bool {
    is_suffix(word, &mut String::new())
}

/// Whether a word tells one of several who bear a name: "Jr.", "III".
fn is_suffix(word: &str, buffer: &mut String) -> bool {
    fold(word, buffer);
    SUFFIXES.contains(hash::bytes(buffer.as_bytes()))
}

/// Whether a word of a name stands for several given names: "M.S.", "JP".
pub(super) fn are_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| *c != '.').count();
    (2..=3).contains(&letters) && is_upper(word) && word.chars().all(|c| c == '.' || c.is_alphabetic())
}

/// Whether there is no letter in lower case, and one at least in upper.
fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// The name without what is no part of it.
fn bare<'a>(text: &'a str, class: Class, buffer: &mut String) -> &'a str {
    let mut text = text.trim();
    let capitals = is_upper(text);
    for possessive in ["'s", "’s", "'", "’"] {
        text = text.strip_suffix(possessive).unwrap_or(text);
    }
    while let Some((word, rest)) = text.split_once(char::is_whitespace) {
        fold(word, buffer);
        let article = buffer == "the";
        let is_title = class == Class::Person && (capitals || !are_initials(word)) && is_title(word, buffer);
        if !is_title && (class == Class::Person || !article) {
            break;
        }
        text = rest.trim_start();
    }
    text.trim_end()
}

/// The name with its 's, where the whole of it ends so: a mention has an 's only where it is part of the name.
fn with_possessive<'a>(bare: &'a str, whole: &'a str) -> &'a str {
    let ending = ["'s", "’s"].into_iter().find(|ending| whole.ends_with(ending)).map_or(0, str::len);
    let from = (whole.len() - ending)
        .checked_sub(bare.len())
        .filter(|from| whole[..whole.len() - ending].get(*from..) == Some(bare));
    from.map_or(bare, |from| &whole[from..])
}

/// Whether a word is a title before a person's name ("President"), or a noun that stands so ("Wife Tracey").
pub(super) fn is_title(word: &str, buffer: &mut String) -> bool {
    fold(word, buffer);
    let kin =
        || names::gender_of_title(buffer).is_some() && !matches!(buffer.as_str(), "boy" | "girl" | "man" | "woman");
    names::is_title(buffer) || kin()
}

/// Whether a token is a word, which may belong to a name.
pub(super) fn is_name_word(token: &str) -> bool {
    token.starts_with(char::is_alphanumeric)
}

fn acronym(text: &str) -> Option<u64> {
    let (mut key, mut count) = (0, 0);
    for c in text.chars().filter(|c| *c != '.') {
        if !c.is_alphabetic() {
            return None;
        }
        if c.is_uppercase() {
            key = hash::pair(key, u64::from(plain(c.to_lowercase().next().unwrap_or(c))));
            count += 1;
        } else if count == 0 {
            return None;
        }
    }
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    (count > 1 && lower < count).then_some(key)
}

/// A word in lower case, without accents, full stops and apostrophes.
pub(super) fn fold(word: &str, buffer: &mut String) {
    buffer.clear();
    for c in word.chars().flat_map(char::to_lowercase).map(plain) {
        if c.is_alphanumeric() || c == '&' {
            buffer.push(c);
        }
    }
}

/// The words of a name; those joined by a hyphen are several.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || is_hyphen(c)).filter(|part| !part.is_empty())
}

/// Whether a word makes an Arabic name with the next: "Abu Amer", father of Amer.
fn is_father_of(word: &str) -> bool {
    word.eq_ignore_ascii_case("abu")
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–')
}

/// A letter without its accent.
const fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_keeps_its_possessive_and_nobody_else_does() {
        fn form(text: &str, label: EntityLabel) -> Form<'_> {
            Form::of(text, label, &mut String::new())
        }
        let (company, person) = (EntityLabel::Organization, EntityLabel::Person);
        assert_eq!(form("McDonald’s", company).text, "McDonald’s");
        assert_eq!(form("the Wendy's", company).text, "Wendy's");
        assert_eq!(form("McDonald's", company).key, form("McDonald", company).key);
        assert_eq!(form("Kohl's", person).text, "Kohl");
    }
}
