//! What a process started and left behind.
//!
//! A program that makes a session of its own (a daemon) leaves its process group, and is not ended with it. What it cannot leave
//! is its environment: each process gets a mark there, and what it starts inherits it.

use std::sync::atomic::{AtomicU64, Ordering};

/// The name of the variable.
pub(crate) const MARK: &str = "COPYDESK_PROCESS";

/// A mark that no other process has.
pub(crate) fn mark() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{}.{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Kills every process with this mark. Where the system does not show environments, none is found.
#[cfg(target_os = "linux")]
pub(crate) fn end(mark: &str) {
    use rustix::process::{Pid, Signal, kill_process};
    let Ok(processes) = std::fs::read_dir("/proc") else { return };
    let wanted = format!("{MARK}={mark}");
    for process in processes.flatten() {
        let id = process.file_name().to_str().and_then(|name| name.parse().ok()).and_then(Pid::from_raw);
        let (Some(id), Ok(environment)) = (id, std::fs::read(process.path().join("environ"))) else { continue };
        if environment.split(|byte| *byte == 0).any(|variable| variable == wanted.as_bytes()) {
            let _ = kill_process(id, Signal::KILL); // it may have ended by itself
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn end(_: &str) {}
