//! What is marked, under each option.

use std::fs;
use std::path::Path;

use copydesk_core::testing::{contract_with, run_with};
use copydesk_core::{Article, BuildContext, Layers, Stage};

use crate::{Config, Gazetteer, Term};

fn marked(config: Config, folder: &Path, text: &str) -> Vec<(String, Term)> {
    let article = run_with::<Gazetteer>(config, folder, Article::new("a", text).unwrap());
    let terms = article.layers.get::<Term>().unwrap();
    terms.iter().map(|term| (term.span.of(text).to_owned(), term.clone())).collect()
}

fn words(config: Config, text: &str) -> Vec<String> {
    marked(config, Path::new("."), text).into_iter().map(|(words, _)| words).collect()
}

fn terms(terms: &[&str]) -> Config {
    Config { terms: terms.iter().map(|&term| term.to_owned()).collect(), ..Config::default() }
}

#[test]
fn keeps_the_contract() {
    let config =
        Config { ignore_case: true, whole_words: false, ..terms(&["a", "said", "no", "¨", "é", "“", "\u{301}"]) };
    contract_with::<Gazetteer>(config, Path::new("."), |_| Layers::default());
}

#[test]
fn a_whole_word_is_not_part_of_a_longer_one() {
    let text = "Orr, Orr's and Orrin; co-Orr, Orr\u{301} and _Orr";
    assert_eq!(words(terms(&["Orr"]), text), ["Orr", "Orr", "Orr"]);
    assert_eq!(words(Config { whole_words: false, ..terms(&["Orr"]) }, text).len(), 6);
}

#[test]
fn case_counts_unless_it_is_ignored_in_any_script() {
    let text = "ÉLAN Élan élan İstanbul";
    assert_eq!(words(terms(&["Élan"]), text), ["Élan"]);
    assert_eq!(words(Config { ignore_case: true, ..terms(&["Élan", "İstanbul"]) }, text).len(), 4);
}

#[test]
fn of_terms_that_overlap_the_first_and_longest_whole_one_is_marked() {
    let list = ["New York", "New York Cit", "York City", "City Hall"];
    assert_eq!(words(terms(&list), "New York City Hall"), ["New York", "City Hall"]);
    assert_eq!(words(Config { whole_words: false, ..terms(&list) }, "New York City Hall"), ["New York Cit"]);
}

#[test]
fn a_term_is_found_over_a_line_end() {
    assert_eq!(words(terms(&["harbour levy"]), "the harbour\nlevy"), ["harbour\nlevy"]);
}

#[test]
fn a_list_says_what_a_term_stands_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("towns.txt"), "\u{feff}Kelmouth\tkel-1\r\n\r\nOld Harbour\nKelmouth\tanother\n")
        .unwrap();
    let config = Config { lists: vec!["towns.txt".to_owned()], ..terms(&["levy"]) };
    let found = marked(config, folder.path(), "A levy for Kelmouth and Old Harbour");
    let found: Vec<_> =
        found.iter().map(|(words, term)| (words.as_str(), term.name.as_deref(), term.list.as_deref())).collect();
    let towns = Some("towns");
    assert_eq!(found, [("levy", None, None), ("Kelmouth", Some("kel-1"), towns), ("Old Harbour", None, towns)]);
}

#[test]
fn a_list_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("latin.txt"), b"Kelmouth\nCaf\xe9\n").unwrap();
    for (file, fault) in [("none.txt", "cannot read"), ("latin.txt", "not UTF-8 in line 2")] {
        let config = Config { lists: vec![file.to_owned()], ..Config::default() };
        let error = <Gazetteer as Stage>::build(config, &BuildContext::new(folder.path())).err().unwrap();
        assert_eq!(error.at_option(), Some("lists"));
        assert!(error.to_string().contains(fault) && error.to_string().contains(file), "{error}");
    }
}
