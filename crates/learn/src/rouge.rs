//! ROUGE-1, ROUGE-2 and ROUGE-Lsum (C.-Y. Lin, "ROUGE: a package for automatic evaluation of summaries", 2004) by the
//! definitions of the `rouge-score` package: words of ASCII letters and digits, in lower case, those of more than three
//! letters stemmed; F1.

use std::collections::HashMap;

use crate::porter;

/// A summary or reference as numbers of stemmed words, sentence by sentence.
#[derive(Clone, Debug, Default)]
pub struct Stems {
    /// The numbers of the words of each sentence.
    pub sentences: Vec<Vec<u32>>,
}

/// Numbers the stems of one article's summaries.
#[derive(Clone, Debug, Default)]
pub struct Stemmer {
    numbers: HashMap<String, u32>,
    stemmed: HashMap<String, u32>,
}

impl Stemmer {
    /// The stems of sentences.
    #[must_use]
    pub fn sentences<'a>(&mut self, sentences: impl IntoIterator<Item = &'a str>) -> Stems {
        Stems { sentences: sentences.into_iter().map(|sentence| self.sentence(sentence)).collect() }
    }

    fn sentence(&mut self, sentence: &str) -> Vec<u32> {
        let lower = sentence.to_lowercase();
        let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.map(|word| self.word(word)).collect()
    }

    fn word(&mut self, word: &str) -> u32 {
        if let Some(number) = self.stemmed.get(word) {
            return *number;
        }
        let stem = if word.len() > 3 { porter::stem(word) } else { word.to_owned() };
        let next = u32::try_from(self.numbers.len()).expect("fewer words than bytes");
        let number = *self.numbers.entry(stem).or_insert(next);
        self.stemmed.insert(word.to_owned(), number);
        number
    }
}

/// F1 of ROUGE-1, ROUGE-2 and ROUGE-Lsum, from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rouge {
    /// Words.
    pub one: f64,
    /// Pairs of words.
    pub two: f64,
    /// Longest common subsequences, sentence by sentence.
    pub lsum: f64,
}

impl Rouge {
    /// Of a summary against the reference that it does best on.
    #[must_use]
    pub fn of(summary: &Stems, references: &[Stems]) -> Self {
        let scores = references.iter().map(|reference| Self::of_one(summary, reference));
        scores.fold(Self::default(), |best, score| if score.mean() > best.mean() { score } else { best })
    }

    fn of_one(summary: &Stems, reference: &Stems) -> Self {
        Self {
            one: f1(&Grams::of::<1>(summary), &Grams::of::<1>(reference)),
            two: f1(&Grams::of::<2>(summary), &Grams::of::<2>(reference)),
            lsum: lsum(summary, reference),
        }
    }

    /// The mean of the three.
    #[must_use]
    pub fn mean(self) -> f64 {
        (self.one + self.two + self.lsum) / 3.0
    }
}

/// How often each run of words stands in a summary; runs go over the ends of sentences.
#[derive(Clone, Debug, Default)]
pub struct Grams {
    counts: HashMap<[u32; 2], u32>,
    /// How many there are.
    pub total: u32,
}

impl Grams {
    /// The runs of `N` words, 1 or 2.
    #[must_use]
    pub fn of<const N: usize>(stems: &Stems) -> Self {
        let all: Vec<u32> = stems.sentences.concat();
        let mut grams = Self::default();
        for run in all.windows(N) {
            *grams.counts.entry([run[0], run[N - 1]]).or_default() += 1;
            grams.total += 1;
        }
        grams
    }

    /// How many runs two texts share.
    #[must_use]
    pub fn shared(&self, other: &Self) -> u32 {
        self.counts.iter().map(|(gram, count)| other.counts.get(gram).map_or(0, |own| *own.min(count))).sum()
    }

    /// Takes in the runs of another text.
    pub fn add(&mut self, other: &Self) {
        for (gram, count) in &other.counts {
            *self.counts.entry(*gram).or_default() += count;
        }
        self.total += other.total;
    }
}

/// F1 of the runs that two texts share.
#[must_use]
pub fn f1(summary: &Grams, reference: &Grams) -> f64 {
    harmonic(summary.shared(reference), summary.total, reference.total)
}

