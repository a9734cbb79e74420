"""A pipeline over one text, over an iterable, over an Arrow table."""

from __future__ import annotations

import functools
import itertools
import json
import os
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from copydesk import articles as inputs
from copydesk import frames
from copydesk._copydesk import Core
from copydesk.errors import ArticleError, UndatedWarning
from copydesk.records import Failure, Record, shown

if TYPE_CHECKING:
    import pyarrow

# Articles that a thread takes from an iterable at a time: many enough that threads seldom wait for one another.
_AT_A_TIME = 32
# Rows of a table that the native half takes at a time.
_ROWS = 1024
# Seconds after which the native half should have come back, so that Ctrl-C is heard well within one.
_PATIENCE = 0.25


class Pipeline:
    """A checked pipeline with its models loaded. Threads may share it; pickling it sends its text, not its models."""

    def __init__(self, text: str, *, file: str, name: str, folder: str, time_limit: float | None):
        self._made_of = (text, file, name, folder, time_limit)
        self._loaded = (os.getpid(), Core(*self._made_of))

    @property
    def _core(self) -> Core:
        """Loaded by this process: stages may hold threads and programs, which stay with the parent when a process forks."""
        process, core = self._loaded
        if process != os.getpid():
            core = Core(*self._made_of)
            self._loaded = (os.getpid(), core)
        return core

    @classmethod
    def from_toml(
        cls, path_or_text: str | os.PathLike[str], *, time_limit: float | None = 60.0
    ) -> Pipeline:
        """Checks a pipeline, and loads its models: a file, the text of one (anything with a line feed), or the name of one that
        copydesk brings along (``news``, ``quick``, ``quotes``) where there is no file of that name.

        Paths in options count from the file's folder, in a text from the working folder. ``time_limit`` is how many seconds
        the stages may take for one article.

        Raises :class:`PipelineError` with everything that is wrong, and ``OSError`` if the file cannot be read.
        """
        if isinstance(path_or_text, str) and "\n" in path_or_text:
            return cls(path_or_text, file="<text>", name="pipeline", folder=".", time_limit=time_limit)
        path = Path(path_or_text)
        if not path.is_file():
            beside = path.with_suffix(".toml") if not path.suffix else path
            text = Core.built_in(str(path_or_text))
            if beside.is_file():
                path = beside
            elif text is not None:
                file = f"built-in pipeline `{path_or_text}`"
                return cls(text, file=file, name=str(path_or_text), folder=".", time_limit=time_limit)
        text = path.read_text(encoding="utf-8-sig")
        return cls(text, file=str(path), name=path.stem, folder=str(path.parent.absolute()), time_limit=time_limit)

    @property
    def name(self) -> str:
        """The pipeline's name."""
        return self._core.name

    @property
    def stages(self) -> list[dict[str, Any]]:
        """The ``stage``, ``package``, ``version`` and ``options`` of each stage, in order."""
        return [{**stage, "options": json.loads(stage["options"])} for stage in self._core.stages()]

    def annotate(self, text: str, published: str | date | None = None, **meta: Any) -> Record:
        """The record of one text.

        ``published`` is the day that relative dates count from. ``meta`` is what else is known of the article, in the words
        of the IPTC's ninjs: ``headline``, ``by``, ``located``, ``language``, ``uri``; also ``id``. Unknown words are kept.

        Raises :class:`ArticleError` if a stage fails, and ``TypeError`` if the text is no string.

        >>> import copydesk
        >>> record = copydesk.Pipeline.from_toml("news").annotate("“It held,” Mayor Mara Okafor said.")
        >>> [quote["speaker"] for quote in record["quotes"]]
        ['Mara Okafor']
        """
        if not isinstance(text, str):
            raise TypeError(f"text is {type(text).__name__}: expected str")
        article = {**inputs.given(meta), **inputs.of_text(text, published)}
        [line] = self._core.annotate([inputs.to_json(article)], 1)
        record = json.loads(line)
        if "error" in record:
            raise ArticleError(record["id"], record["stage"], record["kind"], record["error"])
        _warn(int(_is_undated(record)))
        return shown(record)

    def annotate_many(
        self, articles: Iterable[str | Mapping[str, Any]], jobs: int | None = None, *, progress: bool = False
    ) -> Iterator[Record | Failure]:
        """The record of each article, in order; an article that fails gives a dict with ``error``, ``stage``, ``kind`` and
        ``id`` instead, and the rest go on.

        An article is a text, or a mapping with ``text`` and what :meth:`annotate` takes besides. They are taken from the
        iterable some at a time and never held all at once. ``jobs`` threads do the work; by default one a core.
        ``progress`` shows a bar, where tqdm is installed.

        Raises ``TypeError`` at once for what is no iterable of articles: one text, a data frame, a table.

        >>> import copydesk
        >>> desk = copydesk.Pipeline.from_toml("news")
        >>> [len(record["quotes"]) for record in desk.annotate_many(["“No,” she said.", "It rained."])]
        [1, 0]
        """
        inputs.check_many(articles)
        return self._annotate_many(inputs.counted(articles, progress), jobs or os.cpu_count() or 1)

    def _annotate_many(self, articles: Iterator[Any], jobs: int) -> Iterator[Record | Failure]:
        undated, at_a_time = 0, 1
        while taken := list(itertools.islice(articles, jobs * at_a_time)):
            began = time.monotonic()
            lines = self._core.annotate([inputs.to_json(inputs.as_article(article)) for article in taken], jobs)
            took = time.monotonic() - began
            for line in lines:
                record = json.loads(line)
                if "error" in record:
                    yield cast(Failure, record)
                    continue
                undated += _is_undated(record)
                yield shown(record)
            if took > _PATIENCE:
                at_a_time = max(1, at_a_time // 2)
            elif took < _PATIENCE / 2:
                at_a_time = min(_AT_A_TIME, at_a_time * 2)
        _warn(undated)

    def annotate_frame(
        self,
        frame: Any,
        *,
        text: str = "text",
        id: str = "id",
        published: str = "published",
        jobs: int | None = None,
        progress: bool = False,
    ) -> Any:
        """A data frame of records for one of articles, row for row: pandas for pandas, with its index, Polars for Polars.

        ``text``, ``id`` and ``published`` name columns; the last two may be missing where they keep these names, and then
        the index (the number of the row, for Polars) is the id. Other columns stand for metadata, as in :meth:`annotate`.
        None, NaN, NaT and NA count as missing. A row without text fails: its ``error`` says why. ``copydesk.to_frames`` makes
        flat tables of the result.

        Raises ``KeyError`` for a column that is not there and ``TypeError`` for what is no data frame.
        """
        return frames.annotate_frame(self, frame, text=text, id=id, published=published, jobs=jobs, progress=progress)

    def annotate_arrow(
        self,
        articles: pyarrow.RecordBatch | pyarrow.Table | pyarrow.RecordBatchReader,
        *,
        text: str = "text",
        id: str = "id",
        published: str = "published",
        jobs: int = 1,
    ) -> Any:
        """A table of records for a table of articles, row for row, with the columns of :meth:`output_schema`.

        What comes back is what was given: a batch for a ``RecordBatch``, a table for a ``Table``, a ``RecordBatchReader`` that
        annotates while it is read for a ``RecordBatchReader``.

        ``text``, ``id`` and ``published`` name columns; the last two may be missing where they keep these names. Other columns stand for metadata, as in
        :meth:`annotate`. A row that fails (a null text is one) has its reason in ``error`` and its id in ``id``.

        Raises ``KeyError`` for a column that is not there and ``TypeError`` for a text column that holds no strings.
        """
        if not hasattr(articles, "schema"):
            raise TypeError(f"expected a pyarrow RecordBatch, Table or RecordBatchReader, and was given {type(articles).__name__}")
        names = articles.schema.names
        check_columns(names, text=text, id=id, published=published)
        check_strings(text, str(articles.schema.field(text).type))
        known = {text: "text", id: "id", published: "published"}
        # A column that only happens to have one of our names would be taken for it.
        kept = [name for name in names if name in known or name not in known.values()]

        def annotated(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
            return self._core.annotate_arrow(batch.select(kept).rename_columns([known.get(n, n) for n in kept]), jobs)

        kind = type(articles).__name__
        if kind == "RecordBatch":
            return annotated(cast("pyarrow.RecordBatch", articles))
        import pyarrow

        batches = articles.to_batches(max_chunksize=_ROWS) if kind == "Table" else articles
        schema = self.output_schema()
        if kind == "Table":
            return pyarrow.Table.from_batches([annotated(batch) for batch in batches], schema)
        return pyarrow.RecordBatchReader.from_batches(schema, (annotated(batch) for batch in batches))

    def output_schema(self) -> pyarrow.Schema:
        """The columns of :meth:`annotate_arrow`."""
        return self._core.output_schema()

    def __reduce__(self):
        return _again, self._made_of

    def __repr__(self) -> str:
        return f"<copydesk.Pipeline {self.name!r}: {', '.join(stage['stage'] for stage in self._core.stages())}>"


@functools.lru_cache(maxsize=4)
def _again(text: str, file: str, name: str, folder: str, time_limit: float | None) -> Pipeline:
    """A pipeline that came by pickle: a worker process loads each one once."""
    return Pipeline(text, file=file, name=name, folder=folder, time_limit=time_limit)


def check_columns(columns: list[str], must: tuple[str, ...] = ("text",), **named: str) -> None:
    """Raises ``KeyError`` for a column that is not there; one that need not be must have been given another name to count."""
    for role, column in named.items():
        if column not in columns and (role in must or column != role):
            raise KeyError(f"no column {column!r}: there are {', '.join(map(repr, columns))}")


def check_strings(column: str, type_name: str) -> None:
    """Raises ``TypeError`` unless a column of this type can hold texts."""
    if type_name not in ("string", "large_string", "string_view"):
        raise TypeError(f"column {column!r} holds {type_name}: expected strings")


_DATES = ("contentCreated", "versionCreated", "firstCreated")


def _is_undated(record: Mapping[str, Any]) -> bool:
    """Whether a date of the article stayed open for want of a day to count from."""
    if any(record["meta"].get(name) for name in _DATES):
        return False
    return any(date["value"].startswith("XXXX") for date in record.get("dates", ()))


def _warn(undated: int) -> None:
    if undated:
        said = "an article has" if undated == 1 else f"{undated} articles have"
        message = f"{said} relative dates and no day of publication: their values stay open (give `published`)"
        warnings.warn(message, UndatedWarning, stacklevel=4)
