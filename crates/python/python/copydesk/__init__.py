"""copydesk marks what a careful desk editor would on English news articles.

>>> import copydesk
>>> desk = copydesk.Pipeline.from_toml("pipelines/news.toml")
>>> record = desk.annotate("“It held,” Mayor Mara Okafor said on Tuesday.", published="2024-05-15")
>>> record["quotes"][0]["speaker"]
'Mara Okafor'

A record is a dict with the fields of a line of ``articles.jsonl``. Offsets count characters of ``record["text"]``.
"""

from __future__ import annotations

from copydesk.errors import ArticleError, PipelineError, Problem
from copydesk.pipeline import Pipeline
from copydesk.spacy import to_spacy_json

__all__ = ["ArticleError", "Pipeline", "PipelineError", "Problem", "to_spacy_json"]
