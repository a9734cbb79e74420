//! The class `Core`: a checked pipeline with its models loaded.

use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Duration;

use arrow_array::RecordBatch;
use arrow_pyarrow::PyArrowType;
use arrow_schema::Schema;
use copydesk_core::Registry;
use copydesk_core::source::HowToRead;
use copydesk_runner::{Pipeline, Problems};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyDict, PyList};

use crate::annotator::Annotators;
use crate::table;

/// A checked pipeline with its models loaded.
#[pyclass(frozen, module = "copydesk._copydesk")]
pub(crate) struct Core(Annotators);

#[pymethods]
#[expect(clippy::needless_pass_by_value, reason = "what comes from Python is owned")]
impl Core {
    /// Checks the text of a pipeline file and loads its models.
    ///
    /// Raises `copydesk.PipelineError` with everything that is wrong.
    #[new]
    fn new(
        py: Python<'_>,
        text: &str,
        file: &str,
        name: &str,
        folder: &str,
        time_limit: Option<f64>,
    ) -> PyResult<Self> {
        let registry = Registry::linked().map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        let pipeline = py.detach(|| Pipeline::parse(text, file, name, Path::new(folder), &registry));
        let pipeline = pipeline.map_err(|problems| pipeline_error(py, &problems))?;
        let how = HowToRead::new(pipeline.read_options.clone(), registry.layers().collect(), None);
        Ok(Self(Annotators::new(pipeline, how, time_limit.map(Duration::from_secs_f64))))
    }

    /// The text of the pipeline of this name that comes with the package, if there is one.
    #[staticmethod]
    fn built_in(name: &str) -> Option<&'static str> {
        copydesk_runner::built_in(name).map(|pipeline| pipeline.text)
    }

    /// The name, package, version and options of each stage, in order.
    fn stages<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let stages = PyList::empty(py);
        for stage in &self.0.pipeline.stages {
            let entry = PyDict::new(py);
            entry.set_item("stage", stage.name)?;
            entry.set_item("package", stage.package)?;
            entry.set_item("version", stage.version)?;
            entry.set_item("options", stage.options.to_string())?;
            stages.append(entry)?;
        }
        Ok(stages)
    }

    /// The name of the pipeline.
    #[getter]
    fn name(&self) -> &str {
        &self.0.pipeline.name
    }

    /// Records of JSON objects, as JSON; a failure in place of a record has the field `error`.
    fn annotate<'py>(
        &self,
        py: Python<'py>,
        articles: Vec<PyBackedBytes>,
        jobs: NonZeroUsize,
    ) -> Vec<Bound<'py, PyBytes>> {
        let records = py.detach(|| self.0.annotate(&articles, jobs));
        records.iter().map(|record| PyBytes::new(py, record)).collect()
    }

    /// A table of records for a table of articles, row for row.
    fn annotate_arrow(
        &self,
        py: Python<'_>,
        articles: PyArrowType<RecordBatch>,
        jobs: NonZeroUsize,
    ) -> PyResult<PyArrowType<RecordBatch>> {
        let records = py.detach(|| table::annotate(&self.0, &articles.0, jobs));
        records.map(PyArrowType).map_err(PyRuntimeError::new_err)
    }

    /// The columns of `annotate_arrow`.
    fn output_schema(&self) -> PyArrowType<Schema> {
        PyArrowType(table::schema(&self.0.pipeline.shape))
    }
}

/// `copydesk.PipelineError`, with the text for people and a dict a problem.
fn pipeline_error(py: Python<'_>, problems: &Problems) -> PyErr {
    let error = || {
        let list = PyList::empty(py);
        for problem in &problems.list {
            let (line, column) = problems.line_and_column(problem).unzip();
            let entry = PyDict::new(py);
            entry.set_item("message", &problem.message)?;
            entry.set_item("line", line)?;
            entry.set_item("column", column)?;
            entry.set_item("help", problem.help.as_deref())?;
            list.append(entry)?;
        }
        let class = py.import("copydesk.errors")?.getattr("PipelineError")?;
        class.call1((problems.to_string(), list))
    };
    error().map_or_else(|error| error, PyErr::from_value)
}
