//! What the words beside a name call the one named: "foreign minister Mara Okafor"; "Aldine, a shipping company, ...".

use std::ops::Range;

use copydesk_core::Span;
use copydesk_english::names::{is_given, is_people_noun, is_person_noun, is_title};
use copydesk_english::pronouns::Pronoun;
use copydesk_english::{WordList, inflection, lists, word_list};
use copydesk_layers::EntityLabel;

use super::around::Around;
use super::form::is_name_word;
use crate::hash;

/// The most words of a role before a name: "former deputy prime minister and finance" is the longest of news style books.
const LONGEST: usize = 6;
/// The most words of an apposition after a name, as far as its noun is looked for.
const REACH: usize = 9;

static BODY_NOUNS: WordList = word_list!(lists::GROUP_NOUNS, lists::COMPANY_NOUNS);
/// Words that are no part of a noun phrase behind its article.
static CLOSED: WordList = word_list!(
    lists::DETERMINERS,
    lists::PREPOSITIONS,
    lists::CONJUNCTIONS,
    lists::AUXILIARIES,
    "of\nto\nand\nor\nown\nthe\nnot\nthat\nwho\nwhom\nwhose\nwhich",
);
/// Finite forms of verbs.
static VERBS: WordList =
    WordList::new(|| inflection::finite_forms(&[lists::SPEECH_VERBS, lists::THOUGHT_VERBS, lists::COMMON_VERBS]));

/// The roles beside a mention, in text order; `next` is where the next name begins.
pub(super) fn of(around: &Around<'_>, name: Span, label: EntityLabel, next: Option<Span>) -> Vec<Span> {
    let heads = match label {
        EntityLabel::Person => is_office,
        EntityLabel::Organization => is_body,
        _ => return Vec::new(),
    };
    let (sentence, rows) = (around.sentence(name), around.rows(name));
    if rows.is_empty() {
        return Vec::new();
    }
    let next = next.map_or(usize::MAX, |next| around.rows(next).start);
    let titles = rows.clone().take(rows.len() - 1).take_while(|row| is_office(around.word(*row))).count();
    let titles = if label == EntityLabel::Person { titles } else { 0 };
    let before = before(around, &sentence, (rows.start, titles), heads);
    let after = after(around, rows.end..sentence.end, next, heads);
    before.into_iter().chain(after).map(|rows| around.span(rows)).collect()
}

fn is_office(word: &str) -> bool {
    (is_person_noun(word) || is_title(word)) && !is_given(word) && !is_courtesy(word)
}

/// Whether a title says no more than that somebody is a man or a woman.
fn is_courtesy(word: &str) -> bool {
    static COURTESIES: WordList = word_list!("madam\nmadame\nmiss\nmister\nmlle\nmme\nmr\nmrs\nms\nmx\nsir");
    COURTESIES.contains(word.trim_end_matches('.'))
}

fn is_body(word: &str) -> bool {
    BODY_NOUNS.contains(word)
}

/// The words that lead up to a name and the `titles` at its head, if the last of them is such a noun: "French president Mara Okafor", "the
/// group's director, Mara Okafor".
fn before(
    around: &Around<'_>,
    sentence: &Range<usize>,
    (name, titles): (usize, usize),
    heads: fn(&str) -> bool,
) -> Option<Range<usize>> {
    let mut end = name + titles;
    let apart = titles == 0 && end > sentence.start && matches!(around.word(end - 1), "," | ".");
    if apart {
        let abbreviated = around.word(end - 1) == "." && is_title(around.word(end.checked_sub(2)?));
        let comma = around.word(end - 1) == ",";
        if !(abbreviated || comma) {
            return None;
        }
        end -= 1;
    }
    let head = end.checked_sub(1).filter(|head| *head >= sentence.start && heads(around.word(*head)))?;
    let described = (sentence.start..head).rev().take(LONGEST).take_while(|row| describes(around.word(*row)));
    let start = described.last().unwrap_or(head);
    Some(start..end)
}

