//! Which files of a folder are read, in which order, and what becomes of the rest.

use std::fs;
use std::path::PathBuf;

use crate::reading::{JSONL, SOURCES, TEXT, folder};
use copydesk_formats::files::{self, Search};

/// The stems of the files found, failures with their reason, and last what was left out.
fn listed(paths: &[PathBuf], search: &Search<'_>) -> Vec<String> {
    let mut inputs = files::inputs(paths, search);
    let mut lines: Vec<_> = inputs
        .by_ref()
        .map(|found| match found {
            Ok(file) => format!("{} {}", file.source.name, file.stem),
            Err(e) => format!("{}: {e}", e.place.stem),
        })
        .collect();
    lines.push(inputs.left_out().to_string());
    lines
}

fn search() -> Search<'static> {
    Search { sources: SOURCES, only: None, output: None }
}

#[test]
fn a_folder_is_read_in_the_order_of_path_bytes() {
    let folder = folder(&[
        ("b.txt", b""),
        ("a/z.txt", b""),
        ("a/A.txt", b""),
        ("a.txt", b""),
        ("a-1.txt", b""),
        ("é.txt", b""),
        ("feeds/x.jsonl.gz", b""),
        ("feeds/x.JSONL", b""),
        ("feeds/y.ndjson.zst", b""),
        ("a.meta.json", b"{}"),
        (".hidden/c.txt", b""),
        (".c.txt", b""),
        ("photo.png", b""),
        ("folder.txt/inside.txt", b""),
    ]);
    assert_eq!(
        listed(&[folder.path().into()], &search()),
        [
            "text a-1.txt",
            "text a.txt",
            "text a/A.txt",
            "text a/z.txt",
            "text b.txt",
            "jsonl feeds/x.JSONL",
            "jsonl feeds/x.jsonl.gz",
            "jsonl feeds/y.ndjson.zst",
            "text folder.txt/inside.txt",
            "text é.txt",
            &format!(
                "1 of a kind that no source reads (first: {}), 0 links, 2 hidden",
                folder.path().join("photo.png").display()
            ),
        ]
    );
}

#[test]
fn inputs_keep_their_order_and_their_files_different_names() {
    let folder = folder(&[("1/vote.txt", b""), ("2/vote.txt", b""), ("2/a.txt", b"")]);
    let at = |name: &str| folder.path().join(name);
    let both = listed(&[at("2"), at("1/vote.txt")], &search());
    assert_eq!(both[..3], ["text 2/a.txt", "text 2/vote.txt", "text 1/vote.txt"]);
    assert_eq!(listed(&[at("2")], &search())[1], "text vote.txt");
    assert_eq!(listed(&[at("2/vote.txt")], &search())[0], "text vote.txt");
    assert_eq!(listed(&["-".into(), at("1")], &search())[..2], ["jsonl -", "text vote.txt"]);
}

#[test]
fn a_file_named_by_the_user_is_read_or_failed_and_never_left_out() {
    let folder = folder(&[("photo.png", b""), ("pages.7z", b""), (".draft.txt", b"")]);
    let paths = ["photo.png", "pages.7z", "missing.txt", ".draft.txt"].map(|name| folder.path().join(name));
    let lines = listed(&paths, &search());
    assert!(
        lines[0].starts_with("photo.png: no source reads files of this name: expected one of .csv .json "),
        "{}",
        lines[0]
    );
    assert_eq!(lines[1], "pages.7z: is a 7z archive, which is not read: unpack it and give the folder");
    assert!(lines[2].starts_with("missing.txt: cannot be found: "), "{}", lines[2]);
    assert_eq!(lines[3], "text .draft.txt");
}

#[test]
fn the_source_of_the_pipeline_reads_its_own_files_and_those_named() {
    let folder = folder(&[("a.txt", b""), ("b.jsonl", b""), ("notes.md", b"")]);
    let only = Search { only: Some(&TEXT), ..search() };
    assert_eq!(listed(&[folder.path().into()], &only)[0], "text a.txt");
    assert_eq!(listed(&[folder.path().into()], &only).len(), 2);
    assert_eq!(listed(&[folder.path().join("notes.md")], &only)[0], "text notes.md");
    let only = Search { only: Some(&JSONL), ..search() };
    assert_eq!(listed(&[folder.path().into()], &only)[0], "jsonl b.jsonl");
}

