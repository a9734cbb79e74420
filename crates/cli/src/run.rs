//! `copydesk run`.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use copydesk_core::Registry;
use copydesk_runner::{Account, Begin, Destination, Pipeline, Retry, Run, RunError};

use crate::args::{LogFormat, RunArgs};
use crate::progress::ProgressReporter;
use crate::signals::Signals;
use crate::{End, console, refuse, supervise, trust};

/// What people are told where there can be no supervisor.
const UNWATCHED: &str = "nobody watches over this run, as with --no-supervise";

/// Runs a pipeline over articles, in a process that is watched over by this one where that is possible.
pub(crate) fn run(args: &RunArgs, registry: &Registry) -> End {
    if args.log_format == LogFormat::Json {
        console::log_as_json();
    }
    let supervisor = supervise::is_wanted(args).then(env::current_exe);
    match supervisor {
        Some(Ok(program)) => supervise::supervise(args, &program),
        Some(Err(error)) => {
            console::note(&format!("{UNWATCHED}: the system does not say where the program is ({error})"));
            run_here(args, registry)
        }
        None => run_here(args, registry),
    }
}

/// Runs a pipeline over articles, and gives an account of it.
fn run_here(args: &RunArgs, registry: &Registry) -> End {
    let mut pipeline = match Pipeline::load(&args.pipeline, registry) {
        Ok(pipeline) => pipeline,
        Err(problems) => {
            console::diagnose(&problems.render(console::stderr_is_styled()));
            return End::Refused;
        }
    };
    pipeline.shape.unit = args.offsets;
    let inputs = match inputs(args, registry, &mut pipeline) {
        Ok(inputs) => inputs,
        Err(why) => return refuse(&why),
    };
    run_pipeline(args, registry, &pipeline, inputs).unwrap_or_else(|why| refuse(&why))
}

/// What is read: the inputs, or the records of the run whose later stages are to be run again, and then these stages alone.
fn inputs(args: &RunArgs, registry: &Registry, pipeline: &mut Pipeline) -> Result<Vec<PathBuf>, String> {
    let Some(stage) = &args.from else { return Ok(args.inputs.clone()) };
    let [folder] = args.inputs.as_slice() else {
        return Err("`--from` takes one input: the folder of a finished run".to_owned());
    };
    let records = copydesk_runner::rerun_from(registry, pipeline, folder, stage, args.published.as_deref())?;
    Ok(vec![records])
}

/// Runs a pipeline that is loaded; an error is why the run is refused.
fn run_pipeline(args: &RunArgs, registry: &Registry, pipeline: &Pipeline, inputs: Vec<PathBuf>) -> Result<End, String> {
    trust::may_start(pipeline, args.allow_exec)?;
    let signals = Signals::listen().map_err(|error| format!("cannot listen for signals: {error}"))?;
    if args.limits.supervised {
        supervise::listen(&signals).map_err(|error| format!("cannot listen to the supervisor: {error}"))?;
    }
    let run = request(args, registry, pipeline, inputs, &signals)?;
    let to_stdout = args.out == Path::new("-");
    let destination = destination(args, to_stdout)?;
    let reporter = ProgressReporter::new(args.progress, args.log_format, to_stdout, args.quiet);
    let result = run.execute(destination, &reporter);
    reporter.end();
    match result {
        Ok(account) => {
            tell_missing(&run, &account);
            Ok(report(&account, pipeline, args, signals.end()))
        }
        Err(RunError::Refused(why)) => Err(why),
        Err(RunError::Broken(why)) => {
            console::error(&why);
            if !to_stdout {
                console::note(how_to_go_on(args));
            }
            Ok(End::Broken)
        }
    }
}

