//! `copydesk check`.

use copydesk_core::Registry;
use copydesk_runner::Pipeline;

use crate::args::CheckArgs;
use crate::{End, args, console, preview, supervise};

/// Checks each file and reports every problem.
pub(crate) fn check(args: &CheckArgs, registry: &Registry) -> End {
    let mut end = End::Done;
    for path in &args.pipelines {
        match Pipeline::load(path, registry) {
            Ok(pipeline) => {
                console::data(describe(&pipeline, &path.display().to_string()).as_bytes());
                let shown = args.input.as_deref().map(|input| preview::show(registry, &pipeline, input));
                end = shown.map_or(end, |shown| if shown == End::Done { end } else { shown });
            }
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
    let right = format!("{file}: pipeline `{name}` is right: {}; it writes {layers}", stages.join(" -> "));
    format!("{}\n{}\n", console::harmless(&right), limits(pipeline))
}

/// What one article may cost in a run of the pipeline, and where that is set.
fn limits(pipeline: &Pipeline) -> String {
    let read = &pipeline.read_options;
    let megabytes = read.max_bytes as f64 / f64::from(1 << 20);
    let (ratio, json, markup) = (read.max_ratio, read.json_depth, read.markup_depth);
    let memory = supervise::default_memory().map_or("unlimited here".to_owned(), |bytes| format!("{} MB", bytes >> 20));
    [
        format!("  limits of an article: {megabytes} MB, unpacked (`max-bytes` under [source])"),
        format!("    {ratio} times its packed size (`max-ratio`); JSON {json} deep (`json-depth`), markup {markup} (`markup-depth`)"),
        format!("    {SECONDS} s (--time-limit), {SECONDS} s in one stage (--stage-time-limit)"),
        format!("  limits of a run: {memory} of memory (--max-memory), any number of failed articles (--max-failures)"),
    ]
    .join("\n")
}

/// The default of both limits of time.
const SECONDS: &str = args::SECONDS;
