"""A pipeline over one text, over an iterable, over an Arrow table."""

from __future__ import annotations

import functools
import itertools
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk._copydesk import Core
from copydesk.errors import ArticleError

if TYPE_CHECKING:
    import pyarrow

# Articles that a thread takes from an iterable at a time: many enough that threads seldom wait for one another.
_AT_A_TIME = 32


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
        """Checks a pipeline and loads its models: a file, the text of one (anything with a line feed), or the name of one
        that comes with the package (``"news"``, ``"quick"``, ``"quotes"``), unless there is a file ``NAME`` or ``NAME.toml``.

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

    def annotate(self, text: str, published: str | date | None = None, **meta: Any) -> dict[str, Any]:
        """The record of one text.

        ``published`` is the day that relative dates count from. ``meta`` is what else is known of the article, in the words
        of the IPTC's ninjs: ``headline``, ``by``, ``located``, ``language``, ``uri``; also ``id``. Unknown words are kept.

        Raises :class:`ArticleError` if a stage fails, and ``TypeError`` if the text is no string.
        """
        if not isinstance(text, str):
            raise TypeError(f"text is {type(text).__name__}: expected str")
        [record] = self._core.annotate([_json({**meta, **_article(text, published)})], 1)
        record = json.loads(record)
        if "error" in record:
            raise ArticleError(record["id"], record["stage"], record["kind"], record["error"])
        return record

    def annotate_many(
        self, articles: Iterable[str | Mapping[str, Any]], jobs: int | None = None
    ) -> Iterator[dict[str, Any]]:
        """The record of each article, in order; an article that fails gives a dict with ``error``, ``stage``, ``kind`` and
        ``id`` instead, and the rest go on.

        An article is a text, or a mapping with ``text`` and what :meth:`annotate` takes besides. They are taken from the
        iterable some at a time and never held all at once. ``jobs`` threads do the work; by default one a core.
        """
        jobs = jobs or os.cpu_count() or 1
        articles = iter(articles)
        while taken := list(itertools.islice(articles, jobs * _AT_A_TIME)):
            for record in self._core.annotate([_json(_as_article(article)) for article in taken], jobs):
                yield json.loads(record)

    def annotate_arrow(
        self,
        articles: pyarrow.RecordBatch,
        *,
        text: str = "text",
        id: str = "id",
        published: str = "published",
        jobs: int = 1,
    ) -> pyarrow.RecordBatch:
        """A table of records for a table of articles, row for row, with the columns of :meth:`output_schema`.

        ``text``, ``id`` and ``published`` name columns; the last two may be missing where they keep these names. Other columns stand for metadata, as in
        :meth:`annotate`. A row that fails (a null text is one) has its reason in ``error`` and its id in ``id``.

        Raises ``KeyError`` for a column that is not there and ``TypeError`` for a text column that holds no strings.
        """
        names = articles.schema.names
        check_columns(names, text=text, id=id, published=published)
        check_strings(text, str(articles.schema.field(text).type))
        known = {text: "text", id: "id", published: "published"}
        # A column that only happens to have one of our names would be taken for it.
        kept = [name for name in names if name in known or name not in known.values()]
        return self._core.annotate_arrow(articles.select(kept).rename_columns([known.get(n, n) for n in kept]), jobs)

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


def _as_article(article: str | Mapping[str, Any]) -> Any:
    if not isinstance(article, Mapping):
        return {"text": article}
    rest = {name: value for name, value in article.items() if name not in ("text", "published")}
    return {**rest, **_article(article.get("text"), article.get("published"))}


def _article(text: Any, published: str | date | None) -> dict[str, Any]:
    """Without a date the field is left out, so that one under a name of its own (``contentCreated``) counts."""
    article = {"text": text}
    return article if published is None else {**article, "published": published}


def _json(article: Any) -> bytes:
    return json.dumps(article, ensure_ascii=False, default=_plain).encode("utf-8", "surrogatepass")


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
