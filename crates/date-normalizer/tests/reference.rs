//! The day that dates are counted from, and the parts of the page that are read.

use std::path::Path;

use copydesk_core::{Article, Budget, BuildContext, DynStage, Id, Span, Stage};
use copydesk_date_normalizer::{Config, DateNormalizer, Profile};
use copydesk_layers::{Block, BlockKind, Date, plain};

fn values(article: &Article) -> Vec<String> {
    let config = Config { profile: Profile::News, why: false };
    let stage = DateNormalizer::build(config, &BuildContext::new(Path::new("."))).expect("it builds");
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
            Block::new(span, *kind)
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
    let stage = DateNormalizer::build(Config::default(), &BuildContext::new(Path::new("."))).unwrap();
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
        let stage = DateNormalizer::build(config, &BuildContext::new(Path::new("."))).expect("it builds");
        let rows = DynStage::run(&stage, &article, &Budget::unlimited(), stage.scratch().as_mut()).expect("it runs");
        rows[0].as_any().downcast_ref::<Vec<Date>>().expect("it writes dates")[0].why.clone()
    };
    assert_eq!(why(true).as_deref(), Some("by the rules: month-year, early"));
    assert_eq!(why(false), None);
}

fn stamped(stamp: &str, located: Option<&str>, text: &str) -> Vec<String> {
    let mut article = article(&[(BlockKind::Body, text)]);
    article.meta.content_created = Some(stamp.to_owned());
    article.meta.located = located.map(str::to_owned);
    values(&article)
}

#[test]
fn today_is_the_day_of_the_place() {
    let text = "The mayor quit today.";
    assert_eq!(stamped("2025-03-12T03:30:00Z", Some("DENVER"), text), ["2025-03-11"]);
    assert_eq!(stamped("2025-03-12T03:30:00Z", Some("Phoenix, Ariz."), text), ["2025-03-11"]);
    assert_eq!(stamped("2025-03-11T22:30:00+00:00", Some("Sydney"), text), ["2025-03-12"]);
    assert_eq!(stamped("2025-07-11T23:30:00Z", Some("London"), text), ["2025-07-12"]);
    assert_eq!(stamped("2025-03-11T20:00:00Z", Some("Mumbai, India"), text), ["2025-03-12"]);
}

#[test]
fn a_stamp_stays_where_no_other_day_is_sure() {
    let text = "The mayor quit today.";
    assert_eq!(stamped("2025-03-12T03:30:00Z", None, text), ["2025-03-12"]);
    assert_eq!(stamped("2025-03-12T04:30:00Z", Some("Denver"), text), ["2025-03-12"]);
    assert_eq!(stamped("2025-03-11T23:30:00-04:00", Some("London"), text), ["2025-03-11"]);
    assert_eq!(stamped("2025-03-12", Some("Denver"), text), ["2025-03-12"]);
    assert_eq!(stamped("2025-01-11T23:30:00Z", Some("London"), text), ["2025-01-11"]);
}

#[test]
fn the_dateline_tells_the_place() {
    let lines = [(BlockKind::Dateline, "LONDON (Desk) -"), (BlockKind::Body, "The form is stamped 5/6/2024.")];
    assert_eq!(values(&article(&lines)), ["2024-06-05"]);
    let lines = [(BlockKind::Dateline, "CHICAGO -"), (BlockKind::Body, "The form is stamped 5/6/2024.")];
    assert_eq!(values(&article(&lines)), ["2024-05-06"]);
}

#[test]
fn the_figures_of_a_text_tell_their_own_order() {
    let one = |text: &str| values(&article(&[(BlockKind::Body, text)]));
    assert_eq!(one("Stamped 25/12/2024, sent 5/6/2024."), ["2024-12-25", "2024-06-05"]);
    assert_eq!(one("Stamped 12/25/2024, sent 5/6/2024."), ["2024-12-25", "2024-05-06"]);
    assert_eq!(one("Stamped 25/12/2024 and 12/25/2024, sent 5/6/2024."), ["2024-12-25", "2024-12-25", "2024-05-06"]);
}

#[test]
fn a_line_of_publication_stands_in_for_a_stamp() {
    let one = |line: &'static str| {
        values(&article(&[(BlockKind::Byline, line), (BlockKind::Body, "The mayor resigned on Tuesday.")]))
    };
    assert_eq!(one("Published 13 March 2024."), ["2024-03-12"]);
    assert_eq!(one("Posted March 13, 2024."), ["2024-03-12"]);
    assert_eq!(one("Founded 13 March 2024."), ["XXXX-WXX-2"]);
    assert_eq!(one("Published in March."), ["XXXX-WXX-2"]);
}

#[test]
fn a_page_kept_up_for_years_counts_from_its_last_version() {
    let kept = |text: &str, version: &str| {
        let mut article = article(&[(BlockKind::Body, text)]);
        article.meta.content_created = Some("2019-04-24T06:59:25Z".to_owned());
        article.meta.version_created = Some(version.to_owned());
        values(&article)
    };
    assert_eq!(kept("The fair of 2023 was wet. It opened on Tuesday.", "2025-01-23"), ["2023", "2025-01-21"]);
    assert_eq!(kept("The fair of 2018 was wet. It opened on Tuesday.", "2025-01-23"), ["2018", "2019-04-23"]);
    assert_eq!(kept("The fair of 2019 was wet. It opened on Tuesday.", "2019-10-23"), ["2019", "2019-04-23"]);
}