/// The apposition after the comma behind a name, without its article, if such a noun heads it: ", the French president,".
fn after(around: &Around<'_>, rest: Range<usize>, next: usize, heads: fn(&str) -> bool) -> Option<Range<usize>> {
    if rest.is_empty() || around.word(rest.start) != "," {
        return None;
    }
    let opened = opens_phrase(around.word(rest.start + 1));
    let begin = rest.start + 1 + usize::from(opened);
    let reach = begin..rest.end.min(begin + REACH);
    let inside = |row: &usize| !is_mark(around.word(*row)) && !CLOSED.contains(around.word(*row));
    let verb = |row: &usize| VERBS.contains(around.word(*row));
    let noun_phrase = reach.clone().take_while(inside).take_while(|row| opened || !verb(row));
    let head = noun_phrase.filter(|row| heads(around.word(*row))).last()?;
    let end = (head + 1..reach.end).find(|row| ends_apposition(around.word(*row))).unwrap_or(reach.end);
    let of_next = next > begin && next <= head + 1;
    (!of_next).then_some(begin..end)
}

fn opens_phrase(word: &str) -> bool {
    static OPENERS: WordList = word_list!(lists::DETERMINERS, "the");
    OPENERS.contains(word) || Pronoun::of(word).is_some_and(|pronoun| pronoun.possessive)
}

/// Whether a word describes the noun behind it.
fn describes(word: &str) -> bool {
    let possessive = matches!(word, "'s" | "’s" | "s");
    is_name_word(word) && !possessive && !CLOSED.contains(word) && !VERBS.contains(word) && Pronoun::of(word).is_none()
}

fn is_mark(token: &str) -> bool {
    !token.starts_with(char::is_alphanumeric) && !matches!(token, "-" | "'" | "’" | "'s" | "’s" | "&")
}

fn ends_apposition(word: &str) -> bool {
    let clause = matches!(word, "who" | "whom" | "whose" | "which" | "that" | "and");
    is_mark(word) || clause || VERBS.contains(word) || is_auxiliary(word)
}

fn is_auxiliary(word: &str) -> bool {
    static AUXILIARIES: WordList = word_list!(lists::AUXILIARIES);
    AUXILIARIES.contains(word)
}

static RELATIVES: WordList = word_list!(include_str!("../../data/relatives.txt"));

/// Whether the words before a role say that somebody belongs to another of whom the article tells: "her coach", "father and trainer".
pub(super) fn is_told_of_another(around: &Around<'_>, role: Span) -> bool {
    let start = around.rows(role).start;
    let before = |back: usize| start.checked_sub(back).map_or("", |row| around.word(row));
    let relative = before(1) == "and" && RELATIVES.contains(before(2));
    relative || Pronoun::of(before(1)).is_some_and(|pronoun| pronoun.possessive)
}

/// Whether a role says whose relative somebody is: "wife", "sister of the mayor", "first lady".
pub(super) fn is_relative(role: &str) -> bool {
    let head = role.split(' ').take_while(|word| !matches!(*word, "of" | "for" | "to" | "at" | "in"));
    head.last().is_some_and(|head| RELATIVES.contains(head)) || role.eq_ignore_ascii_case("first lady")
}

/// The noun that heads a role, as a hash: of "judge of the high court" that of "judge".
pub(super) fn office(role: &str) -> Option<u64> {
    let head = role.split(' ').take_while(|word| !matches!(*word, "of" | "for" | "to" | "at" | "in" | "on"));
    let head = head.last().filter(|head| is_office(head))?;
    Some(hash::bytes(head.trim_end_matches('.').to_lowercase().as_bytes()))
}

/// Whether what was taken for a person's name says only what somebody is: "Manager", "Church Spokesman". A title may be a
/// surname ("Mr. King"), and so may the last word of somebody's longer name.
pub(super) fn is_description(name: &str) -> bool {
    let mut words = name.split(' ').filter(|word| !word.is_empty());
    let common = |word: &str| {
        let noun = is_person_noun(word) || is_people_noun(word) || is_body(word) || word == "of";
        noun && !is_given(word)
    };
    let last = name.rsplit(' ').next().unwrap_or_default();
    (is_person_noun(last) || is_people_noun(last)) && !is_title(last) && words.all(common)
}
