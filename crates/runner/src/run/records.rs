//! The records of a finished run, read again.

use std::path::Path;

use copydesk_core::offsets::Unit;
use copydesk_core::sink::Extents;
use copydesk_core::source::HowToRead;
use copydesk_core::{Article, Registry};

use super::execute::to_read;
use super::export::records_of;
use super::flow::article::parse;
use super::flow::reader::Reader;
use super::flow::sources::Sources;
use super::report::observer::Silent;
use super::request::run::Run;
use crate::pipeline::Export;

/// Calls `each` with every record of the run in a folder, and its number from 1.
///
/// The run is known by its sink and files, and by its pipeline's name and the unit of its offsets; the layers named are read too.
///
/// # Errors
/// If it keeps no records with their text, or one cannot be read; or what `each` says: a sentence.
pub(crate) fn each_article(
    registry: &Registry,
    folder: &Path,
    (sink, files): (&str, &Extents),
    (name, unit): (&str, Unit),
    layers: &[String],
    each: &mut dyn FnMut(u32, &Article) -> Result<(), String>,
) -> Result<(), String> {
    let records = records_of(files, sink, folder)?;
    let reading = Export { name, fingerprint: "", layers, unit, format: "jsonl" }.pipeline(registry)?;
    let sources = Sources::new(registry, &reading).map_err(|e| e.to_string())?;
    let run = Run::new(registry, &reading, vec![records]);
    let how = HowToRead::new(reading.read_options.clone(), registry.layers().collect(), None);
    for (number, record) in (1..).zip(Reader::new(&sources, to_read(&run, None), &Silent)) {
        let article = record.content.and_then(|unparsed| parse(unparsed, &how));
        let article = article.map_err(|e| format!("record {number} in `{}` cannot be read: {e}", folder.display()))?;
        each(number, &article)?;
    }
    Ok(())
}
