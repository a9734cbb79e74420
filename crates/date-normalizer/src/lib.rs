//! Stage date-normalizer: temporal expressions as TIMEX3 values.

mod evidence;
mod figures;
mod frame;
mod grammar;
mod holiday;
mod lexer;
mod lexicon;
mod number_words;
mod period;
mod recognise;
mod reference;
mod resolve;
mod rules;
mod stage;
mod tense;

pub use stage::{Config, DateNormalizer, Profile, Scratch};
