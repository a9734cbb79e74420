//! The real binary over a generated archive.
//!
//! | command | what is measured |
//! |---|---|
//! | `cargo bench --bench archive [-- ARTICLES]` | one thread and two in turn, so that the ratio holds when the machine's speed drifts; what is not the stages' work; the peak of memory |
//! | `cargo bench --bench archive -- kills [KILLS [ARTICLES]]` | so many runs killed at random moments, in each format, and whether the finished bytes are those of an unbroken run |
//! | `cargo bench --bench archive -- soak [ARTICLES]` | a long run: memory and speed at its beginning and its end |
//! | `cargo bench --bench archive -- stories [ARTICLES]` | time and memory of `copydesk stories` over a million articles, and of their fingerprints |
//!
//! Where there is no `/proc`, memory is not measured.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod generator;
mod kills;
mod soak;
mod stories;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

const PAIRS: usize = 5;
const DEFAULT_ARTICLES: u64 = 4000;

struct Measured {
    seconds: f64,
    peak_megabytes: Option<f64>,
    /// Processor time that is not the stages', over the time of the run.
    beside_stages: Option<f64>,
}

fn main() {
    let args: Vec<_> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let number = |at: usize| args.get(at).and_then(|arg| arg.parse().ok());
    let folder = std::env::temp_dir().join(format!("copydesk-archive-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for temporary files");
    match args.first().map(String::as_str) {
        Some("kills") => kills::kills(&folder, number(1).unwrap_or(100), number(2).unwrap_or(20_000)),
        Some("soak") => soak::soak(&folder, number(1).unwrap_or(1_000_000)),
        Some("stories") => stories::stories(&folder, number(1).unwrap_or(1_000_000)),
        _ => threads(&folder, number(0).unwrap_or(DEFAULT_ARTICLES)),
    }
    fs::remove_dir_all(&folder).expect("the temporary folder goes");
}

/// One thread and two in turn.
fn threads(folder: &Path, articles: u64) {
    let input = write_archive(folder, articles);
    println!("{articles} articles, {:.1} MB", fs::metadata(&input).expect("the archive").len() as f64 / 1e6);
    let mut ratios = Vec::new();
    for pair in 1..=PAIRS {
        let [one, two] = ["1", "2"].map(|jobs| run(&input, &folder.join("out"), jobs));
        let rate = |measured: &Measured| articles as f64 / measured.seconds;
        ratios.push(rate(&two) / rate(&one));
        println!(
            "pair {pair}: one thread {:.0} articles/s, two {:.0}, ratio {:.2}, peak {} MB; beside the stages {:.1} % of a core",
            rate(&one),
            rate(&two),
            rate(&two) / rate(&one),
            two.peak_megabytes.map_or("?".to_owned(), |peak| format!("{peak:.0}")),
            one.beside_stages.map_or(f64::NAN, |share| 100.0 * share)
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio {:.2}", ratios[PAIRS / 2]);
}

fn write_archive(folder: &Path, articles: u64) -> PathBuf {
    let path = folder.join("articles.jsonl");
    let mut file = BufWriter::new(File::create(&path).expect("a temporary file"));
    for n in 0..articles {
        file.write_all(line(n).as_bytes()).expect("room for the archive");
    }
    file.flush().expect("room for the archive");
    path
}

/// An article as a line of JSON.
fn line(n: u64) -> String {
    let (text, date) = generator::article(n);
    let text = Value::String(text);
    format!("{{\"id\":\"{n}\",\"contentCreated\":\"{date}\",\"text\":{text}}}\n")
}

/// A pipeline of this repository.
fn pipeline(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pipelines").join(name).with_extension("toml")
}

/// The binary, run without a supervisor, so that what is measured is one process.
fn command(pipeline: &Path, inputs: &[&Path], out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.arg("run").arg(pipeline).args(inputs).arg("-o").arg(out);
    command.args(["--progress", "never", "--no-supervise"]).stderr(Stdio::null());
    command
}

fn run(input: &Path, out: &Path, jobs: &str) -> Measured {
    let begun = Instant::now();
    let mut child =
        command(&pipeline("news"), &[input], out).args(["--force", "--jobs", jobs]).spawn().expect("the binary starts");
    let (mut peak, mut processor) = (None, None);
    let status = loop {
        peak = memory_of(child.id(), "VmHWM").or(peak);
        processor = processor_of(child.id()).or(processor);
        if let Some(status) = child.try_wait().expect("the binary is watched") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(status.success(), "the run ended with {status}");
    let seconds = begun.elapsed().as_secs_f64();
    let in_stages = stage_seconds(out);
    Measured {
        seconds,
        peak_megabytes: peak,
        beside_stages: processor.map(|processor| (processor - in_stages) / seconds),
    }
}

/// The time that all stages took, by the account of the run.
fn stage_seconds(out: &Path) -> f64 {
    let account: Value = serde_json::from_slice(&fs::read(out.join("run.json")).expect("the account")).expect("JSON");
    let stages = account["account"]["stages"].as_array().expect("the stages");
    stages.iter().filter_map(|stage| stage["seconds"].as_f64()).sum()
}

/// A process's memory, in megabytes: `VmHWM` for its highest so far, `VmRSS` for now.
fn memory_of(process: u32, what: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with(what))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}

/// The processor time of a process so far, in seconds.
fn processor_of(process: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let fields: Vec<_> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    (ticks > 0.0).then_some(ticks / 100.0)
}
