//! Temporal expressions: gold documents, and the scores of TempEval-3 (UzZaman et al. 2013), spans and values of predicted
//! expressions against gold ones.
//!
//! Per document, gold and predicted expressions that overlap are paired one to one from left to right. A pair is a relaxed
//! match, and a strict one where the spans are equal. Type and value F1 are the share of pairs that agree in them, times relaxed F1.

use std::error::Error;

use serde::Deserialize;

use crate::gold::{self, CodePoints};

/// A gold document. Offsets are code points.
#[derive(Clone, Debug, Deserialize)]
pub struct Document {
    /// What it is called.
    pub id: String,
    /// The text.
    pub text: String,
    /// When it was made.
    pub dct: Option<String>,
    /// Its temporal expressions.
    pub timexes: Vec<Timex>,
}

/// A gold expression.
#[derive(Clone, Debug, Deserialize)]
pub struct Timex {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
    value: String,
}

/// The documents of a file, one JSON object a line.
///
/// # Errors
/// Those of [`gold::records`].
pub fn documents(path: &str) -> Result<Vec<Document>, Box<dyn Error>> {
    gold::records(path)
}

impl Document {
    /// The gold expressions in text order, in bytes.
    ///
    /// # Errors
    /// If an expression lies beyond the text; the message names the document.
    pub fn expressions(&self) -> Result<Vec<Expression>, String> {
        let points = CodePoints::of(&self.text);
        let expression = |timex: &Timex| {
            let range = points.range((timex.start, timex.end)).map_err(|error| format!("{}: {error}", self.id))?;
            Ok(Expression { start: range.start, end: range.end, kind: timex.kind.clone(), value: timex.value.clone() })
        };
        let mut found = self.timexes.iter().map(expression).collect::<Result<Vec<_>, String>>()?;
        found.sort_by_key(|expression| (expression.start, expression.end));
        Ok(found)
    }
}

/// An expression, gold or predicted; any unit of offsets, the same for both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// TIMEX3's type: "DATE".
    pub kind: String,
    /// TIMEX3's value: "2024-03-12".
    pub value: String,
}

/// Counts over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Gold expressions.
    pub gold: usize,
    /// Predicted ones.
    pub predicted: usize,
    /// Pairs that overlap.
    pub relaxed: usize,
    /// Pairs with equal spans.
    pub strict: usize,
    /// Pairs with equal types.
    pub kind: usize,
    /// Pairs with equal values.
    pub value: usize,
}

impl Counts {
    /// Adds a document, whose expressions stand in text order.
    pub fn add(&mut self, gold: &[Expression], predicted: &[Expression]) {
        self.gold += gold.len();
        self.predicted += predicted.len();
        for (gold, predicted) in pairs(gold, predicted) {
            self.relaxed += 1;
            self.strict += usize::from((gold.start, gold.end) == (predicted.start, predicted.end));
            self.kind += usize::from(gold.kind == predicted.kind);
            self.value += usize::from(gold.value == predicted.value);
        }
    }

    /// Precision, recall and F1 of so many matches. Nothing to find and nothing found is 1.
    pub fn prf(&self, matches: usize) -> [f64; 3] {
        if self.gold == 0 && self.predicted == 0 {
            return [1.0; 3];
        }
        let ratio = |whole: usize| if whole == 0 { 0.0 } else { matches as f64 / whole as f64 };
        let (precision, recall) = (ratio(self.predicted), ratio(self.gold));
        let sum = precision + recall;
        [precision, recall, if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }]
    }

    /// The share of pairs that agree in something.
    pub fn accuracy(&self, agreeing: usize) -> f64 {
        if self.relaxed == 0 { 0.0 } else { agreeing as f64 / self.relaxed as f64 }
    }

    /// The figures, as lines for people.
    pub fn report(&self) -> Vec<String> {
        let row = |name: &str, matches: usize| {
            let [precision, recall, f1] = self.prf(matches).map(|share| share * 100.0);
            format!("{name:<8} {precision:6.2}  {recall:6.2}  {f1:6.2}")
        };
        let attribute = |name: &str, agreeing: usize| {
            let accuracy = self.accuracy(agreeing);
            let f1 = accuracy * self.prf(self.relaxed)[2];
            format!("{name:<8} {:6.2}   (accuracy {:6.2})", f1 * 100.0, accuracy * 100.0)
        };
        vec![
            format!("gold {}   predicted {}", self.gold, self.predicted),
            "              P       R      F1".to_owned(),
            row("strict", self.strict),
            row("relaxed", self.relaxed),
            attribute("type F1", self.kind),
            attribute("value F1", self.value),
        ]
    }
}

/// The pairs of a document.
pub fn pairs<'a>(gold: &'a [Expression], predicted: &'a [Expression]) -> Vec<(&'a Expression, &'a Expression)> {
    let (mut at, mut other) = (0, 0);
    let mut found = Vec::new();
    while let (Some(one), Some(two)) = (gold.get(at), predicted.get(other)) {
        if one.end <= two.start {
            at += 1;
        } else if two.end <= one.start {
            other += 1;
        } else {
            found.push((one, two));
            (at, other) = (at + 1, other + 1);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(start: usize, end: usize, kind: &str, value: &str) -> Expression {
        Expression { start, end, kind: kind.to_owned(), value: value.to_owned() }
    }

    fn counts(gold: &[Expression], predicted: &[Expression]) -> Counts {
        let mut counts = Counts::default();
        counts.add(gold, predicted);
        counts
    }

    #[test]
    fn gold_offsets_count_code_points_and_one_beyond_the_text_names_its_document() {
        let line =
            r#"{"id":"a","text":"“In 2019”","dct":null,"timexes":[{"start":4,"end":8,"type":"DATE","value":"2019"}]}"#;
        let mut document: Document = serde_json::from_str(line).unwrap();
        assert_eq!(document.expressions(), Ok(vec![at(6, 10, "DATE", "2019")]));
        document.timexes[0].end = 80;
        assert_eq!(document.expressions().unwrap_err(), "a: offset 80 is beyond the text");
    }

    #[test]
    fn a_part_of_the_span_is_a_relaxed_match_only() {
        let gold = [at(0, 10, "DATE", "2020"), at(20, 24, "DURATION", "P7D"), at(40, 44, "DATE", "2020")];
        let predicted = [at(3, 10, "DATE", "2020"), at(20, 24, "DATE", "P1W"), at(60, 64, "DATE", "2020")];
        let counts = counts(&gold, &predicted);
        assert_eq!((counts.relaxed, counts.strict, counts.kind, counts.value), (2, 1, 1, 1));
        assert!((counts.prf(counts.relaxed)[2] - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn one_span_over_two_is_used_once_and_touching_is_no_overlap() {
        let two = [at(0, 4, "DATE", "2020"), at(5, 9, "DATE", "2020")];
        assert_eq!(counts(&two, &[at(0, 9, "DATE", "2020")]).relaxed, 1);
        assert_eq!(counts(&two[..1], &[at(4, 8, "DATE", "2020")]).relaxed, 0);
        assert_eq!(counts(&[], &[]).prf(0), [1.0; 3]);
    }
}
