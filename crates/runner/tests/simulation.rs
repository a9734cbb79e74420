//! Runs and merges on a disk that fails: whatever goes wrong and when, a resumed run ends in the bytes of an unbroken one, or is
//! refused.
//!
//! `SEEDS=10000 cargo test --release -p copydesk-runner --test simulation` goes through so many seeds of each test.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use copydesk_core::source::{HowToRead, Input, Place, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, Doc, Registry, Span, Stage, StageError, register_source, register_stage};
use copydesk_formats::disk::simulation::{self, Fault};
use copydesk_formats::{NoOptions, reading};
use copydesk_layers::Sentence;
use copydesk_learn::random::Random;
use copydesk_runner::{Begin, Destination, Observer, OnDuplicate, Pipeline, Run, RunError, Shard, merge, verify};

/// A stage that costs nothing.
struct Whole;

impl Stage for Whole {
    const NAME: &'static str = "test.whole";
    const ABOUT: &'static str = "the whole text as a sentence";
    type Config = NoOptions;
    type Reads = ();
    type Writes = (Sentence,);
    type Scratch = ();

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn run<'a>(&self, doc: Doc<'a>, (): (), (): &mut ()) -> Result<(Vec<Sentence>,), StageError> {
        Ok((vec![Sentence::new(Span::from_range(0..doc.text.len()))],))
    }
}

register_stage!(Whole);

/// JSON lines from a disk that gives a few bytes at a time, is interrupted, and may fail for good at one place.
struct Flaky;

/// How the disk under each input behaves.
static READING: Mutex<BTreeMap<String, Reading>> = Mutex::new(BTreeMap::new());

#[derive(Clone, Copy)]
struct Reading {
    seed: u64,
    fails_at: Option<u64>,
}

struct FlakyFile {
    file: Box<dyn BufRead + Send>,
    random: Random,
    left: Option<u64>,
}

impl Read for FlakyFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.random.below(8) == 0 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let most = (1 + self.random.below(40)).min(bytes.len());
        let most = self.left.map_or(most, |left| most.min(usize::try_from(left).unwrap()));
        if most == 0 && !bytes.is_empty() {
            return Err(io::Error::other("the disk failed"));
        }
        let read = self.file.read(&mut bytes[..most])?;
        self.left = self.left.map(|left| left - read as u64);
        Ok(read)
    }
}

impl Source for Flaky {
    const NAME: &'static str = "test.flaky";
    const ABOUT: &'static str = "lines from a disk that fails";
    const EXTENSIONS: &'static [&'static str] = &["flaky"];
    type Config = NoOptions;
    type Record = Vec<u8>;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn open(&self, input: Input) -> Result<RawRecords<Vec<u8>>, ReadError> {
        let reading = READING.lock().unwrap()[&input.name];
        let file = FlakyFile { file: input.bytes, random: Random::new(reading.seed), left: reading.fails_at };
        let file = BufReader::with_capacity(64, file);
        Ok(Box::new(reading::Lines::new(file, input.name, input.stem, input.max_bytes)))
    }

    fn parse(&self, line: Vec<u8>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        reading::json(&String::from_utf8_lossy(&line), place, how)
    }
}

register_source!(Flaky);

struct Silent;
impl Observer for Silent {}

/// How many seeds each test goes through; the environment variable `SEEDS` sets another number.
const SEEDS: u64 = 400;

/// Articles of the input: some more than a few checkpoints.
const ARTICLES: u32 = 12;

/// The sinks, each with the file that it writes.
const SINKS: [(&str, &str); 3] = [
    ("jsonl", "articles.jsonl"),
    ("jsonl\"\ncompress = \"zstd", "articles.jsonl.zst"),
    ("parquet", "articles.parquet"),
];

/// A folder with an input and a pipeline, and what an unbroken run over it leaves.
struct Case {
    folder: tempfile::TempDir,
    registry: Registry,
    pipeline: Pipeline,
    file: &'static str,
    /// Steps of the disk in an unbroken run.
    steps: usize,
    expected: Files,
}

/// The bytes of the records and of the failures.
type Files = (Vec<u8>, Vec<u8>);