#[test]
fn the_output_folder_is_never_read_even_if_it_is_made_later() {
    let folder = folder(&[("in/a.txt", b"")]);
    let (input, output) = (folder.path().join("in"), folder.path().join("in/./out"));
    let mut inputs = files::inputs(&[input], &Search { output: Some(&output), ..search() });
    fs::create_dir(&output).unwrap();
    fs::write(output.join("articles.jsonl"), "{}").unwrap();
    assert_eq!(inputs.next().unwrap().unwrap().stem, "a.txt");
    assert!(inputs.next().is_none());
}

#[test]
fn a_very_deep_folder_costs_no_stack() {
    let folder = tempfile::tempdir().unwrap();
    let mut deep = folder.path().to_owned();
    for _ in 0..500 {
        deep.push("d");
    }
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("a.txt"), "").unwrap();
    assert_eq!(listed(&[folder.path().into()], &search())[0], format!("text {}a.txt", "d/".repeat(500)));
}

#[cfg(unix)]
mod unix {
    use super::{files, folder, fs, listed, search};
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    #[test]
    fn links_are_not_followed_and_those_to_nothing_are_failures() {
        let folder = folder(&[("outside.txt", b""), ("in/a.txt", b""), ("in/sub/b.txt", b"")]);
        let at = |name: &str| folder.path().join(name);
        symlink(at("outside.txt"), at("in/c-out.txt")).unwrap();
        symlink(at("in"), at("in/d-up")).unwrap();
        symlink(at("in/a.txt"), at("in/e-twice.txt")).unwrap();
        symlink("nowhere", at("in/f-dangling.txt")).unwrap();
        symlink("g-self", at("in/g-self")).unwrap();
        symlink("/dev/zero", at("in/h-zero.txt")).unwrap();
        let lines = listed(&[at("in")], &search());
        assert_eq!(lines[0], "text a.txt");
        assert!(lines[1].starts_with("f-dangling.txt: is a link that leads nowhere: "), "{}", lines[1]);
        assert!(lines[2].starts_with("g-self: is a link that leads nowhere: "), "{}", lines[2]);
        assert_eq!(lines[3], "text sub/b.txt");
        assert!(lines[4].contains("4 links (first: "), "{}", lines[4]);
        assert_eq!(listed(&[at("in/c-out.txt")], &search())[0], "text c-out.txt");
        assert_eq!(listed(&[at("in/d-up/sub")], &search())[0], "text b.txt");
    }

    #[test]
    fn what_is_no_file_is_failed_without_opening_it() {
        let folder = folder(&[("a.txt", b"")]);
        let socket = folder.path().join("b.txt");
        let _listener = UnixListener::bind(&socket).unwrap();
        let expected = "b.txt: is a pipe, socket or device, not a file: to read what a program writes, pipe it to `-`";
        assert_eq!(listed(&[folder.path().into()], &search())[1], expected);
        assert_eq!(listed(&[socket], &search())[0], expected);
        assert!(listed(&["/dev/zero".into()], &search())[0].contains("not a file"));
    }

    #[test]
    fn a_file_that_vanishes_or_turns_into_something_else_is_failed() {
        let folder = folder(&[("a.txt", b"x"), ("b.txt", b"x")]);
        let found: Vec<_> = files::inputs(&[folder.path().into()], &search()).map(Result::unwrap).collect();
        fs::remove_file(folder.path().join("a.txt")).unwrap();
        fs::remove_file(folder.path().join("b.txt")).unwrap();
        let _listener = UnixListener::bind(folder.path().join("b.txt")).unwrap();
        let failures: Vec<_> = found
            .iter()
            .map(|file| files::open(file, &copydesk_core::source::ReadOptions::default()).err().unwrap().to_string())
            .collect();
        assert!(failures[0].starts_with("cannot be opened: No such file"), "{}", failures[0]);
        assert!(failures[1].starts_with("cannot be opened: is a pipe"), "{}", failures[1]);
    }
}
