//! Runs that are killed at random moments and resumed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::write_archive;

/// The formats, as the `[sink]` of a pipeline, each with a name.
const FORMATS: [(&str, &str); 4] = [
    ("jsonl", "use = \"jsonl\""),
    ("jsonl.zst", "use = \"jsonl\"\ncompress = \"zstd\""),
    ("parquet", "use = \"parquet\""),
    ("tables", "use = \"tables\""),
];

/// Of the time of a whole run, how much at most passes before a kill: so a run is killed some twenty times before its end.
const LONGEST: f64 = 0.1;

/// Kills runs, each so many times in all, and compares what they end with to unbroken runs.
pub(crate) fn kills(folder: &Path, kills: u64, articles: u64) {
    let input = write_archive(folder, articles);
    let stages = "[[stage]]\nuse = \"tokenizer\"\n[[stage]]\nuse = \"date-normalizer\"\n";
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for (format, sink) in FORMATS {
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
                compare(folder, format, done);
                ends += 1;
            }
        }
        assert!(command("out", &["--resume"]).status().expect("the binary starts").success());
        compare(folder, format, done);
        println!("{format}: {done} kills, {} runs of {articles} articles finished, each with the same bytes", ends + 1);
    }
}

/// Whether the finished run has the files and bytes of the unbroken one, the account aside; it is removed.
fn compare(folder: &Path, format: &str, kills: u64) {
    let [whole, out] = ["whole", "out"].map(|run| {
        let mut files = BTreeMap::new();
        read(&folder.join(run), Path::new(""), &mut files);
        files
    });
    assert!(whole.keys().eq(out.keys()), "{format}: {:?} after {kills} kills", out.keys());
    let other = whole.iter().find(|(file, bytes)| out[*file] != **bytes);
    assert!(other.is_none(), "other bytes in {:?} after {kills} kills", other.map(|(file, _)| file));
    fs::remove_dir_all(folder.join("out")).expect("the output goes");
}

/// Adds the files of a folder, by their paths below it, but for the account, which holds times.
fn read(folder: &Path, below: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder.join(below)).expect("a finished run") {
        let name = entry.expect("a finished run").file_name();
        let (path, file) = (folder.join(below).join(&name), below.join(&name));
        if path.is_dir() {
            read(folder, &file, files);
        } else if name != "run.json" {
            files.insert(file, fs::read(path).expect("a finished run"));
        }
    }
}
