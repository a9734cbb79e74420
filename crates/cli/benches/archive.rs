//! The real binary over a generated archive: `cargo bench --bench archive [-- ARTICLES]`.
//!
//! One thread and two in turn, so that the ratio holds when the machine's speed drifts; then the peak of memory while as many
//! articles again are streamed from one file. Where there is no `/proc`, memory is not measured.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod generator;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PAIRS: usize = 5;
const DEFAULT_ARTICLES: u64 = 4000;

struct Measured {
    seconds: f64,
    peak_megabytes: Option<f64>,
}

fn main() {
    let articles = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(DEFAULT_ARTICLES);
    let folder = std::env::temp_dir().join(format!("copydesk-archive-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for temporary files");
    let input = write_archive(&folder, articles);
    println!("{articles} articles, {:.1} MB", fs::metadata(&input).expect("the archive").len() as f64 / 1e6);
    let mut ratios = Vec::new();
    for pair in 1..=PAIRS {
        let [one, two] = ["1", "2"].map(|jobs| run(&input, &folder.join("out"), jobs));
        let rate = |measured: &Measured| articles as f64 / measured.seconds;
        ratios.push(rate(&two) / rate(&one));
        println!(
            "pair {pair}: one thread {:.0} articles/s, two {:.0}, ratio {:.2}, peak {} MB",
            rate(&one),
            rate(&two),
            rate(&two) / rate(&one),
            two.peak_megabytes.map_or("?".to_owned(), |peak| format!("{peak:.0}"))
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio {:.2}", ratios[PAIRS / 2]);
    fs::remove_dir_all(&folder).expect("the temporary folder goes");
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
    let text = serde_json::Value::String(text);
    format!("{{\"id\":\"{n}\",\"contentCreated\":\"{date}\",\"text\":{text}}}\n")
}

fn run(input: &Path, out: &Path, jobs: &str) -> Measured {
    let pipeline = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pipelines/news.toml");
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.arg("run").arg(pipeline).arg(input).arg("-o").arg(out).args([
        "--force",
        "--progress",
        "never",
        "--jobs",
        jobs,
    ]);
    let begun = Instant::now();
    let mut child = command.stderr(Stdio::null()).spawn().expect("the binary starts");
    let mut peak = None;
    let status = loop {
        peak = peak_of(child.id()).or(peak);
        if let Some(status) = child.try_wait().expect("the binary is watched") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success(), "the run ended with {status}");
    Measured { seconds: begun.elapsed().as_secs_f64(), peak_megabytes: peak }
}

/// The highest resident memory so far, in megabytes.
fn peak_of(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}
