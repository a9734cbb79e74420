//! Instructions that each stage takes for one article, counted by Valgrind: they repeat on a noisy machine.
//!
//! Needs Valgrind and `cargo install gungraun-runner` of the version in Cargo.lock, then:
//! `cargo bench --features instructions --bench instructions`.

#![expect(missing_docs, unused_qualifications, reason = "the benchmark macros write items and whole paths")]

mod generator;

use std::hint::black_box;
use std::path::Path;

use copydesk as _;
use copydesk_core::{Article, Budget, Registry, record};
use copydesk_runner::Pipeline;
use gungraun::{library_benchmark, library_benchmark_group, main};

const ARTICLE: u64 = 7;

fn pipeline() -> Pipeline {
    let registry = Registry::linked().expect("the stock stages");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pipelines/news.toml");
    Pipeline::load(&file, &registry).expect("the news pipeline")
}

/// The pipeline, an article as the stage finds it, and the stage's place in the pipeline.
fn before(stage: &str) -> (Pipeline, Article, usize) {
    let pipeline = pipeline();
    let (text, date) = generator::article(ARTICLE);
    let mut article = Article::new("one", text).expect("a short text");
    article.meta.content_created = Some(date);
    let place = pipeline.stages.iter().position(|found| found.name == stage).unwrap_or(0);
    for earlier in 0..place {
        run(&pipeline, &mut article, earlier);
    }
    (pipeline, article, place)
}

fn run(pipeline: &Pipeline, article: &mut Article, stage: usize) {
    let stage = &pipeline.stages[stage].stage;
    let rows = stage.run(article, &Budget::unlimited(), stage.scratch().as_mut()).expect("a plain article");
    rows.into_iter().for_each(|layer| article.layers.insert_rows(layer));
}

#[library_benchmark]
#[bench::cleaner(args = ("cleaner"), setup = before)]
#[bench::tokenizer(args = ("tokenizer"), setup = before)]
#[bench::entity_tagger(args = ("entity-tagger"), setup = before)]
#[bench::quote_attributor(args = ("quote-attributor"), setup = before)]
#[bench::date_normalizer(args = ("date-normalizer"), setup = before)]
#[bench::summarizer(args = ("summarizer"), setup = before)]
fn stage((pipeline, mut article, stage): (Pipeline, Article, usize)) -> Article {
    run(&pipeline, &mut article, stage);
    black_box(article)
}

#[library_benchmark]
#[bench::whole(args = ("cleaner"), setup = before)]
fn news((pipeline, mut article, _): (Pipeline, Article, usize)) -> Vec<u8> {
    for stage in 0..pipeline.stages.len() {
        run(&pipeline, &mut article, stage);
    }
    black_box(record::to_json(&article, &pipeline.shape).expect("a record"))
}

library_benchmark_group!(name = stages, benchmarks = stage);
library_benchmark_group!(name = pipelines, benchmarks = news);
main!(library_benchmark_groups = stages, pipelines);
