//! Counts as the tables that a lexicon holds.

use std::collections::HashMap;
use std::error::Error;

use copydesk_learn::gold::text;

use super::{Counts, KINDS};
use crate::hash;
use crate::lexicon::{TYPE_GOES_ON, type_table};

/// Names rarer than this are left out.
const LEAST: u32 = 3;
/// Names at least so frequent are marked as such.
const OFTEN: u32 = 12;

/// What is known of some words in a row: how often they were a name, and how often a part of one.
#[derive(Clone, Copy, Default)]
struct Known {
    whole: Counts,
    part: Counts,
    goes_on: bool,
}

type All = HashMap<u64, Known>;

/// The table of all files together, and the table of each.
type Tables = (Vec<u8>, Vec<Vec<u8>>);

/// The tables of files of `copydesk train name-types`: of all files together, and of each alone.
pub(crate) fn tables(paths: &[String]) -> Result<Tables, Box<dyn Error>> {
    let mut all = All::new();
    let mut each = Vec::new();
    for path in paths {
        let one = read(path)?;
        each.push(table(&one, 1));
        for (key, known) in one {
            let sum = all.entry(key).or_default();
            add(&mut sum.whole, &known.whole);
            add(&mut sum.part, &known.part);
            sum.goes_on |= known.goes_on;
        }
    }
    Ok((table(&all, paths.len() as u32), each))
}

fn read(path: &str) -> Result<All, Box<dyn Error>> {
    let mut all = All::new();
    for (number, line) in text(path)?.lines().enumerate() {
        let (name, counts) =
            parse(line).ok_or_else(|| format!("{path}:{}: `{line}` is no name with its counts", number + 1))?;
        let mut key = 0;
        let mut words = name.split(' ').peekable();
        while let Some(word) = words.next() {
            let lower = hash::bytes(word.to_lowercase().as_bytes());
            key = hash::pair(key, lower);
            if word.starts_with(char::is_uppercase) {
                add(&mut all.entry(hash::pair(0, lower)).or_default().part, &counts);
            }
            let known = all.entry(key).or_default();
            match words.peek() {
                Some(_) => known.goes_on = true,
                None => add(&mut known.whole, &counts),
            }
        }
    }
    Ok(all)
}

fn parse(line: &str) -> Option<(&str, Counts)> {
    let (name, rest) = line.split_once('\t')?;
    let counts: Vec<u32> = rest.split('\t').map(|count| count.parse().ok()).collect::<Option<_>>()?;
    Some((name, counts.try_into().ok()?))
}

fn add(sum: &mut Counts, counts: &Counts) {
    sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
}

/// `times` is how often the text was counted.
fn table(all: &All, times: u32) -> Vec<u8> {
    let mut entries: Vec<(u64, u32)> = Vec::new();
    for (key, known) in all {
        let goes_on = if known.goes_on { TYPE_GOES_ON } else { 0 };
        let types = bits(&known.whole, times) | bits(&known.part, times) << (KINDS + 1) | goes_on;
        if types != 0 {
            entries.push((*key, types));
        }
    }
    entries.sort_unstable();
    type_table(&entries)
}

/// A bit for every kind that a quarter of the places are of, and one for frequent names.
fn bits(counts: &Counts, times: u32) -> u32 {
    let total: u32 = counts.iter().sum();
    if total < LEAST * times {
        return 0;
    }
    let kinds = (0..KINDS).filter(|kind| counts[*kind] * 4 >= total).map(|kind| 1 << kind).sum::<u32>();
    kinds | u32::from(total >= OFTEN * times) << KINDS
}
