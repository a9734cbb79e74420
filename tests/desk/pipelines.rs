//! Wrong pipeline files: every problem at once, with place and help, and nothing read or written.
//!
//! Each file in `tests/pipelines` is wrong in its own way; beside it stands what `copydesk check` says.

use std::fs;

use crate::binary::{Desk, pipeline, top};
use crate::golden::assert_golden;

#[test]
fn every_wrong_file_shows_place_and_help() {
    let folder = top().join("tests/pipelines");
    let mut names: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.ends_with(".toml"));
    names.sort();
    assert!(names.len() >= 20, "the wrong pipelines are gone");
    for name in names {
        let desk = Desk::new();
        fs::copy(folder.join(&name), desk.path(&name)).unwrap();
        let ran = desk.run(["check", &name]);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{name}");
        assert!(!ran.stderr.contains('\u{1b}'), "{name}");
        assert_golden(&format!("pipelines/{}.stderr", name.trim_end_matches(".toml")), &ran.stderr);
    }
}

#[test]
fn a_wrong_file_is_refused_before_anything_is_written() {
    let desk = Desk::new();
    desk.write("a.txt", "Rain fell.\n");
    desk.write("wrong.toml", "[[stage]]\nuse = \"tokeniser\"\n");
    let ran = desk.run(["run", "wrong.toml", "a.txt", "-o", "out"]);
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.stderr.contains("did you mean `tokenizer`?") && ran.stderr.contains("wrong.toml:2:7"),
        "{}",
        ran.stderr
    );
    assert!(!desk.path("out").exists());
}

#[test]
fn files_that_are_no_pipeline_files_are_refused_by_name() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder.toml")).unwrap();
    desk.write("binary.toml", b"\x7fELF\0\0");
    desk.write("latin.toml", b"name = \"caf\xe9\"");
    desk.write("wide.toml", b"\xff\xfen\0a\0");
    desk.write("deep.toml", format!("a = {}", "[".repeat(20_000)));
    desk.write("long-key.toml", format!("{} = 1", "k".repeat(1 << 19)));
    desk.write("many.toml", "[[stage]]\nuse = \"tokenizer\"\n".repeat(5000));
    for name in [
        "folder.toml",
        "binary.toml",
        "latin.toml",
        "wide.toml",
        "deep.toml",
        "long-key.toml",
        "many.toml",
        "missing.toml",
    ] {
        let ran = desk.run(["check", name]);
        assert_eq!(ran.status, Some(2), "{name}");
        assert!(ran.stderr.contains(name), "{name}: {}", ran.stderr);
        assert!(ran.stderr.len() < 20_000, "{name}: {} bytes of complaint", ran.stderr.len());
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_fault() {
    let desk = Desk::new();
    desk.write("windows.toml", "\u{feff}name = \"w\"\r\n[[stage]]\r\nuse = \"tokenizer\"\r\n");
    let ran = desk.run(["check", "windows.toml"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
}

#[test]
fn the_stock_pipelines_are_right() {
    for name in ["news", "quick", "quotes"] {
        let ran = Desk::new().run(["check".into(), pipeline(name)]);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    }
}
