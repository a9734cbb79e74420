//! What of a request decides the bytes of its run, by name and value.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;
use std::sync::OnceLock;

use copydesk_formats::files;
use xxhash_rust::xxh3::Xxh3;

use super::request::retry::Retry;
use super::request::run::Run;
use super::resume::identity::{ADD, COPYDESK, INPUT, INPUT_FILE, INPUTS, Identity, PUBLISHED, SHARD};
use super::resume::listing::Listing;
use crate::pipeline::{Pipeline, PipelineStage};

/// Who a run is, over this input.
///
/// # Errors
/// If the program itself cannot be read.
pub(crate) fn identity(run: &Run<'_>, listing: &Listing) -> io::Result<Identity> {
    let mut all = Identity::default();
    all.put(COPYDESK, build()?);
    pipeline(run.pipeline, &mut all);
    all.put("`--offsets`", format!("{:?}", run.pipeline.shape.unit).to_lowercase());
    all.put(PUBLISHED, run.published.clone().unwrap_or_default());
    all.put("`--limit`", run.limit.map_or_else(String::new, |limit| limit.to_string()));
    all.put(SHARD, run.shard.map_or_else(String::new, |shard| shard.to_string()));
    all.put(ADD, if run.add { "given".to_owned() } else { String::new() });
    all.put("`--retry`", run.retry.as_ref().map_or_else(String::new, Retry::identity));
    let inputs: Vec<_> = run.inputs.iter().map(|input| files::shown(input)).collect();
    all.put(INPUTS, inputs.join(", "));
    for (name, state) in listing.named() {
        all.put(&format!("{INPUT_FILE}{name}"), state.clone());
    }
    all.put(INPUT, listing.whole());
    Ok(all)
}

fn pipeline(pipeline: &Pipeline, all: &mut Identity) {
    for (number, stage) in (1..).zip(&pipeline.stages) {
        all.put(&stage_name(number), stage_value(stage));
    }
    all.put("the number of stages", pipeline.stages.len().to_string());
    let source = pipeline.source.as_ref().map(|source| (source.entry.name, source.entry.version, &source.options));
    all.put("the source", source.map_or_else(String::new, |source| format!("{source:?}")));
    all.put("how the input is read", format!("{:?}", pipeline.read_options));
    all.put("the sink", pipeline.sink_name.to_owned());
    all.put("the layers written", pipeline.shape.layers.join(", "));
    all.put("the pipeline, its options and the files that they name", pipeline.fingerprint.clone());
}

/// The name of a stage's entry.
pub(crate) fn stage_name(number: usize) -> String {
    format!("stage {number}")
}

/// What decides what a stage writes, the program aside.
pub(crate) fn stage_value(stage: &PipelineStage) -> String {
    format!("{} ({} {}) {}", stage.name, stage.package, stage.version, stage.options)
}

/// The version of the program, and a hash over it, and with it over the models in it. Where the system does not say where the program is (a
/// container without `/proc`), it is looked for by the name that it was called by.
pub(crate) fn build() -> io::Result<String> {
    static BUILD: OnceLock<String> = OnceLock::new();
    if let Some(build) = BUILD.get() {
        return Ok(build.clone());
    }
    let build = format!("{} (build {})", env!("CARGO_PKG_VERSION"), hash_of_program()?);
    Ok(BUILD.get_or_init(|| build).clone())
}

fn hash_of_program() -> io::Result<String> {
    let program = std::env::current_exe().and_then(File::open);
    let program = program.or_else(|e| called_by().ok_or(e))?;
    let mut reader = BufReader::with_capacity(1 << 20, program);
    let mut hash = Xxh3::new();
    let mut bytes = vec![0; 1 << 20];
    loop {
        match reader.read(&mut bytes)? {
            0 => return Ok(format!("{:016x}", hash.digest())),
            read => hash.update(&bytes[..read]),
        }
    }
}

/// The program as the shell found it: by its path, or on `PATH`.
fn called_by() -> Option<File> {
    let name = PathBuf::from(std::env::args_os().next()?);
    if name.components().count() > 1 {
        return File::open(name).ok();
    }
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).find_map(|folder| File::open(folder.join(&name)).ok())
}
