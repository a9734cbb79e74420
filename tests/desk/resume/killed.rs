//! Runs that are killed, and outputs that are torn or cannot be written.

use std::ffi::OsString;
use std::fs::{self, File};
use std::process::Command;
use std::time::Instant;

use super::{FORMATS, KILLS, archive, args, finished, kill_after, result, unfinished};
use crate::binary::{Desk, Ran};

#[test]
fn a_run_killed_again_and_again_ends_with_the_bytes_of_an_unbroken_one() {
    let desk = Desk::new();
    archive(&desk, 6000);
    let mut moment = 0x2545_F491_4F6C_DD1D_u64;
    for (name, _, file) in FORMATS {
        let begun = Instant::now();
        finished(&desk, args(name, "whole", &["--force"]));
        let whole = begun.elapsed();
        let expected = result(&desk, "whole", file);
        unfinished(&desk, name);
        for _ in 0..KILLS {
            moment = moment.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let after = whole.mul_f64((moment >> 40) as f64 / (1 << 24) as f64);
            kill_after(&desk, args(name, "out", &["--resume"]), after);
        }
        let ran = finished(&desk, args(name, "out", &["--resume"]));
        assert!(result(&desk, "out", file) == expected, "other bytes in {name}: {}", ran.stderr);
        fs::remove_dir_all(desk.path("out")).unwrap();
    }
}

/// The files below a folder, by name.
fn documents(desk: &Desk, folder: &str) -> Vec<(OsString, Vec<u8>)> {
    let entries = fs::read_dir(desk.path(folder)).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<_> = entries.map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap())).collect();
    files.sort();
    files
}

#[test]
fn documents_of_a_killed_run_are_those_of_an_unbroken_one() {
    let desk = Desk::new();
    archive(&desk, 3000);
    for name in ["timeml", "brat"] {
        let stages = "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n";
        desk.write(&format!("{name}.toml"), format!("{stages}[sink]\nuse = \"{name}\"\n"));
        finished(&desk, args(name, "whole", &["--force"]));
        unfinished(&desk, name);
        // As if the disk had lost the end of the last document.
        let (last, _) =
            documents(&desk, &format!("out/{name}")).into_iter().rfind(|(name, _)| name != "annotation.conf").unwrap();
        let last = File::options().write(true).open(desk.path(&format!("out/{name}")).join(last)).unwrap();
        last.set_len(3).unwrap();
        finished(&desk, args(name, "out", &["--resume"]));
        let folders = (documents(&desk, &format!("out/{name}")), documents(&desk, &format!("whole/{name}")));
        assert!(folders.0 == folders.1, "other documents in {name}");
        fs::remove_dir_all(desk.path("out")).unwrap();
    }
}

#[test]
fn outputs_torn_at_their_end_are_written_again() {
    let desk = Desk::new();
    archive(&desk, 8000);
    for (name, _, file) in FORMATS {
        finished(&desk, args(name, "whole", &["--force"]));
        let expected = result(&desk, "whole", file);
        for torn in [1, 50, 5000] {
            unfinished(&desk, name);
            for file in [file, "failed.jsonl"] {
                let file = File::options().write(true).open(desk.path(&format!("out/{file}"))).unwrap();
                let length = file.metadata().unwrap().len();
                file.set_len(length.saturating_sub(torn)).unwrap();
            }
            finished(&desk, args(name, "out", &["--resume"]));
            assert!(result(&desk, "out", file) == expected, "other bytes in {name} torn by {torn}");
            fs::remove_dir_all(desk.path("out")).unwrap();
        }
    }
}

#[test]
fn zeros_at_the_end_of_the_output_are_noticed() {
    let desk = Desk::new();
    archive(&desk, 8000);
    finished(&desk, args("jsonl", "whole", &[]));
    unfinished(&desk, "jsonl");
    let path = desk.path("out/articles.jsonl");
    let mut records = fs::read(&path).unwrap();
    let from = records.len().saturating_sub(9000);
    records[from..].fill(0);
    fs::write(&path, records).unwrap();
    // Until here the run has come at least to its newest checkpoint: what is behind it may hold zeros unnoticed.
    finished(&desk, args("jsonl", "out", &["--resume"]));
    assert!(result(&desk, "out", "articles.jsonl") == result(&desk, "whole", "articles.jsonl"));
}

/// `ulimit -f` makes the write fail that goes beyond so many kilobytes of a file: each limit fails another write.
#[cfg(unix)]
#[test]
fn a_run_that_cannot_write_says_so_and_is_resumed_to_the_same_bytes() {
    let desk = Desk::new();
    archive(&desk, 1500);
    for (name, _, file) in FORMATS {
        finished(&desk, args(name, "whole", &["--force"]));
        for kilobytes in [0, 1, 2, 3, 4, 6, 8, 16, 64, 300] {
            let words = args(name, "out", &[]).into_iter().map(|word| word.into_string().unwrap()).collect::<Vec<_>>();
            let script = format!("ulimit -f {kilobytes}; exec {} {}", env!("CARGO_BIN_EXE_copydesk"), words.join(" "));
            let mut bash = Command::new("bash");
            let ran: Ran = bash.current_dir(desk.path("")).args(["-c", &script]).output().unwrap().into();
            match ran.status {
                Some(1 | 2) => assert!(ran.stderr.contains("error: "), "{}", ran.stderr),
                Some(3) => {}
                other => panic!("{name} with {kilobytes} kB ended with {other:?}: {}", ran.stderr),
            }
            finished(&desk, args(name, "out", &["--resume"]));
            assert!(result(&desk, "out", file) == result(&desk, "whole", file), "{name} after {kilobytes} kB");
            fs::remove_dir_all(desk.path("out")).unwrap();
        }
    }
}
