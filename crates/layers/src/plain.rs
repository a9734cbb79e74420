//! The plainest layers that a text can have, for tests and benchmarks of stages that read them.
//!
//! A stage crate depends on no other stage crate, so its tests cannot call the real cleaner or tokenizer. These rows keep
//! the layers' contracts and make no claim beyond that.

use copydesk_core::{Layers, Span};

use crate::{Block, BlockKind, Sentence, Token};

/// A body block for every line, a sentence at every ". ", "! " or "? ", a token for every run of letters and digits and for
/// every other mark.
#[must_use]
pub fn layers(text: &str) -> Layers {
    let mut layers = Layers::default();
    let blocks = blocks(text);
    let sentences: Vec<_> = blocks.iter().flat_map(|block| sentences(text, block.span)).collect();
    layers.insert(tokens(text));
    layers.insert(sentences);
    layers.insert(blocks);
    layers
}

fn blocks(text: &str) -> Vec<Block> {
    let lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(trimmed(text, start..*at))
    });
    lines.flatten().map(|span| Block::new(span, BlockKind::Body)).collect()
}

fn sentences(text: &str, block: Span) -> Vec<Sentence> {
    let inside = block.of(text);
    let ends = inside.match_indices(". ").chain(inside.match_indices("! ")).chain(inside.match_indices("? "));
    let mut ends: Vec<usize> = ends.map(|(at, _)| at + 1).chain([inside.len()]).collect();
    ends.sort_unstable();
    let mut from = block.start() as usize;
    let mut found = Vec::new();
    for end in ends {
        let end = block.start() as usize + end;
        found.extend(trimmed(text, from..end).map(Sentence::new));
        from = end;
    }
    found
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut in_word = false;
    for (at, c) in text.char_indices() {
        let span = Span::from_range(at..at + c.len_utf8());
        let word = c.is_alphanumeric();
        match found.last_mut() {
            Some(token) if word && in_word => token.span = token.span.cover(span),
            _ if c.is_whitespace() => {}
            _ => found.push(Token::new(span)),
        }
        in_word = word;
    }
    found
}

fn trimmed(text: &str, range: std::ops::Range<usize>) -> Option<Span> {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start().len());
    let len = inside.trim().len();
    (len > 0).then(|| Span::from_range(start..start + len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_layers_are_what_their_names_say() {
        let text = "One two. Three!\n\n  Four’s 🙂  ";
        let layers = layers(text);
        let words: Vec<_> = layers.get::<Token>().unwrap().iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words, ["One", "two", ".", "Three", "!", "Four", "’", "s", "🙂"]);
        let sentences: Vec<_> = layers.get::<Sentence>().unwrap().iter().map(|row| row.span.of(text)).collect();
        assert_eq!(sentences, ["One two.", "Three!", "Four’s 🙂"]);
        assert_eq!(layers.get::<Block>().unwrap().len(), 2);
    }
}
