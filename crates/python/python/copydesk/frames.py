"""Data frames: of articles in, of records and flat tables out, for pandas and Polars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from copydesk.articles import is_missing

if TYPE_CHECKING:
    import pandas

    from copydesk.pipeline import Pipeline

# The columns of each table, with the types of those that hold no plain text. Numbers that may be missing are pandas' Int64.
_TABLES: dict[str, dict[str, str]] = {
    "articles": {
        "article": "string", "headline": "string", "by": "string", "located": "string", "language": "string",
        "published": "datetime64[ns, UTC]", "text": "string",
    },
    "mentions": {
        "article": "string", "row": "int64", "start": "int64", "end": "int64", "text": "string", "label": "category",
        "entity": "Int64", "name": "string", "gender": "category", "number": "category",
    },
    "quotes": {
        "article": "string", "row": "int64", "start": "int64", "end": "int64", "text": "string", "cue_text": "string",
        "source_text": "string", "kind": "category", "act": "category", "polarity": "category", "speaker": "string",
        "via": "string", "entity": "Int64", "confidence": "float64", "by": "category",
    },
    "dates": {
        "article": "string", "row": "int64", "start": "int64", "end": "int64", "text": "string", "type": "category",
        "value": "string", "mod": "category", "anchor": "Int64",
    },
    "summary": {"article": "string", "row": "int64", "start": "int64", "end": "int64", "text": "string"},
    "failures": {"article": "string", "stage": "string", "kind": "category", "error": "string"},
}  # fmt: skip


def annotate_frame(
    desk: Pipeline, frame: Any, *, text: str, id: str, published: str, jobs: int | None, progress: bool
) -> Any:
    """See :meth:`copydesk.Pipeline.annotate_frame`."""
    from copydesk.pipeline import check_columns

    library = type(frame).__module__.partition(".")[0]
    if library not in ("pandas", "polars") or type(frame).__name__ != "DataFrame":
        hint = ": collect() it first" if type(frame).__name__ == "LazyFrame" else ""
        raise TypeError(f"expected a pandas or Polars DataFrame, and was given {type(frame).__name__}{hint}")
    columns = [str(column) for column in frame.columns]
    if len(set(columns)) < len(columns):
        raise ValueError(f"two columns have one name: {', '.join(map(repr, columns))}")
    check_columns(columns, text=text, id=id, published=published)
    rows = _pandas_rows(frame) if library == "pandas" else frame.iter_rows(named=True)
    known = {text: "text", id: "id", published: "published"}
    articles = (_article(row, number, known) for number, row in rows_with_labels(frame, rows, library))
    done = [_row(record) for record in desk.annotate_many(articles, jobs=jobs, progress=progress)]
    names = list(dict.fromkeys(name for row in done for name in row))
    names = [*(name for name in names if name != "error"), "error"]
    table = {name: [row.get(name) for row in done] for name in names}
    if library == "pandas":
        import pandas

        return pandas.DataFrame(table, index=frame.index, columns=names)
    import polars

    return polars.DataFrame(table, strict=False)


def rows_with_labels(frame: Any, rows: Iterator[Mapping[str, Any]], library: str) -> Iterator[tuple[object, Mapping[str, Any]]]:
    """Each row with what it is called: pandas' index, else its number."""
    labels: Iterable[object] = frame.index if library == "pandas" else range(len(frame))
    return zip(labels, rows)


def _pandas_rows(frame: pandas.DataFrame) -> Iterator[dict[str, Any]]:
    columns = [str(column) for column in frame.columns]
    for values in frame.itertuples(index=False, name=None):
        yield dict(zip(columns, values))


