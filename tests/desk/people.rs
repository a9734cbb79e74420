//! The register of people over the articles of runs: whom `copydesk people` joins, and whom it keeps apart.

use serde_json::{Value, json};

use crate::binary::{Desk, Ran};

/// An article that names a person beside others, with a quote of theirs.
fn article(id: &str, day: &str, name: &str, role: &str, others: &[(&str, &str)]) -> Value {
    let mut text = format!("{name}, {role}, said: “Not again.” ");
    let mut entities = vec![
        json!({"start": 0, "end": name.chars().count(), "label": "PERSON", "id": 0, "name": name, "roles": [role]}),
    ];
    if role.is_empty() {
        entities[0]["roles"] = json!([]);
    }
    for (other, label) in others {
        let start = text.chars().count();
        text += &format!("{other} was there. ");
        let id = entities.len();
        entities.push(
            json!({"start": start, "end": start + other.chars().count(), "label": label, "id": id, "name": other}),
        );
    }
    let from = name.chars().count() + role.chars().count() + 10;
    let quote = json!({"content": [[from, from + 12]], "cue": [], "source": [[0, name.chars().count()]], "kind": "direct", "text": "“Not again.”",
        "speaker": name, "entity": 0, "confidence": 0.9, "by": "rule"});
    json!({"id": id, "contentCreated": day, "outlet": "Kelmouth Echo", "text": text, "entities": entities, "quotes": [quote]})
}

/// A councillor in three articles and a striker in two, both Mara Okafor; another Mara Okafor of whom nothing is said; another name.
fn archive() -> Vec<Value> {
    let council = &[("Kelmouth City Council", "ORGANIZATION"), ("Declan Vance", "PERSON")][..];
    let club = &[("Iwaro Rovers", "ORGANIZATION"), ("Lars Strand", "PERSON")][..];
    vec![
        article("a", "2025-05-01", "Mara Okafor", "a Labour councillor", council),
        article("b", "2025-05-03", "Mara Okafor", "striker", club),
        article("c", "2025-05-04", "Mara N. Okafor", "councillor for housing", council),
        article("d", "2025-05-05", "Mara Okafor", "the 24-year-old striker", club),
        article("e", "2025-05-06", "M. Okafor", "council leader and councillor", council),
        article("f", "2025-05-07", "Omar Okafor", "a nurse", &[]),
    ]
}

fn desk(articles: &[Value]) -> Desk {
    let desk = Desk::new();
    desk.write("in.jsonl", articles.iter().map(|article| format!("{article}\n")).collect::<String>());
    let pipeline = "[source]\nlayers = [\"entities\", \"quotes\"]\n[[stage]]\nuse = \"gazetteer\"\nterms = [\"x\"]\n";
    desk.write("p.toml", pipeline);
    let ran = desk.run(["run", "p.toml", "in.jsonl", "-o", "out"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    desk
}

fn people(desk: &Desk, args: &[&str]) -> Ran {
    desk.run([&["people"], args].concat())
}

#[test]
fn namesakes_are_kept_apart_and_one_person_is_joined() {
    let desk = desk(&archive());
    let ran = people(&desk, &["out", "-o", "who", "-f", "jsonl"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let mentions = desk.lines("who/people_mentions.jsonl");
    let person = |article: &str| {
        let is_okafor = |row: &&Value| row["article"] == article && row["name"].as_str().unwrap().ends_with("Okafor");
        mentions.iter().find(is_okafor).unwrap()["person"].clone()
    };
    assert_eq!([person("a"), person("c"), person("e")], [person("a"), person("a"), person("a")], "the councillor");
    assert_eq!(person("b"), person("d"), "the striker");
    assert_ne!(person("a"), person("b"));
    assert_ne!(person("a"), person("f"), "another given name");
    let people = desk.lines("who/people.jsonl");
    let councillor = people.iter().find(|row| row["person"] == person("a")).unwrap();
    assert_eq!((&councillor["name"], &councillor["articles"]), (&json!("Mara N. Okafor"), &json!(3)));
    let listed = |field: &str| councillor[field].as_str().unwrap().to_owned();
    assert!(listed("variants").contains("M. Okafor") && listed("variants").contains("Mara Okafor"));
    assert!(listed("roles").contains("councillor for housing") && listed("beside").contains("Declan Vance"));
    assert_eq!((listed("first").as_str(), listed("last").as_str()), ("2025-05-01", "2025-05-06"));
    let quotes = desk.lines("who/people_quotes.jsonl");
    assert_eq!(quotes.iter().filter(|quote| quote["person"] == person("a")).count(), 3);
    assert_eq!(quotes[0]["text"], "“Not again.”");
    let bodies: Vec<_> = people.iter().filter(|row| row["label"] == "ORGANIZATION").collect();
    assert_eq!(bodies.len(), 2, "a body is one by its name: {bodies:?}");
}

#[test]
fn what_is_not_sure_is_said_to_be_maybe() {
    let mut articles = archive();
    articles.push(article("g", "2025-07-20", "Mara Okafor", "", &[("Tindle", "LOCATION"), ("Greta Park", "PERSON")]));
    let desk = desk(&articles);
    let ran = people(&desk, &["out", "-o", "who", "-f", "jsonl"]);
    assert!(ran.stderr.contains("2 of them may be another of the same name"), "{}", ran.stderr);
    let people = desk.lines("who/people.jsonl");
    let row = |first: &str| {
        let is_it = |row: &&Value| row["label"] == "PERSON" && row["name"] == "Mara Okafor" && row["first"] == first;
        people.iter().find(is_it).unwrap()
    };
    let (striker, bare) = (row("2025-05-03"), row("2025-07-20"));
    let councillor = people.iter().find(|row| row["name"] == "Mara N. Okafor").unwrap();
    assert!(councillor.get("maybe_same_as").is_none());
    for maybe in [striker, bare] {
        assert_eq!(maybe["maybe_same_as"], councillor["person"]);
        assert!(maybe["confidence"].as_f64().unwrap() < 0.8, "{maybe}");
    }
    assert_eq!((&striker["articles"], &bare["articles"]), (&json!(2), &json!(1)));
}

#[test]
fn the_register_is_refused_where_it_would_lie_or_replace() {
    let desk = desk(&archive());
    assert_eq!(people(&desk, &["out", "-o", "who"]).status, Some(0));
    let again = people(&desk, &["out", "-o", "who"]);
    assert!(again.status == Some(2) && again.stderr.contains("is there already"), "{}", again.stderr);
    assert_eq!(people(&desk, &["out", "-o", "who", "--force"]).status, Some(0));
    desk.write("q.toml", "[[stage]]\nuse = \"fingerprint\"\n");
    desk.run(["run", "q.toml", "in.jsonl", "-o", "bare"]);
    let bare = people(&desk, &["bare", "-o", "other"]);
    assert_eq!(bare.status, Some(3), "{}", bare.stderr);
    assert!(
        bare.stderr.contains("6 records could not be read") && bare.stderr.contains("entity-tagger"),
        "{}",
        bare.stderr
    );
}

/// Floors a little under what is measured: crates/FIGURES.md has the figures.
#[test]
fn made_namesakes_are_told_apart() {
    let ran = Desk::new().run(["eval", "people", "--part", "held"]);
    let line = ran.stdout.lines().find(|line| line.starts_with("B-cubed")).unwrap_or_else(|| panic!("{}", ran.stderr));
    let numbers: Vec<f64> = line.split([' ', ',']).filter_map(|word| word.parse().ok()).collect();
    assert!(numbers[0] >= 0.7 && numbers[1] >= 0.65, "{line}");
}
