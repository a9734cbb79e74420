//! `run.json`: the account of a run, for people and programs.

use copydesk_core::offsets::Unit;
use copydesk_core::sink::{Extents, OutputPath};
use serde::Serialize;
use serde_json::{Map, Value};

use super::account::Account;
use super::state::State;
use crate::run::request::run::Run;
use crate::run::request::shard::Shard;
use crate::run::resume::identity::Identity;

/// What `run.json` holds.
#[derive(Serialize)]
pub(crate) struct RunJson<'r> {
    state: State,
    copydesk: &'static str,
    pipeline: &'r str,
    /// The file that it was read from, or that it is built in.
    pipeline_file: String,
    fingerprint: &'r str,
    offsets: Unit,
    stages: Vec<StageJson<'r>>,
    shard: Option<Shard>,
    sink: &'r str,
    sink_options: &'r Map<String, Value>,
    layers: &'r [String],
    inputs: Vec<String>,
    /// What the run writes, `failed.jsonl` and this file aside.
    outputs: &'r [OutputPath],
    /// What a finished run holds.
    files: &'r Extents,
    account: &'r Account,
    identity: &'r Identity,
}

static NOTHING: Extents = Extents::new();

#[derive(Serialize)]
struct StageJson<'r> {
    stage: &'r str,
    package: &'r str,
    version: &'r str,
    options: &'r Value,
}

impl<'r> RunJson<'r> {
    /// The same with the run's files, and what each holds if the run is finished.
    pub(crate) fn with_files(self, state: State, outputs: &'r [OutputPath], files: &'r Extents) -> Self {
        let files = if state == State::Finished { files } else { &NOTHING };
        Self { state, outputs, files, ..self }
    }

    /// Of a run that goes on.
    pub(crate) fn of(run: &'r Run<'_>, account: &'r Account, identity: &'r Identity) -> Self {
        let pipeline = run.pipeline;
        let stages = pipeline.stages.iter().map(|stage| StageJson {
            stage: stage.name,
            package: stage.package,
            version: stage.version,
            options: &stage.options,
        });
        Self {
            state: State::Running,
            copydesk: env!("CARGO_PKG_VERSION"),
            pipeline: &pipeline.name,
            pipeline_file: pipeline.origin(),
            fingerprint: &pipeline.fingerprint,
            offsets: pipeline.shape.unit,
            stages: stages.collect(),
            shard: run.shard,
            sink: pipeline.sink_name,
            sink_options: &pipeline.sink_options,
            layers: &pipeline.shape.layers,
            inputs: run.inputs.iter().map(|input| input.display().to_string()).collect(),
            outputs: &[],
            files: &NOTHING,
            account,
            identity,
        }
    }
}
