//! Every stage, and the whole news pipeline, on generated articles: `cargo bench --bench stages`.
//!
//! The throughput is that of one core, in bytes of text; that of the date-normalizer is in words ("elements"), which its peers count.

mod generator;

use std::any::Any;
use std::hint::black_box;
use std::path::Path;

use copydesk as _;
use copydesk_core::{Article, Budget, Registry, record};
use copydesk_runner::Pipeline;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

const ARTICLES: u64 = 64;

fn articles() -> Vec<Article> {
    (0..ARTICLES).map(article).collect()
}

fn article(n: u64) -> Article {
    let (text, date) = generator::article(n);
    let mut article = Article::new(n.to_string(), text).expect("a short text");
    article.meta.content_created = Some(date);
    article
}

fn run(pipeline: &Pipeline, stage: usize, articles: &mut [Article], scratch: &mut dyn Any) {
    for article in articles {
        let rows = pipeline.stages[stage].stage.run(article, &Budget::unlimited(), scratch).expect("a plain article");
        rows.into_iter().for_each(|layer| article.layers.insert_rows(layer));
    }
}

fn stages(criterion: &mut Criterion) {
    let registry = Registry::linked().expect("the stock stages");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pipelines/news.toml");
    let pipeline = Pipeline::load(&file, &registry).expect("the news pipeline");
    let bytes = articles().iter().map(|article| article.text().len() as u64).sum();
    let mut group = criterion.benchmark_group("one core");
    let words = articles().iter().map(|article| article.text().split_whitespace().count() as u64).sum();
    group.sample_size(20);
    let mut scratch: Vec<_> = pipeline.stages.iter().map(|stage| stage.stage.scratch()).collect();
    for (n, stage) in pipeline.stages.iter().enumerate() {
        let before = || {
            let mut articles = articles();
            for earlier in 0..n {
                run(&pipeline, earlier, &mut articles, pipeline.stages[earlier].stage.scratch().as_mut());
            }
            articles
        };
        let counted = stage.name == "date-normalizer";
        group.throughput(if counted { Throughput::Elements(words) } else { Throughput::Bytes(bytes) });
        group.bench_function(stage.name, |bencher| {
            bencher.iter_batched_ref(
                before,
                |articles| run(&pipeline, n, articles, scratch[n].as_mut()),
                BatchSize::LargeInput,
            );
        });
    }
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("news, with records", |bencher| {
        bencher.iter_batched_ref(articles, |articles| whole(&pipeline, articles, &mut scratch), BatchSize::LargeInput);
    });
    group.finish();
}

fn whole(pipeline: &Pipeline, articles: &mut [Article], scratch: &mut [Box<dyn Any + Send>]) {
    (0..pipeline.stages.len()).for_each(|n| run(pipeline, n, articles, scratch[n].as_mut()));
    for article in articles {
        black_box(record::to_json(article, &pipeline.shape).expect("a record"));
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
