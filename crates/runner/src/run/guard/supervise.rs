//! The supervisor: a process that starts the run in another one, and starts it again when that one dies.
//!
//! A stack overflow, a lack of memory or a stage that never returns cannot be stopped inside a process. Because a run can be
//! resumed to the byte, it need not be: the worker's process is lost, and nothing else. The supervisor learns from the
//! [journal](super::journal) which articles the worker had in hand. If it was one, that one is the culprit. If there were
//! several, each is done alone after the restart, and the next death tells. A culprit is failed without being tried again,
//! and what is written does not depend on how often the worker died.
//!
//! The worker hears from its supervisor through its standard input: a byte tells it to stop in order, and the end of the stream
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
use crate::run::resume::checkpoint::STATE;

/// What a supervisor is given.
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
    /// Not 0 once the run is to stop; the worker is told the number.
    pub stop: Arc<AtomicUsize>,
    /// Called often, to do what else there is to do.
    pub pulse: &'s dyn Fn(&Child),
    /// Told what happened.
    pub notice: &'s dyn Fn(&str),
}

/// How a run ended that was supervised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supervised {
    /// The worker ended by itself, with this status.
    Ended(i32),
    /// It was told to stop and ended, or had to be ended.
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

/// How much longer than allowed a stage may take before its process is ended.
const GRACE: Duration = Duration::from_secs(1);

/// How long a worker that was told to stop may take for it.
const STOP_GRACE: Duration = Duration::from_secs(4);

/// A look that comes so late means that the supervisor itself was stopped for a while.
const OVERSLEPT: Duration = Duration::from_secs(1);

const LONGEST_NAP: Duration = Duration::from_millis(40);

/// Deaths of which no article is to blame, one after another, before the run is given up.
const STRIKES: u32 = 3;

impl Supervisor<'_> {
    /// Runs workers until one comes to the end.
    ///
    /// # Errors
    /// If no worker can be started.
    pub fn run(&self) -> std::io::Result<Supervised> {
        let notes = Notes::of(&self.folder);
        let mut strikes = 0;
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
            strikes = if in_hand.is_empty() { strikes + 1 } else { 0 };
            resume = fs::exists(self.folder.join(STATE)).unwrap_or(false);
            if strikes >= STRIKES || !resume {
                (self.notice)(&format!("the worker {}, and no article is to blame", told(&end)));
                return Ok(Supervised::GivenUp);
            }
            self.judge(&end, &in_hand)?;
        }
    }

    /// Finds out which article is to blame, or how to find out.
    fn judge(&self, end: &End, in_hand: &[InHand]) -> std::io::Result<()> {
        let mut culprits = Culprits::load(&self.folder);
        let why = told(end);
        let guilty: Vec<(InHand, String)> = match (end, in_hand) {
            (End::TooSlow(slow), _) => slow.iter().map(|(article, limit)| (*article, too_slow(*limit))).collect(),
            (_, [one]) => vec![(*one, self.blame(end))],
            (_, several) => several.iter().filter(|one| one.alone).map(|one| (*one, self.blame(end))).collect(),
        };
        if guilty.is_empty() {
            culprits.suspects.extend(in_hand.iter().map(|one| one.article));
            (self.notice)(&format!("the worker {why}; it is started again, to find the article that is to blame"));
        }
        for (InHand { article, stage, .. }, error) in guilty {
            (self.notice)(&format!("the worker {why} over article {article}, which is failed; the run goes on"));
            let death = if matches!(end, End::Status(_)) { Death::Crash } else { Death::Limit };
            culprits.known.insert(article, Culprit { stage, death, error });
            culprits.suspects.remove(&article);
        }
        culprits.save(&self.folder)
    }

    /// What an article is told to have done.
    fn blame(&self, end: &End) -> String {
        match (end, self.max_memory) {
            (End::TooBig, Some(limit)) => {
                format!("took the process beyond the {} MB of memory allowed (--max-memory)", limit >> 20)
            }
            _ => format!("the process {}", told(end)),
        }
    }

    fn watch(&self, notes: &Notes, mut worker: Child) -> std::io::Result<End> {
        let mut threads = Threads::default();
        let mut told_to_stop: Option<Instant> = None;
        let mut nap = Duration::from_millis(1);
        let mut looked = Instant::now();
        let end = loop {
            if let Some(status) = worker.try_wait()? {
                return Ok(End::Status(status));
            }
            thread::sleep(nap);
            nap = (nap * 2).min(LONGEST_NAP);
            (self.pulse)(&worker);
            let slept = looked.elapsed();
            looked = Instant::now();
            if slept > OVERSLEPT {
                threads.forgive(slept);
            }
            let stop = self.stop.load(Ordering::Relaxed);
            if stop != 0 && told_to_stop.is_none() {
                told_to_stop = Some(Instant::now());
                tell(&mut worker, stop);
            }
            if told_to_stop.is_some_and(|told| told.elapsed() > STOP_GRACE) {
                break End::NotStopping;
            }
            let slow = threads.slow(&notes.read(), self.stage_time_limit, self.time_limit);
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

/// Statuses that our own code never ends with: a panic of the main thread, and what shells and other systems say of signals.
fn is_crash(code: i32) -> bool {
    !matches!(code, 0..=3 | 130 | 143)
}

fn tell(worker: &mut Child, stop: usize) {
    if let Some(input) = &mut worker.stdin {
        let _ = input.write_all(&[u8::try_from(stop).unwrap_or(u8::MAX)]); // a worker that is gone needs no telling
    }
}

fn too_slow(limit: Duration) -> String {
    format!("took longer than the {} s allowed and did not stop by itself", limit.as_secs_f32())
}

fn told(end: &End) -> String {
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

/// Since when each thread has had in hand what it has.
#[derive(Default)]
struct Threads(Vec<Option<Since>>);

struct Since {
    in_hand: InHand,
    article: Instant,
    stage: Instant,
}

impl Threads {
    /// What has taken too long, and what was allowed.
    fn slow(
        &mut self,
        now: &[Option<InHand>],
        stage_limit: Option<Duration>,
        limit: Option<Duration>,
    ) -> Vec<(InHand, Duration)> {
        self.0.resize_with(now.len(), || None);
        let mut slow = Vec::new();
        for (since, in_hand) in self.0.iter_mut().zip(now) {
            let Some(in_hand) = *in_hand else {
                *since = None;
                continue;
            };
            let now = Instant::now();
            let same = since.as_ref().filter(|since| since.in_hand.article == in_hand.article);
            let article = same.map_or(now, |since| since.article);
            let stage = same.filter(|since| since.in_hand.stage == in_hand.stage).map_or(now, |since| since.stage);
            *since = Some(Since { in_hand, article, stage });
            let over = |begun: Instant, limit: Option<Duration>| limit.filter(|limit| now - begun > *limit + GRACE);
            if let Some(limit) = over(stage, stage_limit).or_else(|| over(article, limit)) {
                slow.push((in_hand, limit));
            }
        }
        slow
    }

    /// Does not count a time in which nobody worked.
    fn forgive(&mut self, slept: Duration) {
        for since in self.0.iter_mut().flatten() {
            since.article += slept;
            since.stage += slept;
        }
    }
}
