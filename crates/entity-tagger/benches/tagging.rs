//! How fast an article's names are found and grouped, in tokens of one core, and how long the embedded model takes to load.

use std::hint::black_box;

use copydesk_core::{Budget, BuildContext, Doc, Meta, Stage};
use copydesk_entity_tagger::{Config, EntityTagger, Scratch};
use copydesk_layers::{Block, Sentence, Token, plain};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// An invented article of some 700 words; `n` changes its names, so that words repeat within an article and not between all.
fn article(n: usize) -> String {
    let given = ["Mara", "Dana", "Tae-rin", "Lerato", "Ibrahim", "Ana", "Joko", "Nkemdi"];
    let surnames = ["Okafor", "Pruitt", "Go", "Mokoena", "Sesay", "de la Torre", "Hartono", "Orr"];
    let towns = ["Kelmouth", "Sakhra", "Dunmere", "Porto Linde", "Asaba", "Ratnapur"];
    let mut text = String::new();
    for part in 0..12 {
        let (given, surname) = (given[(n + part) % 8], surnames[(n * 3 + part) % 8]);
        let town = towns[(n + part * 5) % 6];
        text.push_str(&format!(
            "The council of {town} voted on Tuesday to close pier {n}-{part} for the winter, Mayor {given} {surname} said. \
             “We cannot keep it open,” {surname} told reporters of the {town} Herald. The repairs would cost too much, and nobody \
             has offered to pay for them. Shares of {town} Rail Co., which runs ferries to Lagos and Jakarta, fell by a tenth.\\n"
        ));
    }
    text
}

fn bench(criterion: &mut Criterion) {
    let cx = BuildContext::new(".".as_ref());
    let build = || EntityTagger::build(Config::default(), &cx).expect("the embedded model loads");
    let stage = build();
    let articles: Vec<_> = (0..64).map(article).map(|text| (plain::layers(&text), text)).collect();
    let tokens: usize = articles.iter().map(|(layers, _)| layers.get::<Token>().map_or(0, <[_]>::len)).sum();
    let (meta, budget, mut scratch) = (Meta::default(), Budget::unlimited(), Scratch::default());
    let mut group = criterion.benchmark_group("entities");
    group.sample_size(20).throughput(Throughput::Elements(tokens as u64));
    group.bench_function("tokens to entities with ids", |bencher| {
        bencher.iter(|| {
            for (layers, text) in &articles {
                let reads = (
                    layers.get::<Token>().unwrap_or(&[]),
                    layers.get::<Sentence>().unwrap_or(&[]),
                    layers.get::<Block>(),
                );
                let doc = Doc::new(text, &meta, &budget);
                black_box(stage.run(doc, reads, &mut scratch).expect("a plain article"));
            }
        });
    });
    group.finish();
    criterion.bench_function("load the embedded model", |bencher| bencher.iter(build));
}

criterion_group!(benches, bench);
criterion_main!(benches);