#[test]
fn headings_are_read() {
    let lines = [
        (BlockKind::Headline, "A summer of storms in 2016"),
        (BlockKind::Body, "The hall burned."),
        (BlockKind::Headline, "What happened on May 3, 2016"),
    ];
    assert_eq!(values(&article(&lines)), ["2016", "2016-05-03"]);
}

#[test]
fn each_sort_of_heading_is_read_and_nothing_beside_the_article_is() {
    let read = |kind: BlockKind, line: &str| {
        values(&article(&[(BlockKind::Body, "The hall burned."), (kind, line), (BlockKind::Body, "It rained.")]))
    };
    for (line, value) in [
        ("A summer of storms in 2016", "2016"),
        ("What happened on May 3, 2016", "2016-05-03"),
        ("1990-99: the long decline", "1990"),
        ("Storm hits coast in June 2016", "2016-06"),
        ("The 1980s", "198"),
    ] {
        assert_eq!(read(BlockKind::Headline, line).first().map(String::as_str), Some(value), "{line}");
        assert_eq!(read(BlockKind::Boilerplate, line), [""; 0], "{line}");
    }
    for kind in [BlockKind::Caption, BlockKind::Credit, BlockKind::Byline, BlockKind::Boilerplate] {
        assert_eq!(read(kind, "The hall on May 3, 2016"), [""; 0], "{kind:?}");
    }
    assert_eq!(read(BlockKind::Boilerplate, "Copyright 2016"), [""; 0]);
}

#[test]
fn what_a_letter_says_is_counted_from_the_letter() {
    let one = |text: &str| stamped("2025-03-12", None, text);
    assert_eq!(
        one("The letter, dated 5 June 2019, said the mayor would resign on Friday."),
        ["2019-06-05", "2019-06-07"]
    );
    assert_eq!(one("In an interview in May 2019 she said she would retire next year."), ["2019-05", "2020"]);
    assert_eq!(one("\"I was there on Sunday,\" he wrote in a note dated 5 June 2019."), ["2019-06-02", "2019-06-05"]);
    assert_eq!(one("In a memo of June 5, 2019, he wrote that he had met her on Monday."), ["2019-06-05", "2019-06-03"]);
    assert_eq!(one("In an interview in May 2019 she said she would quit on Friday."), ["2019-05", "XXXX-WXX-5"]);
}

#[test]
fn what_is_said_now_is_counted_from_now() {
    let one = |text: &str| stamped("2025-03-12", None, text);
    assert_eq!(one("The letter dated 5 June 2019 was read in court on Monday."), ["2019-06-05", "2025-03-10"]);
    assert_eq!(one("Police found on Monday a letter dated 5 June 2019."), ["2025-03-10", "2019-06-05"]);
    assert_eq!(one("The house dated 5 June 2019, he said on Monday."), ["2019-06-05", "2025-03-10"]);
    assert_eq!(one("The letter, dated 5 March 2025, said she would resign on Friday."), ["2025-03-05", "2025-03-14"]);
    assert_eq!(one("In a letter he said he would resign on Friday."), ["2025-03-14"]);
}

#[test]
fn a_page_that_counts_from_its_last_version_is_told_to_the_account() {
    let repair = |text: &str| {
        let mut page = article(&[(BlockKind::Body, text)]);
        page.meta.content_created = Some("2019-04-24T06:59:25Z".to_owned());
        page.meta.version_created = Some("2025-01-23T10:00:00Z".to_owned());
        let stage = DateNormalizer::build(Config::default(), &BuildContext::new(Path::new("."))).expect("it builds");
        DynStage::repair(&stage, &page)
    };
    assert_eq!(repair("The fair of 2023 was wet."), Some("dated-by-last-version"));
    assert_eq!(repair("The fair of 2018 was wet."), None);
}

#[test]
fn a_dateline_that_is_far_older_than_the_stamp_is_the_day_of_the_report() {
    let from = |stamp: &str| {
        let lines = [
            (BlockKind::Dateline, "KELMOUTH, March 12, 2025 (Desk)"),
            (BlockKind::Body, "The mayor resigned on Tuesday."),
        ];
        let mut article = article(&lines);
        article.meta.content_created = Some(stamp.to_owned());
        values(&article)
    };
    assert_eq!(from("2026-09-03"), ["2025-03-12", "2025-03-11"]);
    assert_eq!(from("2025-03-20"), ["2025-03-12", "2025-03-18"]);
    assert_eq!(from("2025-01-15"), ["2025-03-12", "2025-01-14"]);
}

#[test]
fn a_line_that_is_nothing_but_years_heads_what_follows_whatever_its_label() {
    let lines = [
        (BlockKind::Boilerplate, "1917-1918"),
        (BlockKind::Body, "The fort fell."),
        (BlockKind::Boilerplate, "Room 1917"),
        (BlockKind::Body, "It was rebuilt."),
        (BlockKind::Boilerplate, "2025"),
    ];
    assert_eq!(values(&article(&lines)), ["1917", "1918"]);
}