/// What the command line asks for.
fn request<'r>(
    args: &RunArgs,
    registry: &'r Registry,
    pipeline: &'r Pipeline,
    inputs: Vec<PathBuf>,
    signals: &Signals,
) -> Result<Run<'r>, String> {
    let mut run = Run::new(registry, pipeline, inputs);
    run.jobs = args.jobs.map_or(0, usize::from);
    run.limit = args.limit;
    run.published.clone_from(&args.published);
    run.time_limit = Some(args.limits.time_limit);
    run.stage_time_limit = Some(args.limits.stage_time_limit);
    run.max_failures = args.limits.max_failures;
    run.retry = args.retry.as_deref().map(Retry::read).transpose()?;
    run.shard = args.shard;
    run.add = args.add;
    run.supervised = args.limits.supervised;
    run.window = args.window as usize;
    run.checkpoint_every = args.checkpoint_every;
    run.stop = Arc::clone(&signals.stop);
    Ok(run)
}

/// Where the run writes, and whether it begins there or goes on.
fn destination(args: &RunArgs, to_stdout: bool) -> Result<Destination, &'static str> {
    let begin = match (args.resume || args.limits.again, args.add, args.force) {
        (true, ..) => Begin::Resume,
        (false, true, _) => Begin::Add,
        (false, false, true) => Begin::Replace,
        (false, false, false) => Begin::New,
    };
    match (to_stdout, begin) {
        (true, Begin::Add) => Err("what went to standard output cannot be added to: name a folder to write to"),
        (true, Begin::Resume) => Err("a run to standard output cannot be resumed: name a folder to write to"),
        (true, _) => Ok(Destination::Stream(Box::new(io::stdout()))),
        (false, begin) => Ok(Destination::Folder { path: args.out.clone(), begin }),
    }
}

fn report(account: &Account, pipeline: &Pipeline, args: &RunArgs, stopped: Option<End>) -> End {
    if !args.quiet {
        tell(account, pipeline, args.out.as_path());
    }
    match stopped {
        Some(end) => {
            console::note(&stopped_because(args));
            end
        }
        None if account.failed > 0 => End::SomeFailed,
        None => End::Done,
    }
}

/// What the run did, in a few lines.
fn tell(account: &Account, pipeline: &Pipeline, out: &Path) {
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
    for (reason, skipped) in &account.skipped {
        console::note(&format!("passed over: {} × {reason} (first: {})", skipped.count, skipped.first));
    }
    tell_undated(account);
    if pipeline.path.is_none() {
        console::note(&format!(
            "the pipeline was the {}; `copydesk init {}` writes it to a file to edit",
            pipeline.origin(),
            pipeline.name
        ));
    }
    if account.failed > 0 && out != Path::new("-") {
        console::note(&format!("the failed articles are listed in {}", out.join("failed.jsonl").display()));
    }
}

/// Says how many articles have no date that relative dates could count from, and why.
fn tell_undated(account: &Account) {
    let all: u64 = account.undated.values().map(|undated| undated.count).sum();
    if all == 0 {
        return;
    }
    let why =
        account.undated.iter().map(|(why, undated)| format!("{} with {why} (first: {})", undated.count, undated.first));
    let why = why.collect::<Vec<_>>().join(", ");
    console::note(&format!("{all} articles without a usable date of publication: {why}"));
}

/// Says if articles that were to be run again are not there.
fn tell_missing(run: &Run<'_>, account: &Account) {
    let listed = run.retry.as_ref().map_or(0, Retry::count) as u64;
    if listed > account.read() && !run.stop.load(Ordering::Relaxed) {
        console::note(&format!("{} of the {listed} articles listed are not in the inputs", listed - account.read()));
    }
}

fn stopped_because(args: &RunArgs) -> String {
    let stopped = "stopped by a signal; what was written is whole";
    if args.out == Path::new("-") { stopped.to_owned() } else { format!("{stopped}. {}", how_to_go_on(args)) }
}

fn how_to_go_on(args: &RunArgs) -> &'static str {
    if args.inputs.iter().any(|input| input == Path::new("-")) {
        "standard input cannot be read again: feed it anew and add --force"
    } else {
        "to go on: the same command with --resume"
    }
}
