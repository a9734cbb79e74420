"""What people hand over, made into articles; what is none is refused with what would be right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any


def check_many(articles: object) -> None:
    """Raises ``TypeError`` for what is iterable but no iterable of articles: a table gives its column names, a text its letters."""
    name = f"{type(articles).__module__.partition('.')[0]}.{type(articles).__name__}"
    if isinstance(articles, (str, bytes, bytearray)):
        raise TypeError("annotate_many takes an iterable of texts, and was given one text: use annotate(text), or [text]")
    if isinstance(articles, Mapping):
        raise TypeError("annotate_many takes an iterable of articles, and was given one mapping: use [mapping]")
    if name in ("pandas.DataFrame", "polars.DataFrame", "polars.LazyFrame"):
        raise TypeError(f"annotate_many takes texts or mappings, and was given a {name}: use annotate_frame(df, text=COLUMN)")
    if name.startswith("pyarrow.") and not isinstance(articles, (list, tuple)) and hasattr(articles, "schema"):
        raise TypeError(f"annotate_many takes texts or mappings, and was given a {name}: use annotate_arrow(table)")
    if not isinstance(articles, Iterable):
        raise TypeError(f"annotate_many takes an iterable of texts or mappings, and was given {type(articles).__name__}")


def as_article(article: str | Mapping[str, Any]) -> dict[str, Any]:
    """An article of an iterable. What is no text fails when it is read, and costs itself alone."""
    if not isinstance(article, Mapping):
        return {"text": None if is_missing(article) else article}
    known = {name: value for name, value in article.items() if name not in ("text", "published")}
    return {**given(known), **of_text(article.get("text"), article.get("published"))}


def of_text(text: Any, published: str | date | None) -> dict[str, Any]:
    """Without a date the field is left out, so that one under a name of its own (``contentCreated``) counts."""
    article = {"text": None if is_missing(text) else text}
    return article if is_missing(published) else {**article, "published": published}


def given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields without those that are missing, whichever way pandas says so."""
    return {name: value for name, value in fields.items() if not is_missing(value)}


def is_missing(value: object) -> bool:
    """None, NaN, NaT or pandas' NA."""
    if value is None or type(value).__name__ == "NAType":
        return True
    # NaN and NaT differ from themselves; arrays answer with arrays, and are no missing values
    return bool(value != value) if isinstance(value, (float, date)) or _is_scalar(value) else False


def _is_scalar(value: object) -> bool:
    return type(value).__module__ == "numpy" and getattr(value, "shape", None) == ()


def to_json(article: Mapping[str, Any]) -> bytes:
    """The article as the native half takes it."""
    return json.dumps(article, ensure_ascii=False, default=_plain).encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if _is_scalar(value) else str(value)


def counted(articles: Iterable[Any], progress: bool) -> Iterator[Any]:
    """The articles, with tqdm's bar where it is asked for."""
    if not progress:
        return iter(articles)
    try:
        from tqdm.auto import tqdm
    except ImportError as error:
        raise ImportError("progress=True needs tqdm: pip install tqdm") from error
    return iter(tqdm(articles, unit=" articles"))
