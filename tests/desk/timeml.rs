//! The documents of the sink `timeml`, held against the rules of TimeML 1.2.1 (Saurí et al. 2006).

use std::collections::BTreeSet;
use std::fs;

use crate::binary::{Desk, pipeline, top};

const STORY: &str = "Snow & rain fell on Tuesday in <Kelmouth>, and the port shut in early May 2016.\u{1}\n\n\
    It opened two days later, at 6:45 a.m., for some three weeks. Ferries run twice a week, and every other Friday. \
    The \"Nō\" bridge was closed for more than ten years and is now mended; it may open next winter.\r\n";

/// Whether an attribute may hold a value.
type Holds = fn(&str) -> bool;

/// The attributes that TIMEX3 may have, each with what tells a value that it may hold.
const TIMEX3: [(&str, Holds); 9] = [
    ("tid", is_id),
    ("type", |value| ["DATE", "TIME", "DURATION", "SET"].contains(&value)),
    ("value", is_value),
    ("mod", is_modifier),
    ("quant", |value| !value.is_empty()),
    ("freq", |value| value.ends_with('X') || is_length(value)),
    ("temporalFunction", |value| ["true", "false"].contains(&value)),
    ("functionInDocument", |value| value == "CREATION_TIME"),
    ("anchorTimeID", is_id),
];

fn is_id(value: &str) -> bool {
    value.strip_prefix('t').is_some_and(|number| number.parse::<u32>().is_ok())
}

fn is_modifier(value: &str) -> bool {
    let points = ["BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"];
    let lengths = ["LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE"];
    [&points[..], &lengths[..], &["START", "MID", "END", "APPROX"][..]].concat().contains(&value)
}

/// A length, a reference to past, present or future, or a date of ISO 8601 with what TIMEX3 adds: X, seasons, parts of the day.
fn is_value(value: &str) -> bool {
    if let Some(length) = value.strip_prefix('P').filter(|_| !value.ends_with("_REF")) {
        return is_length(&length.replacen('T', "", 1));
    }
    let (day, time) = value.split_once('T').map_or((value, None), |(day, time)| (day, Some(time)));
    let words = ["WI", "SP", "SU", "FA", "WE", "Q1", "Q2", "Q3", "Q4", "QX", "H1", "H2", "HX"];
    let number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || c == 'X');
    let part = |part: &str| number(part) || words.contains(&part) || part.strip_prefix('W').is_some_and(number);
    let clock = |time: &str| {
        ["MO", "MI", "AF", "EV", "NI", "DT"].contains(&time)
            || time.split(':').all(|part| part.len() == 2 && number(part))
    };
    let day = day.strip_prefix("BC").unwrap_or(day);
    matches!(value, "PAST_REF" | "PRESENT_REF" | "FUTURE_REF") || (day.split('-').all(part) && time.is_none_or(clock))
}

/// Amounts and units in turn: "1Y6M", "XD".
fn is_length(mut length: &str) -> bool {
    let amount = |c: char| c.is_ascii_digit() || "X.".contains(c);
    while let Some(unit) = length.find(|c| !amount(c)).filter(|unit| *unit > 0) {
        let next = length[unit..].find(amount).map_or(length.len(), |next| unit + next);
        if !["Y", "M", "W", "D", "H", "S", "Q", "DE", "CE"].contains(&&length[unit..next]) {
            return false;
        }
        length = &length[next..];
    }
    length.is_empty()
}

/// An element: its name and attributes.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(attribute, _)| attribute == name).map(|(_, value)| value.as_str())
    }
}

/// What a document holds: its elements in order, each with the names of those around it, and the text of `TEXT`.
#[derive(Default)]
struct Document {
    elements: Vec<(String, Element)>,
    text: String,
}

/// Reads a document as strictly as XML asks: every element closed in turn, every `&` an entity, no character out of range.
fn read(xml: &str) -> Document {
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let mut rest = xml.strip_prefix(declaration).expect("a declaration");
    let mut open: Vec<String> = Vec::new();
    let mut document = Document::default();
    while let Some((before, tag)) = rest.split_once('<') {
        let (tag, behind) = tag.split_once('>').expect("a tag ends");
        let words = content(before);
        assert!(!open.is_empty() || words.trim().is_empty(), "text outside the root: {words}");
        if open.iter().any(|name| name == "TEXT") {
            document.text += &words;
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "elements close in turn");
        } else {
            document.elements.push((open.join("/"), element(tag)));
            open.push(document.elements.last().unwrap().1.name.clone());
        }
        rest = behind;
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} left open, or {rest} behind");
    document
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes: Vec<(String, String)> = Vec::new();
    while let Some((attribute, behind)) = rest.split_once("=\"") {
        let (value, behind) = behind.split_once('"').expect("a value ends");
        let attribute = attribute.trim().to_owned();
        assert!(!attributes.iter().any(|(other, _)| *other == attribute), "{attribute} twice");
        attributes.push((attribute, content(value)));
        rest = behind;
    }
    assert_eq!(rest, "", "an element of names and values");
    Element { name: name.to_owned(), attributes }
}

