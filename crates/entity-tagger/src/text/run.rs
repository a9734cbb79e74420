//! Runs of capitalised words, small words inside included: "Ministry of Works", "Ana de la Torre".

use super::word::Facts;

/// A run of capitalised words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    /// Its first token.
    pub start: u32,
    /// The token after its last.
    pub end: u32,
    /// The hash of its words in lower case.
    pub words: u64,
    /// The hash of the first letters of its capitalised words.
    pub initials: u64,
}

/// Finds the runs of a sentence's tokens; `facts(t)` tells of token `t`.
pub(super) fn find<'a>(tokens: std::ops::Range<usize>, facts: impl Fn(usize) -> &'a Facts, runs: &mut Vec<Run>) {
    let (start, end) = (tokens.start, tokens.end);
    let mut at = start;
    while at < end {
        let word = facts(at);
        if !word.case.is_capital() || (at == start && word.function) {
            at += 1;
            continue;
        }
        let stop = run_end(at, end, &facts);
        runs.push(run(at, stop, &facts));
        at = stop;
    }
}

fn run_end<'a>(start: usize, end: usize, facts: &impl Fn(usize) -> &'a Facts) -> usize {
    let mut stop = start + 1;
    loop {
        if stop < end && facts(stop).case.is_capital() {
            stop += 1;
            continue;
        }
        let mut links = stop;
        while links < end && links < stop + 2 && facts(links).link {
            links += 1;
        }
        if links == stop || links >= end || !facts(links).case.is_capital() {
            return stop;
        }
        stop = links + 1;
    }
}

fn run<'a>(start: usize, end: usize, facts: &impl Fn(usize) -> &'a Facts) -> Run {
    let (mut words, mut initials) = (0, 0);
    for at in start..end {
        let word = facts(at);
        words = crate::hash::pair(words, word.lower);
        if word.case.is_capital() {
            initials = letters(initials, word.first);
        }
    }
    Run { start: start as u32, end: end as u32, words, initials }
}

/// The hash of letters, one more at a time.
pub(crate) const fn letters(before: u64, letter: u8) -> u64 {
    crate::hash::pair(before, letter as u64)
}
