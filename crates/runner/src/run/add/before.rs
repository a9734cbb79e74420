//! What a finished run holds that did not note it: read again from its records.

use std::path::Path;

use super::index::Row;
use super::key::Key;
use crate::run::records::each_article;
use crate::run::request::run::Run;
use crate::run::resume::finished::Ended;

/// The rows of the records of a run, which the pipeline of `run` made in `folder`.
///
/// # Errors
/// If it keeps no records with their text, or one of them cannot be read: a sentence.
pub(crate) fn rows(run: &Run<'_>, folder: &Path, ended: &Ended) -> Result<Vec<Row>, String> {
    let pipeline = run.pipeline;
    let (what, how) = ((pipeline.sink_name, &ended.files), (pipeline.name.as_str(), pipeline.shape.unit));
    let mut rows = Vec::new();
    each_article(run.registry, folder, what, how, &[], &mut |record, article| {
        rows.push(Row { key: Key::of_article(article), record });
        Ok(())
    })?;
    Ok(rows)
}
