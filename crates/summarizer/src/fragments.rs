//! Sentences that say too little by themselves, or nothing of the story: asides, headings, captions, questions, whole quotations
//! without a speaker, and notices of the publisher to the reader.

use copydesk_english::{WordList, lists};

use crate::fold;
use crate::openers::{is_capitalised, is_word, phrases, until_apostrophe};

/// The fewest words of a sentence that tells something.
const FEWEST_WORDS: usize = 5;
/// The fewest words of a standfirst.
const FEWEST_OF_A_STANDFIRST: usize = 8;
/// The most words of a label before a colon.
const LONGEST_LABEL: usize = 4;
/// The longest opening of a notice, in words.
const LONGEST_OPENING: usize = 5;

/// What some tokenizers cut off contractions as words of their own; phrases go without.
const ENDINGS: [&str; 5] = ["s", "re", "ll", "m", "ve"];

/// What notices open with.
pub(crate) struct Notices {
    openings: Vec<u64>,
}

impl Notices {
    pub(crate) fn load() -> Self {
        Self { openings: phrases(include_str!("../data/notices.txt")) }
    }

    /// Whether a sentence is a fragment. A summary takes one only where nothing else is left.
    ///
    /// `first` says that the sentence is the body's first: a full sentence there is a standfirst, which often goes without a
    /// stop.
    pub(crate) fn is_fragment<'a>(
        &self,
        sentence: &str,
        tokens: impl Iterator<Item = &'a str> + Clone,
        first: bool,
    ) -> bool {
        let words = tokens.clone().filter(|token| is_word(token));
        words.clone().take(FEWEST_WORDS).count() < FEWEST_WORDS
            || !(is_told(sentence) || first && is_standfirst(sentence, words.clone()))
            || is_bare_quotation(sentence)
            || is_labelled(tokens)
            || is_title(words.clone())
            || self.opens_a_notice(words)
            || holds_an_address(sentence)
    }

    fn opens_a_notice<'a>(&self, words: impl Iterator<Item = &'a str>) -> bool {
        let mut key = 0;
        words.skip_while(|word| is_clock(word)).filter(|word| !ENDINGS.contains(word)).take(LONGEST_OPENING).any(
            |word| {
                key = fold::phrase(key, fold::whole(until_apostrophe(word)));
                self.openings.binary_search(&key).is_ok()
            },
        )
    }
}

/// "18:40", "9.05am", "am", "GMT": the time in front of a post on a live page.
fn is_clock(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(word, "am" | "pm" | "AM" | "PM" | "GMT" | "BST" | "UTC" | "ET" | "EST" | "IST")
}

const CLOSING: [char; 7] = ['"', '”', '’', '\'', '»', ')', ']'];

/// Whether it ends as a statement does, and is no aside.
fn is_told(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(CLOSING);
    end.ends_with(['.', '!', '…']) && !(sentence.starts_with(['(', '[']) && sentence.ends_with([')', ']']))
}

/// Whether a line without a stop is a sentence: long enough, with a verb that is known by its form, and not set as a heading.
fn is_standfirst<'a>(sentence: &str, words: impl Iterator<Item = &'a str> + Clone) -> bool {
    let (mut count, mut capitals, mut verbs) = (0, 0, 0);
    for word in words {
        count += 1;
        capitals += usize::from(is_capitalised(word));
        verbs += usize::from(word.ends_with("ed") || FINITE.contains(word));
    }
    count >= FEWEST_OF_A_STANDFIRST && 2 * capitals < count && verbs > 0 && sentence.ends_with(char::is_alphanumeric)
}

static FINITE: WordList = WordList::new(|| {
    let mut forms = copydesk_english::inflection::finite_forms(&[lists::SPEECH_VERBS, lists::COMMON_VERBS]);
    forms.extend(lists::hashes(&[lists::AUXILIARIES]));
    forms.sort_unstable();
    forms
});

/// “Nobody rides it.”: all of it stands in marks, and nobody says it.
fn is_bare_quotation(sentence: &str) -> bool {
    const MARKS: [char; 3] = ['"', '“', '”'];
    let inner = sentence.strip_prefix(['"', '“']).and_then(|rest| rest.strip_suffix(['"', '”']));
    inner.is_some_and(|inner| !inner.contains(MARKS))
}

