//! The shape of the workspace: who may depend on whom.

use std::fs;

use crate::binary::top;

const STAGES: [&str; 9] = [
    "cleaner",
    "tokenizer",
    "entity-tagger",
    "quote-attributor",
    "date-normalizer",
    "summarizer",
    "gazetteer",
    "places",
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
