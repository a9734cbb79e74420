//! A headline: the best sentence, cut to its main clause.
//!
//! Parts are left out, and nothing is put in their place: what stands in brackets; an opening adverbial up to its comma ("On
//! Tuesday, ..."); a clause or apposition between commas before the verb (", who owns the ferry,"); a clause behind the last
//! comma (", leaving 400 people without a school"); the name of the day; the speaker (", the council said"); a clause that "after" or "because" adds. Brackets always go;
//! of the rest as little as must. What cannot be cut to ninety characters by these rules has no headline: a wrong cut would be
//! worse. Commas inside quotation marks are never cut at.

use copydesk_english::calendar::is_calendar_name;
use copydesk_english::{WordList, inflection, lists};

use crate::openers::{Openers, is_capitalised, is_word};

/// The most characters of a headline.
pub(crate) const LONGEST: usize = 90;
/// The fewest words of one.
const FEWEST_WORDS: usize = 4;
/// The most words of a clause that names the speaker.
const LONGEST_SPEAKER: usize = 9;

/// Finite forms, by which a main clause is told from the rest.
static FINITE: WordList = WordList::new(|| {
    let mut forms = inflection::finite_forms(&[lists::SPEECH_VERBS, lists::COMMON_VERBS, lists::THOUGHT_VERBS]);
    forms.extend(lists::hashes(&[lists::AUXILIARIES]));
    forms.sort_unstable();
    forms
});
static SPEECH: WordList = WordList::new(|| inflection::finite_forms(&[lists::SPEECH_VERBS]));

/// Cuts a sentence, given as its tokens with the white space before each, to at most [`LONGEST`] characters.
pub(crate) fn of(tokens: &[(&str, &str)], openers: &Openers) -> Option<String> {
    let mut cut = Cut::of(tokens, openers);
    cut.brackets();
    let steps = [Step::Opening, Step::Insertions, Step::Day, Step::Tail, Step::Speaker, Step::Reason];
    let mut headline = cut.text();
    for step in steps {
        if headline.chars().count() <= LONGEST {
            break;
        }
        cut.leave_out(step);
        headline = cut.text();
    }
    let fits = headline.chars().count() <= LONGEST && cut.words().count() >= FEWEST_WORDS;
    (fits && cut.is_clause() && marks_are_even(&headline)).then_some(headline)
}

/// What may be left out, in this order.
#[derive(Clone, Copy)]
enum Step {
    Opening,
    Insertions,
    Day,
    Tail,
    Speaker,
    Reason,
}

/// A sentence of which parts are left out.
struct Cut<'a> {
    tokens: &'a [(&'a str, &'a str)],
    kept: Vec<bool>,
    /// Whether a token stands inside quotation marks.
    quoted: Vec<bool>,
    openers: &'a Openers,
}

impl<'a> Cut<'a> {
    fn of(tokens: &'a [(&'a str, &'a str)], openers: &'a Openers) -> Self {
        let mut inside = false;
        let quoted = tokens.iter().map(|(_, token)| {
            let mark = matches!(*token, "\"" | "“" | "”" | "‘" | "``" | "''");
            inside ^= mark && *token != "‘";
            inside || mark
        });
        Self { tokens, kept: vec![true; tokens.len()], quoted: quoted.collect(), openers }
    }

    fn leave_out(&mut self, step: Step) {
        match step {
            Step::Opening => self.opening(),
            Step::Insertions => self.insertions(),
            Step::Day => self.day(),
            Step::Tail => self.tail(),
            Step::Speaker => self.speaker(),
            Step::Reason => self.reason(),
        }
    }

