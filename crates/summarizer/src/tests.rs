use copydesk_core::{Budget, Id, Meta, Span};
use copydesk_layers::{EntityLabel, plain};

use super::*;

fn summary(config: Config, meta: &Meta, text: &str, entities: Option<&[Entity]>) -> Vec<SummarySentence> {
    let layers = plain::layers(text);
    let stage = Summarizer::build(config, &BuildContext::new(".".as_ref())).unwrap();
    let budget = Budget::unlimited();
    let doc = Doc::new(text, meta, &budget);
    let (tokens, sentences) = (layers.get::<Token>().unwrap(), layers.get::<Sentence>().unwrap());
    stage.run(doc, (tokens, sentences, layers.get::<Block>(), entities), &mut Scratch::default()).unwrap().0
}

fn sentences(config: Config, text: &str) -> Vec<&str> {
    summary(config, &Meta::default(), text, None).iter().map(|row| row.span.of(text)).collect()
}

fn of(budget: u32, unit: Unit) -> Config {
    Config { budget, unit, ..Config::default() }
}

const FERRY: &str = "The ferry between Kelmouth and Brack Island will stop running in October, its owner said on Tuesday. \
    \"Nobody rides it. The boat is empty,\" Dana Pruitt said. \
    But the island's 400 residents have no other way to reach the hospital in Kelmouth. \
    The ferry has run every day since 1931. \
    She put the loss at 90,000 pounds a year.";

#[test]
fn the_contract_of_stages() {
    copydesk_core::testing::contract::<Summarizer>(plain::layers);
}

#[test]
fn half_quotations_and_dangling_openers_stay_out() {
    for budget in 1..=5 {
        let picked = sentences(of(budget, Unit::Sentences), FERRY);
        assert!(!picked.is_empty() && picked.len() <= budget as usize);
        assert!(!picked.iter().any(|sentence| sentence.contains('"')), "{picked:?}");
        let after = |opener: &str| picked.iter().position(|sentence| sentence.starts_with(opener));
        assert_eq!(after("But "), None, "its predecessor is half a quotation");
        if let Some(place) = after("She ") {
            assert!(picked[place - 1].starts_with("The ferry has run"), "{picked:?}");
        }
    }
}

#[test]
fn a_budget_in_words_or_characters_is_kept() {
    for budget in [5, 20, 40, 100] {
        let words: usize = sentences(of(budget, Unit::Words), FERRY).iter().map(|s| s.split(' ').count()).sum();
        assert!(words <= budget as usize);
        let characters: usize = sentences(of(budget, Unit::Characters), FERRY).iter().map(|s| s.chars().count()).sum();
        assert!(characters <= budget as usize);
    }
    assert_eq!(sentences(of(5, Unit::Words), FERRY), [""; 0]);
}

#[test]
fn a_budget_of_nothing_is_refused() {
    let refused = Summarizer::build(of(0, Unit::Words), &BuildContext::new(".".as_ref())).err().unwrap();
    assert_eq!(refused.at_option(), Some("budget"));
}

/// A person's mention at its `nth` place in the text.
fn mention(text: &str, short: &str, nth: usize, name: &str) -> Entity {
    let start = text.match_indices(short).nth(nth).unwrap().0;
    let span = Span::from_range(start..start + short.len());
    Entity::new(span, EntityLabel::Person, Id::new(0), name.to_owned())
}

#[test]
fn nobody_is_introduced_by_surname_alone() {
    let text = "The choir of Brack Island sang its last concert in the rain on Sunday. \
        Ines Marlow founded the choir in 1974. \
        It rained. \
        Marlow sold the choir, the chapel and the chapel's organ to a hotel, and the concert was the end of it.";
    let entities = [mention(text, "Ines Marlow", 0, "Ines Marlow"), mention(text, "Marlow", 1, "Ines Marlow")];
    for budget in 1..=4 {
        let picked = summary(of(budget, Unit::Sentences), &Meta::default(), text, Some(&entities));
        let picked: Vec<_> = picked.iter().map(|row| row.span.of(text)).collect();
        let has = |opener: &str| picked.iter().any(|sentence| sentence.starts_with(opener));
        assert!(!has("Marlow sold") || has("Ines Marlow"), "{picked:?}");
    }
}

const CHAPEL: &str = "Rain drummed on the roof of the old chapel as the last of the candles went out. \
    Nobody in the pews spoke for a while. \
    The choir of Brack Island will sing no more after fifty years, its founder Ines Marlow announced on Sunday. \
    Marlow said the choir has lost its singers to the mainland. \
    Kelmouth has twelve choirs. \
    The singers of Brack Island and their choir were known along the coast. \
    Kelmouth has offered the singers of the choir a place in its own chapel, Marlow said.";

