//! Classes of words that tell kinds of lines apart, from the lists in `data/classes`.

use std::sync::LazyLock;

use super::hash;
use super::table::Table;

/// A set of classes, a bit each.
pub(crate) type Classes = u32;

macro_rules! classes {
    ($($name:ident $bit:literal $file:literal),* $(,)?) => {
        $(pub(crate) const $name: Classes = 1 << $bit;)*
        const LISTS: &[(Classes, &str)] = &[$(($name, include_str!(concat!("../../data/classes/", $file, ".txt")))),*];
    };
}

classes! {
    FUNCTION 0 "function",
    SPEECH 1 "speech",
    READER 2 "reader",
    PROMOTION 3 "promotion",
    SHARING 4 "sharing",
    NAVIGATION 5 "navigation",
    STAMP 6 "stamp",
    MONTH 7 "month",
    WEEKDAY 8 "weekday",
    PICTURE 9 "picture",
    GAZE 10 "gaze",
    PRONOUN 11 "pronoun",
    PAST 12 "past",
    PRESENT 13 "present",
    LINKING 14 "linking",
    ROLE 15 "role",
    GIVEN 16 "given",
    SURNAME 17 "surname",
    COMMAND 18 "command",
}

/// How many classes there are.
pub(crate) const COUNT: usize = 19;

static WORDS: LazyLock<Table> = LazyLock::new(|| {
    let words = || LISTS.iter().flat_map(|(class, list)| list.lines().map(move |word| (*class, word)));
    let mut table = Table::with_room(words().count());
    for (class, word) in words() {
        *table.entry(hash::word(word)) |= class;
    }
    table
});

/// The table of all listed words: a hash of [`hash::word`] to its classes.
pub(crate) fn table() -> &'static Table {
    &WORDS
}
