//! Tables of articles to tables of records.

use std::num::NonZeroUsize;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray, StructArray};
use arrow_schema::{DataType, Field, Fields, Schema};
use copydesk_core::record::Shape;
use copydesk_formats::arrow;
use copydesk_runner::Failure;
use serde_json::{Map, Value};

use crate::annotator::Desk;

/// The columns of a record, and `error`: why a row has no record, else null.
pub(crate) fn schema(shape: &Shape) -> Schema {
    let records = arrow::columns(&shape.layers, shape.text);
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
pub(crate) fn annotate(desk: &Desk, articles: &RecordBatch, jobs: NonZeroUsize) -> Result<RecordBatch, String> {
    let shape = &desk.pipeline.shape;
    let done = desk.each(articles.num_rows(), jobs, |annotator, number| {
        let row = arrow::record(articles, number, &desk.how.options.layers);
        desk.row(annotator, row, number)
    });
    let (records, failures): (Vec<_>, Vec<_>) = done.into_iter().map(apart).unzip();
    let records = arrow::rows(&records, &shape.layers, shape.text)?;
    let mut columns = records.columns().to_vec();
    columns.push(errors(&failures));
    RecordBatch::try_new(Arc::new(schema(shape)), columns).map_err(|e| e.to_string())
}

/// What stands in the columns of a record, and what in `error`.
fn apart(done: Result<Map<String, Value>, Failure>) -> (Map<String, Value>, Option<Failure>) {
    match done {
        Ok(mut record) => {
            record.remove("source"); // empty: a table is no file
            (record, None)
        }
        Err(failure) => (Map::from_iter([("id".to_owned(), Value::from(failure.id.as_str()))]), Some(failure)),
    }
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
