//! What kind of body an organisation's name says it is.

use copydesk_english::{WordList, lists, word_list};

static NOUNS: WordList = word_list!(lists::GROUP_NOUNS, lists::INSTITUTIONS);
static COMPANY_ENDINGS: WordList = word_list!(lists::COMPANY_ENDINGS);

/// The noun for the body in its name: "ministry" of "Ministry of Energy" and of "Energy Ministry"; "company" of "Aldine Ltd".
pub(super) fn of(name: &str) -> Option<String> {
    let words = || name.split_whitespace().map(|word| word.trim_end_matches(['.', ',']));
    let proper = name.contains(char::is_whitespace);
    if proper && words().next_back().is_some_and(|last| COMPANY_ENDINGS.contains(last)) {
        return Some("company".to_owned());
    }
    let before_of = words().take_while(|word| !matches!(*word, "of" | "for" | "on" | "in" | "at"));
    before_of.filter(|word| NOUNS.contains(word)).last().map(str::to_lowercase)
}
