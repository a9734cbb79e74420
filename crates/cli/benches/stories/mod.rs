//! The grouping of a made archive into stories: time and memory for a million articles.
//!
//! Words are drawn by Zipf's law from 200,000; phrases recur as in news, for three words in ten are those that followed the last time.
//! Three articles in ten are copies of an earlier one: half whole, the others cut or with every tenth word another.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use copydesk_learn::random::Random;

use crate::memory_of;

const VOCABULARY: f64 = 200_000.0;
const WORDS: usize = 420;
/// A copy is of one of so many articles before it.
const NEWS_CYCLE: u64 = 2000;

/// Makes, fingerprints and groups so many articles.
pub(crate) fn stories(folder: &Path, articles: u64) {
    let input = folder.join("articles.jsonl");
    let mut file = BufWriter::with_capacity(1 << 20, File::create(&input).expect("a temporary file"));
    for n in 0..articles {
        let (day, text) = (1 + n * 28 / articles, article(n));
        let outlet = n.wrapping_mul(2_654_435_761) % 997;
        writeln!(
            file,
            "{{\"id\":\"{n}\",\"outlet\":\"{outlet}\",\"contentCreated\":\"2025-05-{day:02}\",\"text\":\"{text}\"}}"
        )
        .expect("room for the archive");
    }
    file.flush().expect("room for the archive");
    println!("{articles} articles, {:.1} GB", fs::metadata(&input).expect("the archive").len() as f64 / 1e9);
    let pipeline = folder.join("fingerprint.toml");
    fs::write(&pipeline, "[[stage]]\nuse = \"fingerprint\"\n[sink]\ntext = false\n").expect("a temporary file");
    let [out, table] = ["out", "stories.csv"].map(|name| folder.join(name));
    let path = |path: &Path| path.to_str().expect("a plain path").to_owned();
    timed("run", &["run".into(), path(&pipeline), path(&input), "-o".into(), path(&out), "--no-supervise".into()]);
    timed("stories", &["stories".into(), path(&out), "-o".into(), path(&table)]);
}

fn timed(what: &str, args: &[String]) {
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let mut child = command.args(args).stderr(Stdio::inherit()).spawn().expect("the binary starts");
    let mut peak = None;
    let status = loop {
        peak = memory_of(child.id(), "VmHWM").or(peak);
        if let Some(status) = child.try_wait().expect("the binary is watched") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success(), "{what} ended with {status}");
    let seconds = begun.elapsed().as_secs_f64();
    println!("{what}: {seconds:.0} s, peak {:.0} MB", peak.unwrap_or(f64::NAN));
}

/// The text of the `n`th article: its own, or a copy.
fn article(n: u64) -> String {
    let mut random = Random::new(n);
    if n < NEWS_CYCLE || random.below(10) >= 3 {
        return own(n).join(" ");
    }
    let mut words = own(n - 1 - random.below(NEWS_CYCLE as usize) as u64);
    match random.below(4) {
        0 => words.truncate(WORDS / 3 + random.below(WORDS / 2)),
        1 => words.iter_mut().step_by(10).for_each(|word| *word = drawn(&mut random)),
        _ => {}
    }
    words.join(" ")
}

fn own(n: u64) -> Vec<String> {
    let mut random = Random::new(n ^ 0x5eed_0000_0000);
    let mut words: Vec<String> = Vec::with_capacity(WORDS);
    for at in 0..WORDS {
        let follows = at > 0 && random.below(10) < 3;
        let word = if follows { following(&words[at - 1]) } else { drawn(&mut random) };
        words.push(word);
    }
    words
}

/// A word by Zipf's law.
fn drawn(random: &mut Random) -> String {
    word(VOCABULARY.powf(f64::from(random.unit())) as u64)
}

/// The word that often stands behind another.
fn following(word_before: &str) -> String {
    let hash = word_before.bytes().fold(7_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)));
    word(hash % 5000)
}

/// A word of a number: syllables of its digits.
fn word(mut number: u64) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "da", "fe", "gi", "ho", "pu", "wa"];
    let mut word = String::from("k");
    loop {
        word.push_str(SYLLABLES[(number % 16) as usize]);
        number /= 16;
        if number == 0 {
            return word;
        }
    }
}