    /// The places of what is left.
    fn places(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.tokens.len()).filter(|&n| self.kept[n])
    }

    fn words(&self) -> impl DoubleEndedIterator<Item = &'a str> + '_ {
        self.places().map(|n| self.tokens[n].1).filter(|token| is_word(token))
    }

    /// The places of commas outside quotations.
    fn commas(&self) -> Vec<usize> {
        self.places().filter(|&n| self.tokens[n].1 == "," && !self.quoted[n]).collect()
    }

    fn drop(&mut self, places: std::ops::Range<usize>) {
        self.kept[places].fill(false);
    }

    /// The next kept word from a place on.
    fn word_from(&self, place: usize) -> &'a str {
        let next = (place..self.tokens.len()).find(|&n| self.kept[n] && is_word(self.tokens[n].1));
        next.map_or("", |n| self.tokens[n].1)
    }

    fn is_clause(&self) -> bool {
        self.words().any(is_finite)
    }

    fn brackets(&mut self) {
        let mut from = None;
        for n in 0..self.tokens.len() {
            match (self.tokens[n].1, from) {
                ("(" | "[", None) => from = Some(n),
                (")" | "]", Some(start)) => {
                    self.drop(start..n + 1);
                    from = None;
                }
                _ => {}
            }
        }
    }

    /// "On Tuesday, the council ...": what a frame opens, up to its comma.
    fn opening(&mut self) {
        let Some(&comma) = self.commas().first() else { return };
        let framed = self.openers.is_framed(self.tokens[..comma].iter().map(|(_, token)| *token));
        let subject = self.word_from(comma);
        let more = self.commas().len() > 1;
        // "In Kelmouth, Brack Island and Orr, ...": a list is no clause.
        let list = more && is_capitalised(subject) && is_capitalised(self.tokens[comma - 1].1);
        // "At least nine people ...": a number, and no frame.
        let number = matches!(self.words().nth(1), Some("least" | "most"));
        let frame = framed && !number && !is_participle(subject);
        if frame && !list && !is_pronoun(subject) && !is_joint(subject) && self.clause_from(comma) {
            self.drop(0..comma + 1);
        }
    }

    fn clause_from(&self, place: usize) -> bool {
        self.places().filter(|&n| n > place).any(|n| is_finite(self.tokens[n].1))
    }

    /// "Dana Pruitt, who owns the ferry, said ...", "Orr, 55, said ...".
    fn insertions(&mut self) {
        const OPENING: [&str; 7] = ["who", "whose", "which", "where", "a", "an", "the"];
        let commas = self.commas();
        for (n, &start) in commas.iter().enumerate() {
            // Up to the verb, over further parts of the kind: "Orr, the owner of a ferry, who ..., said".
            let ends = &commas[n + 1..];
            let closes = |end: &&usize| is_finite(self.word_from(**end)) || !OPENING.contains(&self.word_from(**end));
            let Some(&end) = ends.iter().find(closes) else { break };
            let first = self.word_from(start);
            let age = end - start == 2 && first.bytes().all(|byte| byte.is_ascii_digit());
            let opens = OPENING.contains(&first) || age;
            if self.kept[start] && opens && (age || is_finite(self.word_from(end))) {
                self.drop(start..end + 1);
            }
        }
    }

    /// ", leaving 400 people without a school": a clause behind a comma that its first word makes one; the last first.
    fn tail(&mut self) {
        const OPENING: [&str; 19] = [
            "who",
            "whose",
            "which",
            "where",
            "when",
            "while",
            "as",
            "after",
            "before",
            "because",
            "since",
            "although",
            "though",
            "despite",
            "with",
            "without",
            "including",
            "amid",
            "following",
        ];
        if self.openers.is_framed(self.words().take(1)) {
            return;
        }
        while self.text().chars().count() > LONGEST {
            let commas = self.commas();
            let opens = |&&comma: &&usize| {
                let first = self.word_from(comma);
                (OPENING.contains(&first) || is_participle(first)) && self.is_clause_before(comma)
            };
            let Some(&comma) = commas.iter().rev().find(opens) else { return };
            // What the clause is joined to may go on behind it.
            let joined = commas.iter().any(|&other| other > comma && is_joint(self.word_from(other)));
            if joined || self.holds_a_condition(comma) {
                return;
            }
            self.drop(comma..self.tokens.len());
        }
    }

    /// Whether "if" or "unless" stands behind a place: without it the rest would say more than the sentence does.
    fn holds_a_condition(&self, place: usize) -> bool {
        self.places().any(|n| n >= place && matches!(self.tokens[n].1, "if" | "unless"))
    }

    fn is_clause_before(&self, place: usize) -> bool {
        self.places().take_while(|&n| n < place).any(|n| is_finite(self.tokens[n].1))
    }

    /// "on Tuesday", "on Tuesday evening".
    fn day(&mut self) {
        for n in 1..self.tokens.len() {
            let (before, day) = (self.tokens[n - 1].1, self.tokens[n].1);
            let after = self.tokens.get(n + 1).map_or(".", |(_, token)| *token);
            let whole = self.kept[n] && !self.quoted[n] && before == "on" && is_calendar_name(day);
            match after {
                "morning" | "afternoon" | "evening" | "night" if whole => self.drop(n - 1..n + 2),
                "," | "'s" | "’s" => {}
                _ if whole && !is_capitalised(after) && !after.starts_with(|c: char| c.is_ascii_digit()) => {
                    self.drop(n - 1..n + 1);
                }
                _ => {}
            }
        }
    }

    /// ", the council said", ", according to the council".
    fn speaker(&mut self) {
        let Some(&comma) = self.commas().last() else { return };
        let tail: Vec<_> = self.places().filter(|&n| n > comma).map(|n| self.tokens[n].1).collect();
        let words = tail.iter().filter(|token| is_word(token)).count();
        let says = tail.iter().any(|token| SPEECH.contains(token)) && !is_joint(tail[0]) && !is_relative(tail[0]);
        let according = tail.first() == Some(&"according");
        if words <= LONGEST_SPEAKER && (says || according) && self.is_clause_before(comma) {
            self.drop(comma..self.tokens.len());
        }
    }

    /// "The mayor has resigned after admitting ...": the last clause that a conjunction adds without a comma.
    fn reason(&mut self) {
        const UNITS: [&str; 10] =
            ["minutes", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"];
        const OPENING: [&str; 7] = ["after", "because", "despite", "although", "amid", "while", "so"];
        if self.openers.is_framed(self.words().take(1)) {
            return;
        }
        while self.text().chars().count() > LONGEST {
            let opens = |&n: &usize| {
                let word = self.tokens[n].1;
                let whole = word != "so" || self.word_from(n + 1) == "that";
                OPENING.contains(&word) && whole && !self.quoted[n] && self.is_clause_before(n)
            };
            let Some(start) = self.places().rev().find(opens) else { return };
            if self.holds_a_condition(start) {
                return;
            }
            // "Two weeks after": the measure goes with it.
            let measured = start > 1 && UNITS.contains(&self.tokens[start - 1].1) && is_count(self.tokens[start - 2].1);
            self.drop(if measured { start - 2 } else { start }..self.tokens.len());
        }
    }

    /// What is left, with a capital in front and without a stop.
    fn text(&self) -> String {
        let mut text = String::new();
        let mut last = None;
        for n in self.places() {
            let (space, token) = self.tokens[n];
            let gap = last.is_some_and(|last| last + 1 != n);
            let mark = matches!(token, "," | "." | ";" | ":" | "!" | "?");
            if gap && !mark {
                text.push(' ');
            } else if !text.is_empty() && !gap {
                text.push_str(if space.is_empty() { "" } else { " " });
            }
            text.push_str(token);
            last = Some(n);
        }
        let end = text.trim_end_matches(['.', ',', ' ']).len();
        // "Jr." keeps its stop, and so do initials.
        text.truncate(end);
        let mut chars = text.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
    }
}

