//! When a predicted speaker is right.
//!
//! By mention: the predicted source touches a head word of the gold source, or the name is right. By name: the last name of
//! the predicted speaker is among the gold speaker's words, and given names do not contradict.

use copydesk_core::Span;

use super::words::{WordSpans, clean};

const PRONOUNS: &str = " i you he she it we they who whom him her them us me his hers their our my one ";
const PREPOSITIONS: &str = " for of from at in with on to by near inside within about ";
const PARTICLES: &str = " of de du da del della di van von der den la le al bin ibn el the and y dos das ten ";
const DETERMINERS: &str =
    " a an one another some several two three four five many most both his her their its our my the ";
const SUFFIXES: &str = " jr sr ii iii iv ";
const TITLES: &str = " mr mrs ms miss dr sir lady lord president vice senator sen representative rep governor gov mayor \
     secretary judge justice chief general gen colonel col captain prof professor minister prime chancellor king queen prince \
     princess pope chairman director former speaker ambassador the ";

fn listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|entry| !entry.is_empty() && entry == word)
}

/// The head of a source: its words' spans and the words without possessive endings.
pub(crate) fn head(text: &str, spans: &[Span]) -> Vec<(Span, String)> {
    let Some(whole) = spans.iter().copied().reduce(Span::cover) else { return Vec::new() };
    let all = WordSpans::of(text, whole);
    let chunk = chunk_end(text, whole, &all);
    let mut words: Vec<Span> = all.iter().copied().take_while(|word| word.start() < chunk).collect();
    cut_at_preposition(text, &mut words);
    let capital = |word: &Span| word.of(text).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let mut run: Vec<Span> = Vec::new();
    match words.last() {
        None => {}
        Some(last) if !capital(last) => run.push(*last),
        Some(_) => {
            for word in words.iter().rev() {
                let lower = word.of(text).to_lowercase();
                if capital(word) && !matches!(lower.as_str(), "the" | "a" | "an") {
                    run.push(*word);
                } else if !listed(PARTICLES, &lower) || run.is_empty() {
                    break;
                }
            }
            run.reverse();
        }
    }
    let common = words.last().is_some_and(|last| !capital(last));
    if common && chunk < whole.end() && text[chunk as usize..].starts_with(',') {
        run.extend(name_behind(text, whole, chunk, &all));
    }
    run.into_iter().map(|word| (word, clean(word.of(text)).to_owned())).collect()
}

/// Where the first comma chunk of a source ends.
fn chunk_end(text: &str, whole: Span, words: &[Span]) -> u32 {
    let source = whole.of(text);
    let skip = source.chars().next().map_or(0, char::len_utf8);
    let mark = [", ", ",\n", " - ", " – ", " — ", "("].iter().filter_map(|mark| source[skip..].find(mark)).min();
    let relative = words.iter().skip(1).find(|word| matches!(word.of(text), "who" | "whose"));
    let mark = mark.map_or(whole.end(), |at| whole.start() + (at + skip) as u32);
    relative.map_or(mark, |word| mark.min(word.start()))
}

fn cut_at_preposition(text: &str, words: &mut Vec<Span>) {
    let [first, second, ..] = words.as_slice() else { return };
    let article = listed(DETERMINERS, &first.of(text).to_lowercase());
    if article && second.of(text).starts_with(|c: char| c.is_ascii_lowercase()) {
        let preposition = words.iter().skip(1).position(|word| listed(PREPOSITIONS, word.of(text)));
        if let Some(at) = preposition {
            words.truncate(at + 1);
        }
    }
}

/// A bare name in the next comma chunk.
fn name_behind(text: &str, whole: Span, comma: u32, words: &[Span]) -> Vec<Span> {
    let rest = &text[comma as usize + 1..whole.end() as usize];
    let end = rest.find(',').map_or(whole.end(), |at| comma + 1 + at as u32);
    let inside: Vec<Span> = words.iter().copied().filter(|word| word.start() > comma && word.end() <= end).collect();
    let names = inside.iter().all(|word| word.of(text).starts_with(|c: char| c.is_ascii_uppercase()));
    if names && (2..=4).contains(&inside.len()) { inside } else { Vec::new() }
}

fn capitals(head: &[(Span, String)]) -> Vec<&str> {
    let named = |word: &&str| word.starts_with(char::is_uppercase) && !listed(PRONOUNS, &word.to_lowercase());
    head.iter().map(|(_, word)| word.as_str()).filter(named).collect()
}

/// The words that name the gold speaker, in small letters; none where the gold does not say who it is.
pub(crate) fn gold_name(text: &str, source: &[Span], entity: Option<&str>) -> Vec<String> {
    match entity {
        Some(entity) => words_of(entity),
        None => capitals(&head(text, source)).iter().map(|word| word.to_lowercase()).collect(),
    }
}

fn words_of(name: &str) -> Vec<String> {
    let all = Span::new(0, name.len() as u32);
    WordSpans::of(name, all).iter().map(|word| clean(word.of(name)).to_lowercase()).collect()
}

fn last_name(name: &str) -> Option<String> {
    let mut words = words_of(name);
    while words.len() > 1 && words.last().is_some_and(|word| listed(SUFFIXES, word)) {
        words.pop();
    }
    words.pop()
}

fn given_name(name: &str) -> Option<String> {
    let mut words = words_of(name);
    words.retain(|word| !listed(TITLES, word) && !listed(SUFFIXES, word));
    if words.len() > 1 { words.into_iter().next() } else { None }
}

/// Whether a speaker is right by mention, and by name where the gold has one.
pub(crate) fn is_right(
    text: &str,
    (source, speaker): (&[Span], Option<&str>),
    (gold_source, entity): (&[Span], Option<&str>),
) -> (bool, Option<bool>) {
    let gold_head = head(text, gold_source);
    let gold = gold_name(text, gold_source, entity);
    let shown = speaker.map_or_else(|| capitals(&head(text, source)).join(" "), str::to_owned);
    let mut named = last_name(&shown).is_some_and(|name| gold.contains(&name));
    let full = entity
        .map_or_else(|| gold_head.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" "), str::to_owned);
    if let (Some(ours), Some(theirs)) = (given_name(&shown), given_name(&full)) {
        named &= gold.contains(&ours) || ours.chars().next() == theirs.chars().next();
    }
    let touched = gold_head.iter().any(|(word, _)| source.iter().any(|span| span.contains_offset(word.start())));
    (touched || named, (!gold.is_empty()).then_some(named))
}
