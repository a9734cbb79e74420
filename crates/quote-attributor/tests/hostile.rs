//! Texts made to take long: time grows with the length, not faster.

use std::path::Path;
use std::time::{Duration, Instant};

use copydesk_core::{Article, Budget, BuildContext, DynStage, Stage};
use copydesk_quote_attributor::QuoteAttributor;

fn time(text: &str) -> Duration {
    let mut article = Article::new("hostile", text).expect("a text");
    article.layers = copydesk_layers::plain::layers(text);
    let cx = BuildContext::new(Path::new("."));
    let stage = QuoteAttributor::build(Default::default(), &cx).expect("the defaults are right");
    let once = || {
        let start = Instant::now();
        DynStage::run(&stage, &article, &Budget::unlimited(), stage.scratch().as_mut()).expect("any text is read");
        start.elapsed()
    };
    (0..3).map(|_| once()).min().expect("three runs")
}

#[test]
fn eight_times_the_text_takes_no_more_than_some_eight_times_the_time() {
    let pieces = [
        "“ ",
        "’ ",
        "\"'\"' ",
        "(((( ",
        "said ",
        "he said ",
        "“a” said ",
        "- — ",
        "1 2 3 ",
        "A. B. ",
        "... ",
        "Q: ",
        "<a ",
        "the ministry said ",
        "Ines Okafor, ",
        "X Ltd said. the company said. ",
        "the old mayor, Ines Okafor, said “no”. He said “no”. ",
        "“No\n",
        "A said that ",
    ];
    for piece in pieces {
        let (short, long) = (piece.repeat(1_000), piece.repeat(8_000));
        let (one, eight) = (time(&short), time(&long));
        assert!(eight < 40 * one.max(Duration::from_millis(4)), "{piece:?}: {one:?}, then {eight:?}");
    }
}