def _article(row: Mapping[str, Any], label: object, known: Mapping[str, str]) -> dict[str, Any]:
    # A column that only happens to have one of our names would be taken for it.
    kept = {name: value for name, value in row.items() if name in known or name not in known.values()}
    article = {known.get(name, name): value for name, value in kept.items()}
    if is_missing(article.get("id")):
        article["id"] = label
    article["id"] = str(article["id"])
    return article


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as a row of a frame; of an article that failed the id and why, in the shape of ``annotate_arrow``."""
    if "error" not in record:
        return dict(record)
    return {"id": record["id"], "error": {"stage": record["stage"], "kind": record["kind"], "message": record["error"]}}


def to_frames(results: Any) -> dict[str, pandas.DataFrame]:
    """Flat pandas tables of records: ``articles``, ``mentions``, ``quotes``, ``dates``, ``summary`` and ``failures``.

    ``results`` are records: those of ``annotate`` in a list, what ``annotate_many`` gives, or the table of ``annotate_frame``
    or ``annotate_arrow``. One row a thing; ``article`` is the record's id, ``row`` the thing's number in its layer. Offsets
    count characters; a quote in several pieces has the start of its first and the end of its last.

    >>> import copydesk
    >>> tables = copydesk.to_frames([copydesk.annotate("“It held,” Mayor Mara Okafor said.", id="one")])
    >>> tables["quotes"][["article", "speaker", "text"]].values.tolist()
    [['one', 'Mara Okafor', '“It held,”']]
    """
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
    for record in _records(results):
        error = record.get("error")
        if not is_missing(error) and error:
            rows["failures"].append(_failure(record, error))
            continue
        rows["articles"].append(_of_article(record))
        for table, layer in [("mentions", "entities"), ("quotes", "quotes"), ("dates", "dates"), ("summary", "summary")]:
            for number, row in enumerate(_list(record.get(layer))):
                rows[table].append(_flat(record["id"], number, row))
    return {name: _frame(rows[name], columns) for name, columns in _TABLES.items()}


def _records(results: Any) -> Iterator[Mapping[str, Any]]:
    library, name = type(results).__module__.partition(".")[0], type(results).__name__
    if isinstance(results, Mapping):
        raise TypeError("to_frames takes records: put one record into a list")
    if library == "pandas" and name == "DataFrame":
        return _pandas_rows(results)
    if library == "polars" and name == "DataFrame":
        return results.iter_rows(named=True)
    if library == "pyarrow":
        return iter(results.to_pylist())
    return iter(results)


def _failure(record: Mapping[str, Any], error: Any) -> dict[str, Any]:
    if isinstance(error, Mapping):
        return {"article": record["id"], "stage": error["stage"], "kind": error["kind"], "error": error["message"]}
    return {"article": record["id"], "stage": record["stage"], "kind": record["kind"], "error": error}


def _of_article(record: Mapping[str, Any]) -> dict[str, Any]:
    meta = record["meta"]
    published = next((meta[name] for name in ("contentCreated", "versionCreated", "firstCreated") if meta.get(name)), None)
    return {"article": record["id"], **{name: meta.get(name) for name in ("headline", "by", "located", "language")},
            "published": published, "text": record.get("text")}  # fmt: skip


def _flat(article: str, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    flat = {"article": article, "row": number, **row}
    if "content" in row:
        pieces = [_ends(piece) for piece in _list(row["content"])]
        flat.update(start=pieces[0][0], end=pieces[-1][1])
    elif "id" in row:
        flat["entity"] = row["id"]
    return flat


def _ends(span: Any) -> tuple[int, int]:
    """A pair in a record, a struct in a table."""
    return (span["start"], span["end"]) if isinstance(span, Mapping) else (span[0], span[1])


def _list(rows: Any) -> list[Any]:
    """No list in a row that failed; an array where a table was read from Parquet."""
    return list(rows) if hasattr(rows, "__len__") else []


def _frame(rows: list[dict[str, Any]], columns: Mapping[str, str]) -> pandas.DataFrame:
    import pandas

    frame = pandas.DataFrame(rows, columns=list(columns))
    for name, kind in columns.items():
        if kind.startswith("datetime"):
            frame[name] = pandas.to_datetime(frame[name], errors="coerce", utc=True, format="ISO8601")
        else:
            # a column without any value is one of numbers to pandas
            values = frame[name].astype(object) if kind == "category" else frame[name]
            frame[name] = values.astype(kind)  # type: ignore[call-overload]
    return frame
