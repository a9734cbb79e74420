//! The day that dates are counted from, and the parts of the page that are read.

use std::path::Path;

use copydesk_core::{Article, Budget, BuildContext, DynStage, Id, Span, Stage};
use copydesk_date_normalizer::{Config, DateNormalizer, Profile};
use copydesk_layers::{Block, BlockKind, Date, plain};

fn values(article: &Article) -> Vec<String> {
    let config = Config { profile: Profile::News, why: false };
    let stage = DateNormalizer::build(config, &BuildContext { folder: Path::new(".") }).expect("it builds");
    let rows = DynStage::run(&stage, article, &Budget::unlimited(), stage.scratch().as_mut()).expect("it runs");
    let dates = rows[0].as_any().downcast_ref::<Vec<Date>>().expect("it writes dates");
    dates.iter().map(|date| date.value.clone()).collect()
}

fn article(lines: &[(BlockKind, &str)]) -> Article {
    let text = lines.iter().map(|(_, line)| *line).collect::<Vec<_>>().join("\n");
    let mut article = Article::new("a", text.as_str()).expect("a short text");
    article.layers = plain::layers(&text);
    let mut at = 0;
    let blocks: Vec<_> = lines
        .iter()
        .map(|(kind, line)| {
            let span = Span::from_range(at..at + line.len());
            at += line.len() + 1;
            Block { span, kind: *kind }
        })
        .collect();
    article.layers.insert(blocks);
    article
}

#[test]
fn the_dateline_stands_in_for_a_date_of_publication() {
    let lines =
        [(BlockKind::Dateline, "KELMOUTH, March 12, 2025 (Desk)"), (BlockKind::Body, "The mayor resigned on Tuesday.")];
    assert_eq!(values(&article(&lines)), ["2025-03-12", "2025-03-11"]);
}

#[test]
fn the_date_of_publication_comes_before_the_dateline() {
    let lines =
        [(BlockKind::Dateline, "KELMOUTH, March 12, 2025 (Desk)"), (BlockKind::Body, "The mayor resigned on Tuesday.")];
    let mut article = article(&lines);
    article.meta.content_created = Some("2025-03-20T10:00:00Z".to_owned());
    assert_eq!(values(&article), ["2025-03-12", "2025-03-18"]);
}

#[test]
fn captions_and_boilerplate_are_not_read() {
    let lines = [
        (BlockKind::Caption, "The mayor on Monday"),
        (BlockKind::Body, "The mayor resigned in 2019."),
        (BlockKind::Boilerplate, "Updated on 4 May 2020"),
    ];
    assert_eq!(values(&article(&lines)), ["2019"]);
}

#[test]
fn the_language_tells_the_order_of_day_and_month() {
    let mut article = article(&[(BlockKind::Body, "The form is stamped 5/6/2024.")]);
    assert_eq!(values(&article), ["2024-05-06"]);
    article.meta.language = Some("en-GB".to_owned());
    assert_eq!(values(&article), ["2024-06-05"]);
}

#[test]
fn a_counted_date_names_the_mention_it_was_counted_from() {
    let text = "The hall burned on June 30, 2016 and fell two days later.";
    let mut article = Article::new("a", text).unwrap();
    article.layers = plain::layers(text);
    let stage = DateNormalizer::build(Config::default(), &BuildContext { folder: Path::new(".") }).unwrap();
    let rows = DynStage::run(&stage, &article, &Budget::unlimited(), stage.scratch().as_mut()).unwrap();
    let dates = rows[0].as_any().downcast_ref::<Vec<Date>>().unwrap();
    assert_eq!((dates[1].value.as_str(), dates[1].anchor.map(Id::index)), ("2016-07-02", Some(0)));
}

#[test]
fn the_place_tells_the_order_of_day_and_month_unless_the_language_does() {
    let mut article = article(&[(BlockKind::Body, "The form is stamped 5/6/2024.")]);
    article.meta.located = Some("NEW DELHI, India".to_owned());
    assert_eq!(values(&article), ["2024-06-05"]);
    article.meta.located = Some("Springfield, Ill.".to_owned());
    assert_eq!(values(&article), ["2024-05-06"]);
    article.meta.language = Some("en-AU".to_owned());
    assert_eq!(values(&article), ["2024-06-05"]);
}

#[test]
fn a_holiday_is_that_of_the_country() {
    let mut article = article(&[(BlockKind::Body, "The shops were shut on Independence Day 2024.")]);
    assert_eq!(values(&article), ["2024-07-04"]);
    article.meta.language = Some("en-IN".to_owned());
    assert_eq!(values(&article), ["2024-08-15"]);
    article.meta.located = Some("Lagos".to_owned());
    assert_eq!(values(&article), ["2024-10-01"]);
}

#[test]
fn why_names_the_rules_that_found_a_date() {
    let mut article = article(&[(BlockKind::Body, "The hall burned in early May 2016.")]);
    article.meta.content_created = Some("2025-03-20".to_owned());
    let why = |why| {
        let config = Config { why, ..Config::default() };
        let stage = DateNormalizer::build(config, &BuildContext { folder: Path::new(".") }).expect("it builds");
        let rows = DynStage::run(&stage, &article, &Budget::unlimited(), stage.scratch().as_mut()).expect("it runs");
        rows[0].as_any().downcast_ref::<Vec<Date>>().expect("it writes dates")[0].why.clone()
    };
    assert_eq!(why(true).as_deref(), Some("by the rules: month-year, early"));
    assert_eq!(why(false), None);
}
