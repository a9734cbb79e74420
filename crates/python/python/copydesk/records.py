"""What a record is, for type checkers and for notebooks.

The fields are those of a line of ``articles.jsonl``. The pipeline's ``[sink] layers`` says which layers are there; those of other
people's stages stand beside these, under names with a dot.
"""

from __future__ import annotations

from typing import Any, Dict, List, Literal, TypedDict, cast, final

from copydesk import page

# Half-open, in characters of the record's text.
Span = List[int]

# Fields that not every row has stand in a class of their own: `NotRequired` needs Python 3.11.


class Meta(TypedDict, total=False):
    """What was known of the article beside its text, in the words of the IPTC's ninjs."""

    uri: str
    headline: str
    by: str
    located: str
    language: str
    firstCreated: str
    contentCreated: str
    versionCreated: str
    anchor: str
    foundInText: List[str]
    extra: Dict[str, Any]


class _Block(TypedDict):
    start: int
    end: int
    kind: Literal["headline", "byline", "dateline", "caption", "credit", "body", "boilerplate"]


class Block(_Block, total=False):
    """A block of the page."""

    why: str


class _Mention(TypedDict):
    start: int
    end: int
    text: str
    label: Literal[
        "PERSON", "ORGANIZATION", "LOCATION", "FACILITY", "NORP", "PRODUCT", "MISC", "MONEY", "DATE"
    ]
    id: int
    name: str


class Mention(_Mention, total=False):
    """A mention of somebody or something by name; those of one entity share ``id`` and ``name``."""

    gender: Literal["female", "male"]
    number: Literal["singular", "plural"]
    roles: List[str]
    body: str
    confidence: float
    why: str


class _Quote(TypedDict):
    content: List[Span]
    cue: List[Span]
    source: List[Span]
    text: str
    content_text: List[str]
    cue_text: str
    source_text: str
    kind: Literal["direct", "mixed", "indirect"]
    act: Literal["speech", "thought"]
    polarity: Literal["affirmed", "denied", "asked", "conditional"]
    speaker: str | None
    entity: int | None
    confidence: float
    by: str


class Quote(_Quote, total=False):
    """Who said what. ``speaker`` is a full name or None."""

    via: str
    why: str


class _Date(TypedDict):
    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str


class Date(_Date, total=False):
    """A temporal expression with its TIMEX3 value."""

    mod: str
    quant: str
    freq: str
    anchor: int
    confidence: float
    why: str


class _Sentence(TypedDict):
    start: int
    end: int
    text: str


class SummarySentence(_Sentence, total=False):
    """A sentence of the summary, verbatim."""

    headline: str
    why: str


class _Record(TypedDict):
    id: str
    source: str
    meta: Meta
    text: str
    blocks: List[Block]
    sentences: List[Span]
    tokens: List[Span]
    entities: List[Mention]
    quotes: List[Quote]
    dates: List[Date]
    summary: List[SummarySentence]


@final
class Record(_Record, total=False):
    """The record of one article, with the layers of the pipeline ``news``. One that names fewer has fewer."""

    repairs: Dict[str, Any]
    extraction: Dict[str, Any]


@final
class Failure(TypedDict):
    """What stands in place of the record of an article that failed."""

    id: str
    source: str
    stage: str
    kind: str
    error: str


class _Shown(dict):  # type: ignore[type-arg]
    """A record that a notebook shows as the article with its marks. It is a dict in all else."""

    def _repr_html_(self) -> str:
        return page.of_record(cast(Record, self))


def shown(record: Dict[str, Any]) -> Record:
    """The record, with the method by which notebooks show it."""
    return cast(Record, _Shown(record))
