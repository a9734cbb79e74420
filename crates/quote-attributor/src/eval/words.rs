//! Words as the measure counts them, whatever tokens the stage saw.

use copydesk_core::Span;

/// The words of a text.
pub(crate) struct WordSpans(Vec<Span>);

impl WordSpans {
    /// All words of a text.
    pub(crate) fn all(text: &str) -> Self {
        Self(Self::of(text, Span::new(0, text.len() as u32)))
    }

    /// Runs of letters and digits, joined by an apostrophe or a hyphen inside.
    pub(crate) fn of(text: &str, part: Span) -> Vec<Span> {
        let mut words: Vec<Span> = Vec::new();
        let mut chars = part.of(text).char_indices().peekable();
        let mut open: Option<u32> = None;
        while let Some((at, c)) = chars.next() {
            let start = part.start() + at as u32;
            let next = chars.peek().map(|(_, next)| *next);
            let word = c.is_alphanumeric() || c == '_';
            let joins = matches!(c, '\'' | '’' | '-') && next.is_some_and(|next| next.is_alphanumeric() || next == '_');
            if word || (open.is_some() && joins) {
                let first = *open.get_or_insert(start);
                if word {
                    let span = Span::new(first, start + c.len_utf8() as u32);
                    if words.last().is_some_and(|last| last.start() == first) {
                        words.pop();
                    }
                    words.push(span);
                }
            } else {
                open = None;
            }
        }
        words
    }

    /// The numbers of the words that spans touch, sorted.
    pub(crate) fn touched(&self, spans: &[Span]) -> Vec<u32> {
        let mut touched = Vec::new();
        for span in spans {
            let first = self.0.partition_point(|word| word.end() <= span.start());
            let count = self.0[first..].partition_point(|word| word.start() < span.end());
            touched.extend((first..first + count).map(|at| at as u32));
        }
        touched.sort_unstable();
        touched.dedup();
        touched
    }
}

/// How many numbers two sorted lists share.
pub(crate) fn shared(one: &[u32], other: &[u32]) -> usize {
    one.iter().filter(|number| other.binary_search(number).is_ok()).count()
}

/// A word without its possessive ending.
pub(crate) fn clean(word: &str) -> &str {
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .or_else(|| word.strip_suffix(['\'', '’']))
        .unwrap_or(word)
}
