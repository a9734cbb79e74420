//! Patterns of lines that pages carry beside the article, and lists of them.
//!
//! A pattern is a line in the plain form of [`Words`]: lower case, no marks but a colon, `#` for any digits, `@` for any
//! handle. `*` stands for any words or none, `*4` for at most four. It must match the whole line.

use crate::words::Words;

/// One pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Word(String),
    Gap(usize),
}

impl Pattern {
    /// Reads a pattern; nothing if it would match any line.
    pub(crate) fn parse(pattern: &str) -> Option<Self> {
        let parts: Vec<_> = pattern.split_whitespace().map(part).collect();
        let pattern = Self { parts };
        pattern.first().is_some().then_some(pattern)
    }

    fn first(&self) -> Option<&str> {
        match self.parts.first() {
            Some(Part::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn has_gap(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Gap(_)))
    }

    fn stands_at(&self, words: &Words, at: usize) -> bool {
        let same = |(part, number): (&Part, usize)| matches!(part, Part::Word(word) if words.get(number) == Some(word.as_str()));
        self.parts.iter().zip(at..).all(same)
    }

    fn matches(&self, words: &Words) -> bool {
        match self.parts.last() {
            Some(Part::Gap(usize::MAX)) => {}
            _ if words.is_cut() => return false,
            _ => {}
        }
        matches_from(&self.parts, words)
    }
}

fn part(word: &str) -> Part {
    match word.strip_prefix('*') {
        Some("") => Part::Gap(usize::MAX),
        Some(most) => Part::Gap(most.parse().unwrap_or(usize::MAX)),
        None => Part::Word(word.to_lowercase()),
    }
}

/// Follows every way through the pattern at once: `reach[i]` are the words left for the gap before part `i`.
fn matches_from(parts: &[Part], words: &Words) -> bool {
    let mut open = vec![None; parts.len() + 1];
    enter(parts, &mut open, 0);
    for word in words.iter() {
        let before = std::mem::replace(&mut open, vec![None; parts.len() + 1]);
        for (at, left) in before.into_iter().enumerate() {
            match (parts.get(at), left) {
                (Some(Part::Word(wanted)), Some(_)) if wanted == word => enter(parts, &mut open, at + 1),
                (Some(Part::Gap(_)), Some(left)) if left > 0 => stay(parts, &mut open, at, left - 1),
                _ => {}
            }
        }
        if open.iter().all(Option::is_none) {
            return false;
        }
    }
    open[parts.len()].is_some()
}

fn enter(parts: &[Part], open: &mut [Option<usize>], at: usize) {
    match parts.get(at) {
        Some(Part::Gap(most)) => stay(parts, open, at, *most),
        _ => open[at] = Some(0),
    }
}

/// A gap may take `left` more words, or be left for what follows it.
fn stay(parts: &[Part], open: &mut [Option<usize>], at: usize, left: usize) {
    let most = open[at].map_or(left, |other: usize| other.max(left));
    open[at] = Some(most);
    match parts.get(at + 1) {
        Some(Part::Gap(next)) => open[at + 1] = Some(*next),
        _ => open[at + 1] = Some(0),
    }
}

/// Patterns, found by their first word.
#[derive(Clone, Debug, Default)]
pub(crate) struct PatternList {
    sorted: Vec<Pattern>,
}

impl PatternList {
    /// The patterns of a data file, one a line.
    pub(crate) fn of(file: &str) -> Self {
        let mut list = Self { sorted: file.lines().filter_map(Pattern::parse).collect() };
        list.sort();
        list
    }

    pub(crate) fn add(&mut self, pattern: Pattern) {
        self.sorted.push(pattern);
        self.sort();
    }

    /// Whether one of the patterns, which have no gaps, stands anywhere in the line.
    pub(crate) fn stand_in(&self, words: &Words) -> bool {
        let stands = |at| self.starting_with(words.get(at)).any(|pattern| pattern.stands_at(words, at));
        !words.is_cut() && (0..words.len()).any(stands) && !speaks(words)
    }

    /// The patterns that begin with a word.
    fn starting_with<'a>(&'a self, first: Option<&'a str>) -> impl Iterator<Item = &'a Pattern> {
        let from = self.sorted.partition_point(|pattern| pattern.first() < first);
        self.sorted[from..].iter().take_while(move |pattern| pattern.first() == first)
    }

    fn sort(&mut self) {
        self.sorted.sort_by(|a, b| a.first().cmp(&b.first()));
    }

    /// Whether a pattern matches the line. One with a gap gives way to a speech verb: such a line tells somebody's words.
    pub(crate) fn matches(&self, words: &Words) -> bool {
        let found = self.starting_with(words.get(0)).find(|pattern| pattern.matches(words));
        found.is_some_and(|pattern| !pattern.has_gap() || !speaks(words))
    }
}

fn speaks(words: &Words) -> bool {
    words.iter().any(|word| matches!(word, "said" | "says" | "told" | "asked" | "added"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, line: &str) -> bool {
        let mut words = Words::default();
        words.read(line);
        PatternList::of(pattern).matches(&words)
    }

    #[test]
    fn a_gap_takes_as_many_words_as_it_may() {
        assert!(matches("sign up for * newsletter *", "Sign up for our weekly Arts newsletter"));
        assert!(matches("more on *2", "More on the storm"));
        assert!(!matches("more on *2", "More on the coming storm"));
        assert!(matches("# min read", "5 min read"));
        assert!(!matches("share", "Share prices fell 3%."));
        assert!(!matches("# min read", "5 min"));
    }

    #[test]
    fn a_phrase_stands_anywhere_in_a_short_line() {
        let stands = |line: &str| {
            let mut words = Words::default();
            words.read(line);
            PatternList::of("follow her on bluesky").stand_in(&words)
        };
        assert!(stands("Mara Okafor is a writer. Follow her on Bluesky."));
        assert!(!stands("Follow her on the way to Kelmouth."));
        assert!(!stands("Follow her on Bluesky, he told the crowd."));
        assert!(!stands(&("word ".repeat(60) + "follow her on Bluesky")));
        assert!(!stands(&("Follow her on Bluesky ".to_owned() + &"word ".repeat(60))));
    }

    #[test]
    fn reported_speech_is_no_furniture() {
        assert!(matches("subscribe to our *", "Subscribe to our daily briefing"));
        assert!(!matches("subscribe to our *", "Subscribe to our theory, she said, and be damned."));
    }
}
