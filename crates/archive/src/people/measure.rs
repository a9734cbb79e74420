//! `copydesk eval people`: namesakes that are made by a seeded generator, and how well they are kept apart and joined.
//!
//! A case is a name that one to three people bear, each with a trade, bodies, places and companions of their own, in two to five articles.
//! An article says of these what articles say: in two of five nothing of the trade, one or two bodies, a place, up to two companions. In one
//! case of four a person changes office and place half-way; in one of four the namesakes are of one trade; in one of five an article gives an
//! initial alone.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write as _;

use copydesk_core::register_tool;
use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_layers::EntityLabel;
use copydesk_learn::random::Random;
use serde_json::json;

use super::article::Appearance;
use super::block::Block;
use super::same::Profile;

const OPTIONS: &[ToolOption] = &[
    ToolOption::new("cases", "N", "how many names").default("60"),
    ToolOption::new("seed", "N", "what they are made by").default("1"),
    ToolOption::new("part", "all|tune|held", "every case, two of three, or the third that nothing was set by")
        .default("all"),
    ToolOption::new("pairs", "FILE", "write what speaks for each pair of an appearance and a person, as JSON lines"),
];

register_tool!(Eval, "people", "measures the register on namesakes that it makes", OPTIONS, run);

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let mut random = Random::new(args.number("seed", 1)?);
    let cases: Vec<Case> = (0..args.number("cases", 60)?).map(|number| case(number, &mut random)).collect();
    let wanted = |at: usize| match args.get("part") {
        Some("tune") => !at.is_multiple_of(3),
        Some("held") => at.is_multiple_of(3),
        _ => true,
    };
    let cases: Vec<Case> = (0..).zip(cases).filter(|(at, _)| wanted(*at)).map(|(_, case)| case).collect();
    if let Some(file) = args.get("pairs") {
        pairs(file, &cases)?;
    }
    let mut score = Score::default();
    cases.iter().for_each(|case| score.add(case));
    score.report(cases.len(), console);
    Ok(())
}

/// The appearances of a name in order of time, and whose each is.
type Case = Vec<(usize, Appearance)>;

/// What is found of a person in articles.
struct Life {
    roles: &'static [&'static str],
    bodies: Vec<String>,
    places: Vec<String>,
    people: Vec<String>,
}

fn case(number: usize, random: &mut Random) -> Case {
    let name = format!("{} Name{number}", GIVEN[random.below(GIVEN.len())]);
    let bearers = 1 + random.below(3);
    let one_trade = random.below(4) == 0;
    let trade = random.below(TRADES.len());
    let mut all: Case = Vec::new();
    for bearer in 0..bearers {
        let own_trade = if one_trade { trade } else { random.below(TRADES.len()) };
        let mut life = life(own_trade, random);
        let changes = random.below(4) == 0;
        let articles = 2 + random.below(4);
        let mut day = random.below(900);
        for at in 0..articles {
            if changes && at == articles / 2 {
                let later = self::life(random.below(TRADES.len()), random);
                life = Life { people: life.people, bodies: [life.bodies, later.bodies].concat(), ..later };
            }
            day += if random.below(2) == 0 { random.below(5) } else { random.below(200) };
            all.push((bearer, article(&name, &life, day, random)));
        }
    }
    all.sort_by_key(|(_, appearance)| appearance.time);
    all
}

fn life(trade: usize, random: &mut Random) -> Life {
    let place = |random: &mut Random| PLACES[random.below(PLACES.len())].to_owned();
    let places = vec![place(random), place(random)];
    let (roles, body) = TRADES[trade];
    let bodies = places.iter().map(|place| format!("{place} {body}")).chain([format!("{} Trust", place(random))]);
    let companion = |random: &mut Random| {
        format!("{} {}", GIVEN[random.below(GIVEN.len())], SURNAMES[random.below(SURNAMES.len())])
    };
    Life { roles, bodies: bodies.collect(), people: (0..4).map(|_| companion(random)).collect(), places }
}

fn article(name: &str, life: &Life, day: usize, random: &mut Random) -> Appearance {
    let some = |from: &[String], most: usize, random: &mut Random| {
        let mut names: Vec<String> =
            (0..random.below(most + 1)).map(|_| from[random.below(from.len())].clone()).collect();
        names.sort();
        names.dedup();
        names
    };
    let told = random.below(5) > 1;
    let initial = random.below(15) == 0;
    let short = name.split_once(' ').map(|(given, rest)| format!("{}. {rest}", &given[..1])).unwrap_or_default();
    // What else the article names has nothing to do with the person.
    let chance = format!("{} {}", GIVEN[random.below(GIVEN.len())], SURNAMES[random.below(SURNAMES.len())]);
    Appearance {
        run: 0,
        article: String::new(),
        outlet: Some(format!("outlet {}", random.below(6))),
        published: None,
        time: Some(day as i64 * 24 * 60 * 60),
        label: EntityLabel::Person,
        name: if initial { short } else { name.to_owned() },
        variants: Vec::new(),
        roles: if told { vec![life.roles[random.below(life.roles.len())].to_owned()] } else { Vec::new() },
        gender: None,
        mentions: 1,
        quotes: Vec::new(),
        people: [some(&life.people, 2, random), vec![chance]].concat(),
        bodies: some(&life.bodies, 2, random),
        places: [some(&life.places, 1, random), some(&PLACES.map(str::to_owned), 1, random)].concat(),
    }
}

