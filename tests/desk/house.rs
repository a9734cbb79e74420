//! The shape of the workspace: who may depend on whom.

use std::fs;
use std::process::Command;

use crate::binary::top;

pub(crate) const STAGES: [&str; 10] = [
    "cleaner",
    "tokenizer",
    "entity-tagger",
    "quote-attributor",
    "date-normalizer",
    "summarizer",
    "gazetteer",
    "places",
    "fingerprint",
    "exec",
];

/// What a stage may depend on of ours.
const SHARED: [&str; 4] = ["copydesk-core", "copydesk-layers", "copydesk-english", "copydesk-learn"];

#[test]
fn a_stage_crate_depends_on_no_other_stage() {
    for stage in STAGES {
        let manifest = fs::read_to_string(top().join("crates").join(stage).join("Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let names =
                manifest.get(table).and_then(|table| table.as_table()).into_iter().flat_map(|table| table.keys());
            let ours: Vec<_> = names.filter(|name| name.starts_with("copydesk")).collect();
            let others: Vec<_> = ours.iter().filter(|name| !SHARED.contains(&name.as_str())).collect();
            assert!(others.is_empty(), "{stage}: {table} hold {others:?}");
        }
    }
}

#[test]
fn no_crate_allows_unsafe_code_and_each_shares_the_lints() {
    let workspace: toml::Table = fs::read_to_string(top().join("Cargo.toml")).unwrap().parse().unwrap();
    assert_eq!(workspace["workspace"]["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
    for entry in fs::read_dir(top().join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml")).unwrap().parse().unwrap();
        assert_eq!(manifest["lints"]["workspace"].as_bool(), Some(true), "{}", folder.display());
    }
}

#[test]
fn nothing_in_the_tree_can_reach_the_network() {
    let lock = fs::read_to_string(top().join("Cargo.lock")).unwrap();
    let deny: toml::Table = fs::read_to_string(top().join(".cargo/deny.toml")).unwrap().parse().unwrap();
    let banned = deny["bans"]["deny"].as_array().unwrap();
    assert!(banned.len() >= 20, "the list of network crates is gone");
    for name in banned.iter().map(|name| name.as_str().unwrap()) {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name} is in the dependency tree");
    }
    assert!(!lock.contains("source = \"git+"), "a dependency from outside the public registry");
}

/// A package holds no file from outside its folder, so the runner keeps the stock pipelines for the binary.
#[test]
fn the_built_in_pipelines_are_the_files_of_the_folder_pipelines() {
    let stock = |folder: &str| {
        let files = fs::read_dir(top().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|file| file.extension().is_some_and(|extension| extension == "toml"));
        let mut files: Vec<_> =
            files.map(|file| (file.file_name().unwrap().to_owned(), fs::read_to_string(file).unwrap())).collect();
        files.sort();
        files
    };
    assert_eq!(stock("pipelines").len(), 3);
    assert!(stock("pipelines") == stock("crates/runner/pipelines"), "copy pipelines/*.toml to crates/runner/pipelines");
}

/// What the command is built from, as cargo tells it.
fn dependencies() -> Vec<String> {
    let args =
        ["tree", "--locked", "--offline", "-p", "copydesk", "-e", "normal", "--prefix", "none", "--format", "{p}"];
    let target = ["--target", "x86_64-unknown-linux-gnu"];
    let tree = Command::new(env!("CARGO")).current_dir(top()).args(args).args(target).output().unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let names = tree.lines().filter(|line| !line.contains("(/")).filter_map(|line| line.split(' ').next());
    let mut names: Vec<_> = names.filter(|name| !name.is_empty()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn somebody_has_looked_at_every_dependency() {
    let looked_at = fs::read_to_string(top().join(".github/DEPENDENCIES.md")).unwrap();
    let dependencies = dependencies();
    assert!(dependencies.len() > 100, "{dependencies:?}");
    let new: Vec<_> = dependencies.iter().filter(|name| !looked_at.contains(&format!("`{name}`"))).collect();
    assert!(new.is_empty(), "look at the unsafe code of {new:?}, and say in .github/DEPENDENCIES.md what it is for");
}
