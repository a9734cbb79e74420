//! The tables of the register.

use std::collections::BTreeMap;
use std::path::Path;

use copydesk_formats::tables::Cell;
use copydesk_layers::{EntityLabel, Gender};
use serde_json::Value;

use crate::ArchiveError;
use crate::people::Found;
use crate::people::block::{Block, Joined, Person};
use crate::runs::Run;
use crate::table::Kind::{Float, Number, Text};
use crate::table::{Columns, Table};

const PEOPLE: Columns = &[
    ("person", Number),
    ("label", Text),
    ("name", Text),
    ("variants", Text),
    ("roles", Text),
    ("gender", Text),
    ("articles", Number),
    ("mentions", Number),
    ("quotes", Number),
    ("first", Text),
    ("last", Text),
    ("beside", Text),
    ("maybe_same_as", Number),
    ("confidence", Float),
];

const MENTIONS: Columns = &[
    ("person", Number),
    ("run", Text),
    ("article", Text),
    ("outlet", Text),
    ("published", Text),
    ("name", Text),
    ("roles", Text),
    ("mentions", Number),
    ("quotes", Number),
    ("confidence", Float),
];

const QUOTES: Columns = &[
    ("person", Number),
    ("run", Text),
    ("article", Text),
    ("published", Text),
    ("text", Text),
    ("kind", Text),
    ("polarity", Text),
    ("confidence", Float),
];

/// Names of others that a row of `people` holds: those that most articles share.
const BESIDE: usize = 10;

/// The tables while they are written.
pub(crate) struct Tables {
    people: Table,
    mentions: Table,
    quotes: Table,
    number: usize,
}

impl Tables {
    pub(crate) fn create(folder: &Path, ending: &str, replace: bool) -> Result<Self, ArchiveError> {
        let made = std::fs::create_dir_all(folder);
        made.map_err(|e| ArchiveError::Refused(format!("`{}` cannot be made: {e}", folder.display())))?;
        let table = |name: &str, columns| Table::create(&folder.join(format!("{name}.{ending}")), columns, replace);
        Ok(Self {
            people: table("people", PEOPLE)?,
            mentions: table("people_mentions", MENTIONS)?,
            quotes: table("people_quotes", QUOTES)?,
            number: 0,
        })
    }

    /// Writes the people of a block.
    pub(crate) fn write(&mut self, block: Block, runs: &[Run], found: &mut Found) -> Result<(), ArchiveError> {
        for people in block.into_people() {
            let first = self.number + 1;
            for person in &people {
                self.number += 1;
                found.people += 1;
                found.maybe += u64::from(person.maybe.is_some());
                self.people.push(row(self.number, first, person))?;
                for joined in &person.appearances {
                    self.appearance(joined, runs, found)?;
                }
            }
        }
        Ok(())
    }

    fn appearance(&mut self, joined: &Joined, runs: &[Run], found: &mut Found) -> Result<(), ArchiveError> {
        let Joined { appearance, confidence } = joined;
        let run = || Cell::Text(runs[appearance.run].name.clone());
        self.mentions.push(vec![
            number(self.number),
            run(),
            Cell::Text(appearance.article.clone()),
            text(appearance.outlet.as_deref()),
            text(appearance.published.as_deref()),
            Cell::Text(appearance.name.clone()),
            list(&appearance.roles),
            number(appearance.mentions),
            number(appearance.quotes.len()),
            confidence.map_or(Cell::Null, three),
        ])?;
        for said in &appearance.quotes {
            found.quotes += 1;
            self.quotes.push(vec![
                number(self.number),
                run(),
                Cell::Text(appearance.article.clone()),
                text(appearance.published.as_deref()),
                Cell::Text(said.text.clone()),
                Cell::Text(said.kind.clone()),
                Cell::Text(said.polarity.clone()),
                Cell::Float(said.confidence),
            ])?;
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<(), ArchiveError> {
        self.people.finish()?;
        self.mentions.finish()?;
        Ok(self.quotes.finish()?)
    }
}

/// The row of somebody, whose namesakes' numbers begin with `first`.
fn row(own: usize, first: usize, person: &Person) -> Vec<Cell> {
    let all = || person.appearances.iter().map(|joined| &joined.appearance);
    let name = all().map(|appearance| &appearance.name).max_by_key(|name| name.chars().count()).cloned();
    let name = name.unwrap_or_default();
    let label = all().next().map(|appearance| appearance.label);
    let variants = all().flat_map(|appearance| appearance.variants.iter().chain([&appearance.name]));
    let gender = all().find_map(|appearance| appearance.gender).map(|gender| match gender {
        Gender::Male => "male",
        Gender::Female => "female",
    });
    let dates = || all().filter(|appearance| appearance.time.is_some());
    vec![
        number(own),
        text(label.map(|label| if label == EntityLabel::Person { "PERSON" } else { "ORGANIZATION" })),
        Cell::Text(name.clone()),
        list(&by_count(variants.filter(|variant| **variant != name), usize::MAX)),
        list(&by_count(all().flat_map(|appearance| &appearance.roles), usize::MAX)),
        text(gender),
        number(person.appearances.len()),
        number(all().map(|appearance| appearance.mentions).sum()),
        number(all().map(|appearance| appearance.quotes.len()).sum()),
        text(dates().next().and_then(|appearance| appearance.published.as_deref())),
        text(dates().next_back().and_then(|appearance| appearance.published.as_deref())),
        list(&by_count(all().flat_map(|appearance| &appearance.people), BESIDE)),
        person.maybe.map_or(Cell::Null, |(at, _)| number(first + at)),
        person.maybe.map_or(Cell::Null, |(_, sure)| three(sure)),
    ]
}

/// What stands in most appearances first; of equals, by the letters.
fn by_count<'a>(names: impl Iterator<Item = &'a String>, most: usize) -> Vec<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    let mut names: Vec<_> = counts.into_iter().collect();
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    names.into_iter().take(most).map(|(name, _)| name.clone()).collect()
}

fn list(names: &[String]) -> Cell {
    if names.is_empty() { Cell::Null } else { Cell::Text(Value::from(names.to_vec()).to_string()) }
}

fn text(text: Option<&str>) -> Cell {
    text.map_or(Cell::Null, |text| Cell::Text(text.to_owned()))
}

fn number(number: usize) -> Cell {
    i32::try_from(number).map_or(Cell::Null, Cell::Number)
}

fn three(float: f32) -> Cell {
    Cell::Float((f64::from(float) * 1000.0).round() / 1000.0)
}
