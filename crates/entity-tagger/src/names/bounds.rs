//! Where people's names begin and end, where the tagger's words leave something of them out.

use copydesk_core::Span;
use copydesk_english::calendar::is_calendar_name;
use copydesk_english::names::is_given;
use copydesk_english::{WordList, lists, word_list};
use copydesk_layers::EntityLabel;

use super::Mention;
use super::form::is_number;

/// How many names back one with a number is looked for before "I" is taken for a number.
const NEAR: usize = 8;

static AUXILIARIES: WordList = word_list!(lists::AUXILIARIES);

/// Gives people's names the number or "Jr." that follows ("Leo XIV"), the initials before an initial ("J. K. Rolle"), and the
/// given name right before a bare surname ("Joy Cole"). No name begins with a time of day ("21:00Antony Clements", of a live report).
pub(super) fn mend(text: &str, mentions: &mut [Mention]) {
    for mention in &mut *mentions {
        let time = time(mention.span.of(text)) as u32;
        mention.span = Span::new(mention.span.start() + time, mention.span.end());
    }
    for at in 0..mentions.len() {
        if mentions[at].label != EntityLabel::Person {
            continue;
        }
        let from = at.checked_sub(1).map_or(0, |before| mentions[before].span.end());
        let to = mentions.get(at + 1).map_or(text.len() as u32, |next| next.span.start());
        let span = mentions[at].span;
        let start = before(&text[from as usize..span.start() as usize], span.of(text));
        let end = number(
            &text[span.end() as usize..to as usize],
            span.of(text),
            &mentions[at.saturating_sub(NEAR)..at],
            text,
        );
        mentions[at].span = Span::new(span.start() - start as u32, span.end() + end as u32);
    }
}

/// How many bytes at the head of a name are a time of day that a letter follows at once.
fn time(name: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hours = digits(name);
    let Some(rest) = name.get(hours..).and_then(|rest| rest.strip_prefix([':', '.'])) else { return 0 };
    if !(1..=2).contains(&hours) || digits(rest) != 2 {
        return 0;
    }
    let behind = &rest[2..];
    let half = ["am", "pm", "AM", "PM"].iter().find_map(|half| behind.strip_prefix(half)).unwrap_or(behind);
    if half.starts_with(char::is_uppercase) { name.len() - half.len() } else { 0 }
}

/// How many bytes before a name belong to it.
fn before(text: &str, name: &str) -> usize {
    let is_initial =
        |word: &str| word.len() == 2 && word.ends_with('.') && word.starts_with(|c: char| c.is_ascii_uppercase());
    let last = |rest: &str| rest.strip_suffix(' ')?.rsplit(char::is_whitespace).next().map(str::len);
    if name.split(' ').next().is_some_and(is_initial) && name.contains(' ') {
        let mut taken = 0;
        while let Some(len) = last(&text[..text.len() - taken]).filter(|len| *len > 0) {
            let word = &text[text.len() - taken - len - 1..][..len];
            if !is_initial(word) {
                break;
            }
            taken += len + 1;
        }
        return taken;
    }
    let Some(len) = last(text).filter(|len| *len > 1 && !name.contains(' ')) else { return 0 };
    let word = &text[text.len() - len - 1..][..len];
    let given = word.starts_with(char::is_uppercase)
        && is_given(word)
        && !is_calendar_name(word)
        && !AUXILIARIES.contains(word);
    if given { len + 1 } else { 0 }
}

/// How many bytes behind a name are its number: a Roman one, or "Jr.", behind a comma or not.
fn number(text: &str, name: &str, before: &[Mention], whole: &str) -> usize {
    let comma = usize::from(text.starts_with(','));
    let Some(rest) = text[comma..].strip_prefix(' ') else { return 0 };
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let junior = matches!(word, "Jr" | "Sr");
    let roman = comma == 0 && word.len() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && is_number(word);
    let first = comma == 0 && word == "I" && before.iter().any(|other| is_numbered(other.span.of(whole), name));
    if !(junior || roman || first) {
        return 0;
    }
    let dot = junior && rest[word.len()..].starts_with('.');
    comma + 1 + word.len() + usize::from(dot)
}

/// Whether a name is another with a number behind it.
fn is_numbered(name: &str, bare: &str) -> bool {
    name.strip_prefix(bare).and_then(|rest| rest.strip_prefix(' ')).is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str, name: &str) -> String {
        let at = text.rfind(name).expect("the name stands there");
        let span = Span::from_range(at..at + name.len());
        let mut mentions = [Mention { span, label: EntityLabel::Person, grounds: None }];
        mend(text, &mut mentions);
        mentions[0].span.of(text).to_owned()
    }

    #[test]
    fn a_name_has_its_number_its_initials_and_its_given_name() {
        for (text, name, whole) in [
            ("Pope Leo XIV waved.", "Leo", "Leo XIV"),
            ("Martin Ashe Jr. sang.", "Martin Ashe", "Martin Ashe Jr."),
            ("Martin Ashe, Jr., sang.", "Martin Ashe", "Martin Ashe, Jr."),
            ("Then J. K. Rolle wrote.", "K. Rolle", "J. K. Rolle"),
            ("First lady Joan Cole came.", "Cole", "Joan Cole"),
            ("In June Cole came.", "Cole", "Cole"),
            ("It was plan B. Rolle wrote.", "Rolle", "Rolle"),
            ("Leo, XIV of them.", "Leo", "Leo"),
            ("Then\u{2003}J. K. Rolle wrote.", "K. Rolle", "J. K. Rolle"),
            ("Leo I saw.", "Leo", "Leo"),
            ("21:00Antony Clements\n\nRain.", "21:00Antony Clements", "Antony Clements"),
            ("8.15pmÓscar Rey: Rain.", "8.15pmÓscar Rey", "Óscar Rey"),
        ] {
            assert_eq!(mended(text, name), whole, "{text}");
        }
    }
}
