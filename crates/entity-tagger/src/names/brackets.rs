//! Names with a nickname or maiden name in brackets or quotation marks: "Elmire (Thibaut) Orr", "Hal “Tip” Orr".

use copydesk_core::Span;
use copydesk_english::names::is_given;
use copydesk_layers::EntityLabel;

use super::Mention;

/// Joins a mention that begins behind an opening bracket and goes on behind the closing one to the name before the bracket.
/// Where none stands there, what follows the brackets is the name. A mention ends before a quotation mark that closes behind it.
pub(super) fn balance(text: &str, mentions: Vec<Mention>) -> Vec<Mention> {
    let mut balanced: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mut mention in mentions {
        if let Some(rest) = behind_brackets(text, mention.span) {
            match balanced.last_mut().filter(|last| last.label == mention.label) {
                Some(last) if is_open_bracket(text, last.span, mention.span) => {
                    last.span = last.span.cover(mention.span);
                    continue;
                }
                _ => mention.span = rest,
            }
        }
        mention.span = before_open_mark(text, mention.span);
        let free_from = balanced.last().map_or(0, |last| last.span.end());
        if let Some(start) = before_nickname(text, &mention).filter(|start| free_from <= *start) {
            mention.span = Span::new(start, mention.span.end());
        }
        if let Some(last) = balanced.last_mut().filter(|last| begins_in_nickname(text, last, &mention)) {
            last.span = last.span.cover(mention.span);
            continue;
        }
        if inside_nickname(text, &balanced, &mention) {
            balanced.pop();
        }
        match balanced.last_mut() {
            Some(last) if goes_on_behind_nickname(text, last, &mention) => last.span = last.span.cover(mention.span),
            _ => balanced.push(mention),
        }
    }
    balanced
}

/// Marks that may stand around a nickname.
const MARKS: [(char, char); 4] = [('“', '”'), ('"', '"'), ('‘', '’'), ('\'', '\'')];
/// The most characters of a nickname, with its opening mark: a bound for the search, longer than any that was met.
const LONGEST_NICKNAME: usize = 40;
/// The most words of a nickname.
const NICKNAME_WORDS: usize = 2;

/// Where a name begins that has a given name and a nickname before what was tagged: Gloria "Baby Girl" Reyes.
fn before_nickname(text: &str, name: &Mention) -> Option<u32> {
    let before = text[..name.span.start() as usize].strip_suffix(' ').filter(|_| name.label == EntityLabel::Person)?;
    let (close, open) =
        MARKS.iter().map(|(open, close)| (*close, *open)).find(|(close, _)| before.ends_with(*close))?;
    let inside = &before[..before.len() - close.len_utf8()];
    let (at, _) = inside.char_indices().rev().take(LONGEST_NICKNAME).find(|(_, c)| *c == open)?;
    let given = inside[..at].strip_suffix(' ')?;
    let given = &given[given.rfind(char::is_whitespace).map_or(0, |space| space + 1)..];
    let start = given.as_ptr() as usize - text.as_ptr() as usize;
    (is_nickname(&inside[at + open.len_utf8()..]) && is_given(given)).then_some(start as u32)
}

/// A name without the nickname in marks that it begins with: "Fast Eddie" Chambers.
pub(super) fn behind_nickname(name: &str) -> &str {
    let rest = MARKS.iter().find_map(|(open, close)| {
        let (nickname, rest) = name.strip_prefix(*open)?.split_once(*close)?;
        is_nickname(nickname).then_some(rest.strip_prefix(' ')?)
    });
    rest.filter(|rest| rest.starts_with(char::is_uppercase)).unwrap_or(name)
}

/// Whether a person's name goes on behind a nickname in marks: Reynaldo "Boyet" Salcedo.
fn goes_on_behind_nickname(text: &str, name: &Mention, rest: &Mention) -> bool {
    let one_word = !rest.span.of(text).contains(char::is_whitespace);
    if name.label != EntityLabel::Person || rest.label != EntityLabel::Person && !one_word {
        return false;
    }
    let between = &text[name.span.end() as usize..rest.span.start() as usize];
    let Some(marked) = between.strip_prefix(' ').and_then(|marked| marked.strip_suffix(' ')) else { return false };
    MARKS.iter().find_map(|(open, close)| marked.strip_prefix(*open)?.strip_suffix(*close)).is_some_and(is_nickname)
}

/// Whether a person's name goes on with its nickname, whose opening mark alone stands between: Samson ‘John’ Orr.
fn begins_in_nickname(text: &str, name: &Mention, rest: &Mention) -> bool {
    let between = &text[name.span.end() as usize..rest.span.start() as usize];
    let marked = MARKS.iter().find(|(open, _)| between.strip_prefix(' ').is_some_and(|mark| mark.chars().eq([*open])));
    let nickname = marked.and_then(|(_, close)| rest.span.of(text).split_once(*close));
    name.label == EntityLabel::Person
        && nickname.is_some_and(|(inside, rest)| is_nickname(inside) && rest.starts_with(' '))
}

/// Whether the last of some mentions is no more than the nickname of the one before it, whose name goes on with `rest`.
fn inside_nickname(text: &str, mentions: &[Mention], rest: &Mention) -> bool {
    matches!(mentions, [.., name, nickname] if nickname.label != EntityLabel::Person && goes_on_behind_nickname(text, name, rest))
}

/// Whether marked words may be a nickname: one or two, with capitals.
fn is_nickname(inside: &str) -> bool {
    let mut words = inside.split(' ');
    let named = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '\'')
    };
    (1..=NICKNAME_WORDS).contains(&words.clone().count()) && words.all(named)
}

/// What of a mention stands behind a bracket that closes in it and did not open there.
fn behind_brackets(text: &str, name: Span) -> Option<Span> {
    let words = name.of(text);
    let close = words.find(')').filter(|close| !words[..*close].contains('('))?;
    let rest = words[close + 1..].trim_start();
    (!rest.is_empty()).then(|| Span::new(name.end() - rest.len() as u32, name.end()))
}

/// What of a mention stands before a quotation mark that opens in it and does not close there: "Dave – “Stubbsy" is Dave.
fn before_open_mark(text: &str, name: Span) -> Span {
    let words = name.of(text);
    let curly = words.rfind('“').filter(|open| !words[*open..].contains('”'));
    let straight = words.rfind('"').filter(|_| words.matches('"').count() % 2 == 1);
    let kept = curly.or(straight).map_or("", |open| words[..open].trim_end_matches(|c: char| !c.is_alphanumeric()));
    if kept.is_empty() { name } else { Span::new(name.start(), name.start() + kept.len() as u32) }
}

fn is_open_bracket(text: &str, one: Span, other: Span) -> bool {
    text[one.end() as usize..other.start() as usize].trim() == "("
}