/// "Verdict: a fine harbour." What a live page calls its summary or its latest is no caption. Behind a longer opening, or a verb of saying, a colon is another thing.
fn is_labelled<'a>(tokens: impl Iterator<Item = &'a str>) -> bool {
    const SAYING: [&str; 6] = ["said", "says", "added", "adds", "wrote", "asked"];
    const NEWS: [&str; 6] = ["Summary", "SUMMARY", "Update", "UPDATE", "Latest", "BREAKING"];
    let mut before = "";
    for (place, token) in tokens.take(LONGEST_LABEL + 1).enumerate() {
        let label = std::mem::replace(&mut before, token);
        match token {
            ":" => return place > 0 && !NEWS.contains(&label) && !is_clock(label),
            _ if SAYING.contains(&token) => return false,
            _ => {}
        }
    }
    false
}

/// "Ferry Owner Is Ready to Lose the Harbour Case.": a heading, of which only small words begin with a small letter.
fn is_title<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    const SMALL: [&str; 20] = [
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on", "or", "over", "the",
        "to", "vs", "with",
    ];
    words.all(|word| !word.starts_with(char::is_lowercase) || SMALL.contains(&word))
}

/// Whether it names a page or a mailbox.
fn holds_an_address(sentence: &str) -> bool {
    let bytes = sentence.as_bytes();
    memchr::memchr2_iter(b'@', b'/', bytes).any(|at| match bytes[at] {
        b'@' => at > 0 && bytes[at - 1].is_ascii_alphanumeric(),
        _ => bytes[..at].ends_with(b":") && bytes[at + 1..].starts_with(b"/"),
    }) || memchr::memmem::find(bytes, b"www.").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment(text: &str, first: bool) -> bool {
        let layers = copydesk_layers::plain::layers(text);
        let tokens = layers.get::<copydesk_layers::Token>().unwrap();
        Notices::load().is_fragment(text, tokens.iter().map(|token| token.span.of(text)), first)
    }

    #[test]
    fn statements_and_fragments() {
        let fragments = [
            "Not this time.",
            "And who pays for the bridge in the end?",
            "(Probably nobody in the harbour will notice.)",
            "What the harbour master has to do next",
            "Closed: The harbour bridge at Kelmouth on Tuesday.",
            "All at sea: The ferry leaves for the last time.",
            "“Nobody has ridden the ferry since the bridge opened.”",
            "Ferry Owner Is Ready to Lose the Harbour Case.",
            "Read more of our stories about the harbour.",
            "This article was amended on 3 May to give the age of the ferry.",
            "Follow us for the latest from the harbour.",
            "Thanks for joining us at the harbour.",
            "18:40 We are closing our live page from the harbour.",
            "9.05pm BST That's all from us on this day of ferries.",
            "Good morning and welcome to the harbour page.",
            "Tell us of your ferry at news@kelmouth.example, or by post.",
            "The timetable is at www.kelmouth.example for all to see.",
            "The timetable is at https://kelmouth.example for all to see.",
        ];
        let statements = [
            "The bridge at Kelmouth is closed.",
            "Ms. Orr said: “The bridge at Kelmouth is closed.”",
            "The council has three plans for the bridge: close it, sell it, or mend it.",
            "18:40 The bridge at Kelmouth is closed.",
            "Thanks to a gift the bridge at Kelmouth is open.",
            "Summary: The harbour bridge at Kelmouth has been closed.",
            "The bridge opened in 1931 (the ferry is older).",
            "“Nobody rides it,” Dana Pruitt said, “and nobody will.”",
            "Dana Pruitt met Mayor Ines Marlow of Kelmouth on Brack Island.",
            "The follow-up and/or the sign went up at 5 @ Kelmouth.",
        ];
        fragments.iter().for_each(|text| assert!(fragment(text, false), "{text}"));
        statements.iter().for_each(|text| assert!(!fragment(text, false), "{text}"));
    }

    #[test]
    fn a_standfirst_needs_no_stop() {
        let standfirst = "Families of the island settled into the old school while the council looked for homes";
        assert!(!fragment(standfirst, true) && fragment(standfirst, false));
        for heading in [
            "Ferry Company Settled Into Its New Harbour Offices at Kelmouth on Tuesday",
            "Tuesday 15 October by the harbour reporter of the Kelmouth paper",
            "Boats settled here",
        ] {
            assert!(fragment(heading, true), "{heading}");
        }
    }
}
