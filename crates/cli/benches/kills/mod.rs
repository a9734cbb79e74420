//! Runs that are killed at random moments and resumed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::write_archive;

/// The formats, as the `[sink]` of a pipeline, and the file that each writes.
const FORMATS: [(&str, &str); 3] = [
    ("use = \"jsonl\"", "articles.jsonl"),
    ("use = \"jsonl\"\ncompress = \"zstd\"", "articles.jsonl.zst"),
    ("use = \"parquet\"", "articles.parquet"),
];

/// Of the time of a whole run, how much at most passes before a kill: so a run is killed some twenty times before its end.
const LONGEST: f64 = 0.1;

/// Kills runs, each so many times in all, and compares what they end with to unbroken runs.
pub(crate) fn kills(folder: &Path, kills: u64, articles: u64) {
    let input = write_archive(folder, articles);
    let stages = "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n";
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for (sink, file) in FORMATS {
        let pipeline = folder.join("kills.toml");
        fs::write(&pipeline, format!("{stages}[sink]\n{sink}\n")).expect("room for a pipeline");
        let command = |out: &str, more: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
            command.arg("run").arg(&pipeline).arg(&input).arg("-o").arg(folder.join(out));
            command.args(["--progress", "never", "--checkpoint-every", "0.02"]).args(more).stderr(Stdio::null());
            command
        };
        let begun = Instant::now();
        assert!(command("whole", &["--force"]).status().expect("the binary starts").success());
        let whole = begun.elapsed();
        let (mut done, mut ends) = (0, 0);
        while done < kills {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let share = (random >> 40) as f64 / (1 << 24) as f64 * LONGEST;
            let mut child = command("out", &["--resume"]).spawn().expect("the binary starts");
            std::thread::sleep(whole.mul_f64(share).max(Duration::from_millis(1)));
            let ended = child.try_wait().expect("the binary is watched").is_some();
            child.kill().expect("a process can be killed");
            child.wait().expect("a killed process ends");
            done += u64::from(!ended);
            if ended {
                compare(folder, file, done);
                ends += 1;
            }
        }
        assert!(command("out", &["--resume"]).status().expect("the binary starts").success());
        compare(folder, file, done);
        println!("{file}: {done} kills, {} runs of {articles} articles finished, each with the same bytes", ends + 1);
    }
}

/// Whether the finished run has the bytes of the unbroken one; it is removed.
fn compare(folder: &Path, file: &str, kills: u64) {
    for name in [file, "failed.jsonl"] {
        let read = |out: &str| fs::read(folder.join(out).join(name)).expect("a finished run");
        assert!(read("out") == read("whole"), "other bytes in {name} after {kills} kills");
    }
    fs::remove_dir_all(folder.join("out")).expect("the output goes");
}
