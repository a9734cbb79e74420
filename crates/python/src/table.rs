//! Tables of articles to tables of records.

use std::num::NonZeroUsize;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray, StructArray};
use arrow_schema::{DataType, Field, Fields, Schema};
use copydesk_core::record::Shape;
use copydesk_formats::arrow::{self, Table};
use copydesk_runner::Failure;

use crate::annotator::Annotators;

/// Rows that a thread does before they are written together: few, because articles are longer in memory than in a table.
const AT_A_TIME: usize = 32;

/// The columns of a record, and `error`: why a row has no record, else null.
pub(crate) fn schema(shape: &Shape) -> Schema {
    with_error(&arrow::columns(shape))
}

fn with_error(records: &Schema) -> Schema {
    let mut fields: Vec<_> = records.fields().iter().cloned().collect();
    fields.push(Arc::new(Field::new("error", DataType::Struct(error_fields()), true)));
    Schema::new(fields)
}

fn error_fields() -> Fields {
    ["stage", "kind", "message"].map(|name| Field::new(name, DataType::Utf8, true)).into_iter().collect()
}

/// A row a row: a record, or the article's id and why there is none.
///
/// # Errors
/// If a stage wrote what a table cannot hold.
pub(crate) fn annotate(
    annotators: &Annotators,
    articles: &RecordBatch,
    jobs: NonZeroUsize,
) -> Result<RecordBatch, String> {
    let mut records = Table::new(&annotators.pipeline.shape)?;
    let mut failures = Vec::with_capacity(articles.num_rows());
    let together = AT_A_TIME.saturating_mul(jobs.get());
    for first in (0..articles.num_rows()).step_by(together) {
        let count = (articles.num_rows() - first).min(together);
        let done = annotators.each(count, jobs, |annotator, number| {
            let number = first + number;
            annotators.row(annotator, arrow::record(articles, number, &annotators.how.options.layers), number)
        });
        for article in done {
            match &article {
                Ok(article) => records.push(article)?,
                Err(failure) => records.push_missing(&failure.id)?,
            }
            failures.push(article.err());
        }
    }
    let records = records.finish()?;
    let mut columns = records.columns().to_vec();
    columns.push(errors(&failures));
    RecordBatch::try_new(Arc::new(with_error(records.schema_ref())), columns).map_err(|e| e.to_string())
}

fn errors(failures: &[Option<Failure>]) -> ArrayRef {
    let member = |of: fn(&Failure) -> &str| {
        let values = failures.iter().map(|failure| failure.as_ref().map(of));
        Arc::new(values.collect::<StringArray>()) as ArrayRef
    };
    let members = vec![member(|f| &f.stage), member(|f| f.kind), member(|f| &f.error)];
    let nulls = failures.iter().map(Option::is_some).collect();
    Arc::new(StructArray::new(error_fields(), members, Some(nulls)))
}