#[test]
fn the_news_is_found_behind_a_scene() {
    let config = Config { budget: 1, why: true, ..Config::default() };
    let picked = summary(config, &Meta::default(), CHAPEL, None);
    assert!(picked[0].span.of(CHAPEL).starts_with("The choir of Brack Island will"), "{picked:?}");
    let why = picked[0].why.as_deref().unwrap();
    assert!(why.contains("states the news behind an opening that sets the scene"), "{why}");
}

fn chapel_entities() -> Vec<Entity> {
    let place = |nth| {
        let mut place = mention(CHAPEL, "Kelmouth", nth, "Kelmouth");
        place.label = EntityLabel::Location;
        place
    };
    let mut entities = vec![
        mention(CHAPEL, "Ines Marlow", 0, "Ines Marlow"),
        mention(CHAPEL, "Marlow", 1, "Ines Marlow"),
        place(0),
        place(1),
        mention(CHAPEL, "Marlow", 2, "Ines Marlow"),
    ];
    entities[2].id = Id::new(2);
    entities[3].id = Id::new(2);
    entities
}

#[test]
fn key_points_are_one_sentence_on_each_main_entity() {
    let config = Config { budget: 2, key_points: true, ..Config::default() };
    let picked = summary(config, &Meta::default(), CHAPEL, Some(&chapel_entities()));
    let about = |row: &SummarySentence| row.why.clone().unwrap_or_default().split(';').next().unwrap().to_owned();
    for (name, mention) in [("Ines Marlow", "Marlow"), ("Kelmouth", "Kelmouth")] {
        let own: Vec<_> = picked.iter().filter(|row| about(row).contains(name)).collect();
        assert_eq!(own.len(), 1, "{picked:?}");
        assert!(own[0].span.of(CHAPEL).contains(mention), "{picked:?}");
    }
}

#[test]
fn key_points_without_entities_say_what_is_missing() {
    let stage = Summarizer::build(Config { key_points: true, ..Config::default() }, &BuildContext::new(".".as_ref()));
    let layers = plain::layers(CHAPEL);
    let (meta, budget) = (Meta::default(), Budget::unlimited());
    let doc = Doc::new(CHAPEL, &meta, &budget);
    let (tokens, sentences) = (layers.get::<Token>().unwrap(), layers.get::<Sentence>().unwrap());
    let refused = stage.unwrap().run(doc, (tokens, sentences, None, None), &mut Scratch::default());
    assert!(refused.unwrap_err().to_string().contains("entity-tagger"));
}

/// Whether, at every budget, no summary of `text` holds the sentence that opens with `leaning` without the other.
fn comes_only_with(text: &str, leaning: &str, with: &str, entities: Option<&[Entity]>) {
    for budget in 1..=5 {
        let picked = summary(of(budget, Unit::Sentences), &Meta::default(), text, entities);
        let picked: Vec<_> = picked.iter().map(|row| row.span.of(text)).collect();
        let has = |opening: &str| picked.iter().any(|sentence| sentence.starts_with(opening));
        assert!(!has(leaning) || has(with), "{picked:?}");
    }
}

#[test]
fn a_definite_noun_comes_with_what_it_takes_up() {
    let text = "Brack Island has lost its only school, the council of Kelmouth said on Sunday. \
        A fire broke out. \
        Pupils got out. \
        The blaze destroyed the school of Brack Island and the council's ferry in Kelmouth on Saturday, the council said.";
    comes_only_with(text, "The blaze", "A fire", None);
}

#[test]
fn a_pronoun_inside_comes_with_its_antecedent() {
    let text = "The ferry between Kelmouth and Brack Island hit the harbour wall on Sunday, the council said. \
        Nobody had seen it coming. \
        Dana Pruitt ran. \
        Police in Kelmouth said the ferry hit the harbour wall on Sunday after he had left the bridge of the ferry.";
    let people = [mention(text, "Dana Pruitt", 0, "Dana Pruitt")];
    let places = [("Kelmouth", 0), ("Brack Island", 0), ("Kelmouth", 1)];
    let mut entities: Vec<_> = places.map(|(name, nth)| mention(text, name, nth, name)).into();
    entities.iter_mut().for_each(|entity| entity.label = EntityLabel::Location);
    entities.extend(people);
    entities.sort_by_key(|entity| entity.span.start());
    comes_only_with(text, "Police in", "Dana", Some(&entities));
}

