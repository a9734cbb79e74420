//! The `copydesk` command, as a library call.
//!
//! Anyone builds their own binary with their own stages: a package that depends on `copydesk` and on the stage crates, and a
//! main file of three lines.
//!
//! ```ignore
//! use acme_sentiment as _; // names the crate, so that it is linked and its stages register themselves
//!
//! fn main() -> std::process::ExitCode {
//!     copydesk::main()
//! }
//! ```
//!
//! `copydesk new-stage vendor.name` writes such a package, with a stage that works.
//!
//! Without default features the stock stages are left out; each has a feature of its own name. A binary needs one stage at
//! least, stock or third-party:
//!
//! ```toml
//! copydesk = { git = "https://github.com/copydesk/copydesk", default-features = false, features = ["tokenizer"] }
//! ```

mod args;
mod check;
mod console;
mod explain;
mod export;
mod init;
mod manual;
mod merge;
mod new_stage;
mod people;
mod preview;
mod progress;
mod run;
mod signals;
mod stages;
mod stories;
mod supervise;
mod tools;
mod trust;
mod verify;
mod view;

use std::process::ExitCode;

use clap::FromArgMatches as _;
use copydesk_core::Registry;

#[cfg(feature = "cleaner")]
use copydesk_cleaner as _;
#[cfg(feature = "date-normalizer")]
use copydesk_date_normalizer as _;
#[cfg(feature = "entity-tagger")]
use copydesk_entity_tagger as _;
#[cfg(feature = "exec")]
use copydesk_exec as _;
#[cfg(feature = "fingerprint")]
use copydesk_fingerprint as _;
use copydesk_formats as _;
#[cfg(feature = "gazetteer")]
use copydesk_gazetteer as _;
use copydesk_layers as _;
#[cfg(feature = "places")]
use copydesk_places as _;
#[cfg(feature = "quote-attributor")]
use copydesk_quote_attributor as _;
#[cfg(feature = "summarizer")]
use copydesk_summarizer as _;
#[cfg(feature = "tokenizer")]
use copydesk_tokenizer as _;

use args::{Args, Command};

/// How the command ends: the exit statuses of `copydesk`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// All articles done.
    Done = 0,
    /// The run failed on the way.
    Broken = 1,
    /// Usage, pipeline or output refused; nothing done.
    Refused = 2,
    /// Finished, but some articles failed.
    SomeFailed = 3,
    /// Stopped by SIGINT.
    Interrupted = 130,
    /// Stopped by SIGTERM or SIGHUP.
    Terminated = 143,
}

impl End {
    /// The end that a process reported by its exit status.
    fn of(status: i32) -> Self {
        let all = [Self::Done, Self::Broken, Self::Refused, Self::SomeFailed, Self::Interrupted, Self::Terminated];
        all.into_iter().find(|end| *end as i32 == status).unwrap_or(Self::Broken)
    }
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(end as u8)
    }
}

/// Runs the command that the process was called with, and returns its exit status.
///
/// 0: all articles done. 1: the run failed on the way. 2: usage, pipeline or output refused, nothing done. 3: finished, but
/// some articles failed. 130, 143: stopped by a signal.
#[must_use]
pub fn main() -> ExitCode {
    let registry = match Registry::linked() {
        Ok(registry) => registry,
        Err(error) => return refuse(&error.to_string()).into(),
    };
    let parsed = args::command(&registry).try_get_matches().and_then(|matches| {
        tools::chosen(&matches)
            .map_or_else(|| Args::from_arg_matches(&matches).map(Chosen::Command), |tool| Ok(Chosen::Tool(tool)))
    });
    let end = match parsed {
        Ok(Chosen::Command(args)) => execute(args.command, &registry),
        Ok(Chosen::Tool(tool)) => tools::run(&registry, &tool),
        Err(error) => usage(&error),
    };
    match console::lost() {
        Some(why) if end == End::Done => {
            console::error(&format!("cannot write to standard output: {why}"));
            End::Broken.into()
        }
        _ => end.into(),
    }
}

enum Chosen {
    Command(Args),
    Tool(tools::Call),
}

fn execute(command: Command, registry: &Registry) -> End {
    match command {
        Command::Run(args) => run::run(&args, registry),
        Command::Merge(args) => merge::merge(&args, registry),
        Command::Init(args) => init::init(&args),
        Command::Export(args) => export::export(&args, registry),
        Command::Check(args) => check::check(&args, registry),
        Command::Explain(args) => explain::explain(&args, registry),
        Command::View(args) => view::view(&args),
        Command::Stories(args) => stories::stories(&args),
        Command::People(args) => people::people(&args),
        Command::Verify { run } => verify::verify(&run),
        Command::Stages { name } => stages::stages(name.as_deref(), registry),
        Command::Sources { name } => stages::sources(name.as_deref(), registry),
        Command::Sinks { name } => stages::sinks(name.as_deref(), registry),
        Command::Schema => stages::schema(registry),
        Command::NewStage(args) => new_stage::new_stage(&args),
        Command::Completions { shell } => manual::completions(shell, registry),
        Command::Man { command } => manual::page(command.as_deref(), registry),
    }
}

/// Help goes to standard output and is no error; everything else is.
fn usage(error: &clap::Error) -> End {
    let plain = || console::harmless(&error.render().to_string());
    let text = if console::stdout_is_styled() { error.render().ansi().to_string() } else { plain() };
    if error.use_stderr() {
        console::diagnose(&text);
        End::Refused
    } else {
        console::data(text.as_bytes());
        End::Done
    }
}

fn refuse(message: &str) -> End {
    console::error(message);
    End::Refused
}
