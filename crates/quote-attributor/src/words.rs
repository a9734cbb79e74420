//! The words of the article's areas, each with what is known of it.

use copydesk_core::{Id, Span};
use copydesk_layers::{Sentence, Token};

use crate::areas::Area;
use crate::class;
use crate::flags::Flags;
use crate::lexicon::Lexicon;
use crate::marks;
use crate::segments::Segment;

/// A word or mark of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) span: Span,
    /// What is known of it.
    pub(crate) flags: Flags,
    /// Its coarse class, as `class::of` tells it from the flags.
    pub(crate) class: u8,
    /// The lower half of its hash, as a feature.
    pub(crate) hash: u32,
    /// The sentence that holds it, counted from 0.
    pub(crate) sentence: u32,
    /// The area that holds it, counted from 0.
    pub(crate) area: u32,
    /// The marked segment that holds it, if one does.
    pub(crate) segment: Option<Id<Segment>>,
}

impl Word {
    /// Whether any of these facts holds.
    #[inline]
    pub(crate) const fn is(&self, flags: Flags) -> bool {
        self.flags.intersects(flags)
    }

    /// Whether it stands in quotation marks.
    #[inline]
    pub(crate) const fn quoted(&self) -> bool {
        self.segment.is_some()
    }
}

/// Some words in a row, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WordSpan {
    /// The first.
    pub(crate) first: usize,
    /// The one behind the last.
    pub(crate) end: usize,
}

impl WordSpan {
    /// The words themselves.
    pub(crate) fn of(self, words: &[Word]) -> &[Word] {
        &words[self.first..self.end]
    }

    /// How many they are.
    pub(crate) const fn len(self) -> usize {
        self.end - self.first
    }

    /// Whether a word is among them.
    pub(crate) const fn holds(self, word: usize) -> bool {
        self.first <= word && word < self.end
    }

    /// Whether any word is among both.
    pub(crate) const fn overlaps(self, other: Self) -> bool {
        self.first < other.end && other.first < self.end
    }

    /// Where they stand in the text.
    pub(crate) fn span(self, words: &[Word]) -> Span {
        words[self.first].span.cover(words[self.end - 1].span)
    }
}

/// Fills `words` from the tokens inside the areas.
pub(crate) fn read(
    text: &str,
    lexicon: &Lexicon,
    (tokens, sentences, areas): (&[Token], &[Sentence], &[Area]),
    words: &mut Vec<Word>,
) {
    words.clear();
    words.reserve(tokens.len());
    let (mut sentence, mut area, mut last_sentence) = (0, 0, None);
    let mut behind_tag = 0;
    for token in tokens {
        if token.span.start() < behind_tag {
            continue;
        }
        if text.as_bytes()[token.span.start() as usize] == b'<' {
            behind_tag = marks::behind_tag(text.as_bytes(), token.span.start() as usize, text.len()) as u32;
            if behind_tag > token.span.start() + 1 {
                continue;
            }
        }
        while area < areas.len() && areas[area].span.end() <= token.span.start() {
            area += 1;
        }
        while sentence < sentences.len() && sentences[sentence].span.end() <= token.span.start() {
            sentence += 1;
        }
        if areas.get(area).is_none_or(|area| !area.span.contains(token.span)) {
            continue;
        }
        let (mut flags, hash) = look(token.span.of(text), lexicon);
        if is_lone_hyphen(text.as_bytes(), token.span) {
            flags |= Flags::DASH;
        }
        if last_sentence != Some(sentence) && !flags.intersects(Flags::PUNCT) {
            flags |= Flags::INITIAL;
            last_sentence = Some(sentence);
        }
        let (sentence, area) = (sentence as u32, area as u32);
        let class = class::of(flags);
        words.push(Word { span: token.span, flags, class, hash: (hash >> 32) as u32, sentence, area, segment: None });
    }
}

/// Whether a token is a hyphen between spaces, which stands for a dash.
fn is_lone_hyphen(text: &[u8], span: Span) -> bool {
    let (start, end) = (span.start() as usize, span.end() as usize);
    let space = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    text[start] == b'-' && span.len() == 1 && space(text.get(end)) && space(start.checked_sub(1).map(|at| &text[at]))
}

fn look(word: &str, lexicon: &Lexicon) -> (Flags, u64) {
    let hash = copydesk_english::hash(word);
    let shape = shape(word);
    if shape.intersects(Flags::PUNCT) {
        return (shape | lexicon.get(hash), hash);
    }
    let known = lexicon.get(word.strip_suffix('.').map_or(hash, copydesk_english::hash));
    let abbreviates = shape.intersects(Flags::CAPITALS) && known.intersects(Flags::OBJECT | Flags::NEUTER | Flags::WHO);
    (shape | if abbreviates { Flags::empty() } else { known } | ending(word, shape), hash)
}

fn ending(word: &str, shape: Flags) -> Flags {
    match word.as_bytes() {
        [_, _, _, .., b'l', b'y'] if !shape.intersects(Flags::CAP) => Flags::LY,
        [_, _, _, .., b'e', b'd'] if !shape.intersects(Flags::CAP) => Flags::ENDS_ED,
        [_, _, _, .., b's'] => Flags::ENDS_S,
        _ => Flags::empty(),
    }
}

fn shape(word: &str) -> Flags {
    let Some(first) = word.chars().next() else { return Flags::PUNCT };
    if first.is_ascii_lowercase() {
        return Flags::empty();
    }
    if first.is_uppercase() {
        let capitals = word.len() > 1 && word.chars().all(|c| !c.is_lowercase());
        return if capitals { Flags::CAP | Flags::CAPITALS } else { Flags::CAP };
    }
    if first.is_numeric() || matches!(first, '%' | '°' | '$' | '€' | '£') {
        return Flags::DIGIT;
    }
    if first.is_alphabetic() || word.chars().any(char::is_alphanumeric) {
        return Flags::empty();
    }
    Flags::PUNCT | punctuation(word, first)
}

fn punctuation(word: &str, first: char) -> Flags {
    match first {
        ',' => Flags::COMMA,
        '.' | '?' | '!' | '…' => Flags::STOP,
        ':' => Flags::COLON,
        ';' => Flags::SEMICOLON,
        '–' | '—' | '―' => Flags::DASH,
        '-' if word.len() > 1 => Flags::DASH,
        '(' | '[' | '{' => Flags::OPEN,
        ')' | ']' | '}' => Flags::CLOSE,
        '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '‹' | '›' | '`' | '‚' | '‟' => {
            Flags::MARK
        }
        _ => Flags::empty(),
    }
}

/// The index of the first word that starts at `offset` or behind it.
pub(crate) fn first_from(words: &[Word], offset: u32) -> usize {
    words.partition_point(|word| word.span.start() < offset)
}
