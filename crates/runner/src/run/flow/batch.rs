//! Records that go to the pool together, so that no thread is woken for each of them.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossbeam_channel::Sender;
use rayon::ScopeFifo;

use super::article::Workers;
use super::record::{Outcome, Record, Unparsed};
use super::window::Window;

/// The most records of a batch. More cost nothing less and hold results back: measured on articles of 4 KB.
const RECORDS: usize = 8;

/// The bytes of raw records with which a batch is full: a few long articles are work enough to wake a thread for.
const BYTES: usize = 64 << 10;

/// Results that took so long are passed on before the batch is done: what people take for at once.
const PATIENCE: Duration = Duration::from_millis(100);

/// What the batches of a run share.
#[derive(Clone, Copy)]
pub(crate) struct Pool<'s> {
    pub(crate) workers: &'s Workers<'s>,
    pub(crate) window: &'s Window,
    pub(crate) stop: &'s AtomicBool,
    /// How many articles in the program are enough work for every thread to have a batch ahead.
    pub(crate) plenty: usize,
}

/// A batch that is being filled.
pub(crate) struct Batch<'a, 's> {
    pool: Pool<'s>,
    scope: &'a ScopeFifo<'s>,
    finished: &'a Sender<Vec<Record<Outcome>>>,
    records: Vec<Record<Unparsed<'s>>>,
    bytes: usize,
}

impl<'a, 's> Batch<'a, 's> {
    pub(crate) fn new(pool: Pool<'s>, scope: &'a ScopeFifo<'s>, finished: &'a Sender<Vec<Record<Outcome>>>) -> Self {
        Self { pool, scope, finished, records: Vec::new(), bytes: 0 }
    }

    /// Takes a record in; it goes to the pool once the batch is full, or at once where threads may be idle.
    pub(crate) fn add(&mut self, record: Record<Unparsed<'s>>) {
        self.bytes += record.bytes;
        self.records.push(record);
        let full = self.records.len() >= RECORDS || self.bytes >= BYTES;
        if full || self.pool.window.articles() < self.pool.plenty {
            self.send();
        }
    }

    /// Sends what is there to the pool.
    pub(crate) fn send(&mut self) {
        self.bytes = 0;
        let records = std::mem::take(&mut self.records);
        if records.is_empty() {
            return;
        }
        let (pool, finished) = (self.pool, self.finished.clone());
        self.scope.spawn_fifo(move |_| work(pool, records, &finished));
    }
}

/// How many articles are plenty for so many threads, if the next record of these inputs is always at hand. A pipe may have no
/// more to give until it has seen results: there no number is.
pub(crate) fn plenty(inputs: &[PathBuf], threads: usize) -> usize {
    let at_hand = inputs.iter().all(|input| input.is_file() || input.is_dir());
    if at_hand { 2 * RECORDS * threads } else { usize::MAX }
}

/// Does the records of a batch, one after the other.
fn work(pool: Pool<'_>, records: Vec<Record<Unparsed<'_>>>, finished: &Sender<Vec<Record<Outcome>>>) {
    let mut results = Vec::new();
    let mut waiting = Duration::ZERO;
    for record in records {
        // What was not begun before a stop is left to the run that resumes this one.
        if pool.stop.load(Ordering::Relaxed) {
            break;
        }
        let record = pool.workers.do_record(record);
        waiting += record.content.stage_times.iter().sum::<Duration>();
        results.push(record);
        if waiting >= PATIENCE {
            pass_on(std::mem::take(&mut results), finished);
            waiting = Duration::ZERO;
        }
    }
    pass_on(results, finished);
}

fn pass_on(results: Vec<Record<Outcome>>, finished: &Sender<Vec<Record<Outcome>>>) {
    // The writer is gone only if the run is broken off: then nobody misses the results.
    let _ = finished.send(results);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_never_made_to_wait_for_a_full_batch() {
        let inputs = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(plenty(&inputs(&["Cargo.toml", "src"]), 2), 4 * RECORDS);
        assert_eq!(plenty(&inputs(&["Cargo.toml", "-"]), 2), usize::MAX);
    }
}
