//! What the command takes.

use std::path::PathBuf;
use std::time::Duration;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use copydesk_core::Registry;
use copydesk_core::offsets::Unit;
use copydesk_runner::{MaxFailures, Shard};

use crate::tools;

/// What whoever types the command alone sees last.
const EXAMPLES: &str = "\
Examples:
  copydesk run news ARTICLES -o out    mark everything in a folder, a table or a file of articles
  copydesk view out --open             look at it, in a browser
  copydesk explain news ARTICLE        one article with its marks, and what decided about each";

/// Reads batches of English news articles and marks what a careful desk editor would: blocks of the page, words and
/// sentences, names, who said what, when it happened, a summary.
#[derive(Parser)]
#[command(name = "copydesk", version, max_term_width = 100, arg_required_else_help = true, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Run a pipeline over articles
    #[command(arg_required_else_help = true, after_help = EXAMPLES)]
    Run(Box<RunArgs>),
    /// Join the outputs of all shards of a run, with their accounts
    Merge(MergeArgs),
    /// Write a built-in pipeline to a file, to edit it
    Init(InitArgs),
    /// Write the articles of a finished run in another format, without running it again
    Export(ExportArgs),
    /// Check pipeline files and report every problem in them; with --input also what would be read from where
    Check(CheckArgs),
    /// Show one article with its marks, and what decided about each
    Explain(ExplainArgs),
    /// Make one HTML file that shows what a run saw: articles with their marks, and the whole batch
    View(ViewArgs),
    /// Find the copies and rewrites of each story among the articles of finished runs
    Stories(StoriesArgs),
    /// Write the register of finished runs: people and bodies, where they are named, as what, and what they said
    People(PeopleArgs),
    /// Check that a finished run still holds what was written: every file, by its length and checksum
    Verify {
        /// The output folder of the run
        #[arg(value_name = "OUT")]
        run: PathBuf,
    },
    /// List the stages that this binary knows, or show one with its options
    Stages {
        /// Show this stage
        #[arg(value_name = "STAGE")]
        name: Option<String>,
    },
    /// List the sources that this binary reads articles from, or show one with its options
    Sources {
        /// Show this source
        #[arg(value_name = "SOURCE")]
        name: Option<String>,
    },
    /// List the sinks that this binary writes articles with, or show one with its options
    Sinks {
        /// Show this sink
        #[arg(value_name = "SINK")]
        name: Option<String>,
    },
    /// Print a JSON Schema of pipeline files, for editors
    Schema,
    /// Write the crate of a new stage, which builds and runs as it is
    NewStage(NewStageArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print a manual page, in the format of man(7)
    Man {
        /// Of this command; without it, of copydesk itself
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

#[derive(clap::Args)]
pub(crate) struct InitArgs {
    /// The built-in pipeline: news, quick or quotes
    #[arg(default_value = "news")]
    pub(crate) name: String,
    /// The file to write, or - for standard output; by default NAME.toml
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Replace the file
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(clap::Args)]
pub(crate) struct ExportArgs {
    /// The output folder of a finished run, with its records as JSON lines or Parquet
    #[arg(value_name = "OUT")]
    pub(crate) run: PathBuf,
    /// tables (or csv), tsv, parquet, jsonl, conllu, brat or timeml
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: String,
    /// The folder to write to; by default OUT/FORMAT
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Replace what an earlier export wrote there
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(clap::Args)]
pub(crate) struct CheckArgs {
    /// Pipeline files, or names of built-in pipelines
    #[arg(required = true, value_name = "PIPELINE")]
    pub(crate) pipelines: Vec<PathBuf>,
    /// Show what the pipeline would read from this file or folder: the fields, the first articles, and those without a date
    #[arg(long, value_name = "INPUT")]
    pub(crate) input: Option<PathBuf>,
}

#[derive(clap::Args)]
pub(crate) struct RunArgs {
    /// The pipeline file, or the name of a built-in pipeline: news, quick, quotes
    pub(crate) pipeline: PathBuf,
    /// Files and folders of articles, in order; - for JSON lines from standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The folder to write to, or - for records on standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) out: PathBuf,
    /// Threads to run stages on; by default one a core
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Go on with the unfinished run that OUT holds; its pipeline, inputs and program must be the same
    #[arg(long, conflicts_with = "force")]
    pub(crate) resume: bool,
    /// Replace the run that OUT holds
    #[arg(long)]
    pub(crate) force: bool,
    /// Add to the finished run that OUT holds: what it holds already is passed over, a later version of an article is noted in
    /// OUT/versions.jsonl. An unfinished one goes on, or is done again if the inputs are others
    #[arg(long, conflicts_with_all = ["force", "shard", "retry"])]
    pub(crate) add: bool,
    /// Run this stage and those after it, over the records of the finished run in the folder INPUT; what the stages before it wrote
    /// is taken from there, if they are the same now
    #[arg(long, value_name = "STAGE", conflicts_with_all = ["add", "retry"])]
    pub(crate) from: Option<String>,
    /// Let a pipeline that is not in the current folder start the programs of its exec stages
    #[arg(long)]
    pub(crate) allow_exec: bool,
    /// The date of articles that bring none, as YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) published: Option<String>,
    /// Stop after so many articles
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// What offsets in records count: codepoint, byte or utf16
    #[arg(long, value_name = "UNIT", default_value_t, value_parser = unit)]
    pub(crate) offsets: Unit,
    /// Do only the articles that this failed.jsonl lists, of the same inputs
    #[arg(long, value_name = "FAILED", conflicts_with_all = ["limit", "shard"])]
    pub(crate) retry: Option<PathBuf>,
    /// Do only the Ith of N parts of the input; `merge` joins the outputs
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: Option<Shard>,
    #[command(flatten)]
    pub(crate) limits: Limits,
    /// Articles that may be in the program at one time
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) window: u32,
    /// Seconds between two savings of the state that --resume goes on from
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds_or_none)]
    pub(crate) checkpoint_every: Duration,
    /// When to show how far the run is
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) progress: When,
    /// Say nothing but errors: no progress, no failed article, no account at the end
    #[arg(long)]
    pub(crate) quiet: bool,
    /// How to write to standard error
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) log_format: LogFormat,
}

