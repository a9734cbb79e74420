//! The crates that `copydesk new-stage` writes, as far as reading shows it; `tests/guide` builds and runs one.

use std::fs;

use crate::binary::{Desk, top};

/// A folder that looks like the top of this repository.
fn repository() -> Desk {
    let desk = Desk::new();
    desk.write("crates/core/Cargo.toml", "");
    desk.write("crates/cli/Cargo.toml", "");
    desk
}

#[test]
fn names_that_would_not_do_are_refused_and_nothing_is_written() {
    let desk = Desk::new();
    for (name, why) in [
        ("acme.Reading", "small letters"),
        ("acme.", "small letters"),
        (".ease", "small letters"),
        ("acme.reading.ease", "small letters"),
        ("acme.9lives", "small letters"),
        ("../acme.ease", "small letters"),
        ("copydesk.core", "taken"),
        ("reading-ease", "as in `acme.reading-ease`"),
    ] {
        let ran = desk.run(["new-stage", name]);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{name}");
        assert!(ran.stderr.contains(why), "{name}: {}", ran.stderr);
    }
    let ran = desk.run(["new-stage", "acme.ease", "--copydesk", "."]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("no checkout of copydesk"), "{}", ran.stderr);
    assert_eq!(fs::read_dir(desk.path("")).unwrap().count(), 0);
}

#[test]
fn a_folder_that_is_there_is_left_alone() {
    let desk = Desk::new();
    desk.write("acme-ease/src/lib.rs", "mine");
    let ran = desk.run(["new-stage", "acme.ease"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("`acme-ease` is there already"), "{}", ran.stderr);
    assert_eq!(desk.read("acme-ease/src/lib.rs"), "mine");
}

#[test]
fn without_a_checkout_the_repository_is_named() {
    let desk = Desk::new();
    assert_eq!(desk.run(["new-stage", "acme.ease"]).status, Some(0));
    let manifest: toml::Table = desk.read("acme-ease/Cargo.toml").parse().unwrap();
    for package in ["copydesk", "copydesk-core", "copydesk-layers"] {
        assert!(manifest["dependencies"][package]["git"].as_str().unwrap().starts_with("https://"), "{package}");
    }
}

#[test]
fn a_relative_checkout_is_named_from_the_new_folder() {
    let desk = repository();
    desk.write("crates/layers/Cargo.toml", "");
    fs::create_dir(desk.path("work")).unwrap();
    let made = desk.command(["new-stage", "acme.ease", "--copydesk", ".."]).current_dir(desk.path("work")).status();
    assert!(made.unwrap().success());
    let manifest: toml::Table = desk.read("work/acme-ease/Cargo.toml").parse().unwrap();
    let core = manifest["dependencies"]["copydesk-core"]["path"].as_str().unwrap();
    assert_eq!(
        fs::canonicalize(desk.path("work/acme-ease").join(core)).unwrap(),
        desk.path("crates/core").canonicalize().unwrap()
    );
}

#[test]
fn a_stage_of_this_repository_shares_the_workspaces_settings_and_the_same_code() {
    let desk = repository();
    let ran = desk.run(["new-stage", "question-marker"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("use copydesk_question_marker as _;"), "{}", ran.stdout);
    let manifest: toml::Table = desk.read("crates/question-marker/Cargo.toml").parse().unwrap();
    let workspace: toml::Table = fs::read_to_string(top().join("Cargo.toml")).unwrap().parse().unwrap();
    for name in manifest["dependencies"].as_table().unwrap().keys() {
        assert!(workspace["workspace"]["dependencies"].get(name).is_some(), "the workspace has no {name}");
    }
    assert_eq!(desk.run(["new-stage", "acme.question-marker"]).status, Some(0));
    let theirs = desk.read("acme-question-marker/src/lib.rs").replace("acme.question-marker", "question-marker");
    let ours = desk.read("crates/question-marker/src/lib.rs");
    assert_eq!(ours, theirs);
    assert!(!ours.contains("{{"), "a word was not put in");
}