/// What the weights are fitted to: each appearance beside each person so far, as gold has them.
fn pairs(file: &str, cases: &[Case]) -> Result<(), Box<dyn Error>> {
    let mut out = std::fs::File::create(file).map_err(|e| format!("{file}: {e}"))?;
    for case in cases {
        let mut known: BTreeMap<usize, Profile> = BTreeMap::new();
        for (bearer, appearance) in case {
            for (other, profile) in &known {
                let line = json!({"same": other == bearer, "made": [], "features": profile.features(appearance)});
                writeln!(out, "{line}")?;
            }
            known.entry(*bearer).or_default().add(appearance);
        }
    }
    Ok(())
}

/// B-cubed over all appearances, and what is said to be sure.
#[derive(Default)]
struct Score {
    appearances: usize,
    precision: f64,
    recall: f64,
    joined: usize,
    joined_right: usize,
    maybe: usize,
    maybe_same: usize,
}

impl Score {
    fn add(&mut self, case: &Case) {
        let mut block = Block::default();
        let numbered = case
            .iter()
            .enumerate()
            .map(|(at, (_, appearance))| Appearance { article: at.to_string(), ..appearance.clone() });
        numbered.for_each(|appearance| block.push(appearance));
        let people: Vec<_> = block.into_people().flatten().collect();
        let gold = |article: &str| case[article.parse::<usize>().expect("a number")].0;
        for person in &people {
            let own: Vec<usize> = person.appearances.iter().map(|joined| gold(&joined.appearance.article)).collect();
            for bearer in &own {
                let same = own.iter().filter(|other| *other == bearer).count() as f64;
                let all = case.iter().filter(|(other, _)| other == bearer).count() as f64;
                self.appearances += 1;
                self.precision += same / own.len() as f64;
                self.recall += same / all;
            }
            self.joined += own.len() - 1;
            self.joined_right += own[1..].iter().filter(|bearer| **bearer == own[0]).count();
            if let Some((other, _)) = person.maybe {
                let other = gold(&people[other].appearances[0].appearance.article);
                self.maybe += 1;
                self.maybe_same += usize::from(other == own[0]);
            }
        }
    }

    fn report(&self, cases: usize, console: &mut dyn Console) {
        let all = self.appearances.max(1) as f64;
        let (precision, recall) = (self.precision / all, self.recall / all);
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        console.line(&format!("{cases} names, {} appearances", self.appearances));
        console.line(&format!("B-cubed: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}"));
        console.line(&format!("joined: {} of {} with the right person", self.joined_right, self.joined));
        console.line(&format!("\"maybe\": {} of {} are the same person", self.maybe_same, self.maybe));
    }
}

const GIVEN: [&str; 10] = ["Mara", "Omar", "Priya", "Declan", "Ines", "Kofi", "Greta", "Tomás", "Wanjiru", "Lars"];
const SURNAMES: [&str; 16] = [
    "Okafor",
    "Pruitt",
    "Teller",
    "Whitlock",
    "Reyes",
    "Park",
    "Lindqvist",
    "Rahman",
    "Njoroge",
    "Castellano",
    "Fischbach",
    "Oyelaran",
    "Vance",
    "O'Dowd",
    "Mbeki",
    "Strand",
];
const PLACES: [&str; 14] = [
    "Kelmouth",
    "Arden Valley",
    "Port Sable",
    "Marrowby",
    "San Telmo",
    "Iwaro",
    "Lakhpur",
    "Dunmore",
    "Zarzal",
    "Brannet",
    "Ostby",
    "Tindle",
    "Carrow",
    "Vellin",
];

/// How articles call people of a trade, and the bodies that they are named beside.
const TRADES: [(&[&str], &str); 12] = [
    (&["councillor", "council leader", "deputy mayor", "a Labour councillor"], "City Council"),
    (&["striker", "the 24-year-old forward", "captain", "player"], "Football Club"),
    (&["professor of hydrology", "hydrologist", "researcher", "professor"], "University"),
    (&["detective inspector", "police spokesman", "officer"], "Police"),
    (&["chief executive", "founder and chief executive", "company chairman"], "Holdings"),
    (&["novelist", "author", "writer of crime fiction"], "Book Festival"),
    (&["prosecutor", "deputy prosecutor", "state attorney"], "District Court"),
    (&["nurse", "union representative", "ward nurse"], "General Hospital"),
    (&["head teacher", "teacher", "principal"], "Grammar School"),
    (&["farmer", "dairy farmer", "farm owner"], "Farmers' Union"),
    (&["actor", "film star", "actor and director"], "Film Studios"),
    (&["foreign minister", "minister", "former finance minister"], "Foreign Ministry"),
];
