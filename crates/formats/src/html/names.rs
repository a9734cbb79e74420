//! What the names of classes and ids, roles and other attributes say of an element.

use std::collections::HashMap;
use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

/// What is said of an element; several things may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Marks(u32);

impl Marks {
    pub(super) const NONE: Self = Self(0);
    pub(super) const CAPTION: Self = Self(1);
    pub(super) const CREDIT: Self = Self(1 << 1);
    /// Who wrote it and when.
    pub(super) const BYLINE: Self = Self(1 << 2);
    /// Navigation, footers, lists of topics.
    pub(super) const FURNITURE: Self = Self(1 << 3);
    pub(super) const ADVERT: Self = Self(1 << 4);
    /// Other articles.
    pub(super) const RELATED: Self = Self(1 << 5);
    pub(super) const COMMENTS: Self = Self(1 << 6);
    pub(super) const SOCIAL: Self = Self(1 << 7);
    pub(super) const SIGNUP: Self = Self(1 << 8);
    pub(super) const CONSENT: Self = Self(1 << 9);
    pub(super) const POPUP: Self = Self(1 << 10);
    /// On the author or the house.
    pub(super) const ABOUT: Self = Self(1 << 11);
    pub(super) const PULL_QUOTE: Self = Self(1 << 12);
    /// A post of a social network, quoted.
    pub(super) const POST: Self = Self(1 << 13);
    /// Names that pages give to boxes beside the article, and to parts of the article.
    pub(super) const WEAK: Self = Self(1 << 14);
    /// For screen readers alone.
    pub(super) const UNSEEN: Self = Self(1 << 15);
    /// Not shown.
    pub(super) const HIDDEN: Self = Self(1 << 16);
    /// The page says that this is the article's body.
    pub(super) const BODY: Self = Self(1 << 17);
    pub(super) const DIALOG: Self = Self(1 << 18);
    /// Set smaller than the usual text, by an inline style.
    pub(super) const SMALL: Self = Self(1 << 19);
    /// A link to a topic of the article (`rel="tag"`).
    pub(super) const TOPIC: Self = Self(1 << 20);
    /// What sums the article up below its title.
    pub(super) const STANDFIRST: Self = Self(1 << 21);
    /// Who wrote it.
    pub(super) const AUTHOR: Self = Self(1 << 22);

    /// What either says.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it says any of the other.
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn named(kind: &str) -> Self {
        match kind {
            "caption" => Self::CAPTION,
            "credit" => Self::CREDIT,
            "author" => Self::BYLINE.and(Self::AUTHOR),
            "byline" => Self::BYLINE,
            "furniture" => Self::FURNITURE,
            "advert" => Self::ADVERT,
            "related" => Self::RELATED,
            "comments" => Self::COMMENTS,
            "social" => Self::SOCIAL,
            "signup" => Self::SIGNUP,
            "consent" => Self::CONSENT,
            "popup" => Self::POPUP,
            "about" => Self::ABOUT,
            "pullquote" => Self::PULL_QUOTE,
            "post" => Self::POST,
            "standfirst" => Self::STANDFIRST,
            "unseen" => Self::UNSEEN,
            _ => Self::WEAK,
        }
    }
}

