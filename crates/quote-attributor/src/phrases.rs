//! Noun phrases, roughly: what could be a source.

use copydesk_english::pronouns::Kind;

use crate::flags::Flags;
use crate::frames::Frame;
use crate::words::{Word, WordSpan};

/// What a phrase is headed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhraseKind {
    /// A personal pronoun.
    Pronoun,
    /// A name: the last words are capitalised.
    Name,
    /// A common noun.
    Noun,
    /// A determiner alone ("some", "many").
    Bare,
}

/// A run of words that belong to one noun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrase {
    /// Its first word.
    pub(crate) first: usize,
    /// The word behind its last.
    pub(crate) end: usize,
    /// What heads it.
    pub(crate) kind: PhraseKind,
    /// What the tagger makes of it.
    pub(crate) named: Named,
}

/// Whose name heads a phrase, or stands in it, by the tagger; below 16 as a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// What the name that heads it names.
    pub(crate) head: Option<Kind>,
    /// Whether a person is named in it otherwise.
    pub(crate) person_inside: bool,
    /// Whether a body is named in it otherwise.
    pub(crate) body_inside: bool,
}

impl Named {
    /// The same as a number below 16.
    pub(crate) fn number(self) -> u64 {
        let head = self.head.map_or(0, |kind| 1 + kind as u64);
        head << 2 | u64::from(self.person_inside) << 1 | u64::from(self.body_inside)
    }
}

impl Phrase {
    /// The word that heads it: the last one.
    pub(crate) const fn head(&self) -> usize {
        self.end - 1
    }

    /// Its words.
    pub(crate) const fn words(&self) -> WordSpan {
        WordSpan { first: self.first, end: self.end }
    }
}

/// Appends the phrases of a frame to `phrases`; words inside quotation marks belong to none.
pub(crate) fn find(words: &[Word], frame: &mut Frame, phrases: &mut Vec<Phrase>) {
    let from = phrases.len();
    let headline = frame.headline;
    let mut first = None;
    for at in frame.words.clone() {
        match step(words, at, first, (frame.words.end, headline)) {
            Step::Extend => first = first.or(Some(at)),
            Step::Begin => {
                close(words, first, at, phrases);
                first = Some(at);
            }
            Step::Alone => {
                close(words, first, at, phrases);
                phrases.push(Phrase { first: at, end: at + 1, kind: PhraseKind::Pronoun, named: Named::default() });
                first = None;
            }
            Step::Close => {
                close(words, first, at, phrases);
                first = None;
            }
        }
    }
    close(words, first, frame.words.end, phrases);
    frame.phrases = from..phrases.len();
}

enum Step {
    Extend,
    Begin,
    Alone,
    Close,
}

fn step(words: &[Word], at: usize, first: Option<usize>, (end, headline): (usize, bool)) -> Step {
    let word = &words[at];
    let next = words[..end].get(at + 1).filter(|next| !next.quoted());
    if word.is(Flags::NICKNAME) && first.is_some() {
        return Step::Extend;
    }
    if word.quoted() {
        return Step::Close;
    }
    if word.is(Flags::PUNCT) {
        return if joins(words, at, first, next) { Step::Extend } else { Step::Close };
    }
    if word.is(Flags::POSSESSIVE) {
        return if first.is_some() { Step::Extend } else { Step::Close };
    }
    if word.is(Flags::POSSESSOR) {
        let object = word.is(Flags::PRONOUN)
            && next.is_none_or(|next| next.is(Flags::CLOSED | Flags::PUNCT | Flags::DETERMINER));
        return if object { Step::Alone } else { Step::Begin };
    }
    if word.is(Flags::PRONOUN | Flags::WHO) {
        return Step::Alone;
    }
    let inside_name = word.is(Flags::CAP) && !word.is(Flags::INITIAL) && !headline;
    if word.is(Flags::DETERMINER | Flags::THE) {
        return if word.is(Flags::THAT | Flags::CONJUNCTION) && !demonstrates(next) {
            Step::Close
        } else {
            Step::Begin
        };
    }
    if word.is(Flags::CLOSED) && !inside_name {
        return if joins(words, at, first, next) { Step::Extend } else { Step::Close };
    }
    if is_verb(words, at, first, headline) || trails(words, at, first) { Step::Close } else { Step::Extend }
}

/// Whether an adverb follows a name: "Okafor openly" is no longer a name.
fn trails(words: &[Word], at: usize, first: Option<usize>) -> bool {
    let noun = Flags::PERSON | Flags::GROUP | Flags::CUE_NOUN;
    first.is_some() && words[at - 1].is(Flags::CAP) && words[at].is(Flags::LY) && !words[at].is(noun)
}