/// Seconds that an article may take, and each stage of it: the longest of a year's news takes less than one.
pub(crate) const SECONDS: &str = "60";

/// What one article may cost, and how many may fail.
#[derive(clap::Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct Limits {
    /// Seconds that the stages may take for one article
    #[arg(long, value_name = "SECONDS", default_value = SECONDS, value_parser = seconds)]
    pub(crate) time_limit: Duration,
    /// Seconds that one stage may take for one article
    #[arg(long, value_name = "SECONDS", default_value = SECONDS, value_parser = seconds)]
    pub(crate) stage_time_limit: Duration,
    /// Memory of the process, as 800M or 4G; by default half of the machine's, at most 8G
    #[arg(long, value_name = "SIZE", value_parser = memory)]
    pub(crate) max_memory: Option<u64>,
    /// Break off once more articles have failed, as 100 or 2%; by default any number may
    #[arg(long, value_name = "N|P%")]
    pub(crate) max_failures: Option<MaxFailures>,
    /// Run in this process alone: a stack overflow, lack of memory or endless stage then ends the run
    #[arg(long)]
    pub(crate) no_supervise: bool,
    /// This process is watched over by another.
    #[arg(long, hide = true)]
    pub(crate) supervised: bool,
    /// Go on with what an earlier worker of the same supervisor has left.
    #[arg(long, hide = true, requires = "supervised")]
    pub(crate) again: bool,
}

