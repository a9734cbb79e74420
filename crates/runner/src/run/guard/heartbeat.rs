//! A thread that notices when the whole process stood still.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use copydesk_core::budget::{BEAT, beat, rest};

/// Beats until it is dropped.
pub(crate) struct Heartbeat {
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Heartbeat {
    /// # Errors
    /// If the system gives no more threads.
    pub(crate) fn start() -> io::Result<Self> {
        let ended = Arc::<AtomicBool>::default();
        let over = Arc::clone(&ended);
        let thread = thread::Builder::new().name("heartbeat".to_owned()).spawn(move || {
            while !over.load(Ordering::Relaxed) {
                beat();
                thread::park_timeout(BEAT);
            }
        })?;
        Ok(Self { ended, thread: Some(thread) })
    }
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join(); // it does nothing that panics
        }
        rest();
    }
}