#[test]
fn why_tells_place_and_headline() {
    let mut meta = Meta::default();
    meta.headline = Some("Brack Island ferry to stop in October".to_owned());
    let config = Config { budget: 1, why: true, ..Config::default() };
    let picked = summary(config, &meta, FERRY, None);
    let why = picked[0].why.as_deref().unwrap();
    assert!(why.starts_with("sentence 1 of 6; score ") && why.contains(", the best; 5 words of the headline"), "{why}");
}

#[test]
fn only_the_body_is_read() {
    let text = "Picture: A ferry at sea.\nThe ferry to Brack Island will stop running in October, its owner said.";
    let mut layers = plain::layers(text);
    let mut blocks = layers.get::<Block>().unwrap().to_vec();
    blocks[0].kind = copydesk_layers::BlockKind::Caption;
    layers.insert(blocks);
    let stage = Summarizer::build(Config::default(), &BuildContext::new(".".as_ref())).unwrap();
    let (meta, budget) = (Meta::default(), Budget::unlimited());
    let doc = Doc::new(text, &meta, &budget);
    let (tokens, sentences) = (layers.get::<Token>().unwrap(), layers.get::<Sentence>().unwrap());
    let reads = (tokens, sentences, layers.get::<Block>(), None);
    let (picked,) = stage.run(doc, reads, &mut Scratch::default()).unwrap();
    assert_eq!(picked.len(), 1);
    assert!(picked[0].span.of(text).starts_with("The ferry"));
}

/// Sentences of one article and whether each may follow anything.
const LEANING: &[(&str, bool)] = &[
    ("The harbour bridge will close for a year.", false),
    ("But nobody told the ferry company.", true),
    ("“She knew,” said the ferry's cook.", true),
    ("As a result, the island's school had to shut.", true),
    ("On Tuesday he wrote to the council again.", true),
    ("On Tuesday Dana Pruitt said he had written to the council.", false),
    ("When he arrived in Kelmouth, Dana Pruitt wrote to the council.", false),
    ("The council has not answered.", false),
    ("For example, three pupils had to walk home.", true),
    ("Inside, the ferry's cook was asleep.", true),
    ("Inside the harbour the council has built a wall.", false),
    ("Two years later the bridge was closed.", true),
    ("Later this year the bridge will close.", false),
    ("The council, however, has not answered the ferry company.", true),
    ("The ferry company, in Kelmouth too, has not answered.", false),
    ("Sofas and beds were thrown into the harbour.", false),
];

#[test]
fn openings_that_lean_on_the_sentence_before() {
    let openers = openers::Openers::load();
    for (sentence, leans) in LEANING {
        let layers = plain::layers(sentence);
        let tokens = layers.get::<Token>().unwrap();
        let commas = tally::Tally { commas: 1, ..tally::Tally::default() };
        assert_eq!(openers.leans(tokens.iter().map(|token| token.span.of(sentence)), &commas), *leans, "{sentence}");
    }
}

#[test]
fn a_sentence_that_repeats_another_is_left_out() {
    let text = "The harbour bridge at Kelmouth will close for a year from October, the council said. \
        The harbour bridge at Kelmouth will close for a year from October, the council said on Tuesday. \
        Ferries from Brack Island will take the 4,000 people who cross the harbour every day. \
        The council will pay the ferry company 90,000 pounds.";
    let picked = sentences(of(2, Unit::Sentences), text);
    assert_eq!(picked.iter().filter(|sentence| sentence.starts_with("The harbour bridge")).count(), 1, "{picked:?}");
}

#[test]
fn a_sentence_that_stands_twice_is_taken_where_it_stands_first() {
    let text = "The harbour bridge at Kelmouth will close for a year from October. It rained on the harbour. \
        The harbour bridge at Kelmouth will close for a year from October.";
    let rows = summary(of(3, Unit::Sentences), &Meta::default(), text, None);
    assert_eq!(rows.iter().map(|row| row.span.start()).collect::<Vec<_>>(), [0], "and the rain tells too little");
}

#[test]
fn fragments_come_only_where_nothing_else_is() {
    let text = "Closed. The harbour bridge at Kelmouth will close for a year from October.";
    assert_eq!(
        sentences(of(3, Unit::Sentences), text),
        ["The harbour bridge at Kelmouth will close for a year from October."]
    );
    assert_eq!(sentences(of(3, Unit::Sentences), "Closed."), ["Closed."]);
}

#[test]
fn a_model_that_is_not_there_is_refused_by_name() {
    let config = Config { model: Some("no/such.bin".into()), ..Config::default() };
    let refused = Summarizer::build(config, &BuildContext::new(".".as_ref())).err().unwrap();
    assert_eq!(refused.at_option(), Some("model"));
    assert!(refused.to_string().contains("no/such.bin"), "{refused}");
}

