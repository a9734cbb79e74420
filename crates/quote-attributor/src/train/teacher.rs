//! A judge that knows the answers and writes down the questions.

use copydesk_core::Span;
use copydesk_layers::Act;
use copydesk_learn::choice::Instance;

use crate::flags::Flags;
use crate::judge::{Judge, Question, Target};
use crate::linear::Candidates;
use crate::propositions;
use crate::reading::Reading;
use crate::sayings::Saying;
use crate::train::gold::{GoldArticle, GoldQuote, Status};
use crate::words::{Word, WordSpan, first_from};

/// Answers as people did.
pub(crate) struct Teacher<'t> {
    /// For each word the quote whose content holds it, from 1.
    content: Vec<u32>,
    /// For each word the quote whose cue it heads, from 1.
    cue: Vec<u32>,
    /// For each word whether it is in a cue without being its head.
    beside: Vec<bool>,
    /// For each quote the words of its source.
    sources: Vec<Vec<WordSpan>>,
    unclear: Vec<WordSpan>,
    instances: &'t mut [Vec<Instance>],
}

impl<'t> Teacher<'t> {
    /// Lays the gold over the words of an article.
    pub(crate) fn new(reading: &Reading, gold: &GoldArticle, instances: &'t mut [Vec<Instance>]) -> Self {
        let words = &reading.words;
        let range = |span: &Span| touched(words, *span);
        let mut teacher = Self {
            content: vec![0; words.len()],
            cue: vec![0; words.len()],
            beside: vec![false; words.len()],
            sources: gold.quotes.iter().map(|quote| quote.source.iter().map(range).collect()).collect(),
            unclear: gold.marked.iter().filter(|m| m.status == Status::Unclear).map(|m| range(&m.inner)).collect(),
            instances,
        };
        for (number, quote) in gold.quotes.iter().enumerate() {
            for part in quote.content.iter().map(range) {
                let first = with_that(words, part.first);
                teacher.content[first..part.end].fill(number as u32 + 1);
            }
            let cue: Vec<usize> = quote.cue.iter().map(range).flat_map(|part| part.first..part.end).collect();
            cue.iter().for_each(|at| teacher.beside[*at] = true);
            if let Some(head) = head(words, &cue) {
                teacher.cue[head] = number as u32 + 1;
            }
        }
        teacher
    }

    fn answer(&self, question: &Question<'_>) -> Option<usize> {
        match question {
            Question::Cue { word } if self.cue[*word] != 0 => Some(1),
            Question::Cue { word } => (!self.beside[*word]).then_some(0),
            Question::Attach { segment, previous, targets, cues } => {
                let quote = self.majority(*segment)?;
                let same = |target: &Target| match target {
                    Target::NotSpeech => quote == 0,
                    Target::Previous => quote != 0 && previous.and_then(|words| self.majority(words)) == Some(quote),
                    Target::Alone => quote != 0,
                    Target::Cue(cue) => quote != 0 && self.cue[cues[cue.index()].word] == quote,
                };
                let cue = |target: &&Target| matches!(target, Target::Cue(_)) && same(target);
                let near = targets.iter().find(cue);
                let chosen = near.copied().or_else(|| targets.iter().copied().find(same))?;
                targets.iter().position(|target| *target == chosen)
            }
            Question::Source { cue, phrases } => {
                let source = &self.sources[(self.cue[*cue] as usize).checked_sub(1)?];
                if source.is_empty() {
                    return Some(0);
                }
                let touches = |phrase: &&WordSpan| source.iter().any(|part| part.overlaps(**phrase));
                let first = phrases.iter().filter(touches).min()?;
                phrases.iter().position(|phrase| phrase == first).map(|at| at + 1)
            }
            Question::Left { cue, starts, end } => {
                let mine = self.cue[*cue];
                let low = *starts.iter().min()?;
                let first = (low..*end).find(|at| mine != 0 && self.content[*at] == mine);
                self.start(mine, first, starts)
            }
            Question::Right { cue, starts } => {
                let mine = self.cue[*cue];
                let reach = starts.iter().max()? + 1;
                let first = (starts[0]..reach).find(|at| mine != 0 && self.content[*at] == mine);
                self.start(mine, first, starts)
            }
            Question::End { cue, start, ends } => {
                let mine = self.cue[*cue];
                let limit = ends[0];
                let mut last = *start;
                while let Some(next) = (last + 1..limit.min(last + 4)).find(|at| self.content[*at] == mine) {
                    last = next;
                }
                ends.iter().position(|end| *end == last + 1)
            }
        }
    }