fn is_finite(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && (FINITE.contains(word) || word.len() > 4 && word.ends_with("ed"))
}

/// Whether a word looks like "leaving".
fn is_participle(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ing") && word.starts_with(char::is_lowercase)
}

/// "Two", "14", "a".
fn is_count(word: &str) -> bool {
    const COUNTS: [&str; 15] = [
        "a", "an", "few", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several",
        "some",
    ];
    COUNTS.contains(&word) || word.starts_with(|c: char| c.is_ascii_digit())
}

fn is_pronoun(word: &str) -> bool {
    copydesk_english::pronouns::Pronoun::of(word).is_some()
}

fn is_joint(word: &str) -> bool {
    matches!(word, "and" | "or" | "but" | "nor")
}

fn is_relative(word: &str) -> bool {
    matches!(word, "who" | "whose" | "which" | "where")
}

fn marks_are_even(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    count('"') % 2 == 0 && count('“') == count('”') && count('(') == count(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Option<String> {
        let layers = copydesk_layers::plain::layers(text);
        let tokens = layers.get::<copydesk_layers::Token>().unwrap();
        let mut end = 0;
        let spaced: Vec<(&str, &str)> = tokens
            .iter()
            .map(|token| {
                let range = token.span.range();
                let space = &text[end..range.start];
                end = range.end;
                (space, &text[range])
            })
            .collect();
        of(&spaced, &Openers::load())
    }

    #[test]
    fn parts_are_left_out_until_it_fits() {
        let table = [
            ("The bridge at Kelmouth will close.", "The bridge at Kelmouth will close"),
            ("The Kelmouth Trust (KHT) will close the bridge.", "The Kelmouth Trust will close the bridge"),
            (
                "After a winter of storms that no one on the coast remembers, the council of Kelmouth will close its old bridge.",
                "The council of Kelmouth will close its old bridge",
            ),
            (
                "Dana Pruitt, who has owned the Brack Island ferry since her father died, will stop all her boats in October.",
                "Dana Pruitt will stop all her boats in October",
            ),
            (
                "Dana Pruitt, 55, of the ferry company at Kelmouth harbour has stopped all boats to Brack Island.",
                "Dana Pruitt of the ferry company at Kelmouth harbour has stopped all boats to Brack Island",
            ),
            (
                "The council of Kelmouth has closed the old harbour bridge on Tuesday evening for repairs of the northern pier.",
                "The council of Kelmouth has closed the old harbour bridge for repairs of the northern pier",
            ),
            (
                "The harbour bridge at Kelmouth will close for a year, leaving the 400 people of the island without a school.",
                "The harbour bridge at Kelmouth will close for a year",
            ),
            (
                "The mayor of Kelmouth has resigned after admitting that she sold the harbour bridge to her own ferry company.",
                "The mayor of Kelmouth has resigned",
            ),
            (
                "Dana Pruitt, the owner of the ferry of Brack Island, who learned to sail at the age of four, has died in Kelmouth.",
                "Dana Pruitt has died in Kelmouth",
            ),
            (
                "The boats of Kelmouth caught far less fish than last year after the wettest of all the springs since the year 1921.",
                "The boats of Kelmouth caught far less fish than last year",
            ),
            (
                "The mayor of Kelmouth has resigned, two weeks after the council found that she sold the harbour bridge to her own company.",
                "The mayor of Kelmouth has resigned",
            ),
            (
                "The harbour bridge at Kelmouth will close for repairs of its northern pier for a year, the council said on Tuesday.",
                "The harbour bridge at Kelmouth will close for repairs of its northern pier for a year",
            ),
        ];
        for (sentence, headline) in &table {
            assert_eq!(cut(sentence).as_deref(), Some(*headline), "{sentence}");
        }
    }

    #[test]
    fn what_cannot_be_cut_has_no_headline() {
        for sentence in [
            "The council will pay the ferry company, the school of Brack Island, the harbour master, and the choir of the chapel.",
            "If the bridge closes, she will have to take the ferry from Brack Island to Kelmouth and back again every single day.",
            "Dana Pruitt said \"the bridge, which the council built in the year 1931, will close for a year, and nobody minds\" there.",
            "At least nine people were hurt on the old ferry of Brack Island as it hit the harbour wall of Kelmouth, cutting a pier in two.",
            "The ferry to Brack Island will stop in October, as the owner has said for years, unless the council of Kelmouth pays for it.",
            "What a day.",
        ] {
            assert_eq!(cut(sentence), None, "{sentence}");
        }
    }
}
