//! Sentences that say too little by themselves: asides, headings, captions, questions.

use crate::openers::is_word;

/// The fewest words of a sentence that tells something.
const FEWEST_WORDS: usize = 5;
/// The most words of a label before a colon.
const LONGEST_LABEL: usize = 4;

/// Whether a sentence is such a fragment. A summary takes one only where nothing else is left.
pub(crate) fn is_fragment<'a>(sentence: &str, tokens: impl Iterator<Item = &'a str> + Clone) -> bool {
    let words = tokens.clone().filter(|token| is_word(token)).take(FEWEST_WORDS).count();
    words < FEWEST_WORDS || !is_told(sentence) || is_labelled(tokens)
}

/// Whether it ends as a statement does, and is no aside.
fn is_told(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']']);
    end.ends_with(['.', '!', '…']) && !(sentence.starts_with(['(', '[']) && sentence.ends_with([')', ']']))
}

/// "Verdict: a fine harbour." Behind a longer opening, or a verb of saying, a colon is another thing.
fn is_labelled<'a>(tokens: impl Iterator<Item = &'a str>) -> bool {
    const SAYING: [&str; 6] = ["said", "says", "added", "adds", "wrote", "asked"];
    for (place, token) in tokens.take(LONGEST_LABEL + 1).enumerate() {
        match token {
            ":" => return place > 0,
            _ if SAYING.contains(&token) => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_and_fragments() {
        let fragments = [
            "Not this time.",
            "And who pays for the bridge in the end?",
            "(Probably nobody in the harbour will notice.)",
            "What the harbour master has to do next",
            "Closed: The harbour bridge at Kelmouth on Tuesday.",
            "All at sea: The ferry leaves for the last time.",
        ];
        let statements = [
            "The bridge at Kelmouth is closed.",
            "Ms. Orr said: “The bridge at Kelmouth is closed.”",
            "The council has three plans for the bridge: close it, sell it, or mend it.",
            "The bridge opened in 1931 (the ferry is older).",
        ];
        let fragment = |text: &str| {
            let layers = copydesk_layers::plain::layers(text);
            let tokens = layers.get::<copydesk_layers::Token>().unwrap();
            is_fragment(text, tokens.iter().map(|token| token.span.of(text)))
        };
        fragments.iter().for_each(|text| assert!(fragment(text), "{text}"));
        statements.iter().for_each(|text| assert!(!fragment(text), "{text}"));
    }
}