impl BitOr for Marks {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Marks {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Words of names and what they say, sorted by the word: one word of "story-body__caption-text", or up to three in a row
/// written as one.
static WORDS: LazyLock<Vec<(&str, Marks)>> = LazyLock::new(|| {
    let entry = |line: &'static str| line.split_once(' ').map(|(word, kind)| (word, Marks::named(kind)));
    include_str!("data/marks.txt").lines().filter_map(entry).collect()
});

/// Of each length, the first letters of the words so long, as bits: most words of a page's names are told from these by that.
static FIRST: LazyLock<[u32; LONGEST + 1]> = LazyLock::new(|| {
    let mut first = [0; LONGEST + 1];
    for (word, _) in WORDS.iter() {
        first[word.len()] |= letter(word.as_bytes()[0]);
    }
    first
});

const fn letter(byte: u8) -> u32 {
    1 << (byte.to_ascii_lowercase() & 31)
}

/// Words that make of a mark a word on the page's state: "has-sidebar", "no-comments", "comments-enabled".
const STATES: [&str; 11] =
    ["active", "allow", "disabled", "enabled", "has", "is", "no", "non", "with", "without", "not"];
/// The longest word that is a mark, in bytes.
const LONGEST: usize = 24;
/// How many words of one name are read, as written as one.
const IN_A_ROW: usize = 3;

/// What the names of one page say. A page gives few names to many elements, so each is read once.
#[derive(Default)]
pub(super) struct Names(HashMap<Box<str>, Marks>);

impl Names {
    /// What an attribute says.
    pub(super) fn read(&mut self, name: &str, value: &str) -> Marks {
        if !is_name(name) {
            return of_attribute(name, value);
        }
        let mut marks = Marks::NONE;
        for name in value.split_ascii_whitespace() {
            marks |= match self.0.get(name) {
                Some(known) => *known,
                None => {
                    let read = of_name(name);
                    self.0.insert(name.into(), read);
                    read
                }
            };
        }
        marks
    }
}

/// Whether an attribute's value is a list of names.
fn is_name(attribute: &str) -> bool {
    matches!(attribute, "class" | "id" | "data-testid" | "data-component" | "data-type")
}

/// What an attribute says.
fn of_attribute(name: &str, value: &str) -> Marks {
    match name {
        name if is_name(name) => of_names(value),
        "itemprop" => of_property(value),
        "role" => of_role(value),
        "rel" if value.split_ascii_whitespace().any(|word| word == "tag") => Marks::TOPIC,
        "style" => of_style(value),
        "hidden" => Marks::HIDDEN,
        "aria-hidden" if value == "true" => Marks::HIDDEN,
        "aria-modal" if value == "true" => Marks::DIALOG,
        _ => Marks::NONE,
    }
}

fn of_property(value: &str) -> Marks {
    match value {
        "articleBody" => Marks::BODY,
        "caption" => Marks::CAPTION,
        "author" | "datePublished" | "dateModified" => Marks::BYLINE,
        "comment" => Marks::COMMENTS,
        _ => Marks::NONE,
    }
}

fn of_role(value: &str) -> Marks {
    match value {
        "navigation" | "contentinfo" | "search" | "menu" | "menubar" | "toolbar" => Marks::FURNITURE,
        "complementary" | "banner" => Marks::WEAK,
        "dialog" | "alertdialog" => Marks::DIALOG,
        _ => Marks::NONE,
    }
}

/// What an inline style hides, cuts to nothing, or sets small.
fn of_style(value: &str) -> Marks {
    let style: String = value.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    let mut marks = Marks::NONE;
    if style.contains("display:none") || style.contains("visibility:hidden") {
        marks |= Marks::HIDDEN;
    }
    let clipped = style.contains("clip:rect(") || style.contains("clip-path:inset(");
    let tiny = style.contains("width:1px") || style.contains("height:1px");
    if clipped || tiny && style.contains("position:absolute") || style.contains("left:-9") {
        marks |= Marks::UNSEEN;
    }
    if super::small_print::is_small(value) {
        marks |= Marks::SMALL;
    }
    marks
}

/// What names say, each of them the words of one class or id: "shareBar", "share-bar" and "share_bar" are "share" and "bar".
fn of_names(names: &str) -> Marks {
    let mut marks = Marks::NONE;
    for name in names.split_ascii_whitespace() {
        marks |= of_name(name);
    }
    marks
}

fn of_name(name: &str) -> Marks {
    let mut words: [&str; IN_A_ROW] = [""; IN_A_ROW];
    let mut marks = Marks::NONE;
    for word in words_of(name) {
        if STATES.iter().any(|state| state.eq_ignore_ascii_case(word)) {
            // "is-hidden" hides all the same.
            return if name.ends_with("hidden") && word.eq_ignore_ascii_case("is") {
                Marks::HIDDEN
            } else {
                Marks::NONE
            };
        }
        words.rotate_left(1);
        words[IN_A_ROW - 1] = word;
        for from in 0..IN_A_ROW {
            marks |= of_word(&words[from..]);
        }
    }
    marks
}

/// What words written as one say.
fn of_word(words: &[&str]) -> Marks {
    let len: usize = words.iter().map(|word| word.len()).sum();
    let Some(first) = words[0].bytes().next() else { return Marks::NONE };
    if !(2..=LONGEST).contains(&len) || FIRST[len] & letter(first) == 0 {
        return Marks::NONE;
    }
    let mut joined = [0_u8; LONGEST];
    for (at, byte) in words.iter().flat_map(|word| word.bytes()).enumerate() {
        joined[at] = byte.to_ascii_lowercase();
    }
    let found = WORDS.binary_search_by(|(word, _)| word.as_bytes().cmp(&joined[..len]));
    found.map_or(Marks::NONE, |at| WORDS[at].1)
}

/// The words of a name: parted by marks and by capitals.
fn words_of(name: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let mut before = ' ';
    let borders = name.char_indices().chain([(name.len(), ' ')]);
    borders.filter_map(move |(at, c)| {
        let border = !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase());
        before = c;
        if !border {
            return None;
        }
        let word = &name[start..at];
        start = if c.is_alphanumeric() { at } else { at + c.len_utf8() };
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_each_says_one_thing() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(WORDS.iter().all(|(word, _)| word.len() <= LONGEST));
    }

    #[test]
    fn names_are_read_by_words() {
        let table = [
            ("class", "story-body__caption-text", Marks::CAPTION),
            ("class", "photoCredit", Marks::CREDIT),
            ("id", "most_read", Marks::RELATED),
            ("class", "Most-Read-box", Marks::RELATED),
            ("class", "onetrust-banner-sdk", Marks::CONSENT | Marks::WEAK),
            ("class", "has-sidebar no-comments", Marks::NONE),
            ("class", "commentary shared adverb", Marks::NONE),
            ("class", "screen-reader-text", Marks::UNSEEN),
            ("role", "alertdialog", Marks::DIALOG),
            ("style", "Position: absolute; width: 1px; clip: rect(0 0 0 0)", Marks::UNSEEN),
            ("style", "display : none", Marks::HIDDEN),
            ("aria-hidden", "false", Marks::NONE),
        ];
        for (name, value, expected) in table {
            assert_eq!(of_attribute(name, value), expected, "{name}={value}");
        }
    }
}
