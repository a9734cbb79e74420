"""copydesk on Apache Spark: ``annotate`` maps a DataFrame of articles to one of records.

No shuffle and no state on the driver: each Python worker loads the pipeline once, from the wheel, and annotates the Arrow
batches that Spark hands it, on one thread. An article that fails is a row with its ``error``; a task that dies is Spark's to
run again, and gives the same rows.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from copydesk.pipeline import Pipeline, check_columns

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame


def annotate(
    df: DataFrame,
    pipeline: Pipeline | str | os.PathLike[str],
    text: str = "text",
    id: str = "id",
    published: str = "published",
) -> DataFrame:
    """The records of a DataFrame of articles, with the columns of ``Pipeline.output_schema()``.

    ``pipeline`` is a pipeline, the path of its file (read here, on the driver) or its text. ``text``, ``id`` and ``published``
    name columns; the last may be missing where it keeps this name. The other columns stand for metadata, as in ``Pipeline.annotate``.

    Raises ``KeyError`` for a column that is not there and ``TypeError`` for one that holds no strings, before any job runs.
    """
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StringType

    if not isinstance(pipeline, Pipeline):
        pipeline = Pipeline.from_toml(pipeline)
    check_columns(df.columns, must=("text", "id"), text=text, id=id, published=published)
    if not isinstance(df.schema[text].dataType, StringType):
        raise TypeError(f"column {text!r} holds {df.schema[text].dataType.simpleString()}: expected strings")

    def records(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield pipeline.annotate_arrow(batch, text=text, id=id, published=published)

    return df.mapInArrow(records, from_arrow_schema(pipeline.output_schema()))
