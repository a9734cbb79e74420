//! How fast web pages are read, beside `dom_smoothie` alone, which finds the article in the page as it came.
//!
//! Pages are invented: articles of 12 to 40 paragraphs among the navigation, scripts, shares and lists of other articles that
//! news pages carry. With `COPYDESK_PAGES=FOLDER`, the pages of a folder are read too, real ones as a rule.

use std::fmt::Write;
use std::hint::black_box;
use std::io::{BufReader, Read};
use std::path::PathBuf;
use std::{env, fs};

use copydesk_cleaner::Cleaner;
use copydesk_core::source::{HowToRead, ReadOptions};
use copydesk_core::{Budget, BuildContext, DynStage, Stage};
use copydesk_formats::html::article_from_html;
use copydesk_learn::random;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dom_smoothie::{Config, Readability, TextMode};
use flate2::read::MultiGzDecoder;

/// What the words of a page are picked by.
struct Random(random::Random);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0.below(bound)
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

fn sentence(random: &mut Random) -> String {
    const WHO: [&str; 6] =
        ["The council", "Dana Pruitt", "A retired pilot", "The <a href=\"/union\">union</a>", "Mr. Orr", "Nobody"];
    const DID: [&str; 6] = ["voted to close", "asked for", "paid for", "warned of", "sailed to", "spoke about"];
    const WHAT: [&str; 6] =
        ["the old pier", "<em>the ferry</em>", "a new boat", "2,400 jobs", "the estuary", "the fares"];
    let (who, did, what) = (random.pick(&WHO), random.pick(&DID), random.pick(&WHAT));
    format!("{who} {did} {what} before the winter of {}, the people of Kelmouth say. ", 1990 + random.below(40))
}

fn page(random: &mut Random) -> String {
    let mut html = String::from("<!DOCTYPE html><html lang=en><head><title>Ferry vote | Harbour Post</title>");
    html += "<meta property=\"og:title\" content=\"Ferry vote\"></head><body>";
    for number in 0..40 {
        let _ = write!(
            html,
            "<script>window.slots = window.slots || []; slots.push({{id: {number}, size: [300, 250]}});</script>"
        );
        let _ = write!(html, "<nav class=menu><ul><li><a href=\"/{number}\">Section {number}</a></li></ul></nav>");
    }
    html += "<main><article><h1>Ferry vote</h1><p class=\"byline\">By Mara Okafor</p>";
    for number in 0..12 + random.below(29) {
        let sentences: String = (0..2 + random.below(4)).map(|_| sentence(random)).collect();
        let _ = write!(html, "<p id=\"p{number}\" class=\"story-text\">{sentences}</p>");
        if number % 6 == 5 {
            html += "<div class=\"share-bar\"><a href=\"/s\">Share</a></div><figure><figcaption>A pier</figcaption></figure>";
        }
    }
    html += "</article></main><aside><h2>Related</h2>";
    for number in 0..30 {
        let _ = write!(
            html,
            "<div class=\"card\"><a href=\"/story/{number}\"><h3>Story {number} of the harbour</h3></a></div>"
        );
    }
    html + "</aside><footer>All rights reserved</footer></body></html>"
}

fn alone(html: &str) -> usize {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).and_then(|mut page| page.parse());
    article.map_or(0, |article| article.text_content.len())
}

/// The pages of a folder, `.html` or `.html.gz`.
fn pages_of(folder: &str) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut files: Vec<_> = files.map(|file| file.expect("the folder can be read").path()).collect();
    files.sort();
    let page = |file: &PathBuf| {
        let (mut bytes, packed) = (Vec::new(), fs::File::open(file).expect("the page can be read"));
        match file.extension().is_some_and(|extension| extension == "gz") {
            true => MultiGzDecoder::new(packed).read_to_end(&mut bytes),
            false => BufReader::new(packed).read_to_end(&mut bytes),
        }
        .expect("the page can be read");
        String::from_utf8_lossy(&bytes).into_owned()
    };
    files.iter().map(page).collect()
}

fn compare(criterion: &mut Criterion, name: &str, pages: &[String]) {
    let how = HowToRead::new(ReadOptions::default(), Vec::new(), None);
    let cleaner = Cleaner::build(Default::default(), &BuildContext::new(".".as_ref())).expect("the defaults");
    let budget = Budget::unlimited();
    let mut group = criterion.benchmark_group(name);
    group.sample_size(20).throughput(Throughput::Elements(pages.len() as u64));
    group.bench_function("copydesk, cleaner included", |bencher| {
        let clean = |page: &String| {
            let article = article_from_html("page", black_box(page), &how).ok()?;
            DynStage::run(&cleaner, &article, &budget, cleaner.scratch().as_mut()).ok()
        };
        bencher.iter(|| pages.iter().filter_map(clean).count());
    });
    group.bench_function("dom_smoothie", |bencher| {
        bencher.iter(|| pages.iter().map(|page| alone(black_box(page))).sum::<usize>());
    });
    group.finish();
}

fn bench(criterion: &mut Criterion) {
    let mut random = Random(random::Random::new(1));
    let pages: Vec<_> = (0..20).map(|_| page(&mut random)).collect();
    compare(criterion, "invented pages", &pages);
    if let Ok(folder) = env::var("COPYDESK_PAGES") {
        compare(criterion, "pages of a folder", &pages_of(&folder));
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