impl Case {
    fn new((sink, file): (&str, &'static str), reading: Reading) -> Self {
        let registry = Registry::linked().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let line = |n: u32| {
            if n % 7 == 3 {
                "no JSON\n".to_owned()
            } else {
                format!("{{\"id\":\"{n}\",\"text\":\"Rain fell {n}.\"}}\n")
            }
        };
        fs::write(folder.path().join("in.flaky"), (0..ARTICLES).map(line).collect::<String>()).unwrap();
        let toml = format!("[[stage]]\nuse = \"test.whole\"\n[sink]\nuse = \"{sink}\"\n");
        fs::write(folder.path().join("p.toml"), toml).unwrap();
        let pipeline = Pipeline::load(&folder.path().join("p.toml"), &registry);
        let pipeline = pipeline.unwrap_or_else(|e| panic!("{}", e.render(false)));
        let mut case = Self { folder, registry, pipeline, file, steps: 0, expected: Files::default() };
        case.read(reading);
        simulation::begin(Fault::Error, u64::MAX);
        case.run("out", Begin::New, Duration::ZERO).unwrap();
        case.steps = usize::try_from(simulation::end(|_| 0)).unwrap();
        case.expected = case.result("out");
        case
    }

    /// Sets how the disk under the input behaves.
    fn read(&self, reading: Reading) {
        READING.lock().unwrap().insert(self.input().display().to_string(), reading);
    }

    fn input(&self) -> PathBuf {
        self.folder.path().join("in.flaky")
    }

    fn request(&self) -> Run<'_> {
        let mut run = Run::new(&self.registry, &self.pipeline, vec![self.input()]);
        run.jobs = 1;
        run
    }

    fn run(&self, out: &str, begin: Begin, checkpoint_every: Duration) -> Result<(), RunError> {
        let mut run = self.request();
        run.checkpoint_every = checkpoint_every;
        run.execute(Destination::Folder { path: self.folder.path().join(out), begin }, &Silent).map(drop)
    }

    fn result(&self, out: &str) -> Files {
        let out = self.folder.path().join(out);
        (fs::read(out.join(self.file)).unwrap(), fs::read(out.join("failed.jsonl")).unwrap())
    }

    /// One seed: up to three faults one after the other, then a run to the end.
    fn survives(&self, seed: u64) -> Result<(), String> {
        let mut random = Random::new(seed);
        let _ = fs::remove_dir_all(self.folder.path().join("out"));
        // When the clock lets checkpoints be taken decides nothing.
        let every = [Duration::ZERO, Duration::from_micros(300), Duration::MAX][random.below(3)];
        let mut begin = Begin::New;
        let mut lied = false;
        for _ in 0..=random.below(3) {
            let fault = any_fault(&mut random);
            lied |= fault == Fault::LyingCrash;
            simulation::begin(fault, random.below(self.steps) as u64);
            let ran = self.run("out", begin, every);
            simulation::end(|most| random.below(usize::try_from(most).unwrap()) as u64);
            if matches!(ran, Err(RunError::Refused(why)) if why.is_empty()) {
                return Err("refused without a word".to_owned());
            }
            begin = Begin::Resume;
        }
        let ended = on_a_good_disk(|| self.run("out", Begin::Resume, every));
        self.ends_well(ended, "out", lied)
    }

    /// A run that ended on a good disk left the bytes of an unbroken one; what a disk has lost that it had said to have may be the
    /// state itself, and the run is refused, to be begun anew.
    fn ends_well(&self, ended: Result<(), RunError>, out: &str, lied: bool) -> Result<(), String> {
        match ended {
            Ok(()) => {}
            Err(RunError::Refused(why)) if lied && why.contains("--force") => {
                on_a_good_disk(|| self.run(out, Begin::Replace, Duration::ZERO)).map_err(|e| e.to_string())?;
            }
            Err(e) => return Err(format!("on a good disk: {e}")),
        }
        if let Some(damage) = verify(&self.folder.path().join(out))?.damage.first() {
            return Err(format!("finished, and damaged: {damage}"));
        }
        if self.result(out) == self.expected { Ok(()) } else { Err("other bytes".to_owned()) }
    }
}

