//! The supervisor: a process that starts the run in another one, and starts it again when that one dies.
//!
//! A stack overflow, a lack of memory or a stage that never returns cannot be stopped inside a process. Because a run can be
//! resumed to the byte, it need not be: the worker's process is lost, and nothing else. The supervisor learns from the
//! [journal](super::journal) which articles the worker had in hand. Each of them is done alone after the restart, and one over
//! which the worker then dies twice is the culprit: somebody else may end a process at any time, but not twice over the
//! same article. It fails without being tried again, and what is written does not depend on how often the worker died.
//! Deaths that move from article to article are nobody's: after a few without any progress the run stops, to be resumed.
//!
//! A worker takes too long, or too much memory, by its own doing: whoever it has in hand then is to blame at once. How long is
//! counted in time in which it [could work](super::threads).
//!
//! The worker learns from its supervisor through its standard input: a byte tells it to stop in order, and the end of the stream
//! that the supervisor is gone, so that no worker is ever left alone.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::culprits::{Culprit, Culprits, Death};
use super::journal::{InHand, Notes};
use super::threads::{Allowed, Threads};
use crate::run::resume::checkpoint::{STATE, Saved};

/// What a supervisor is given.
#[non_exhaustive]
pub struct Supervisor<'s> {
    /// Starts a worker; true if it is to go on with an unfinished run.
    pub worker: &'s dyn Fn(bool) -> Command,
    /// The output folder.
    pub folder: PathBuf,
    /// The time for one stage of an article; the worker ends earlier a stage that looks at its budget.
    pub stage_time_limit: Option<Duration>,
    /// The time for all stages of an article.
    pub time_limit: Option<Duration>,
    /// The memory of the worker, in bytes.
    pub max_memory: Option<u64>,
    /// Not 0 once the run is to stop; the worker is sent the number.
    pub stop: Arc<AtomicUsize>,
    /// Called often, to do what else there is to do.
    pub pulse: &'s dyn Fn(&Child),
    /// Called with what happened, in a sentence.
    pub notice: &'s dyn Fn(&str),
}

impl<'s> Supervisor<'s> {
    /// A supervisor without limits, that nobody stops and that says nothing.
    #[must_use]
    pub fn new(worker: &'s dyn Fn(bool) -> Command, folder: PathBuf) -> Self {
        Self {
            worker,
            folder,
            stage_time_limit: None,
            time_limit: None,
            max_memory: None,
            stop: Arc::default(),
            pulse: &|_| {},
            notice: &|_| {},
        }
    }
}

/// How a run ended that was supervised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supervised {
    /// The worker ended by itself, with this status.
    Ended(i32),
    /// It was asked to stop and ended, or had to be ended.
    Stopped,
    /// It died again and again.
    GivenUp,
}

/// How a worker ended.
enum End {
    Status(ExitStatus),
    /// Ended by the supervisor, for these threads' sake or for all.
    TooSlow(Vec<(InHand, Duration)>),
    TooBig,
    NotStopping,
}

/// How long a worker that was asked to stop may take for it: people wait five seconds, and then pull the plug.
const STOP_GRACE: Duration = Duration::from_secs(4);

/// Looks come so often at least: people notice a delay from about twice of it on.
const LONGEST_NAP: Duration = Duration::from_millis(40);

/// Deaths with no article to blame and without progress in between, before the run is given up. A culprit is found after three.
const BLAMELESS: u32 = 6;

/// Deaths with nothing in hand, before the run is given up: the program itself does not work here.
const IDLE: u32 = 3;

/// Deaths over an article that was alone, before it is to blame.
const ALONE: u32 = 2;

