//! `copydesk run` under a supervisor: this process starts itself again as the worker, and watches.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{env, fs, io, thread};

use copydesk_runner::{Supervised, Supervisor};

use crate::args::RunArgs;
use crate::signals::Signals;
use crate::{End, console, refuse};

/// The most memory that is allowed by default, however much the machine has: a guess, for other programs live there too.
const MOST_MEMORY: u64 = 8 << 30;

/// Whether the run gets a supervisor: one that cannot be resumed (from standard input, to standard output) cannot have one.
pub(crate) fn is_wanted(args: &RunArgs) -> bool {
    let is_stream = |path: &PathBuf| path == Path::new("-");
    let resumable = !is_stream(&args.out) && !args.inputs.iter().any(is_stream);
    resumable && !args.limits.no_supervise && !args.limits.supervised
}

/// Starts workers until one comes to the end of the run.
pub(crate) fn supervise(args: &RunArgs, program: &Path) -> End {
    let (signals, pause) = match Signals::listen().and_then(|signals| Ok((signals, Pause::listen()?))) {
        Ok(listening) => listening,
        Err(error) => return refuse(&format!("cannot listen for signals: {error}")),
    };
    let worker = |again| worker(program, again);
    let pulse = |worker: &_| pause.pass_on(worker);
    let mut supervisor = Supervisor::new(&worker, args.out.clone());
    supervisor.stage_time_limit = Some(args.limits.stage_time_limit);
    supervisor.time_limit = Some(args.limits.time_limit);
    supervisor.max_memory = args.limits.max_memory.or_else(default_memory);
    supervisor.stop = Arc::clone(&signals.which);
    supervisor.pulse = &pulse;
    supervisor.notice = &console::note;
    match supervisor.run() {
        Ok(Supervised::Ended(status)) => End::of(status),
        Ok(Supervised::Stopped) => {
            console::note("stopped by a signal in the middle of an article. To go on: the same command with --resume");
            signals.end().unwrap_or(End::Terminated)
        }
        Ok(Supervised::GivenUp) => End::Broken,
        Err(error) => {
            console::error(&format!("cannot watch over the run: {error}; add --no-supervise"));
            End::Broken
        }
    }
}

/// Has the allocator give memory back at once: what a stage no longer needs is not held beside what the next one does. Measured on 3,000
/// articles, that costs no time.
const GIVE_BACK: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "0");

/// This very command, as a worker. It gets a process group of its own, so that the terminal's signals come through us alone.
fn worker(program: &Path, again: bool) -> Command {
    let mut command = Command::new(program);
    command.args(worker_args(env::args_os().skip(1), again));
    if env::var_os(GIVE_BACK.0).is_none() {
        command.env(GIVE_BACK.0, GIVE_BACK.1);
    }
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}

/// Our own options go right after `run`: at the end they might stand after a `--`.
fn worker_args(given: impl Iterator<Item = OsString>, again: bool) -> Vec<OsString> {
    let mut args: Vec<_> = given.collect();
    let after_run = args.iter().position(|arg| arg == "run").map_or(0, |at| at + 1);
    let ours = [Some("--supervised"), again.then_some("--again")];
    args.splice(after_run..after_run, ours.into_iter().flatten().map(OsString::from));
    args
}

/// Reads what the supervisor sends: a byte is the status to stop with, and the end of the stream is the end of everything.
///
/// # Errors
/// If the system gives no more threads.
pub(crate) fn listen(signals: &Signals) -> io::Result<()> {
    // Where the system can, it ends this process with its supervisor, at once; elsewhere the end of the stream does, soon.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
    let (stop, which) = (Arc::clone(&signals.stop), Arc::clone(&signals.which));
    let listener = thread::Builder::new().name("supervised".to_owned());
    listener.spawn(move || {
        let mut status = [0];
        while io::Read::read_exact(&mut io::stdin(), &mut status).is_ok() {
            which.store(usize::from(status[0]), Ordering::Relaxed);
            stop.store(true, Ordering::Relaxed);
        }
        signal_hook::low_level::exit(End::Broken as i32);
    })?;
    Ok(())
}

/// Half of the memory that the machine, or the container, has, but not more than some; nothing where that is not known.
pub(crate) fn default_memory() -> Option<u64> {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("MemTotal:"))?.to_owned();
        line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
    });
    let container = fs::read_to_string("/sys/fs/cgroup/memory.max").ok().and_then(|text| text.trim().parse().ok());
    [machine, container].into_iter().flatten().min().map(|bytes| (bytes / 2).min(MOST_MEMORY))
}

/// Stopping and going on from the terminal, which the worker takes part in.
struct Pause {
    asked: Arc<AtomicBool>,
}

#[cfg(unix)]
impl Pause {
    fn listen() -> io::Result<Self> {
        let asked = Arc::default();
        signal_hook::flag::register(signal_hook::consts::SIGTSTP, Arc::clone(&asked))?;
        Ok(Self { asked })
    }

    fn pass_on(&self, worker: &Child) {
        use rustix::process::{Pid, Signal, kill_process};
        if self.asked.swap(false, Ordering::Relaxed) {
            // A worker that is gone by now has stopped.
            let _ = kill_process(Pid::from_child(worker), Signal::STOP);
            let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
            let _ = kill_process(Pid::from_child(worker), Signal::CONT);
        }
    }
}

#[cfg(not(unix))]
impl Pause {
    fn listen() -> io::Result<Self> {
        Ok(Self { asked: Arc::default() })
    }

    fn pass_on(&self, _: &Child) {
        self.asked.store(false, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn a_workers_options_stand_after_the_command() {
        let given = ["run", "p.toml", "--force", "--", "--supervised"].map(OsString::from);
        let args = worker_args(given.into_iter(), true);
        assert_eq!(args, ["run", "--supervised", "--again", "p.toml", "--force", "--", "--supervised"].map(OsStr::new));
    }
}