#[test]
fn an_answer_leans_on_its_question() {
    let text = "Dana Pruitt survived a night on the ice. What do you remember of the ferry and the ice? A noise on the ice, and then the ferry was dark. A noise on the ice woke the ferry.";
    assert_eq!(leaning(text), [false, false, true, false]);
}

/// Which sentences lean on the one before them.
fn leaning(text: &str) -> Vec<bool> {
    let layers = plain::layers(text);
    let (meta, budget) = (Meta::default(), Budget::unlimited());
    let doc = Doc::new(text, &meta, &budget);
    let (tokens, sentences) = (layers.get::<Token>().unwrap(), layers.get::<Sentence>().unwrap());
    let given = Given { doc, tokens, sentences, blocks: None, entities: None };
    let mut scratch = Scratch::default();
    Preparation::load().prepare(&given, &Model::embedded().rarity, &mut scratch).unwrap();
    scratch.needs.iter().map(|needs| needs.predecessor).collect()
}

#[test]
fn answers_lean_on_their_question_to_the_end_of_their_paragraph() {
    let text = "Dana Pruitt runs the ferry to Brack Island.\nWhy did the ferry stop for a year?\n\
        Because the harbour bridge at Kelmouth took most of those who had come by boat. \
        With the bridge in place we had more cooks than passengers on board of every single ferry. \
        The ferry company at Kelmouth pays the cooks until the end of the year.\n\
        We met in the harbour of Kelmouth on a day without any wind at all.";
    assert_eq!(leaning(text), [false, false, true, true, false, false]);
}

#[test]
fn a_column_without_a_day_is_summed_up_by_its_claim() {
    let text = "Last month I took the old ferry. There was a dog on it. It had a hat.\n\
        The council of Kelmouth should pay for the ferry to Brack Island, because 400 people have no other way to a hospital.\n\
        The ferry costs the council less than a third of what it spends on the harbour bridge.\n\
        The dog, I hear, is well.";
    let first = sentences(of(1, Unit::Sentences), text);
    assert!(first[0].starts_with("The council of Kelmouth should"), "{first:?}");
}

#[test]
fn bullets_cover_the_parts_of_an_article() {
    let part = |n: usize| {
        format!(
            "The council of Kelmouth voted on plan {n} for the harbour bridge on Tuesday. Plan {n} will cost {n} million pounds. The harbour master supports plan {n} for the bridge."
        )
    };
    let text = (1..=4).map(part).collect::<Vec<_>>().join("\n");
    let config = Config { bullets: true, ..Config::default() };
    let rows = summary(config, &Meta::default(), &text, None);
    let parts: Vec<_> = rows.iter().map(|row| text[..row.span.range().start].matches('\n').count()).collect();
    assert!((3..=5).contains(&rows.len()) && parts.windows(2).all(|pair| pair[0] < pair[1]), "{parts:?}");
    let both = Config { bullets: true, key_points: true, ..Config::default() };
    let refused = Summarizer::build(both, &BuildContext::new(".".as_ref())).err().unwrap();
    assert_eq!(refused.at_option(), Some("bullets"));
}

#[test]
fn a_headline_stands_on_the_best_sentence_alone() {
    let text = "The harbour bridge at Kelmouth will close for a year, leaving 400 people of Brack Island without a school, the council said. \
        The harbour bridge opened in 1931.";
    let config = Config { headline: true, ..Config::default() };
    let rows = summary(config, &Meta::default(), text, None);
    let headlines: Vec<_> = rows.iter().filter_map(|row| row.headline.as_deref()).collect();
    assert_eq!(headlines, ["The harbour bridge at Kelmouth will close for a year"]);
    assert!(summary(Config::default(), &Meta::default(), text, None).iter().all(|row| row.headline.is_none()));
}

/// A standfirst and a first sentence in nearly the same words, as pages have them.
#[test]
fn a_sentence_that_says_the_same_again_is_not_taken() {
    let text = "Aldine Airways has agreed to buy 30 long-range jets from Corrado Aircraft, both companies said Wednesday.\n\n\
        Aldine Airways agreed to buy 30 long-range jets from Corrado Aircraft, both companies said Wednesday in Oslo.\n\n\
        The order is worth nine billion dollars. Deliveries begin in three years.\n\n\
        The airline will retire its oldest fleet and train two hundred pilots.\n";
    let summary = sentences(Config::default(), text);
    assert!(summary.len() > 1, "{summary:?}");
    assert_eq!(summary.iter().filter(|sentence| sentence.contains("30 long-range jets")).count(), 1, "{summary:?}");
}
