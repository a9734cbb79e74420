"""copydesk marks what a careful desk editor would on English news articles.

>>> import copydesk
>>> record = copydesk.annotate("“It held,” Mayor Mara Okafor said on Tuesday.", published="2024-05-15")
>>> record["quotes"][0]["speaker"], record["dates"][0]["value"]
('Mara Okafor', '2024-05-14')

A record is a dict with the fields of a line of ``articles.jsonl``. Offsets count characters of ``record["text"]``. For many articles make
a pipeline once: ``desk = copydesk.Pipeline.from_toml("news")``, then ``desk.annotate_many(texts)`` or ``desk.annotate_frame(df)``.
"""

from __future__ import annotations

import functools
from datetime import date
from importlib.metadata import version
from typing import Any

from copydesk.errors import ArticleError, PipelineError, Problem, UndatedWarning
from copydesk.frames import to_frames
from copydesk.pipeline import Pipeline
from copydesk.records import Failure, Record
from copydesk.spacy import to_spacy_json

__version__ = version("copydesk")

__all__ = [
    "ArticleError",
    "Failure",
    "Pipeline",
    "PipelineError",
    "Problem",
    "Record",
    "UndatedWarning",
    "annotate",
    "to_frames",
    "to_spacy_json",
]


def annotate(text: str, published: str | date | None = None, **meta: Any) -> Record:
    """The record of one text by the pipeline ``news``, whose models are loaded by the first call. See :meth:`Pipeline.annotate`.

    >>> [mention["name"] for mention in annotate("Mara Okafor opened the bridge in Oslo.")["entities"]]
    ['Mara Okafor', 'Oslo']
    """
    return _news().annotate(text, published, **meta)


@functools.lru_cache(maxsize=1)
def _news() -> Pipeline:
    return Pipeline.from_toml("news")