#[derive(clap::Args)]
pub(crate) struct MergeArgs {
    /// The output folders of all shards of a run, or of finished runs of one pipeline, in the order of their records
    #[arg(required = true, value_name = "OUT")]
    pub(crate) runs: Vec<PathBuf>,
    /// Which record stays where an article is in several runs, by its id
    #[arg(long, value_name = "WHICH", default_value = "fail")]
    pub(crate) on_duplicate: OnDuplicate,
    /// The folder to write to
    #[arg(short, long, value_name = "ALL")]
    pub(crate) out: PathBuf,
    /// Replace the run that ALL holds
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum OnDuplicate {
    /// The first
    First,
    /// The last
    Last,
    /// None: nothing is joined
    Fail,
}

impl From<OnDuplicate> for copydesk_runner::OnDuplicate {
    fn from(which: OnDuplicate) -> Self {
        match which {
            OnDuplicate::First => Self::First,
            OnDuplicate::Last => Self::Last,
            OnDuplicate::Fail => Self::Fail,
        }
    }
}

#[derive(clap::Args)]
pub(crate) struct ExplainArgs {
    /// The pipeline file, or the name of a built-in pipeline
    pub(crate) pipeline: PathBuf,
    /// The file that holds the article; - for JSON lines from standard input
    pub(crate) article: PathBuf,
    /// Which article of the file, from 1
    #[arg(short, long, value_name = "N", default_value_t = 1)]
    pub(crate) number: usize,
    /// Let a pipeline that is not in the current folder start the programs of its exec stages
    #[arg(long)]
    pub(crate) allow_exec: bool,
    /// The date of an article that brings none, as YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) published: Option<String>,
}

#[derive(clap::Args)]
pub(crate) struct NewStageArgs {
    /// The stage's name, as in acme.reading-ease; the crate is written to the folder acme-reading-ease
    pub(crate) name: String,
    /// A checkout of copydesk to depend on, instead of its repository
    #[arg(long, value_name = "FOLDER")]
    pub(crate) copydesk: Option<PathBuf>,
}

#[derive(clap::Args)]
pub(crate) struct ViewArgs {
    /// The folder of a run, or one file of records
    #[arg(value_name = "OUT")]
    pub(crate) run: PathBuf,
    /// The page to write, or - for standard output
    #[arg(short, long, value_name = "FILE", default_value = "desk.html")]
    pub(crate) out: PathBuf,
    /// The most articles to show; counts are over all
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) sample: u32,
    /// Replace the page
    #[arg(long)]
    pub(crate) force: bool,
    /// Open the page in the browser
    #[arg(long)]
    pub(crate) open: bool,
}

#[derive(clap::Args)]
pub(crate) struct StoriesArgs {
    /// The output folders of finished runs
    #[arg(required = true, value_name = "OUT")]
    pub(crate) runs: Vec<PathBuf>,
    /// The table to write, a row an article: its name ends in .csv, .jsonl or .parquet
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Write a row for articles that nobody copied, too
    #[arg(long)]
    pub(crate) all: bool,
    /// Replace the table
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(clap::Args)]
pub(crate) struct PeopleArgs {
    /// The output folders of finished runs
    #[arg(required = true, value_name = "OUT")]
    pub(crate) runs: Vec<PathBuf>,
    /// The folder to write the tables to: people, people_mentions, people_quotes
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// How to write them
    #[arg(short, long, value_name = "FORMAT", default_value = "csv")]
    pub(crate) format: TableFormat,
    /// Replace the tables
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// Cells between commas
    Csv,
    /// An object a line
    Jsonl,
    /// Parquet files
    Parquet,
}

impl TableFormat {
    /// What the names of such files end in.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// A bar on a terminal, a line every 30 s elsewhere
    Auto,
    /// A bar
    Always,
    /// Nothing
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for people
    Text,
    /// A JSON object a line
    Json,
}

/// The whole command line, with the tools that stages brought.
pub(crate) fn command(registry: &Registry) -> clap::Command {
    tools::add_to(Args::command(), registry)
}

fn unit(text: &str) -> Result<Unit, String> {
    text.parse()
}

/// A number of bytes, with M or G for powers of 1024. Less than the models need would fail every article.
fn memory(text: &str) -> Result<u64, String> {
    let (digits, shift) = match text.trim_end_matches(['B', 'b', 'i']) {
        size if size.ends_with(['M', 'm']) => (&size[..size.len() - 1], 20),
        size if size.ends_with(['G', 'g']) => (&size[..size.len() - 1], 30),
        size => (size, 0),
    };
    let bytes = digits.trim().parse::<u64>().ok().and_then(|number| number.checked_mul(1 << shift));
    match bytes {
        Some(bytes) if bytes >= LEAST_MEMORY => Ok(bytes),
        Some(_) => Err(format!("less than {}M is too little to work in", LEAST_MEMORY >> 20)),
        None => Err("expected a size, as 800M or 4G".to_owned()),
    }
}

/// The models take about 100 MB, and an article on each of a few threads as much again.
const LEAST_MEMORY: u64 = 256 << 20;

fn seconds_or_none(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| "not a number of seconds".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|limit| !limit.is_zero()).ok_or_else(|| "not a number of seconds above 0".to_owned())
}

/// A calendar date, perhaps with a time after a `T`.
fn date(text: &str) -> Result<String, String> {
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    // jiff takes further forms of ISO 8601, which other readers of the record may not.
    let is_long = day.len() == "2024-05-15".len();
    let is_day = is_long && day.parse::<jiff::civil::Date>().is_ok();
    if is_day && time != Some("") { Ok(text.to_owned()) } else { Err("not a date as YYYY-MM-DD".to_owned()) }
}
