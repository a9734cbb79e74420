//! `copydesk eval stories`: how many copies are found, by how they were made, and how many that are none are taken for copies.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::Write as _;

use copydesk_core::register_tool;
use copydesk_core::tool::{Console, ToolArgs, ToolOption};
use copydesk_fingerprint::Fingerprint;
use serde::Deserialize;
use serde_json::json;

use super::article::Read;
use super::links::{Link, Texts};
use super::rewrites::{self, Article, Base, Made, STRENGTHS};

const OPTIONS: &[ToolOption] = &[
    ToolOption::new(
        "FILE",
        "FILE",
        "articles to make copies of: JSON lines of `text`, or of `raw` and `labels`, the lines of a page",
    )
    .positional()
    .required()
    .many(),
    ToolOption::new("seed", "N", "what the copies are made by").default("1"),
    ToolOption::new("part", "all|tune|held", "every article, two of three, or the third that nothing was set by")
        .default("all"),
    ToolOption::new("write", "FILE", "write the made archive as JSON lines, for other programs to group"),
    ToolOption::new("pairs", "FILE", "write what speaks for each pair, and whether it is one, as JSON lines"),
];

register_tool!(Eval, "stories", "measures the grouping of copies that it makes of articles", OPTIONS, run);

/// The fewest words of an article that copies are made of.
const LEAST_WORDS: usize = 120;

fn run(args: &ToolArgs, console: &mut dyn Console) -> Result<(), Box<dyn Error>> {
    let part = args.get("part").unwrap_or("all").to_owned();
    let mut bases = Vec::new();
    for file in args.all("FILE") {
        for line in fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?.lines() {
            bases.extend(base(line).map_err(|e| format!("{file}: {e}"))?);
        }
    }
    let bases: Vec<Base> = (0..).zip(bases).filter(|(at, _)| wanted(&part, *at)).map(|(_, base)| base).collect();
    let (others, bases): (Vec<_>, Vec<_>) = (0..).zip(bases).partition(|(at, _): &(usize, Base)| at % 5 == 4);
    let [bases, others] = [bases, others].map(|part| part.into_iter().map(|(_, base)| base).collect::<Vec<_>>());
    if bases.len() < 5 || others.is_empty() {
        return Err("ten articles of 120 words are needed at least".into());
    }
    let made = rewrites::archive(&bases, &others, args.number("seed", 1)?);
    if let Some(file) = args.get("write") {
        write(file, &made)?;
    }
    let read: Vec<Read> = made.iter().map(fingerprinted).collect();
    if let Some(file) = args.get("pairs") {
        pairs(file, &made, &read)?;
    }
    let firsts = super::group_in_memory(&read)?;
    report(&made, &firsts, console);
    Ok(())
}

fn wanted(part: &str, at: usize) -> bool {
    match part {
        "tune" => !at.is_multiple_of(3),
        "held" => at.is_multiple_of(3),
        _ => true,
    }
}

/// The article of a line; nothing where it is short.
fn base(line: &str) -> Result<Option<Base>, serde_json::Error> {
    #[derive(Deserialize)]
    struct Line {
        #[serde(alias = "title", default)]
        headline: String,
        #[serde(default)]
        text: String,
        #[serde(default)]
        raw: Vec<String>,
        #[serde(default)]
        labels: Vec<String>,
    }
    let Line { headline, text, raw, labels } = serde_json::from_str(line)?;
    let of_page = raw.iter().zip(&labels).filter(|(_, label)| *label == "body").map(|(line, _)| line.as_str());
    let base = Base::of(&headline, text.lines().chain(of_page));
    let words: usize = base.sentences().iter().map(|sentence| sentence.split(' ').count()).sum();
    Ok(Some(base).filter(|base| words >= LEAST_WORDS && base.sentences().len() >= 6))
}

fn fingerprinted(article: &Article) -> Read {
    let read = Read { time: Some(article.day as i64 * 24 * 60 * 60), ..Read::default() };
    let Some(Fingerprint { hash, words, sample, .. }) = Fingerprint::of([article.text.as_str()]) else { return read };
    Read { hash: u64::from_str_radix(&hash, 16).ok(), words, sample, ..read }
}

fn write(file: &str, made: &[Article]) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::BufWriter::new(fs::File::create(file).map_err(|e| format!("{file}: {e}"))?);
    for (id, article) in made.iter().enumerate() {
        let (story, kind) = (article.story, name(article.made));
        let day = format!("2025-05-{:02}", article.day);
        let line = json!({"id": id.to_string(), "headline": article.headline, "contentCreated": day, "text": article.text,
            "story": story, "made": kind});
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

/// What the confidence of links is fitted to.
fn pairs(file: &str, made: &[Article], read: &[Read]) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::BufWriter::new(fs::File::create(file).map_err(|e| format!("{file}: {e}"))?);
    let mut texts = Texts::new();
    read.iter().try_for_each(|article| texts.push(article))?;
    let mut links = Vec::new();
    let ordered = texts.link(|link| links.push(link))?;
    for Link { earlier, later, told, .. } in links {
        let [one, other] = [earlier, later].map(|place| &made[ordered.by_time[place as usize] as usize]);
        let line = json!({"same": one.story == other.story, "made": [name(one.made), name(other.made)], "features": told.features()});
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

fn name(made: Made) -> String {
    match made {
        Made::Original => "original".to_owned(),
        Made::Copy(strength) => format!("copy of strength {strength}"),
        Made::FollowUp => "follow-up".to_owned(),
        Made::RoundUp => "round-up".to_owned(),
        Made::Other => "other".to_owned(),
    }
}

fn report(made: &[Article], firsts: &[u32], console: &mut dyn Console) {
    let originals: BTreeMap<usize, u32> = made
        .iter()
        .zip(firsts)
        .filter(|(article, _)| article.made == Made::Original)
        .map(|(article, first)| (article.story, *first))
        .collect();
    console.line(&format!("{} articles, {} of them originals", made.len(), originals.len()));
    for strength in 1..=STRENGTHS {
        let copies = made.iter().zip(firsts).filter(|(article, _)| article.made == Made::Copy(strength));
        let found = copies.filter(|(article, first)| originals[&article.story] == **first).count();
        console.line(&format!("strength {strength}: found {:.3}", found as f64 / originals.len() as f64));
    }
    for kind in [Made::FollowUp, Made::RoundUp, Made::Other] {
        let own: Vec<_> = (0..made.len()).filter(|at| made[*at].made == kind).collect();
        let others = |at: &&usize| (0..made.len()).any(|other| other != **at && firsts[other] == firsts[**at]);
        let taken = own.iter().filter(others).count();
        console.line(&format!("{}: {taken} of {} taken for a copy", name(kind), own.len()));
    }
    let (mut both, mut found, mut gold) = (0_u64, 0_u64, 0_u64);
    for one in 0..made.len() {
        for other in 0..one {
            let (same, together) = (made[one].story == made[other].story, firsts[one] == firsts[other]);
            both += u64::from(same && together);
            found += u64::from(together);
            gold += u64::from(same);
        }
    }
    let (precision, recall) = (both as f64 / found.max(1) as f64, both as f64 / gold.max(1) as f64);
    let f1 = 2.0 * both as f64 / (found + gold).max(1) as f64;
    console.line(&format!("pairs: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}"));
}
