//! `copydesk check`.

use std::path::PathBuf;

use copydesk_core::Registry;
use copydesk_runner::Pipeline;

use crate::{End, console};

/// Checks each file and reports every problem.
pub(crate) fn check(pipelines: &[PathBuf], registry: &Registry) -> End {
    let mut end = End::Done;
    for path in pipelines {
        match Pipeline::load(path, registry) {
            Ok(pipeline) => console::data(describe(&pipeline, &path.display().to_string()).as_bytes()),
            Err(problems) => {
                console::diagnose(&problems.render(console::stderr_is_styled()));
                end = End::Refused;
            }
        }
    }
    end
}

fn describe(pipeline: &Pipeline, file: &str) -> String {
    let stages: Vec<_> = pipeline.stages.iter().map(|stage| stage.name).collect();
    let layers = pipeline.shape.layers.join(", ");
    let name = &pipeline.name;
    let text = format!("{file}: pipeline `{name}` is right: {}; it writes {layers}", stages.join(" -> "));
    format!("{}\n", console::harmless(&text))
}
