//! The floor of the desk: from the reader through the pool to the writer.

use std::io;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError, RwLock};

use copydesk_core::source::ReadError;
use crossbeam_channel::Sender;
use rayon::{ScopeFifo, ThreadPool};

use super::Run;
use super::batch::Batch;
use super::culprits::Culprits;
use super::journal::Journal;
use super::reader::{Item, Reader};
use super::state::Position;
use super::window::Window;
use super::work::{Desk, Done, Record, Watch, Worker};
use super::writer::{Halt, Writer};

/// Bytes of raw records that may be in the program at one time.
const WINDOW_BYTES: usize = 64 << 20;

/// Moves every record up to the `end`th from the reader through the pool to the writer.
pub(crate) fn flow(
    run: &Run<'_>,
    pool: &ThreadPool,
    reader: Reader<'_>,
    end: u64,
    writer: &mut Writer<'_>,
) -> Result<(), Halt> {
    let how = run.how_to_read();
    let threads = pool.current_num_threads();
    let floor = Floor {
        desk: Desk {
            pipeline: run.pipeline,
            how: &how,
            time_limit: run.time_limit,
            stage_time_limit: run.stage_time_limit,
            watch: writer.folder().filter(|_| run.supervised).map(|folder| watch(folder, threads)).transpose()?,
        },
        workers: (0..threads).map(|thread| Mutex::new(Worker::new(thread, run.pipeline.stages.len()))).collect(),
        window: Window::new(run.window.max(1), WINDOW_BYTES),
    };
    let (finished, results) = crossbeam_channel::unbounded();
    pool.in_place_scope_fifo(|scope| {
        std::thread::scope(|threads| {
            let floor = &floor;
            threads.spawn(move || read(run, scope, floor, reader, end, &finished));
            let written = writer.write_all(results, |bytes| floor.window.leave(bytes));
            floor.window.close();
            written
        })
    })
}

fn read<'s>(
    run: &'s Run<'s>,
    scope: &ScopeFifo<'s>,
    floor: &'s Floor<'s>,
    reader: Reader<'s>,
    end: u64,
    finished: &Sender<Vec<Numbered>>,
) {
    let mut batch = Batch::new((run, floor), scope, finished, floor.workers.len());
    let wanted = reader.filter_map(|item| wanted(run, item));
    for (number, item) in (0..).zip(wanted.take_while(|item| item.after.records <= end)) {
        if !floor.window.has_room(item.bytes) {
            batch.send();
        }
        if run.stop.load(Ordering::Relaxed) || !floor.window.enter(item.bytes) {
            return;
        }
        match item.record {
            Ok(record) => batch.add(number, item.after, item.bytes, record),
            // The writer is gone only if the run is broken off: then nobody misses the result.
            Err(error) => {
                let _ = finished.send(vec![Numbered::unread(number, item.after, item.bytes, &error)]);
            }
        }
    }
    batch.send();
}

/// The item, if it is to be done, under the number that it had when it failed.
fn wanted<'s>(run: &Run<'_>, item: Item<'s>) -> Option<Item<'s>> {
    let Some(retry) = &run.retry else { return Some(item) };
    let place = match &item.record {
        Ok(record) => &record.place,
        Err(error) => &error.place,
    };
    let records = retry.position(&place.source())?;
    Some(Item { after: Position { records, ..item.after }, ..item })
}

/// What a worker tells its supervisor, and has been told by it.
fn watch(output: &Path, threads: usize) -> io::Result<Watch> {
    let journal = Journal::create(output, threads)?;
    Ok(Watch { journal, culprits: Culprits::load(output), together: RwLock::default() })
}

/// What the threads of the pool share.
pub(crate) struct Floor<'p> {
    desk: Desk<'p>,
    workers: Vec<Mutex<Worker>>,
    pub(crate) window: Window,
}

impl Floor<'_> {
    /// Does an article on the calling thread of the pool, with that thread's own worker.
    pub(crate) fn article(&self, number: u64, record: Record<'_>) -> Done {
        let thread = rayon::current_thread_index().expect("called on a thread of the pool");
        let mut worker = self.workers[thread].lock().unwrap_or_else(PoisonError::into_inner);
        worker.article(&self.desk, number, record)
    }
}

/// A result and its place in the order of the input.
pub(crate) struct Numbered {
    pub(crate) number: u64,
    pub(crate) after: Position,
    pub(crate) bytes: usize,
    pub(crate) done: Done,
}

impl Numbered {
    /// A record that cannot be worked on.
    fn unread(number: u64, after: Position, bytes: usize, error: &ReadError) -> Self {
        Self { number, after, bytes, done: Done::unread(error) }
    }
}
