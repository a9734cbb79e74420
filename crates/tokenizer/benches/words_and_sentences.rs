//! How fast an article is cut into words and sentences, beside UAX #29 segmentation by `unicode-segmentation`.

use std::hint::black_box;

use copydesk_core::{Budget, BuildContext, Doc, Meta, Stage};
use copydesk_tokenizer::{Config, Scratch, Tokenizer};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use unicode_segmentation::UnicodeSegmentation;

/// An invented article of about 650 words.
fn article() -> String {
    let paragraph = "The council of Kelmouth voted 7-4 on Tuesday to close the old pier for the winter, Mayor Dana Pruitt said. \
        “We can't keep it open,” she told reporters. “The repairs would cost $4.5 million, and nobody has offered to pay.” \
        Shares of Dover Rail Co., which runs ferries from the pier, fell 3.2% by 5 p.m.\n\n";
    paragraph.repeat(12)
}

fn bench(criterion: &mut Criterion) {
    let text = article();
    let cx = BuildContext { folder: ".".as_ref() };
    let stage = <Tokenizer as Stage>::build(Config::default(), &cx).expect("the default options build");
    let (meta, budget, mut scratch) = (Meta::default(), Budget::unlimited(), Scratch::default());
    let mut group = criterion.benchmark_group("words and sentences");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("copydesk", |bencher| {
        let doc = Doc { text: &text, meta: &meta, budget: &budget };
        bencher.iter(|| Stage::run(&stage, black_box(doc), (None,), &mut scratch).expect("any text can be cut"));
    });
    group.bench_function("unicode-segmentation", |bencher| {
        let spans = |at: usize, piece: &str| (at, at + piece.len());
        bencher.iter(|| {
            let text = black_box(text.as_str());
            let words: Vec<_> = text.split_word_bound_indices().map(|(at, word)| spans(at, word)).collect();
            let sentences: Vec<_> = text.split_sentence_bound_indices().map(|(at, piece)| spans(at, piece)).collect();
            (words, sentences)
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
