//! `copydesk run`.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use copydesk_core::Registry;
use copydesk_runner::{Account, Destination, Pipeline, Run, RunError};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};

use crate::args::RunArgs;
use crate::progress::Teller;
use crate::{End, console, refuse};

/// Runs a pipeline over articles, and gives an account of it.
pub(crate) fn run(args: &RunArgs, registry: &Registry) -> End {
    let mut pipeline = match Pipeline::load(&args.pipeline, registry) {
        Ok(pipeline) => pipeline,
        Err(problems) => {
            console::diagnose(&problems.render(console::stderr_is_styled()));
            return End::Refused;
        }
    };
    pipeline.shape.unit = args.offsets;
    let signals = match Signals::listen() {
        Ok(signals) => signals,
        Err(error) => return refuse(&format!("cannot listen for signals: {error}")),
    };
    let run = Run {
        registry,
        pipeline: &pipeline,
        inputs: args.inputs.clone(),
        jobs: args.jobs.map_or(0, usize::from),
        limit: args.limit,
        published: args.published.clone(),
        time_limit: Some(args.time_limit),
        window: args.window as usize,
        stop: Arc::clone(&signals.stop),
    };
    let to_stdout = args.out == Path::new("-");
    let destination = if to_stdout {
        Destination::Stream(Box::new(io::stdout()))
    } else {
        Destination::Folder { path: args.out.clone(), replace: args.force }
    };
    let teller = Teller::new(args.progress, to_stdout);
    let result = run.execute(destination, &teller);
    teller.end();
    match result {
        Ok(account) => report(&account, &args.out, signals.end()),
        Err(RunError::Refused(why)) => refuse(&why),
        Err(RunError::Broken(why)) => {
            console::error(&why);
            End::Broken
        }
    }
}

fn report(account: &Account, out: &Path, stopped: Option<End>) -> End {
    console::note(&format!(
        "{} articles, {} failed, {:.1} s: {:.0} articles/s, {:.2} MB/s",
        account.articles,
        account.failed,
        account.seconds,
        account.rate(),
        account.megabytes_per_second()
    ));
    let total: f64 = account.stages.iter().map(|stage| stage.seconds).sum();
    for stage in &account.stages {
        let share = 100.0 * stage.seconds / total.max(1e-9);
        console::note(&format!("  {:<18} {:>9.3} s {share:>5.1} %", stage.stage, stage.seconds));
    }
    if account.failed > 0 && out != Path::new("-") {
        console::note(&format!("the failed articles are listed in {}", out.join("failed.jsonl").display()));
    }
    match stopped {
        Some(end) => {
            console::note(
                "stopped by a signal; what was written is whole, and run.json says that the run is not finished",
            );
            end
        }
        None if account.failed > 0 => End::SomeFailed,
        None => End::Done,
    }
}

/// The first signal stops the run in order, the second ends the process at once.
struct Signals {
    stop: Arc<AtomicBool>,
    which: Arc<AtomicUsize>,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        let signals = Self { stop: Arc::default(), which: Arc::default() };
        // With a handler, a write beyond the file-size limit is an error of that write and not the end of the process.
        signal_hook::flag::register(SIGXFSZ, Arc::default())?;
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            let status = if signal == SIGINT { End::Interrupted } else { End::Terminated };
            // In this order: at the first signal the flag is not yet set, and the shutdown does not happen.
            signal_hook::flag::register_conditional_shutdown(signal, status as i32, Arc::clone(&signals.stop))?;
            signal_hook::flag::register(signal, Arc::clone(&signals.stop))?;
            signal_hook::flag::register_usize(signal, Arc::clone(&signals.which), status as usize)?;
        }
        Ok(signals)
    }

    /// How the process ends, if a signal stopped it.
    fn end(&self) -> Option<End> {
        match self.which.load(Ordering::Relaxed) {
            0 => None,
            which if which == End::Interrupted as usize => Some(End::Interrupted),
            _ => Some(End::Terminated),
        }
    }
}
