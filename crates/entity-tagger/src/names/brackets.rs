//! Names with a nickname or maiden name in brackets or quotation marks: "Elmire (Thibaut) Orr", "Hal “Tip” Orr".

use copydesk_core::Span;

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
        balanced.push(mention);
    }
    balanced
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
