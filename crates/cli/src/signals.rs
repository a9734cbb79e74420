//! Signals that end a run in order.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};

use crate::End;

/// The first signal stops the run in order, the second ends the process at once.
pub(crate) struct Signals {
    pub(crate) stop: Arc<AtomicBool>,
    /// The exit status that the signal asks for; 0 until there is one.
    pub(crate) which: Arc<AtomicUsize>,
}

/// The signals that end a run; Windows has but two.
#[cfg(unix)]
const ENDING: [std::ffi::c_int; 3] = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const ENDING: [std::ffi::c_int; 2] = [SIGINT, SIGTERM];

impl Signals {
    /// # Errors
    /// If the system does not let handlers be set.
    pub(crate) fn listen() -> io::Result<Self> {
        let signals = Self { stop: Arc::default(), which: Arc::default() };
        // With a handler, a write beyond the file-size limit is an error of that write and not the end of the process.
        #[cfg(unix)]
        signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default())?;
        for signal in ENDING {
            let status = if signal == SIGINT { End::Interrupted } else { End::Terminated };
            // In this order: at the first signal the flag is not yet set, and the shutdown does not happen.
            signal_hook::flag::register_conditional_shutdown(signal, status as i32, Arc::clone(&signals.stop))?;
            signal_hook::flag::register(signal, Arc::clone(&signals.stop))?;
            signal_hook::flag::register_usize(signal, Arc::clone(&signals.which), status as usize)?;
        }
        Ok(signals)
    }

    /// How the process ends, if a signal stopped it.
    pub(crate) fn end(&self) -> Option<End> {
        match self.which.load(Ordering::Relaxed) {
            0 => None,
            which if which == End::Interrupted as usize => Some(End::Interrupted),
            _ => Some(End::Terminated),
        }
    }
}
