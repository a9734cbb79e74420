//! Sentences that hold half a quotation.

/// Follows the quotation marks through a paragraph, sentence by sentence.
///
/// A mark is judged by its neighbours, so that one mark too many does not turn the rest of the article inside out.
#[derive(Default)]
pub(crate) struct Marks {
    double: bool,
    single: bool,
}

impl Marks {
    /// Whether a sentence begins or ends inside a quotation, or holds an odd mark.
    pub(crate) fn read(&mut self, sentence: &str) -> bool {
        let begins_inside = self.double || self.single;
        let odd = self.walk(sentence);
        begins_inside || odd || self.double || self.single
    }

    /// Goes from mark to mark of a sentence; whether some mark has no partner in it.
    fn walk(&mut self, sentence: &str) -> bool {
        let (mut straight, mut curly, mut closes_nothing) = (0u32, 0i32, false);
        for at in memchr::memchr3_iter(b'"', b'\'', CURLY, sentence.as_bytes()) {
            let mut chars = sentence[at..].chars();
            let mark = chars.next().unwrap_or(' ');
            let after = chars.next().unwrap_or(' ');
            let before = || sentence[..at].chars().next_back().unwrap_or(' ');
            match mark {
                '"' => {
                    straight += 1;
                    self.double = opens(before(), after, self.double);
                }
                '“' => (curly, self.double) = (curly + 1, true),
                '”' => (curly, self.double) = (curly - 1, false),
                '‘' if !is_elision(after) && !before().is_alphanumeric() => self.single = true,
                '\'' if begins_word(before(), after) && !is_elision(after) => self.single = true,
                '\'' | '’' if !after.is_alphanumeric() => {
                    closes_nothing |= !self.single && ends_clause(before());
                    self.single = false;
                }
                _ => {}
            }
        }
        straight % 2 == 1 || curly != 0 || closes_nothing
    }
}

/// The first byte of all curly quotation marks.
const CURLY: u8 = "“".as_bytes()[0];

fn opens(before: char, after: char, inside: bool) -> bool {
    match (before.is_whitespace() || "([—–-‘'".contains(before), after.is_whitespace()) {
        (true, false) => true,
        (false, true) => false,
        _ => !inside,
    }
}

fn begins_word(before: char, after: char) -> bool {
    (before.is_whitespace() || "([—–\"“".contains(before)) && after.is_alphanumeric()
}

/// "'90s": a year without its century, not a quotation.
fn is_elision(after: char) -> bool {
    after.is_ascii_digit()
}

fn ends_clause(before: char) -> bool {
    ",.!?".contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_quotations_are_seen() {
        let whole = [
            "“We won,” she said.",
            "\"We won,\" she said.",
            "She said: ‘We won.’",
            "She said: 'We won.'",
            "Dana Pruitt‘s ferry has stopped, her cook said.",
            "The councillors' vote in the '90s, she didn't say.",
            "He called it a \"disaster\" and 'a joke'.",
            "The 5\" pipe and the 6\" one leaked.",
        ];
        let half = [
            "\"We won.",
            "We won,\" she said.",
            "“We won.",
            "We won,” she said.",
            "She said: ‘We won.",
            "She said: 'We won.",
            "We won,' she said.",
        ];
        for sentence in whole {
            assert!(!Marks::default().read(sentence), "{sentence}");
        }
        for sentence in half {
            assert!(Marks::default().read(sentence), "{sentence}");
        }
    }

    #[test]
    fn the_middle_of_a_quotation_is_half_without_a_mark() {
        let mut marks = Marks::default();
        let sentences = ["\"It rained.", "The roof leaked.", "We left,\" said Orr.", "The hall is shut."];
        assert_eq!(sentences.map(|sentence| marks.read(sentence)), [true, true, true, false]);
    }
}