/// "that" before a noun may point at it; before anything else it opens a clause.
fn demonstrates(next: Option<&Word>) -> bool {
    next.is_some_and(|next| next.is(Flags::PERSON | Flags::GROUP) && !next.is(Flags::PLURAL | Flags::CAP))
}

/// Whether a mark or small word stands inside a name: "Smith-Jones", "J. Park", "Bank of England", "van der Berg".
fn joins(words: &[Word], at: usize, first: Option<usize>, next: Option<&Word>) -> bool {
    let (word, Some(next), Some(_)) = (&words[at], next, first) else { return false };
    let before = &words[at - 1];
    let glued = before.span.end() == word.span.start() && word.span.end() == next.span.start();
    if word.is(Flags::PUNCT) {
        let initial = word.is(Flags::STOP)
            && before.is(Flags::CAP)
            && next.is(Flags::CAP)
            && (before.span.len() == 1 || before.is(Flags::TITLE));
        return initial || (glued && !word.is(Flags::STOP | Flags::DASH | Flags::COLON));
    }
    next.is(Flags::CAP) && before.is(Flags::CAP) && word.is(Flags::OF | Flags::PARTICLE)
}

/// Whether a word that may be a verb is one here, going by the words of the phrase before it.
fn is_verb(words: &[Word], at: usize, first: Option<usize>, headline: bool) -> bool {
    let word = &words[at];
    if !word.is(Flags::VERB_FORM | Flags::ENDS_ED) || (word.is(Flags::CAP) && !word.is(Flags::INITIAL) && !headline) {
        return false;
    }
    let Some(first) = first else { return !word.is(Flags::PERSON | Flags::GROUP | Flags::CUE_NOUN) };
    let before = &words[at - 1];
    let opens =
        before.is(Flags::DETERMINER | Flags::POSSESSOR | Flags::POSSESSIVE | Flags::THE) && !before.is(Flags::PERSON);
    if opens {
        return at - first == 1
            && before.is(Flags::DETERMINER)
            && word.is(Flags::SPEECH)
            && !word.is(Flags::CUE_NOUN | Flags::ING)
            && before.is(Flags::PLURAL);
    }
    if word.is(Flags::PAST | Flags::S_FORM | Flags::ENDS_ED) {
        return true;
    }
    let compound = words.get(at + 1).is_some_and(|next| next.is(Flags::PERSON) && !next.is(Flags::CAP | Flags::PLURAL));
    let noun = (compound || word.is(Flags::PERSON | Flags::GROUP | Flags::CUE_NOUN)) && !before.is(Flags::PLURAL);
    let many = before.is(Flags::PLURAL | Flags::GROUP) || before.is(Flags::ENDS_S);
    word.is(Flags::BASE) && !noun && many
}

fn close(words: &[Word], first: Option<usize>, mut last: usize, phrases: &mut Vec<Phrase>) {
    let Some(first) = first else { return };
    while last > first && words[last - 1].is(Flags::POSSESSIVE | Flags::PUNCT) {
        last -= 1;
    }
    if last == first {
        return;
    }
    let whole = WordSpan { first, end: last };
    match owner(words, whole) {
        Some([owner, rest]) => {
            push(words, owner, phrases);
            push(words, rest, phrases);
        }
        None => push(words, whole, phrases),
    }
}

/// The owner and the rest of a phrase on somebody's claim ("his claim", "the mayor's warning").
fn owner(words: &[Word], phrase: WordSpan) -> Option<[WordSpan; 2]> {
    let WordSpan { first, end } = phrase;
    let inside = phrase.of(words);
    inside.last().filter(|word| word.is(Flags::CUE_NOUN))?;
    if inside.len() > 1 && inside[0].is(Flags::POSSESSOR) {
        return Some([WordSpan { first, end: first + 1 }, WordSpan { first: first + 1, end }]);
    }
    let mark = inside.iter().rposition(|word| word.is(Flags::POSSESSIVE)).filter(|mark| *mark > 0)?;
    Some([WordSpan { first, end: first + mark }, WordSpan { first: first + mark + 1, end }])
}

fn push(words: &[Word], WordSpan { first, end: last }: WordSpan, phrases: &mut Vec<Phrase>) {
    let head = &words[last - 1];
    let common = head.is(Flags::INITIAL) && head.is(Flags::PERSON | Flags::GROUP | Flags::DETERMINER);
    let kind = if head.is(Flags::POSSESSOR) {
        PhraseKind::Pronoun
    } else if head.is(Flags::CAP) && !common {
        PhraseKind::Name
    } else if head.is(Flags::DETERMINER | Flags::THE) {
        if words.get(last).is_some_and(Word::quoted) {
            return;
        }
        PhraseKind::Bare
    } else {
        PhraseKind::Noun
    };
    phrases.push(Phrase { first, end: last, kind, named: Named::default() });
}
