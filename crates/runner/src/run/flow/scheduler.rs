//! The scheduler: moves records from the reader through the pool to the writer.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::Sender;
use rayon::{ScopeFifo, ThreadPool};

use super::article::{Context, Workers};
use super::batch::{Batch, Pool, plenty};
use super::reader::Reader;
use super::record::{Cut, Outcome, Record};
use super::window::Window;
use super::writer::{WriteError, Writer};
use crate::run::position::Position;
use crate::run::report::account::Skipped;
use crate::run::request::retry::Retry;
use crate::run::request::run::Run;

/// Bytes of raw records that may be in the program at one time: a guess that lets one article of the largest size in.
const WINDOW_BYTES: usize = 64 << 20;

/// Moves every record up to the `end`th from the reader through the pool to the writer.
pub(crate) fn flow(
    run: &Run<'_>,
    threads: &ThreadPool,
    context: Context<'_>,
    reader: Reader<'_>,
    end: u64,
    writer: &mut Writer<'_>,
) -> Result<(), WriteError> {
    let count = threads.current_num_threads();
    let workers = Workers::new(context, count);
    let window = Window::new(run.window.max(1), WINDOW_BYTES);
    let plenty = plenty(&run.inputs, count);
    let pool = Pool { workers: &workers, window: &window, stop: &run.stop, plenty };
    let wanted = Wanted { retry: run.retry.as_ref(), end };
    let (finished, results) = crossbeam_channel::unbounded();
    let (written, rest) = threads.in_place_scope_fifo(|scope| {
        std::thread::scope(|threads| {
            let reading = std::thread::Builder::new().name("reader".to_owned());
            let reading = reading.spawn_scoped(threads, move || read(pool, scope, reader, wanted, &finished))?;
            let written = writer.write_all(results, |bytes| pool.window.leave(bytes));
            pool.window.close();
            let rest = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Ok::<_, WriteError>((written, rest))
        })
    })?;
    written?;
    writer.skip(rest.map_err(WriteError::InputLost)?);
    Ok(())
}

/// What was passed over after the last record, once there is none; or how the input was lost.
type Rest = Result<BTreeMap<String, Skipped>, String>;

/// Which records are to be done.
#[derive(Clone, Copy)]
struct Wanted<'s> {
    retry: Option<&'s Retry>,
    end: u64,
}

impl<'s> Wanted<'_> {
    /// The record, if it is to be done, under the number that it had when it failed.
    fn record(&self, record: Cut<'s>) -> Option<Cut<'s>> {
        let Some(retry) = self.retry else { return Some(record) };
        let place = match &record.content {
            Ok(unparsed) => &unparsed.place,
            Err(error) => &error.place,
        };
        let records = retry.position(&place.source())?;
        Some(Record { after: Position { records, ..record.after }, ..record })
    }
}

fn read<'s>(
    pool: Pool<'s>,
    scope: &ScopeFifo<'s>,
    mut reader: Reader<'s>,
    wanted: Wanted<'_>,
    finished: &Sender<Vec<Record<Outcome>>>,
) -> Rest {
    let mut batch = Batch::new(pool, scope, finished);
    let records = reader.by_ref().filter_map(|record| wanted.record(record));
    for (order, record) in (0..).zip(records) {
        if record.after.records > wanted.end {
            batch.send();
            return Ok(BTreeMap::new());
        }
        if !pool.window.has_room(record.bytes) {
            batch.send();
        }
        if is_set(pool.stop) || !pool.window.enter(record.bytes) {
            return Ok(BTreeMap::new());
        }
        let Record { after, bytes, skipped, content, .. } = record;
        match content {
            Ok(content) => batch.add(Record { order, after, bytes, skipped, content }),
            // The writer is gone only if the run is broken off: then nobody misses the result.
            Err(error) => {
                let content = Outcome::unread(&error);
                let _ = finished.send(vec![Record { order, after, bytes, skipped, content }]);
            }
        }
    }
    batch.send();
    reader.rest()
}

fn is_set(stop: &AtomicBool) -> bool {
    stop.load(Ordering::Relaxed)
}