    fn start(&self, mine: u32, first: Option<usize>, starts: &[usize]) -> Option<usize> {
        match first {
            None => (mine != 0).then_some(0),
            Some(first) => starts.iter().position(|start| *start == first).map(|at| at + 1),
        }
    }

    /// The number of the quote that a saying is, if people marked it.
    pub(crate) fn quote_of(&self, reading: &Reading, saying: &Saying) -> Option<usize> {
        let quote = match saying.cue {
            Some(cue) => self.cue[reading.cue(cue).word],
            None => saying.parts.first().and_then(|part| self.majority(*part)).unwrap_or(0),
        };
        (quote as usize).checked_sub(1)
    }

    /// The quote that covers at least half of these words, 0 for none, nothing where that is not clear.
    fn majority(&self, words: WordSpan) -> Option<u32> {
        let (mut best, mut count, mut covered) = (0, 0, 0);
        for quote in self.content[words.first..words.end].iter().copied() {
            covered += usize::from(quote != 0);
            if quote != 0 && quote != best {
                let found = self.content[words.first..words.end].iter().filter(|other| **other == quote).count();
                if found > count {
                    (best, count) = (quote, found);
                }
            }
        }
        let unclear = self.unclear.iter().any(|unclear| unclear.overlaps(words));
        match covered {
            0 => (!unclear).then_some(0),
            _ if 2 * count + 4 >= words.len() => Some(best),
            _ => None,
        }
    }
}

impl Judge for Teacher<'_> {
    fn choose(&mut self, question: &Question<'_>, candidates: &Candidates) -> (usize, f32) {
        let Some(gold) = self.answer(question) else { return (0, 1.0) };
        let ends = (0..candidates.len()).scan(0, |end, at| {
            *end += candidates.get(at).len() as u32;
            Some(*end)
        });
        let features = (0..candidates.len()).flat_map(|at| candidates.get(at)).copied().collect();
        let instance = Instance { features, ends: ends.collect(), gold };
        self.instances[question.model()].push(instance);
        (gold, 1.0)
    }

    fn cue_threshold(&self) -> f32 {
        0.5
    }

    fn knows(&self) -> bool {
        true
    }
}

/// The first word of a content with the "that" which joins it to its cue: corpora differ on whose it is, here it is the content's.
fn with_that(words: &[Word], first: usize) -> usize {
    let before = (0..first).rev().find(|at| !words[*at].is(Flags::MARK | Flags::COMMA));
    before.filter(|at| words[*at].is(Flags::THAT) && !words[*at].quoted()).unwrap_or(first)
}

/// Whether a quote was said and not thought: where the file does not tell, it has words in quotation marks, or a verb of saying
/// as its cue. What is said without marks is a whole statement: "to" and a noun alone are none.
pub(crate) fn is_speech(words: &[Word], quote: &GoldQuote) -> bool {
    if let Some(act) = quote.act {
        return act == Act::Speech;
    }
    let within = |spans: &[Span], flags: Flags| {
        let ranges = spans.iter().map(|span| touched(words, *span));
        ranges.flat_map(|part| part.of(words)).any(|word| word.is(flags))
    };
    let marked = quote.content.iter().any(|span| touched(words, *span).of(words).iter().any(Word::quoted));
    let states = || {
        let mut ranges = quote.content.iter().map(|span| touched(words, *span));
        ranges.any(|part| propositions::is_one(part.of(words)))
    };
    let spoken = || within(&quote.cue, Flags::SPEECH | Flags::FINDS | Flags::ACCORDING | Flags::COLON);
    marked || quote.cue.is_empty() || (spoken() && states())
}

/// The words that a span touches, punctuation at its ends left out.
pub(crate) fn touched(words: &[Word], span: Span) -> WordSpan {
    let mut first = words.partition_point(|word| word.span.end() <= span.start());
    let mut last = first_from(words, span.end());
    while first < last && words[first].is(Flags::PUNCT) {
        first += 1;
    }
    while first < last && words[last - 1].is(Flags::PUNCT) {
        last -= 1;
    }
    if first >= last {
        first = words.partition_point(|word| word.span.end() <= span.start());
        last = first_from(words, span.end()).max(first);
    }
    WordSpan { first, end: last }
}

/// The word of a cue that stands for it: its first verb of saying, else of thinking, else any other cue word.
fn head(words: &[Word], cue: &[usize]) -> Option<usize> {
    let ranks = [Flags::SPEECH, Flags::THOUGHT, Flags::ACCORDING, Flags::CUE_NOUN, Flags::CUE_ADJECTIVE, Flags::COLON];
    ranks.iter().find_map(|rank| cue.iter().copied().find(|at| words[*at].is(*rank) && !words[*at].quoted()))
}
