//! What the entity tagger's rows add: full names, genders and ids.

use std::path::Path;

use copydesk_core::{Article, Budget, BuildContext, DynStage, Id, Span, Stage};
use copydesk_layers::{Block, BlockKind, Entity, EntityLabel, Gender, Number, Quote};
use copydesk_quote_attributor::QuoteAttributor;

fn quotes(article: &Article) -> Vec<Quote> {
    let stage = QuoteAttributor::build(Default::default(), &BuildContext::new(Path::new("."))).expect("defaults");
    let rows =
        DynStage::run(&stage, article, &Budget::unlimited(), stage.scratch().as_mut()).expect("any text is read");
    rows[0].as_any().downcast_ref::<Vec<Quote>>().expect("the stage writes quotes").clone()
}

fn article(text: &str) -> Article {
    let mut article = Article::new("1", text).expect("a short text");
    article.layers = copydesk_layers::plain::layers(text);
    article
}

fn entity(text: &str, name: &str, id: u32, gender: Gender) -> Entity {
    let at = text.find(name).expect("the name stands in the text");
    let span = Span::from_range(at..at + name.len());
    let mut entity = Entity::new(span, EntityLabel::Person, Id::new(id), format!("{name} Adjei"));
    entity.gender = Some(gender);
    entity
}

#[test]
fn a_pronoun_takes_the_entity_of_its_gender() {
    let text = "Kwesi met Sika on Monday. “It rained,” she said.";
    let mut article = article(text);
    article.layers.insert(vec![entity(text, "Kwesi", 0, Gender::Male), entity(text, "Sika", 1, Gender::Female)]);
    let said = quotes(&article).into_iter().find(|quote| quote.content[0].of(text) == "“It rained,”");
    let said = said.expect("the quote is found");
    assert_eq!((said.speaker.as_deref(), said.entity), (Some("Sika Adjei"), Some(Id::new(1))));
}

#[test]
fn they_are_people_of_one_surname_and_she_is_none_of_them() {
    let speaker = |pronoun: &str| {
        let text = format!("Sika stood by. The Mensahs came home on Monday. “It rained,” {pronoun} said.");
        let mut article = article(&text);
        let mut many = entity(&text, "Mensahs", 1, Gender::Male);
        (many.gender, many.number) = (None, Some(Number::Plural));
        article.layers.insert(vec![entity(&text, "Sika", 0, Gender::Female), many]);
        quotes(&article).last().expect("the quote is found").entity.map(Id::index)
    };
    assert_eq!([speaker("they"), speaker("she")], [Some(1), Some(0)]);
}

#[test]
fn no_name_found_and_no_tagger_run_are_two_things() {
    let speakers = |text: &str, tagged: bool| {
        let mut article = article(text);
        if tagged {
            article.layers.insert(Vec::<Entity>::new());
        }
        quotes(&article)[0].speaker.clone()
    };
    for tagged in [true, false] {
        assert_eq!(speakers("“Rubbish,” he said.", tagged), None);
        assert_eq!(speakers("Prices rose. “Rubbish,” said the mayor.", tagged), None);
    }
    let text = "Prices rose. “It rained,” said Ms Park.";
    assert_eq!([speakers(text, true), speakers(text, false)], [None, Some("Ms Park".to_owned())]);
}

#[test]
fn a_company_called_by_its_town_has_no_name() {
    let speaker = |text| {
        let mut article = article(text);
        article.layers.insert(Vec::<Entity>::new());
        quotes(&article)[0].speaker.clone()
    };
    assert_eq!(speaker("Prices rose again. “We will mend it,” the Kelmouth company said."), None);
    let campaign = speaker("Prices rose again. “We will mend it,” the Okafor campaign said.");
    assert_eq!(campaign.as_deref(), Some("Okafor campaign"));
}

#[test]
fn no_quote_is_read_in_a_caption_or_crosses_one() {
    let text = "Ines Okafor said: “We wait.\n\n“A picture,” says the caption.\n\n“We wait again.”";
    let mut article = article(text);
    let kinds = [BlockKind::Body, BlockKind::Caption, BlockKind::Body];
    let blocks = article.layers.get::<Block>().expect("plain blocks").iter().zip(kinds);
    article.layers.insert(blocks.map(|(block, kind)| Block::new(block.span, kind)).collect());
    let caption = text.find("“A picture").expect("the caption") as u32;
    let end = text.find("\n\n“We wait again").expect("its end") as u32;
    let found = quotes(&article);
    let spans = found.iter().flat_map(|quote| &quote.content);
    assert!(!found.is_empty() && spans.clone().all(|span| span.end() <= caption || span.start() >= end), "{found:?}");
}