fn content(escaped: &str) -> String {
    let legal = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(escaped.chars().all(legal), "a character that XML cannot hold: {escaped:?}");
    let mut parts = escaped.split('&');
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (name, behind) = part.split_once(';').expect("an entity ends");
        let entities = [("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\""), ("#13", "\r")];
        out += entities.iter().find(|(entity, _)| *entity == name).unwrap_or_else(|| panic!("&{name};")).1;
        out += behind;
    }
    out
}

fn obeys(document: &Document) {
    let names: Vec<_> =
        document.elements.iter().map(|(around, element)| (around.as_str(), element.name.as_str())).collect();
    assert_eq!(names[..4], [("", "TimeML"), ("TimeML", "DOCID"), ("TimeML", "DCT"), ("TimeML/DCT", "TIMEX3")]);
    let allowed = [("TimeML", "TITLE"), ("TimeML", "TEXT"), ("TimeML/TEXT", "TIMEX3")];
    assert!(names[4..].iter().all(|name| allowed.contains(name)), "{names:?}");
    assert_eq!(names.iter().filter(|(_, name)| *name == "TEXT").count(), 1);
    let times: Vec<_> = document.elements.iter().map(|(_, element)| element).filter(|e| e.name == "TIMEX3").collect();
    let ids: BTreeSet<_> = times.iter().filter_map(|time| time.get("tid")).collect();
    assert_eq!((ids.len(), times[0].get("tid")), (times.len(), Some("t0")), "every time has an id of its own");
    assert_eq!(times[0].get("functionInDocument"), Some("CREATION_TIME"));
    for time in &times {
        assert!(["tid", "type", "value"].iter().all(|name| time.get(name).is_some()), "{time:?}");
        for (name, value) in &time.attributes {
            let known = TIMEX3.iter().find(|(known, _)| known == name);
            assert!(known.is_some_and(|(_, holds)| holds(value)), "{name}={value} in {time:?}");
        }
        assert!(time.get("anchorTimeID").is_none_or(|anchor| ids.contains(anchor) && time.get("tid") != Some(anchor)));
        assert_eq!(time.get("anchorTimeID").is_some(), time.get("temporalFunction") == Some("true"), "{time:?}");
        let lasts = time.get("value").is_some_and(|value| value.starts_with('P') && !value.ends_with("_REF"));
        assert!(lasts || time.get("type") != Some("DURATION"), "{time:?}");
    }
    assert!(times[1..].iter().all(|time| time.get("functionInDocument").is_none()), "one creation time");
}

#[test]
fn documents_obey_timeml() {
    let desk = Desk::new();
    desk.write("in/a.txt", STORY);
    for entry in fs::read_dir(top().join("tests/articles")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            desk.write(&format!("in/{}", path.file_name().unwrap().to_string_lossy()), fs::read(&path).unwrap());
        }
    }
    let stages = fs::read_to_string(pipeline("news")).unwrap();
    let stages = stages.split("[sink]").next().unwrap();
    desk.write("timeml.toml", format!("{stages}\n[sink]\nuse = \"timeml\"\n"));
    let ran = desk.run(["run", "timeml.toml", "in", "-o", "out", "--published", "2024-05-15T06:30:00Z"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let documents = fs::read_dir(desk.path("out/timeml")).unwrap();
    let documents: Vec<_> = documents.map(|entry| read(&fs::read_to_string(entry.unwrap().path()).unwrap())).collect();
    assert!(documents.len() > 10, "the story and the sample articles");
    documents.iter().for_each(obeys);
    let story = documents.iter().find(|document| document.text.contains("Kelmouth>")).unwrap();
    assert!(story.elements.len() > 12, "its expressions are marked: {:?}", story.elements);
    assert!(story.text.starts_with("Snow & rain fell on Tuesday in <Kelmouth>, and"), "{}", story.text);
}
