//! `run.json`: the account of a run, for people and programs.

use copydesk_core::offsets::Unit;
use serde::Serialize;
use serde_json::{Map, Value};

use super::identity::Identity;
use super::{Account, Run, Shard, State};

/// What `run.json` holds.
#[derive(Serialize)]
pub(crate) struct RunJson<'r> {
    state: State,
    copydesk: &'static str,
    pipeline: &'r str,
    fingerprint: &'r str,
    offsets: Unit,
    stages: Vec<StageJson<'r>>,
    shard: Option<Shard>,
    sink: &'r str,
    sink_options: &'r Map<String, Value>,
    layers: &'r [String],
    inputs: Vec<String>,
    account: &'r Account,
    identity: &'r Identity,
}

#[derive(Serialize)]
struct StageJson<'r> {
    stage: &'r str,
    package: &'r str,
    version: &'r str,
    options: &'r Value,
}

impl<'r> RunJson<'r> {
    pub(crate) fn of(run: &'r Run<'_>, state: State, account: &'r Account, identity: &'r Identity) -> Self {
        let pipeline = run.pipeline;
        let stages = pipeline.stages.iter().map(|stage| StageJson {
            stage: stage.name,
            package: stage.package,
            version: stage.version,
            options: &stage.options,
        });
        Self {
            state,
            copydesk: env!("CARGO_PKG_VERSION"),
            pipeline: &pipeline.name,
            fingerprint: &pipeline.fingerprint,
            offsets: pipeline.shape.unit,
            stages: stages.collect(),
            shard: run.shard,
            sink: pipeline.sink_name,
            sink_options: &pipeline.sink_options,
            layers: &pipeline.shape.layers,
            inputs: run.inputs.iter().map(|input| input.display().to_string()).collect(),
            account,
            identity,
        }
    }
}
