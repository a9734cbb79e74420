//! The features of a token: hashes of what is seen around it, never strings.
//!
//! Each template has a number; a feature is the hash of the number and what the template sees. The same code feeds training,
//! which remembers the features, and tagging, which adds up their weights at once.

mod document;
mod echo;
mod run;
mod word;

use std::ops::Range;

pub(crate) use echo::Echo;
pub(crate) use word::{OFFSETS, own};

use crate::hash;
use crate::text::Page;

/// The feature of a template that sees this.
#[inline]
const fn feature(template: u64, seen: u64) -> u64 {
    hash::finish(hash::pair(template.wrapping_mul(0xa076_1d64_78bd_642f), seen))
}

/// A count in few steps.
const fn steps(count: u32) -> u64 {
    match count {
        0..=3 => count as u64,
        4..=7 => 4,
        _ => 5,
    }
}

/// All features of a token that do not come from one word alone: those come from [`own`].
pub(crate) fn context(page: &Page, sentence: &Range<usize>, at: usize, add: &mut impl FnMut(u64)) {
    of_place(page, sentence, at, add);
    of_run(page, sentence, at, add);
}

/// Those of them that are the token's own.
pub(crate) fn of_place(page: &Page, sentence: &Range<usize>, at: usize, add: &mut impl FnMut(u64)) {
    word::around(page, sentence, at, add);
    word::phrase(page, sentence, at, add);
    word::types(page, sentence, at, add);
    run::place(page, at, add);
    document::elsewhere(page, at, add);
}

/// Those that all tokens of a run of capitalised words have alike.
pub(crate) fn of_run(page: &Page, sentence: &Range<usize>, at: usize, add: &mut impl FnMut(u64)) {
    run::whole(page, sentence, at, add);
}
