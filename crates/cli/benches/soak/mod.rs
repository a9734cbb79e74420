//! A long run.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{command, memory_of, pipeline, write_archive};

/// Articles in the one file that is read again and again, so that the disk need not hold a million.
const FILE: u64 = 10_000;

/// Where the speed is taken: so much of the run at its beginning, and at its end.
const PART: f64 = 0.1;

/// Runs the news pipeline over so many articles, and prints memory and speed at the beginning and at the end.
pub(crate) fn soak(folder: &Path, articles: u64) {
    let file = write_archive(folder, FILE);
    let text = fs::read_to_string(pipeline("news")).expect("the news pipeline");
    let packed = folder.join("soak.toml");
    fs::write(&packed, text.replace("[sink]", "[sink]\ncompress = \"zstd\"")).expect("room for a pipeline");
    let inputs = vec![file.as_path(); usize::try_from(articles.div_ceil(FILE)).expect("a number of files")];
    let out = folder.join("out");
    let mut child = command(&packed, &inputs, &out).spawn().expect("the binary starts");
    let begun = Instant::now();
    let mut seen: Vec<(f64, u64, f64)> = Vec::new();
    while child.try_wait().expect("the binary is watched").is_none() {
        std::thread::sleep(Duration::from_secs(1));
        let memory = memory_of(child.id(), "VmRSS").unwrap_or_default();
        if let Some(done) = done(&out) {
            seen.push((begun.elapsed().as_secs_f64(), done, memory));
        }
    }
    let rate = |from: usize, to: usize| (seen[to].1 - seen[from].1) as f64 / (seen[to].0 - seen[from].0);
    let last = seen.len() - 1;
    let part = ((last as f64 * PART) as usize).max(1);
    let peak = |seen: &[(f64, u64, f64)]| seen.iter().map(|(_, _, memory)| *memory).fold(0.0, f64::max);
    println!("{} articles in {:.0} s", seen[last].1, seen[last].0);
    println!(
        "articles/s: {:.0} in the first tenth, {:.0} in the last",
        rate(1.min(part - 1), part),
        rate(last - part, last)
    );
    println!(
        "peak MB: {:.0} in the first tenth, {:.0} in the last, {:.0} at all",
        peak(&seen[..part]),
        peak(&seen[last - part..]),
        peak(&seen)
    );
}

/// How many articles the newest checkpoint of a run says are done.
fn done(out: &Path) -> Option<u64> {
    let state: serde_json::Value = serde_json::from_slice(&fs::read(out.join(".copydesk.state")).ok()?).ok()?;
    state["checkpoints"].as_array()?.last()?["at"]["records"].as_u64()
}
