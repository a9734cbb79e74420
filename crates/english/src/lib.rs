//! Words of English that several stages know.
//!
//! A word list that more than one stage reads stands here once, in `data/`, one entry a line; [`lists`] gives the files, and small
//! readers stand beside them: the [calendar], [numbers] in words, the [forms](inflection) of verbs and nouns, what a [name](names) tells of
//! gender, and whom a [pronoun](pronouns) can stand for. What only one stage asks for stays in that stage's `data/`. Nothing here
//! knows of layers or articles.
//!
//! ```
//! use copydesk_english::{Gender, calendar, names, pronouns::Pronoun};
//!
//! assert_eq!(calendar::month("Sept."), Some(9));
//! assert_eq!(names::gender_of_given("Fatima"), Some(Gender::Female));
//! assert_eq!(Pronoun::of("Himself").and_then(|pronoun| pronoun.gender), Some(Gender::Male));
//! ```

pub mod calendar;
mod grammar;
pub mod inflection;
pub mod lists;
pub mod names;
pub mod numbers;
pub mod pronouns;
mod words;

pub use grammar::{Gender, Number};
pub use words::{WordList, hash};
