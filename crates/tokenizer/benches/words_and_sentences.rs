//! How fast articles are cut into words and sentences, beside UAX #29 segmentation by `unicode-segmentation`, and sentences
//! alone by `sentencex`.

use std::hint::black_box;

use copydesk_core::{Budget, BuildContext, Doc, Meta, Stage};
use copydesk_tokenizer::{Config, Scratch, Tokenizer};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use unicode_segmentation::UnicodeSegmentation;

/// Eighty invented articles of four kilobytes, in which no sentence comes twice.
fn articles() -> Vec<String> {
    const WHO: [&str; 8] = [
        "Mayor Dana Pruitt",
        "Mr. Orr",
        "the harbour board",
        "J. R. Okafor",
        "Dover Rail Co.",
        "Teo Wei Han",
        "the U.S. envoy",
        "a retired pilot",
    ];
    const WHAT: [&str; 8] = [
        "voted 7-4 to close the old pier for the winter",
        "would not say who had paid $4.5 million for the repairs",
        "has asked that the ferries, which run from Kelmouth to St. Orr, be inspected",
        "lost 3.2% of its value by 5 p.m.",
        "had warned of it as early as Jan. 14, 2019",
        "told reporters that nobody's boat was for sale",
        "and the union disagree over 2,400 well-paid jobs",
        "saw the water rise from No. 10 Quay Street",
    ];
    const HOW: [&str; 5] = [
        ", officials said.",
        " on Tuesday.",
        ". “We can't keep it open,” she said. “It's over.”",
        ", according to www.kelmouth.example.",
        "? The answer, in short, isn't known.",
    ];
    let sentence = |number: usize| {
        let (who, what, how) = (WHO[number * 5 % 8], WHAT[(number / 8 + number * 3) % 8], HOW[number * 7 % 5]);
        format!("In case {number}, {who} {what}{how}{}", if number % 3 == 2 { "\n\n" } else { " " })
    };
    (0..80).map(|article| (article * 40..article * 40 + 40).map(sentence).collect()).collect()
}

fn bench(criterion: &mut Criterion) {
    let texts = articles();
    let cx = BuildContext::new(".".as_ref());
    let stage = <Tokenizer as Stage>::build(Config::default(), &cx).expect("the default options build");
    let (meta, budget, mut scratch) = (Meta::default(), Budget::unlimited(), Scratch::default());
    let mut group = criterion.benchmark_group("words and sentences");
    group.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
    group.bench_function("copydesk", |bencher| {
        bencher.iter(|| {
            for text in black_box(&texts) {
                let doc = Doc::new(text, &meta, &budget);
                black_box(Stage::run(&stage, doc, (None,), &mut scratch).expect("any text can be cut"));
            }
        });
    });
    group.bench_function("unicode-segmentation", |bencher| {
        let spans = |(at, piece): (usize, &str)| (at, at + piece.len());
        bencher.iter(|| {
            for text in black_box(&texts) {
                black_box(text.split_word_bound_indices().map(spans).collect::<Vec<_>>());
                black_box(text.split_sentence_bound_indices().map(spans).collect::<Vec<_>>());
            }
        });
    });
    group.bench_function("sentencex, sentences alone", |bencher| {
        bencher.iter(|| {
            for text in black_box(&texts) {
                black_box(sentencex::get_sentence_boundaries("en", text));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