impl Supervisor<'_> {
    /// Runs workers until one comes to the end.
    ///
    /// # Errors
    /// If no worker can be started.
    pub fn run(&self) -> std::io::Result<Supervised> {
        let notes = Notes::of(&self.folder);
        let mut deaths = Deaths::default();
        let mut resume = false;
        loop {
            notes.clear();
            let end = self.watch(&notes, (self.worker)(resume).stdin(Stdio::piped()).spawn()?)?;
            if let End::Status(status) = &end
                && let Some(code) = status.code().filter(|code| !is_crash(*code))
            {
                return Ok(Supervised::Ended(code));
            }
            if matches!(end, End::NotStopping) || self.stop.load(Ordering::Relaxed) != 0 {
                return Ok(Supervised::Stopped);
            }
            let in_hand: Vec<_> = notes.read().into_iter().flatten().collect();
            resume = fs::exists(self.folder.join(STATE)).unwrap_or(false);
            deaths.another(in_hand.is_empty(), self.records_done());
            if deaths.too_many() || !resume {
                (self.notice)(&format!("the worker {}, and no article is to blame: {MACHINE}", what_happened(&end)));
                return Ok(Supervised::GivenUp);
            }
            if self.judge(&end, &in_hand)? {
                deaths = Deaths::default();
            }
        }
    }

    /// How far the last checkpoint is.
    fn records_done(&self) -> u64 {
        let saved = Saved::load(&self.folder).ok().flatten();
        saved.and_then(Saved::last).map_or(0, |last| last.at.records)
    }

    /// Finds out which article is to blame, or how to find out; whether one is.
    fn judge(&self, end: &End, in_hand: &[InHand]) -> std::io::Result<bool> {
        let mut culprits = Culprits::load(&self.folder);
        let why = what_happened(end);
        let guilty: Vec<(InHand, String)> = match (end, in_hand) {
            (End::TooSlow(slow), _) => slow.iter().map(|(article, limit)| (*article, too_slow(*limit))).collect(),
            (End::TooBig, [one]) => vec![(*one, self.blame(end))],
            _ => died_alone_again(&mut culprits, in_hand).map(|one| (one, self.blame(end))).into_iter().collect(),
        };
        let found = !guilty.is_empty();
        if !found {
            (self.notice)(&format!("the worker {why}; it is started again, to find the article that is to blame"));
        }
        for (InHand { article, stage, .. }, error) in guilty {
            (self.notice)(&format!("the worker {why} over article {article}, which fails; the run goes on"));
            let death = if matches!(end, End::Status(_)) { Death::Crash } else { Death::Limit };
            culprits.known.insert(article, Culprit { stage, death, error });
            culprits.suspects.remove(&article);
        }
        culprits.save(&self.folder)?;
        Ok(found)
    }

    /// What an article is said to have done.
    fn blame(&self, end: &End) -> String {
        match (end, self.max_memory) {
            (End::TooBig, Some(limit)) => {
                format!("took the process beyond the {} MB of memory allowed (--max-memory)", limit >> 20)
            }
            _ => format!("the process {}", what_happened(end)),
        }
    }

    fn watch(&self, notes: &Notes, mut worker: Child) -> std::io::Result<End> {
        let mut threads = Threads::new();
        let allowed = Allowed { stage: self.stage_time_limit, article: self.time_limit };
        let mut asked_to_stop: Option<Instant> = None;
        let mut nap = Duration::from_millis(1);
        let end = loop {
            if let Some(status) = worker.try_wait()? {
                return Ok(End::Status(status));
            }
            thread::sleep(nap);
            nap = (nap * 2).min(LONGEST_NAP);
            (self.pulse)(&worker);
            let stop = self.stop.load(Ordering::Relaxed);
            if stop != 0 && asked_to_stop.is_none() {
                asked_to_stop = Some(Instant::now());
                ask_to_stop(&mut worker, stop);
            }
            if asked_to_stop.is_some_and(|asked| asked.elapsed() > STOP_GRACE) {
                break End::NotStopping;
            }
            let slow = threads.slow(worker.id(), &notes.read(), allowed);
            if !slow.is_empty() {
                break End::TooSlow(slow);
            }
            if self.max_memory.is_some_and(|limit| resident(worker.id()).is_some_and(|bytes| bytes > limit)) {
                break End::TooBig;
            }
        };
        worker.kill()?;
        worker.wait()?;
        Ok(end)
    }
}

