//! Records that go to the pool together, so that no thread is woken for each of them.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crossbeam_channel::Sender;
use rayon::ScopeFifo;

use super::Run;
use super::floor::{Floor, Numbered};
use super::state::Position;
use super::work::Record;

/// The most records of a batch.
const RECORDS: usize = 8;
/// The bytes of raw records with which a batch is full.
const BYTES: usize = 64 << 10;
/// Results that took so long are passed on before the batch is done.
const PATIENCE: Duration = Duration::from_millis(100);

/// A batch that is being filled.
pub(crate) struct Batch<'a, 's> {
    run: &'s Run<'s>,
    floor: &'s Floor<'s>,
    scope: &'a ScopeFifo<'s>,
    finished: &'a Sender<Vec<Numbered>>,
    /// How many articles in the program are enough work for every thread to have a batch ahead.
    plenty: usize,
    tasks: Vec<Task<'s>>,
    bytes: usize,
}

/// A record and its place.
struct Task<'s> {
    number: u64,
    after: Position,
    bytes: usize,
    record: Record<'s>,
}

impl<'a, 's> Batch<'a, 's> {
    pub(crate) fn new(
        (run, floor): (&'s Run<'s>, &'s Floor<'s>),
        scope: &'a ScopeFifo<'s>,
        finished: &'a Sender<Vec<Numbered>>,
        threads: usize,
    ) -> Self {
        let plenty = if waits_for_nobody(&run.inputs) { 2 * RECORDS * threads } else { usize::MAX };
        Self { run, floor, scope, finished, plenty, tasks: Vec::new(), bytes: 0 }
    }

    /// Takes a record in; it goes to the pool once the batch is full, or at once where threads may be idle.
    pub(crate) fn add(&mut self, number: u64, after: Position, bytes: usize, record: Record<'s>) {
        self.tasks.push(Task { number, after, bytes, record });
        self.bytes += bytes;
        let full = self.tasks.len() >= RECORDS || self.bytes >= BYTES;
        if full || self.floor.window.articles() < self.plenty {
            self.send();
        }
    }

    /// Sends what is there to the pool.
    pub(crate) fn send(&mut self) {
        self.bytes = 0;
        let tasks = std::mem::take(&mut self.tasks);
        if tasks.is_empty() {
            return;
        }
        let (run, floor, finished) = (self.run, self.floor, self.finished.clone());
        self.scope.spawn_fifo(move |_| work(run, floor, tasks, &finished));
    }
}

/// Whether the next record of these inputs is always at hand. A pipe may have no more to give until it has seen results.
fn waits_for_nobody(inputs: &[PathBuf]) -> bool {
    inputs.iter().all(|input| input.is_file() || input.is_dir())
}

/// Does the records of a batch, one after the other.
fn work<'s>(run: &Run<'s>, floor: &Floor<'s>, tasks: Vec<Task<'s>>, finished: &Sender<Vec<Numbered>>) {
    let mut results = Vec::new();
    let mut waiting = Duration::ZERO;
    for Task { number, after, bytes, record } in tasks {
        // What was not begun before a stop is left to the run that resumes this one.
        if run.stop.load(Ordering::Relaxed) {
            break;
        }
        let done = floor.article(after.records, record);
        waiting += done.stage_times.iter().sum::<Duration>();
        results.push(Numbered { number, after, bytes, done });
        if waiting >= PATIENCE {
            pass_on(std::mem::take(&mut results), finished);
            waiting = Duration::ZERO;
        }
    }
    pass_on(results, finished);
}

fn pass_on(results: Vec<Numbered>, finished: &Sender<Vec<Numbered>>) {
    // The writer is gone only if the run is broken off: then nobody misses the results.
    let _ = finished.send(results);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_never_made_to_wait_for_a_full_batch() {
        let inputs = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert!(waits_for_nobody(&inputs(&["Cargo.toml", "src"])));
        assert!(!waits_for_nobody(&inputs(&["Cargo.toml", "-"])));
    }
}