fn any_fault(random: &mut Random) -> Fault {
    [Fault::Crash, Fault::LyingCrash, Fault::Full, Fault::Error][random.below(4)]
}

/// A simulated disk without faults waits for nothing, which the real one does.
fn on_a_good_disk<T>(work: impl FnOnce() -> T) -> T {
    simulation::begin(Fault::Error, u64::MAX);
    let done = work();
    simulation::end(|_| 0);
    done
}

/// Goes through the seeds on all processors, each thread with a case and a disk of its own.
fn for_all_seeds(make: impl Fn() -> Case + Sync, survives: impl Fn(&Case, u64) -> Result<(), String> + Sync) {
    let seeds = std::env::var("SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(SEEDS) / SINKS.len() as u64;
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for thread in 0..threads as u64 {
            let (make, survives) = (&make, &survives);
            scope.spawn(move || {
                let case = make();
                for seed in (thread..seeds).step_by(threads) {
                    assert_eq!(survives(&case, seed), Ok(()), "seed {seed} of {}", case.file);
                }
            });
        }
    });
}

const WHOLE: Reading = Reading { seed: 7, fails_at: None };

#[test]
fn whatever_the_disk_does_the_bytes_are_those_of_an_unbroken_run() {
    for sink in SINKS {
        for_all_seeds(
            || Case::new(sink, WHOLE),
            |case, seed| {
                case.read(Reading { seed, ..WHOLE });
                case.survives(seed)
            },
        );
    }
}

#[test]
fn an_input_that_cannot_be_read_to_its_end_fails_there_however_the_run_is_broken() {
    let cut = Reading { fails_at: Some(333), ..WHOLE };
    for sink in SINKS {
        for_all_seeds(
            || {
                let case = Case::new(sink, cut);
                let failed = String::from_utf8(case.expected.1.clone()).unwrap();
                assert!(failed.contains("cannot be read any further: the disk failed"), "{failed}");
                case
            },
            |case, seed| {
                case.read(Reading { seed, ..cut });
                case.survives(seed)
            },
        );
    }
}

#[test]
fn whatever_the_disk_does_shards_joined_are_the_bytes_of_the_whole() {
    let shards = |case: &Case| -> Vec<PathBuf> {
        let shard = |index| {
            let mut run = case.request();
            run.shard = Some(format!("{index}/2").parse::<Shard>().unwrap());
            let path = case.folder.path().join(format!("shard-{index}"));
            if !path.exists() {
                let destination = Destination::Folder { path: path.clone(), begin: Begin::New };
                on_a_good_disk(|| run.execute(destination, &Silent)).unwrap();
            }
            path
        };
        vec![shard(1), shard(2)]
    };
    for sink in SINKS {
        let join = |case: &Case, seed: u64| {
            let (shards, out) = (shards(case), case.folder.path().join("joined"));
            let mut random = Random::new(seed);
            let _ = fs::remove_dir_all(&out);
            let mut begin = Begin::New;
            for _ in 0..=random.below(3) {
                simulation::begin(any_fault(&mut random), random.below(case.steps) as u64);
                let _ = merge(&case.registry, &shards, &out, begin, OnDuplicate::Fail);
                simulation::end(|most| random.below(usize::try_from(most).unwrap()) as u64);
                begin = Begin::Replace;
            }
            on_a_good_disk(|| merge(&case.registry, &shards, &out, Begin::Replace, OnDuplicate::Fail))
                .map_err(|e| e.to_string())?;
            case.ends_well(Ok(()), "joined", false)
        };
        for_all_seeds(|| Case::new(sink, WHOLE), join);
    }
}

/// The files of a run are read back, so what damages one byte of them is seen: nothing above could pass by not looking.
#[test]
fn a_changed_byte_is_seen() {
    let case = Case::new(SINKS[0], WHOLE);
    let path: &Path = &case.folder.path().join("out").join(case.file);
    let mut bytes = fs::read(path).unwrap();
    bytes[20] ^= 1;
    fs::write(path, bytes).unwrap();
    assert!(case.ends_well(Ok(()), "out", false).is_err_and(|why| why.contains("damaged")));
}
