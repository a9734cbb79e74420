use std::collections::HashSet;

use copydesk_core::{Layers, Span, testing};
use copydesk_layers::{Block, BlockKind, plain};

use super::*;

/// A text of so many words that no other text shares; words are made of their numbers.
fn words(from: usize, count: usize) -> Vec<String> {
    (from..from + count).map(|n| format!("word{n}")).collect()
}

fn of(text: &str) -> Fingerprint {
    Fingerprint::of([text]).expect("there are words")
}

fn shared(one: &[u64], other: &[u64]) -> usize {
    let one: HashSet<_> = one.iter().collect();
    other.iter().filter(|shingle| one.contains(shingle)).count()
}

#[test]
fn the_stage_keeps_the_contract() {
    testing::contract::<Fingerprints>(plain::layers);
    testing::contract::<Fingerprints>(|_| Layers::default());
}

#[test]
fn marks_case_and_line_breaks_make_no_difference_and_a_word_does() {
    let plain = of("The mayor's office said: \"Nine boats were lost at Kelmouth.\"");
    assert_eq!(plain, of("THE MAYOR’S OFFICE SAID:\n\n“Nine boats were lost\tat Kelmouth”"));
    assert_ne!(plain.hash, of("The mayor's office said: \"Ten boats were lost at Kelmouth.\"").hash);
}

#[test]
fn only_the_body_counts_where_blocks_are_labelled() {
    let text = "Boats lost\nNine boats were lost at Kelmouth harbour\nSubscribe now";
    let block = |from: usize, to: usize, kind| Block::new(Span::from_range(from..to), kind);
    let blocks =
        vec![block(0, 10, BlockKind::Headline), block(11, 51, BlockKind::Body), block(52, 65, BlockKind::Boilerplate)];
    let mut layers = Layers::default();
    layers.insert(blocks);
    let article = testing::run::<Fingerprints>(text, layers);
    assert_eq!(article.layers.get::<Fingerprint>().unwrap(), [of("Nine boats were lost at Kelmouth harbour")]);
}

#[test]
fn a_text_without_words_has_no_fingerprint() {
    assert_eq!(Fingerprint::of(["… — !", " \n"]), None);
    assert_eq!(of("Rain.").sample.len(), 1);
    assert_eq!(of("It is.").sample.len(), 0, "function words alone make no shingle");
}

#[test]
fn winnowing_finds_every_shared_run_of_six_words() {
    for length in [6, 9, 40] {
        for shift in 0..20 {
            let run = words(0, length);
            let one = [words(1000, 50 + shift), run.clone(), words(2000, 50)].concat().join(" ");
            let other = [words(3000, 17), run, words(4000, 90)].concat().join(" ");
            let shared = shared(&of(&one).sample, &of(&other).sample);
            assert!(shared >= (length - 5).div_ceil(WINDOW), "{shared} of a run of {length} at {shift}");
        }
    }
    let unrelated = shared(&of(&words(0, 500).join(" ")).sample, &of(&words(500, 500).join(" ")).sample);
    assert_eq!(unrelated, 0);
}

#[test]
fn winnowing_keeps_two_shingles_in_five() {
    let sample = of(&words(0, 5000).join(" ")).sample.len();
    assert!((1850..2150).contains(&sample), "{sample}");
}

#[test]
fn texts_that_share_four_fifths_share_a_band_and_unrelated_ones_none() {
    let (mut found, mut chance) = (0, 0);
    for n in 0..100 {
        let one = words(n * 1000, 300);
        // 270 words of 300 at the beginning: 268 of 328 shingles are shared.
        let copy = [&one[..270], &words(n * 1000 + 500, 30)[..]].concat();
        let [one, copy, other] = [one, copy, words(n * 1000 + 600, 300)].map(|words| of(&words.join(" ")).bands);
        let agree = |other: &[u64]| one.iter().zip(other).any(|(one, other)| one == other);
        found += usize::from(agree(&copy));
        chance += usize::from(agree(&other));
    }
    assert!((found, chance) >= (99, 0) && chance == 0, "{found} found, {chance} by chance");
}

#[test]
fn numbers_are_such_that_doubles_hold_them() {
    let Fingerprint { bands, sample, .. } = of(&words(0, 400).join(" "));
    assert!(bands.iter().chain(&sample).all(|number| *number < 1 << 48));
}
