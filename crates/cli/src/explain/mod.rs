//! `copydesk explain`: one article with its marks, and what decided about each.
//!
//! The marks in the text: `[name]`, `{quote}`, `<date>`, and a `*` before each sentence of the summary. Below the text stand
//! the rows of every layer, those of third-party stages too, with all that they say of themselves.

mod marked;
mod rows;

use copydesk_core::Registry;
use copydesk_runner::{Pipeline, annotate_one};

use crate::args::ExplainArgs;
use crate::{End, console, refuse, trust};

/// Runs the pipeline over one article and prints what it found, and why.
pub(crate) fn explain(args: &ExplainArgs, registry: &Registry) -> End {
    let pipeline = match Pipeline::load_to_explain(&args.pipeline, registry) {
        Ok(pipeline) => pipeline,
        Err(problems) => {
            console::diagnose(&problems.render(console::stderr_is_styled()));
            return End::Refused;
        }
    };
    if let Err(why) = trust::may_start(&pipeline, args.allow_exec) {
        return refuse(&why);
    }
    let annotated = annotate_one(registry, &pipeline, &args.article, args.number, args.published.as_deref());
    for stage in &pipeline.stages {
        stage.stage.end();
        stage.stage.notices().iter().for_each(|line| console::note(line));
    }
    match annotated {
        Ok(article) => {
            let text = format!("{}\n{}", marked::text(&article), rows::all(&article, &pipeline));
            console::data(console::harmless(&text).as_bytes());
            End::Done
        }
        Err(why) => refuse(&why),
    }
}