/// What people are told of deaths with no article to blame.
const MACHINE: &str = "another program ends it, or the machine is not well. What was written is safe; to go on: the same command with --resume";

/// The deaths of workers with no article to blame, one after another.
#[derive(Default)]
struct Deaths {
    count: u32,
    idle: u32,
    /// How far the run was at the last.
    records: u64,
}

impl Deaths {
    /// One more, with nothing in hand or something, and so many records done. Whoever makes progress is given another chance.
    fn another(&mut self, idle: bool, records: u64) {
        if records > self.records {
            *self = Self { records, ..Self::default() };
        }
        self.count += 1;
        self.idle = if idle { self.idle + 1 } else { 0 };
    }

    fn too_many(&self) -> bool {
        self.count >= BLAMELESS || self.idle >= IDLE
    }
}

/// The article over which a process died that had it alone, if that is not the first time; all in hand are suspects otherwise.
fn died_alone_again(culprits: &mut Culprits, in_hand: &[InHand]) -> Option<InHand> {
    for one in in_hand {
        *culprits.suspects.entry(one.article).or_insert(0) += u32::from(one.alone);
    }
    let dead = |one: &&InHand| culprits.suspects.get(&one.article).is_some_and(|deaths| *deaths >= ALONE);
    in_hand.iter().find(dead).copied()
}

/// Statuses that our own code never ends with: a panic of the main thread, and what shells and other systems say of signals.
fn is_crash(code: i32) -> bool {
    !matches!(code, 0..=3 | 130 | 143)
}

fn ask_to_stop(worker: &mut Child, stop: usize) {
    if let Some(input) = &mut worker.stdin {
        let _ = input.write_all(&[u8::try_from(stop).unwrap_or(u8::MAX)]); // a worker that is gone has stopped
    }
}

fn too_slow(limit: Duration) -> String {
    format!("took longer than the {} s allowed and did not stop by itself", limit.as_secs_f32())
}

fn what_happened(end: &End) -> String {
    match end {
        End::TooSlow(_) => "took too long".to_owned(),
        End::TooBig => "took too much memory".to_owned(),
        End::NotStopping => "did not stop".to_owned(),
        End::Status(status) => died(*status),
    }
}

#[cfg(unix)]
fn died(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(6) => "died of an abort (signal 6), as after a stack overflow".to_owned(),
        Some(9) => "was killed (signal 9), as when memory runs out".to_owned(),
        Some(signal) => format!("died of signal {signal}"),
        None => format!("died with {status}"),
    }
}

#[cfg(not(unix))]
fn died(status: ExitStatus) -> String {
    format!("died with {status}")
}

/// The memory that a process has, in bytes, where the system says so.
fn resident(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_to_blame_once_two_processes_died_that_had_it_alone() {
        let mut culprits = Culprits::default();
        let in_hand = |article, alone| InHand { article, stage: 1, alone };
        let mut died = |in_hand: &[InHand]| died_alone_again(&mut culprits, in_hand).map(|one| one.article);
        assert_eq!(died(&[in_hand(4, false), in_hand(5, false)]), None);
        assert_eq!(died(&[in_hand(4, true)]), None);
        assert_eq!(died(&[in_hand(5, true)]), None);
        assert_eq!(died(&[in_hand(6, false)]), None, "a process that has one thread");
        assert_eq!(died(&[in_hand(5, true)]), Some(5));
    }

    #[test]
    fn deaths_without_progress_end_the_run_and_others_do_not() {
        let mut moving = Deaths::default();
        (1..100).for_each(|records| moving.another(false, records));
        assert!(!moving.too_many());
        let mut standing = Deaths::default();
        (0..BLAMELESS).for_each(|_| standing.another(false, 7));
        assert!(standing.too_many());
    }
}