fn harmonic(hits: u32, summary: u32, reference: u32) -> f64 {
    if hits == 0 { 0.0 } else { 2.0 * f64::from(hits) / f64::from(summary + reference) }
}

/// For each reference sentence the words on its longest common subsequence with any summary sentence, each word of the
/// summary counting once.
fn lsum(summary: &Stems, reference: &Stems) -> f64 {
    let (mut in_summary, mut in_reference) = (counts(summary), counts(reference));
    let mut hits = 0;
    for sentence in &reference.sentences {
        let mut on_one = vec![false; sentence.len()];
        summary.sentences.iter().for_each(|other| mark_common(sentence, other, &mut on_one));
        for (word, _) in sentence.iter().zip(&on_one).filter(|(_, on)| **on) {
            let left = (in_summary.get_mut(word), in_reference.get_mut(word));
            if let (Some(a @ 1..), Some(b @ 1..)) = left {
                (*a, *b, hits) = (*a - 1, *b - 1, hits + 1);
            }
        }
    }
    harmonic(hits, length(summary), length(reference))
}

fn counts(stems: &Stems) -> HashMap<u32, u32> {
    let mut counts = HashMap::new();
    stems.sentences.iter().flatten().for_each(|word| *counts.entry(*word).or_default() += 1);
    counts
}

fn length(stems: &Stems) -> u32 {
    u32::try_from(stems.sentences.iter().map(Vec::len).sum::<usize>()).expect("fewer words than bytes")
}

/// Marks the words of `reference` that lie on its longest common subsequence with `summary`.
fn mark_common(reference: &[u32], summary: &[u32], marks: &mut [bool]) {
    let width = summary.len() + 1;
    let mut longest = vec![0u32; (reference.len() + 1) * width];
    for (i, a) in reference.iter().enumerate() {
        for (j, b) in summary.iter().enumerate() {
            let (above, left, diagonal) =
                (longest[i * width + j + 1], longest[(i + 1) * width + j], longest[i * width + j]);
            longest[(i + 1) * width + j + 1] = if a == b { diagonal + 1 } else { above.max(left) };
        }
    }
    let (mut i, mut j) = (reference.len(), summary.len());
    while i > 0 && j > 0 {
        if reference[i - 1] == summary[j - 1] {
            marks[i - 1] = true;
            (i, j) = (i - 1, j - 1);
        } else if longest[i * width + j - 1] > longest[(i - 1) * width + j] {
            j -= 1;
        } else {
            i -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The three figures of a summary against references, in per cent with one decimal.
    fn rouge(summary: &[&str], references: &[&[&str]]) -> String {
        let mut stemmer = Stemmer::default();
        let summary = stemmer.sentences(summary.iter().copied());
        let references: Vec<_> = references.iter().map(|one| stemmer.sentences(one.iter().copied())).collect();
        let Rouge { one, two, lsum } = Rouge::of(&summary, &references);
        format!("{:.1} {:.1} {:.1}", 100.0 * one, 100.0 * two, 100.0 * lsum)
    }

    #[test]
    fn figures_of_the_package() {
        let reference: &[&str] =
            &["The harbour bridge closes for a year.", "Ferries will replace it, the council says."];
        for (summary, expected) in SUMMARIES {
            assert_eq!(rouge(summary, &[reference]), *expected, "{summary:?}");
        }
    }

    #[test]
    fn the_best_of_several_references_counts() {
        let one: &[&str] = &["A storm hit."];
        let other: &[&str] = &["The bridge closed."];
        assert_eq!(rouge(&["Bridge closes"], &[one, other]), rouge(&["Bridge closes"], &[other]));
    }

    const SUMMARIES: &[(&[&str], &str)] = &[
        (&["The harbour bridge closes for a year.", "Ferries will replace it, the council says."], "100.0 100.0 100.0"),
        (&["The council's ferries replaced the bridge.", "The bridge is closing."], "56.0 8.7 48.0"),
        (&["Ferries replacing the harbour bridge, a year of closing", "A council"], "72.0 26.1 64.0"),
        (&["Nothing."], "0.0 0.0 0.0"),
        (&["It says the council, the council, the council."], "45.5 10.0 36.4"),
    ];
}
