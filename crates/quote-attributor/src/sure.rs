//! How likely it is that what was found is a report at all, and that its speaker is right.
//!
//! Two logistic regressions over the same facts. A quote is left out by the first, and not by how sure its speaker is: a report of
//! an unnamed or unclear source is still one. The second is a quote's confidence, and by it a name is printed or not. Their weights
//! come from quotes that models found in articles which they had not learned (`train::sure`).

use copydesk_layers::QuoteKind;

/// What is known of a quote when it is asked how sure it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evidence {
    /// How sure the cue and its source are, where there is a cue.
    pub(crate) cue: Option<(f32, f32)>,
    /// How sure it is that marked words belong to it, where there are any.
    pub(crate) marks: Option<f32>,
    /// Whether its cue has a source.
    pub(crate) sourced: bool,
    /// How much of it stands in quotation marks.
    pub(crate) kind: QuoteKind,
    /// How many words it holds.
    pub(crate) words: usize,
    /// How sure it is who speaks, among all who may.
    pub(crate) speaker: f32,
    /// Whether that is anybody with a name.
    pub(crate) named: bool,
}

/// How many facts there are.
pub(crate) const SIZE: usize = 15;

/// The facts by the names that they have in the model's file.
pub(crate) const FACTS: [&str; SIZE] = [
    "always",
    "how sure a cue without marked words is",
    "how sure a cue with marked words is",
    "how sure marked words are",
    "marked words",
    "no cue",
    "a mixed quote",
    "a direct quote",
    "how sure the source is",
    "the length",
    "a scrap",
    "a cue without a source",
    "how sure the name is",
    "how sure it is that nobody is named",
    "nobody named",
];

/// Of these the last tell of the speaker: whether something is a report does not hang on them.
pub(crate) const OF_SPEAKER: usize = 3;

/// Fewer words than this are a scrap.
const SCRAP: usize = 4;

/// The facts of a quote.
pub(crate) fn facts(found: &Evidence) -> [f32; SIZE] {
    let holds = |holds: bool| f32::from(u8::from(holds));
    let when = |wanted: bool, value: f32| if wanted { value } else { 0.0 };
    let (cue, source) = found.cue.map_or((0.0, 0.0), |(cue, source)| (odds(cue), odds(source)));
    let (cued, marked, speaker) = (found.cue.is_some(), found.marks.is_some(), odds(found.speaker));
    [
        1.0,
        when(!marked, cue),
        when(marked, cue),
        found.marks.map_or(0.0, odds),
        holds(marked),
        holds(!cued),
        holds(found.kind == QuoteKind::Mixed),
        holds(found.kind == QuoteKind::Direct),
        source,
        (found.words as f32 + 1.0).ln(),
        holds(found.words < SCRAP),
        holds(cued && !found.sourced),
        when(found.named, speaker),
        when(!found.named, speaker),
        holds(!found.named),
    ]
}

/// The logarithm of the odds, with both ends kept finite.
fn odds(probability: f32) -> f32 {
    let bounded = probability.clamp(0.01, 0.995);
    (bounded / (1.0 - bounded)).ln()
}

/// What each fact is worth.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sure {
    report: [f32; SIZE],
    speaker: [f32; SIZE],
}

/// How the lines of the two regressions begin in the model's file.
const REPORT: &str = "report";
const SPEAKER: &str = "right";

impl Sure {
    /// Weights for whether something is a report, and for whether its speaker is right.
    pub(crate) const fn new(report: [f32; SIZE], speaker: [f32; SIZE]) -> Self {
        Self { report, speaker }
    }

    /// Reads the weights off a model's file, a line each; nothing where it has none.
    pub(crate) fn read(file: &str) -> Option<Self> {
        let mut sure = Self::new([0.0; SIZE], [0.0; SIZE]);
        let mut found = false;
        for line in file.lines() {
            let mut columns = line.splitn(3, '\t');
            let (Some(of), Some(weight), Some(fact)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            let weights = match of {
                REPORT => &mut sure.report,
                SPEAKER => &mut sure.speaker,
                _ => continue,
            };
            if let Some(at) = FACTS.iter().position(|name| *name == fact) {
                weights[at] = weight.parse().unwrap_or(0.0);
                found = true;
            }
        }
        found.then_some(sure)
    }

    /// The lines that [`read`](Self::read) reads.
    pub(crate) fn written(&self) -> String {
        let mut lines = String::new();
        for (of, weights) in [(REPORT, &self.report), (SPEAKER, &self.speaker)] {
            for (weight, fact) in weights.iter().zip(FACTS).filter(|(weight, _)| **weight != 0.0) {
                lines += &format!("{of}\t{weight:.2}\t{fact}\n");
            }
        }
        lines
    }

    /// The probability that a quote is a report.
    pub(crate) fn is_report(&self, found: &Evidence) -> f32 {
        probability(&self.report, found)
    }

    /// The probability that a quote is a report and has its speaker's name, or rightly none.
    pub(crate) fn is_right(&self, found: &Evidence) -> f32 {
        probability(&self.speaker, found)
    }
}

fn probability(weights: &[f32; SIZE], found: &Evidence) -> f32 {
    let score: f32 = weights.iter().zip(facts(found)).map(|(weight, fact)| weight * fact).sum();
    1.0 / (1.0 + (-score).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speakers;

    const SAID: Evidence = Evidence {
        cue: Some((0.95, 0.9)),
        marks: None,
        sourced: true,
        kind: QuoteKind::Indirect,
        words: 12,
        speaker: 0.95,
        named: true,
    };

    fn shipped() -> Sure {
        Sure::read(speakers::MODEL).expect("the model holds both regressions")
    }

    #[test]
    fn a_surer_cue_makes_a_surer_report() {
        let (sure, unsure) = (shipped(), Evidence { cue: Some((0.3, 0.9)), ..SAID });
        assert!(sure.is_report(&SAID) > 0.9 && sure.is_report(&unsure) < sure.is_report(&SAID));
    }

    #[test]
    fn scraps_and_words_without_a_source_are_doubted() {
        let sure = shipped();
        let scrap = Evidence { words: 2, ..SAID };
        let unsourced = Evidence { sourced: false, ..SAID };
        let said = sure.is_report(&SAID);
        assert!(sure.is_report(&scrap) < said && sure.is_report(&unsourced) < said);
    }

    #[test]
    fn an_unsure_name_is_doubted_and_the_report_is_not() {
        let (sure, unsure) = (shipped(), Evidence { speaker: 0.4, ..SAID });
        assert!(sure.is_right(&unsure) + 0.1 < sure.is_right(&SAID));
        assert_eq!(sure.is_report(&unsure), sure.is_report(&SAID));
    }

    #[test]
    fn certainty_at_either_end_stays_finite() {
        for probability in [0.0, 1.0] {
            let found = Evidence {
                cue: Some((probability, probability)),
                marks: Some(probability),
                speaker: probability,
                ..SAID
            };
            let right = shipped().is_right(&found);
            assert!(right > 0.0 && right < 1.0, "{right}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut sure = Sure::new([0.25; SIZE], [-1.5; SIZE]);
        sure.report[3] = 0.0;
        assert_eq!(Sure::read(&sure.written()), Some(sure));
    }
}
