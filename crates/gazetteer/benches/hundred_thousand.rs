//! How fast the terms of a list of 100,000 are found, beside a list of 100: the two should not be far apart.

use std::hint::black_box;

use copydesk_core::{Budget, BuildContext, Doc, Meta, Stage};
use copydesk_gazetteer::{Config, Gazetteer, Scratch};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const SYLLABLES: [&str; 20] = [
    "kel", "mouth", "dor", "ham", "ster", "ley", "wick", "ton", "bur", "ford", "ash", "mar", "or", "pen", "ris", "sel",
    "tal", "ver", "wyn", "dale",
];

/// Invented names, each another: "Kelmouth", "Dorham Kelley", ...
fn names(count: usize) -> Vec<String> {
    let word = |mut n: usize| {
        let mut word = String::new();
        for _ in 0..3 {
            word.push_str(SYLLABLES[n % SYLLABLES.len()]);
            n /= SYLLABLES.len();
        }
        word[..1].to_uppercase() + &word[1..]
    };
    (0..count).map(|n| if n < 8000 { word(n) } else { format!("{} {}", word(n % 8000), word(n / 13)) }).collect()
}

/// An invented article of about 650 words, with a name of the list in every sentence.
fn article() -> String {
    let sentence = |name: &String| {
        format!(
            "The council of {name} voted on Tuesday to close the old pier for the winter, the mayor told reporters. "
        )
    };
    names(3400).iter().step_by(100).map(sentence).collect()
}

fn bench(criterion: &mut Criterion) {
    let text = article();
    let mut group = criterion.benchmark_group("gazetteer");
    group.throughput(Throughput::Bytes(text.len() as u64));
    for (size, ignore_case) in [(100, false), (100_000, false), (100_000, true)] {
        let config = Config { terms: names(size), ignore_case, ..Config::default() };
        let cx = BuildContext::new(".".as_ref());
        let stage = <Gazetteer as Stage>::build(config, &cx).expect("the list can be read");
        let (meta, budget, mut scratch) = (Meta::default(), Budget::unlimited(), Scratch::default());
        let case = if ignore_case { ", case ignored" } else { "" };
        group.bench_function(format!("{size} terms{case}"), |bencher| {
            let doc = Doc::new(&text, &meta, &budget);
            bencher.iter(|| Stage::run(&stage, black_box(doc), (), &mut scratch).expect("any text can be marked"));
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
