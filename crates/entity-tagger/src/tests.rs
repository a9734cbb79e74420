use copydesk_core::{Budget, Layers, Meta, testing};
use copydesk_layers::plain;

use super::*;
use crate::labels::Tag;
use crate::lexicon::Lexicon;
use crate::text::Page;

/// The tags of words after something that changes tags has seen them.
pub(crate) fn retagged(
    text: &str,
    tags: &[Tag],
    labels: &[&str],
    change: impl FnOnce(&Page, &mut Vec<Tag>, &[String]),
) -> Vec<Tag> {
    let (mut page, lexicon) = (Page::default(), Lexicon::default());
    page.push(text.split(' '), &lexicon);
    page.finish(&lexicon, false);
    let labels: Vec<_> = labels.iter().map(|label| (*label).to_owned()).collect();
    let mut tags = tags.to_vec();
    change(&page, &mut tags, &labels);
    tags
}

#[test]
fn the_stage_keeps_the_contract() {
    testing::contract::<EntityTagger>(plain::layers);
}

fn tagged(text: &str, layers: &Layers, config: Config) -> Vec<String> {
    let stage = EntityTagger::build(config, &BuildContext::new(".".as_ref())).unwrap();
    let (meta, budget) = (Meta::default(), Budget::unlimited());
    let doc = Doc::new(text, &meta, &budget);
    let reads = (layers.get::<Token>().unwrap(), layers.get::<Sentence>().unwrap(), layers.get::<Block>());
    let (entities,) = stage.run(doc, reads, &mut Scratch::default()).unwrap();
    entities.iter().map(|row| format!("{:?} {} = {}", row.label, row.span.of(text), row.name)).collect()
}

#[test]
fn names_of_an_article_are_found_and_grouped() {
    let text = "Mayor Dana Pruitt met Kenyan officials in Nairobi on Monday. They said that Pruitt works for Oxford University.";
    let found = tagged(text, &plain::layers(text), Config::default());
    assert_eq!(
        found,
        [
            "Person Dana Pruitt = Dana Pruitt",
            "Norp Kenyan = Kenyan",
            "Location Nairobi = Nairobi",
            "Person Pruitt = Dana Pruitt",
            "Organization Oxford University = Oxford University",
        ]
    );
}

#[test]
fn dates_are_written_on_demand_only() {
    let text = "Dana Pruitt came home on Monday.";
    let config = Config { money_and_dates: true, ..Config::default() };
    assert_eq!(tagged(text, &plain::layers(text), config).len(), 2);
    assert_eq!(tagged(text, &plain::layers(text), Config::default()).len(), 1);
}

#[test]
fn a_mention_says_on_demand_how_sure_it_is_and_why() {
    let text = "Mayor Dana Pruitt met Lena Such in Nairobi. Such was late, and Sakhra said so.";
    let rows = |why| {
        let stage = EntityTagger::build(Config { why, ..Config::default() }, &BuildContext::new(".".as_ref())).unwrap();
        found_with(&stage, text, &mut Scratch::default())
    };
    assert!(rows(false).iter().all(|row| row.confidence.is_none() && row.why.is_none()));
    let rows = rows(true);
    let row = |name: &str| rows.iter().rev().find(|row| row.span.of(text) == name).unwrap();
    assert!(row("Dana Pruitt").confidence.unwrap() > 0.8, "{rows:?}");
    assert!(row("Sakhra").confidence.unwrap() < 0.6, "{rows:?}");
    assert!(row("Sakhra").why.as_deref().unwrap().contains("; else "), "{rows:?}");
    assert!(row("Such").why.as_deref().unwrap().contains("surname"), "{rows:?}");
    let inside = |confidence| (0.0..=1.0).contains(&confidence);
    assert!(rows.iter().all(|row| row.why.is_some() && row.confidence.is_none_or(inside)));
}

#[test]
fn a_file_that_is_no_model_is_refused_by_name() {
    let config = Config { model: Some("Cargo.toml".into()), ..Config::default() };
    let error = EntityTagger::build(config, &BuildContext::new(env!("CARGO_MANIFEST_DIR").as_ref()));
    assert!(error.is_err_and(|e| e.to_string().contains("Cargo.toml")));
}

#[test]
fn a_surname_that_is_a_common_word_is_a_name_where_the_sentence_speaks_of_it() {
    let text = "Go Tae-rin met Theresa May in Lagos. Go said that it rained. May was late. Go home, they told her. May they rest.";
    let found = tagged(text, &plain::layers(text), Config::default());
    let people: Vec<&str> = found.iter().filter_map(|name| name.strip_prefix("Person ")).collect();
    assert_eq!(people[people.len() - 2..], ["Go = Go Tae-rin", "May = Theresa May"]);
}

fn found_with(stage: &EntityTagger, text: &str, scratch: &mut Scratch) -> Vec<Entity> {
    let layers = plain::layers(text);
    let (meta, budget) = (Meta::default(), Budget::unlimited());
    let doc = Doc::new(text, &meta, &budget);
    let reads = (layers.get::<Token>().unwrap(), layers.get::<Sentence>().unwrap(), layers.get::<Block>());
    stage.run(doc, reads, scratch).unwrap().0
}

const NEWS: &str =
    "Mayor Dana Pruitt met Kenyan officials in Nairobi. They said that Pruitt works for Oxford University.";

/// Words that nobody has seen, capitalised or not.
fn many_words(from: usize, count: usize) -> String {
    (from..from + count)
        .map(|n| format!("{}{n:b} ", if n % 3 == 0 { "Bo" } else { "po" }).replace('0', "e").replace('1', "a"))
        .collect()
}

#[test]
fn what_was_read_before_changes_nothing() {
    let stage = EntityTagger::build(Config::default(), &BuildContext::new(".".as_ref())).unwrap();
    let fresh = found_with(&stage, NEWS, &mut Scratch::default());
    assert!(fresh.len() > 3);
    let mut scratch = Scratch::default();
    for part in 0..6 {
        let words = many_words(part * 3000, 3000);
        assert_eq!(found_with(&stage, &words, &mut scratch), found_with(&stage, &words, &mut Scratch::default()));
        assert_eq!(found_with(&stage, NEWS, &mut scratch), fresh);
    }
}

#[test]
fn one_scratch_serves_two_models() {
    let folder = std::env::temp_dir().join(format!("copydesk-two-models-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let model = model::embedded();
    let nothing = Model { first: model.blind.clone(), lexicon: Lexicon::default(), has_second: false, ..model };
    std::fs::write(folder.join("other.bin"), model::write(&nothing)).unwrap();
    let cx = BuildContext::new(&folder);
    let stages = [None, Some("other.bin".into())]
        .map(|model| EntityTagger::build(Config { model, ..Config::default() }, &cx).unwrap());
    let alone = stages.each_ref().map(|stage| found_with(stage, NEWS, &mut Scratch::default()));
    assert_ne!(alone[0], alone[1]);
    let mut scratch = Scratch::default();
    for turn in [0, 1, 0, 1] {
        assert_eq!(found_with(&stages[turn], NEWS, &mut scratch), alone[turn]);
    }
    std::fs::remove_dir_all(folder).unwrap();
}
