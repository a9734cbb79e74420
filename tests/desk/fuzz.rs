//! The corpora of the fuzz targets, replayed and mutated as plain tests.

#[expect(unreachable_pub, reason = "to the fuzz targets it is a library")]
#[path = "../fuzz/readers.rs"]
mod readers;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use copydesk_learn::random::Random;

use crate::binary::top;

/// How many mutated inputs each target is given; the environment variable `FUZZ_INPUTS` sets another number.
const INPUTS: usize = 60;

/// Each file of a target's corpus, by its name.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = top().join("tests/fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 5, "the corpus of {target} is gone");
    files.iter().map(|file| (file.display().to_string(), fs::read(file).unwrap())).collect()
}

fn targets() -> Vec<String> {
    let targets = fs::read_dir(top().join("tests/fuzz/targets")).unwrap();
    let name = |target: fs::DirEntry| target.path().file_stem().unwrap().to_str().unwrap().to_owned();
    let mut targets: Vec<_> = targets.map(|target| name(target.unwrap())).collect();
    targets.sort();
    assert_eq!(targets.len(), 18, "a target for each source, packed files, stages, formats and structured inputs");
    targets
}

/// What a target does with an input.
fn run(target: &str, bytes: &[u8]) {
    match target {
        "stages" => readers::annotate(&String::from_utf8_lossy(bytes)),
        "formats" => readers::formats(bytes),
        "records" | "pages" | "pipelines" => readers::structured(target, bytes),
        source => readers::read(source, bytes),
    }
}

#[test]
fn no_input_that_fuzzing_began_with_breaks_a_target() {
    for target in targets() {
        for (file, bytes) in corpus(&target) {
            let calm = catch_unwind(AssertUnwindSafe(|| run(&target, &bytes)));
            assert!(calm.is_ok(), "{file} breaks the target {target}");
        }
    }
}

/// One to four changes: a bit, a byte, a piece taken out, doubled, or taken over from another input.
fn mutated(corpus: &[(String, Vec<u8>)], random: &mut Random) -> Vec<u8> {
    let mut bytes = corpus[random.below(corpus.len())].1.clone();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(5) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 if at < bytes.len() => bytes[at] = *b"\0\xff{}[]<>&\"\\\n,:"[..].get(random.below(16)).unwrap_or(&b'9'),
            2 => drop(bytes.drain(at..end)),
            3 => bytes.splice(at..at, bytes[at..end].to_vec()).for_each(drop),
            _ => {
                let other = &corpus[random.below(corpus.len())].1;
                let from = random.below(other.len() + 1);
                let piece = other[from..(from + random.below(60)).min(other.len())].to_vec();
                bytes.splice(at..end, piece).for_each(drop);
            }
        }
    }
    bytes
}

#[test]
fn no_change_of_such_an_input_breaks_a_target() {
    let inputs = std::env::var("FUZZ_INPUTS").ok().and_then(|inputs| inputs.parse().ok()).unwrap_or(INPUTS);
    for target in targets() {
        let corpus = corpus(&target);
        for seed in 0..inputs {
            let bytes = mutated(&corpus, &mut Random::new(seed as u64));
            let calm = catch_unwind(AssertUnwindSafe(|| run(&target, &bytes)));
            assert!(calm.is_ok(), "seed {seed} breaks the target {target}: {:?}", String::from_utf8_lossy(&bytes));
        }
    }
}
