//! A hundred sentences with their locations in brackets: `[Paris|C US TX]` is a city of Texas, `[Georgia|N GE]` a country,
//! `[Ohio|R US OH]` a region, `[Springfield|? US]` a place of which no more than the country is sure, `[Kelmouth|- XX]` an unknown one.

use copydesk_core::{Article, Id, Layers, Span, testing};
use copydesk_layers::{Entity, EntityLabel};

use crate::{Config, Kind, Place, Places};

const CASES: &str = include_str!("../tests/cases.txt");

/// Sentences whose first location goes wrong, and is known to.
const KNOWN_ERRORS: [&str; 1] = ["[Quebec|R CA] voted; [Montreal|C CA] did not."];

/// A sentence, its locations, and what each should be.
fn read(line: &str) -> (String, Vec<Entity>, Vec<String>) {
    let (mut text, mut entities, mut right) = (String::new(), Vec::<Entity>::new(), Vec::new());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        let (marked, behind) = after.split_once(']').expect("a bracket closes");
        let (name, place) = marked.split_once('|').expect("a name has a place");
        text += before;
        let start = text.len();
        text += name;
        let same = entities.iter().find(|entity| entity.name == name).map(|entity| entity.id);
        let id = same.unwrap_or_else(|| Id::new(entities.len() as u32));
        let span = Span::from_range(start..text.len());
        entities.push(Entity::new(span, EntityLabel::Location, id, name.to_owned()));
        right.push(place.to_owned());
        rest = behind;
    }
    (text + rest, entities, right)
}

fn found(text: &str, entities: Vec<Entity>) -> Vec<Place> {
    let mut article = Article::new("a", text).expect("a text");
    article.layers.insert(entities);
    let article = testing::run_with::<Places>(Config {}, ".".as_ref(), article);
    article.layers.get::<Place>().unwrap_or_default().to_vec()
}

/// A row as the cases say it.
fn shown(place: Option<&Place>) -> String {
    let Some(place) = place else { return "- XX".to_owned() };
    let kind = match place.kind {
        Some(Kind::Country) => 'N',
        Some(Kind::Region) => 'R',
        Some(Kind::City) => 'C',
        None => '?',
    };
    let state = place.region.as_ref().filter(|_| place.country == "US" && kind != '?');
    format!("{kind} {}{}", place.country, state.map(|state| format!(" {state}")).unwrap_or_default())
}

#[test]
fn locations_are_the_places_that_the_sentence_means() {
    let mut wrong = String::new();
    for line in CASES.lines() {
        let (text, entities, right) = read(line);
        let places = found(&text, entities.clone());
        for (number, right) in right.iter().enumerate() {
            let place = shown(places.iter().find(|place| place.entity.index() == number));
            let name = &entities[number].name;
            if (place != *right) != (KNOWN_ERRORS.contains(&line) && number == 0) {
                wrong += &format!("{text}\n    {name}: {place}, right is {right}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_city_has_its_coordinates_and_a_country_has_none() {
    let (text, entities, _) = read("[Lima|C PE] is in [Peru|N PE].");
    let places = found(&text, entities);
    assert_eq!(places[0].id, Some(3_936_456));
    assert!(places[0].lat.is_some_and(|lat| (-12.1..-12.0).contains(&lat)), "{places:?}");
    assert_eq!((places[1].id, places[1].lat), (Some(3_932_488), None));
}

#[test]
fn names_of_people_and_bodies_are_no_places() {
    let span = Span::from_range(0..6);
    let person = Entity::new(span, EntityLabel::Person, Id::new(0), "London".to_owned());
    assert!(found("London wrote.", vec![person]).is_empty());
}

#[test]
fn the_stage_keeps_the_contract() {
    testing::contract::<Places>(|text| {
        let mut layers = Layers::default();
        let place = |word: &str| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            Span::from_range(start..start + word.len())
        };
        let rows = text.split_whitespace().map(place).zip(0..);
        let row = |(span, number): (Span, u32)| {
            Entity::new(span, EntityLabel::Location, Id::new(number), span.of(text).to_owned())
        };
        layers.insert(rows.map(row).collect::<Vec<Entity>>());
        layers
    });
}
