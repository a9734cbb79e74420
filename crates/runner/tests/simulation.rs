//! Runs on a disk that fails: whatever goes wrong and when, a resumed run ends in the bytes of an unbroken one, or is refused.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::time::Duration;

use copydesk_core::{BuildContext, Doc, Registry, Span, Stage, StageError, register_stage};
use copydesk_formats::disk::simulation::{self, Fault};
use copydesk_layers::Sentence;
use copydesk_runner::{Begin, Destination, Observer, Pipeline, Run, RunError, verify};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A stage that costs nothing.
struct Whole;

#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Config {}

impl Stage for Whole {
    const NAME: &'static str = "test.whole";
    const ABOUT: &'static str = "the whole text as a sentence";
    type Config = Config;
    type Reads = ();
    type Writes = (Sentence,);
    type Scratch = ();

    fn build(_: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn run<'a>(&self, doc: Doc<'a>, (): (), (): &mut ()) -> Result<(Vec<Sentence>,), StageError> {
        let span = Span::from_range(0..doc.text.len());
        Ok((vec![Sentence { span }],))
    }
}

register_stage!(Whole);

struct Silent;
impl Observer for Silent {}

/// How many seeds the test goes through; the environment variable `SEEDS` sets another number.
const SEEDS: u64 = 400;

/// Numbers that look like chance and are the same every time (SplitMix64; Steele, Lea, Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound.max(1)
    }
}

fn execute(registry: &Registry, pipeline: &Pipeline, folder: &Path, begin: Begin) -> Result<(), RunError> {
    let mut run = Run::new(registry, pipeline, vec![folder.join("in.jsonl")]);
    run.jobs = 1;
    run.checkpoint_every = Duration::ZERO;
    let destination = Destination::Folder { path: folder.join("out"), begin };
    run.execute(destination, &Silent).map(drop)
}

/// A simulated disk without faults waits for nothing, which the real one does.
fn on_a_good_disk(registry: &Registry, pipeline: &Pipeline, folder: &Path, begin: Begin) -> Result<(), RunError> {
    simulation::begin(Fault::Error, u64::MAX);
    let ran = execute(registry, pipeline, folder, begin);
    simulation::end(|_| 0);
    ran
}

fn result(folder: &Path, file: &str) -> (Vec<u8>, Vec<u8>) {
    (fs::read(folder.join("out").join(file)).unwrap(), fs::read(folder.join("out/failed.jsonl")).unwrap())
}

/// Steps of an unbroken run, and what it leaves.
fn unbroken(registry: &Registry, pipeline: &Pipeline, folder: &Path, file: &str) -> (u64, (Vec<u8>, Vec<u8>)) {
    simulation::begin(Fault::Error, u64::MAX);
    execute(registry, pipeline, folder, Begin::New).unwrap();
    let steps = simulation::end(|_| 0);
    (steps, result(folder, file))
}

/// One seed: up to three faults one after the other, then a run to the end.
fn broken(registry: &Registry, pipeline: &Pipeline, folder: &Path, steps: u64, seed: u64) -> Result<(), String> {
    let mut chance = Chance(seed);
    let _ = fs::remove_dir_all(folder.join("out"));
    let mut begin = Begin::New;
    let mut lied = false;
    for _ in 0..=chance.below(3) {
        let faults = [Fault::Crash, Fault::LyingCrash, Fault::Full, Fault::Error];
        let fault = faults[usize::try_from(chance.below(4)).unwrap()];
        lied |= fault == Fault::LyingCrash;
        simulation::begin(fault, chance.below(steps));
        let ran = execute(registry, pipeline, folder, begin);
        simulation::end(|most| chance.below(most));
        match ran {
            Ok(()) | Err(RunError::Broken(_)) => {}
            Err(RunError::Refused(why)) if why.is_empty() => return Err("refused without a word".to_owned()),
            Err(RunError::Refused(_)) => {}
        }
        begin = Begin::Resume;
    }
    let ran = on_a_good_disk(registry, pipeline, folder, Begin::Resume);
    match ran {
        Ok(()) => match verify(&folder.join("out"))?.damage.first() {
            None => Ok(()),
            Some(damage) => Err(format!("finished, and damaged: {damage}")),
        },
        Err(RunError::Broken(why)) => Err(format!("broken on a good disk: {why}")),
        // What a disk has lost that it had said to have may be the state itself.
        Err(RunError::Refused(why)) if lied && why.contains("--force") => {
            on_a_good_disk(registry, pipeline, folder, Begin::Replace).map_err(|e| e.to_string())
        }
        Err(RunError::Refused(why)) => Err(format!("refused: {why}")),
    }
}

#[test]
fn whatever_the_disk_does_the_bytes_are_those_of_an_unbroken_run() {
    let seeds = std::env::var("SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(SEEDS);
    let registry = Registry::linked().unwrap();
    let line = |n: u32| {
        if n % 7 == 3 { "no JSON\n".to_owned() } else { format!("{{\"id\":\"{n}\",\"text\":\"Rain fell {n}.\"}}\n") }
    };
    for (sink, file) in [("jsonl", "articles.jsonl"), ("jsonl\"\ncompress = \"zstd", "articles.jsonl.zst")] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::write(folder.join("in.jsonl"), (0..12).map(line).collect::<String>()).unwrap();
        fs::write(folder.join("p.toml"), format!("[[stage]]\nuse = \"test.whole\"\n[sink]\nuse = \"{sink}\"\n"))
            .unwrap();
        let pipeline =
            Pipeline::load(&folder.join("p.toml"), &registry).unwrap_or_else(|e| panic!("{}", e.render(false)));
        let (steps, expected) = unbroken(&registry, &pipeline, folder, file);
        for seed in 0..seeds / 2 {
            let done = broken(&registry, &pipeline, folder, steps, seed);
            assert_eq!(done, Ok(()), "seed {seed} of {file}");
            assert!(result(folder, file) == expected, "seed {seed} of {file}: other bytes");
        }
    }
}
