//! Running text as sentences of words, as well as counting needs it.

use crate::clusters::each_word;

/// The sentences of a text. A sentence ends with a full stop, a question or exclamation mark, or with its line.
pub(super) fn sentences(text: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for line in text.lines() {
        let mut sentence: Vec<String> = Vec::new();
        each_word(line, |word| {
            let opens = word.chars().next().is_some_and(char::is_uppercase);
            if opens && ends(&sentence) {
                all.push(std::mem::take(&mut sentence));
            }
            sentence.push(word.to_owned());
        });
        if !sentence.is_empty() {
            all.push(sentence);
        }
    }
    all
}

/// Whether a sentence may be over: its last word is a mark that ends one, and not the full stop of "Mr." or "J."
fn ends(sentence: &[String]) -> bool {
    let [.., before, mark] = sentence else { return false };
    let short = before.len() <= 3 && before.starts_with(char::is_uppercase);
    mark == "!" || mark == "?" || mark == "." && !short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_with_their_marks_but_not_with_short_titles() {
        let split = sentences("Dr. Okafor left. Nobody saw J. Orr!\nWhy? They slept");
        let lengths: Vec<usize> = split.iter().map(Vec::len).collect();
        assert_eq!(lengths, [5, 6, 2, 2]);
    }
}
