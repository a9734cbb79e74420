use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::*;
use crate::model::load;
use copydesk_learn::bio::{self, Document};

struct Quiet;

impl Console for Quiet {
    fn line(&mut self, _: &str) {}
    fn progress(&mut self, _: &str) {}
}

/// A folder of its own for a test's files.
fn folder(test: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("copydesk-entity-training-{}-{test}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Forty invented documents: a person of one of four given names says something of one of five towns.
fn labelled() -> String {
    let (given, surnames) = (["Ada", "Ben", "Mara", "Tove"], ["Okafor", "Orr", "Elm", "Vale", "Quist"]);
    let towns = ["Kelmouth", "Sakhra", "Dunmere", "Porto Linde", "Ashby"];
    let mut out = String::new();
    for n in 0..40 {
        out.push_str("-DOCSTART- O\n\n");
        out.push_str(&format!("{}\tB-PER\n{}\tI-PER\nwalked\tO\nto\tO\n", given[n % 4], surnames[n % 5]));
        for (at, word) in towns[n * 3 % 5].split(' ').enumerate() {
            out.push_str(&format!("{word}\t{}-LOC\n", if at == 0 { 'B' } else { 'I' }));
        }
        out.push_str(&format!(".\tO\n\n{}\tB-PER\nslept\tO\n.\tO\n\n", surnames[n % 5]));
    }
    out
}

fn train(folder: &Path, more: &[(&str, &str)]) -> Result<Vec<u8>, Box<dyn Error>> {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    std::fs::write(path("train.bio"), labelled())?;
    let small = [("bits", "10"), ("blind-bits", "9"), ("second-bits", "10"), ("rounds", "4"), ("second-rounds", "4")];
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in more.iter().chain(&small) {
        values.entry((*name).to_owned()).or_default().push((*value).to_owned());
    }
    values.entry("train".into()).or_default().insert(0, path("train.bio"));
    values.insert("out".into(), vec![path("model.bin")]);
    run(&ToolArgs::new(values).with_defaults(OPTIONS), &mut Quiet)?;
    Ok(std::fs::read(path("model.bin"))?)
}

#[test]
fn the_same_text_gives_the_same_bytes_and_a_model_of_any_labels() {
    let folder = folder("bytes");
    std::fs::write(folder.join("types.tsv"), "Kelmouth\t0\t9\t1\t0\t0\t0\t0\nOkafor\t7\t0\t0\t0\t0\t0\t0\n").unwrap();
    let types = folder.join("types.tsv");
    let types = types.to_str().unwrap();
    let one = train(&folder, &[("types", types), ("types", types)]).unwrap();
    let two = train(&folder, &[("types", types), ("types", types)]).unwrap();
    assert!(one == two, "two runs gave two models");
    let model = load(&folder.join("model.bin")).unwrap();
    assert_eq!(model.labels, ["PER", "LOC"]);
    assert!(model.has_second);
    let mut labels = Vec::new();
    let documents = bio::read(folder.join("train.bio").to_str().unwrap(), &mut labels).unwrap();
    assert!(crate::eval::score(&model, &documents, &labels, &|label| Some(label.to_owned())).micro().f1() > 95.0);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn another_models_lexicon_is_taken_over() {
    let folder = folder("lexicon");
    std::fs::write(folder.join("towns.txt"), "Kelmouth\nPorto Linde\n").unwrap();
    let list = format!("town={}", folder.join("towns.txt").display());
    let with = train(&folder, &[("list", &list), ("second-rounds", "0")]).unwrap();
    std::fs::rename(folder.join("model.bin"), folder.join("first.bin")).unwrap();
    let first = folder.join("first.bin");
    let taken = train(&folder, &[("lexicon", first.to_str().unwrap()), ("second-rounds", "0")]).unwrap();
    let without = train(&folder, &[("second-rounds", "0")]).unwrap();
    assert!(with == taken && with != without);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_part_of_the_documents_is_left_out() {
    let mut documents: Vec<Document> = vec![Document::default(); 7];
    leave_out("3/3", &mut documents).unwrap();
    assert_eq!(documents.len(), 5);
    assert!(leave_out("4/3", &mut documents).is_err());
    assert!(leave_out("0/3", &mut documents).is_err());
}

#[test]
fn names_of_a_kind_that_a_file_does_not_judge_are_not_unlearned() {
    let folder = folder("unjudged");
    let people_only: String =
        labelled().lines().map(|line| line.replace("\tB-LOC", "\tO").replace("\tI-LOC", "\tO") + "\n").collect();
    let more = folder.join("people.bio");
    std::fs::write(&more, people_only.repeat(5)).unwrap();
    let found = |more: &[(&str, &str)]| {
        let bytes = train(&folder, more).unwrap();
        std::fs::write(folder.join("model.bin"), bytes).unwrap();
        let model = load(&folder.join("model.bin")).unwrap();
        let mut labels = Vec::new();
        let documents = bio::read(folder.join("train.bio").to_str().unwrap(), &mut labels).unwrap();
        crate::eval::score(&model, &documents, &labels, &|label| Some(label.to_owned())).micro().f1()
    };
    assert!(found(&[("train", more.to_str().unwrap()), ("second-rounds", "0")]) > 95.0);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_weight_is_a_number_above_nothing() {
    let folder = folder("weight");
    assert!(train(&folder, &[("weight", "2")]).is_ok());
    assert!(train(&folder, &[("weight", "0")]).is_err());
    std::fs::remove_dir_all(folder).unwrap();
}