#[test]
fn no_fragment_touches_what_is_not_body() {
    let lines = [
        "Ines Okafor said: “We wait.",
        "“Read more here",
        "“We go.",
        "Photo: Reuters “said Ade",
        "“We come,” she added.",
    ];
    let text = lines.join("\n\n");
    for other in [BlockKind::Caption, BlockKind::Boilerplate, BlockKind::Credit] {
        let mut article = article(&text);
        let kinds = [BlockKind::Body, other, BlockKind::Body, other, BlockKind::Body];
        let plain = article.layers.get::<Block>().expect("plain blocks").iter().zip(kinds);
        let blocks: Vec<_> = plain.map(|(block, kind)| Block::new(block.span, kind)).collect();
        article.layers.insert(blocks.clone());
        let read = |span: &Span| blocks.iter().any(|block| block.kind == BlockKind::Body && block.span.contains(*span));
        let found = quotes(&article);
        let mut spans = found.iter().flat_map(|quote| quote.content.iter().chain(&quote.cue).chain(&quote.source));
        assert!(!found.is_empty() && spans.all(read), "{other:?}: {found:?}");
    }
}

#[test]
fn a_description_is_whoever_was_last_called_so() {
    let text = "Foreign minister Sika left. Kwesi, a lawyer, stayed. “It rained,” the lawyer said. “It did,” the minister said.";
    let mut article = article(text);
    let called = |name, id, role: &str| {
        let mut entity = entity(text, name, id, Gender::Male);
        entity.roles = vec![role.to_owned()];
        entity
    };
    article.layers.insert(vec![called("Sika", 0, "Foreign minister"), called("Kwesi", 1, "lawyer")]);
    let speakers: Vec<_> = quotes(&article).iter().map(|quote| quote.entity.map(Id::index)).collect();
    assert_eq!(speakers, [Some(1), Some(0)]);
}

#[test]
fn a_body_whose_place_alone_is_tagged_has_its_whole_name() {
    let speaker = |text: &str, place: &str| {
        let mut article = article(text);
        let mut place = entity(text, place, 0, Gender::Male);
        (place.gender, place.label) = (None, EntityLabel::Location);
        article.layers.insert(vec![place]);
        quotes(&article).first().expect("the quote is found").speaker.clone()
    };
    let name = speaker("Prices rose. Residential Care UK said the bill was late.", "UK");
    assert_eq!(name.as_deref(), Some("Residential Care UK"));
    let name = speaker("Prices rose. On Tuesday the Prime Minister of Norland said the bill was late.", "Norland");
    assert_ne!(name.as_deref(), Some("Minister of Norland"));
    assert_eq!(
        speaker("Prices rose. Neighbouring Norland said the bill was late.", "Norland").as_deref(),
        Some("Norland Adjei")
    );
}

#[test]
fn a_nickname_in_marks_is_part_of_the_name() {
    let text = "The net held. Reynaldo \"Boyet\" Salcedo said he was asleep. \"It moved,\" Salcedo said.";
    let mut article = article(text);
    let name = "Reynaldo \"Boyet\" Salcedo";
    let mut whole = entity(text, name, 0, Gender::Male);
    whole.name = name.to_owned();
    let at = text.rfind("Salcedo").expect("it stands there twice");
    let mut short = whole.clone();
    short.span = Span::from_range(at..at + 7);
    article.layers.insert(vec![whole, short]);
    let found = quotes(&article);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found.iter().all(|quote| quote.entity == Some(Id::new(0)) && quote.speaker.as_deref() == Some(name)),
        "{found:?}"
    );
    assert_eq!(found[0].source[0].of(text), name);
}

#[test]
fn every_fragment_comes_with_its_words() {
    let text = "“It rained,” Sika said. “Then it stopped.”";
    let mut article = article(text);
    article.layers.insert(vec![entity(text, "Sika", 0, Gender::Female)]);
    let said = quotes(&article);
    let words: Vec<&str> = said[0].content.iter().map(|span| span.of(text)).collect();
    assert_eq!(words, ["“It rained,”", "“Then it stopped.”"]);
    assert_eq!(said[0].content_text, words);
}
