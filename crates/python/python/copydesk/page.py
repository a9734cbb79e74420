"""The article with its marks as a piece of HTML, for notebooks: self-contained, escaped, without scripts."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Iterator, List, Mapping, NamedTuple, Tuple, cast

if TYPE_CHECKING:
    from copydesk.records import Record

_STYLE = """
.copydesk{font:16px/1.55 Georgia,serif;max-width:46em;color-scheme:light dark;color:light-dark(#1d1b18,#e9e5db)}
.copydesk p{margin:.55em 0}
.copydesk .headline{font-weight:700;font-size:1.15em}
.copydesk .boilerplate,.copydesk .credit,.copydesk .byline,.copydesk .dateline,.copydesk .caption{color:light-dark(#6b655b,#b0aa9e);font-size:.9em}
.copydesk .quote{background:light-dark(#eaf0f7,#223042)}
.copydesk .cue{text-decoration:underline dotted}
.copydesk .summary{background:light-dark(#fbeab0,#4d431c)}
.copydesk .name{border-bottom:2px solid light-dark(#0b6477,#6cc6d8)}
.copydesk .date{outline:1px solid light-dark(#9a7a3a,#bd9d5c)}
.copydesk table{border-collapse:collapse;font:13px/1.4 sans-serif;margin-top:1em}
.copydesk td{padding:.2em .8em .2em 0;vertical-align:top;text-align:left;border-top:1px solid light-dark(#d5cfc2,#3a3d42)}
"""


class _Mark(NamedTuple):
    start: int
    end: int
    kind: str
    title: str


def of_record(record: Record) -> str:
    """The article with its names, quotes, dates and summary marked, and a table of who said what."""
    fields = cast(Mapping[str, Any], record)
    marks = list(_marks(fields))
    text: str = fields.get("text", "")
    body = "".join(
        f'<p class="{_escape(kind)}">{_marked(text, start, end, marks)}</p>' for start, end, kind in _paragraphs(fields, text)
    )
    headline = fields.get("meta", {}).get("headline")
    title = f'<p class="headline">{_escape(headline)}</p>' if headline else ""
    return f'<div class="copydesk"><style>{_STYLE}</style>{title}{body}{_speakers(fields)}</div>'


def _marks(record: Mapping[str, Any]) -> Iterator[_Mark]:
    for sentence in record.get("summary", []):
        yield _Mark(sentence["start"], sentence["end"], "summary", "summary")
    for quote in record.get("quotes", []):
        title = f"{quote['speaker'] or 'speaker not known'} ({quote['polarity']}, {quote['confidence']:.2f})"
        for start, end in quote["content"]:
            yield _Mark(start, end, "quote", title)
        for start, end in quote["cue"]:
            yield _Mark(start, end, "cue", title)
    for entity in record.get("entities", []):
        yield _Mark(entity["start"], entity["end"], "name", f"{entity['label']}: {entity['name']}")
    for date in record.get("dates", []):
        yield _Mark(date["start"], date["end"], "date", f"{date['type']}: {date['value']}")


def _paragraphs(record: Mapping[str, Any], text: str) -> List[Tuple[int, int, str]]:
    """The blocks, or the lines where there are none."""
    blocks = record.get("blocks")
    if blocks:
        return [(block["start"], block["end"], block["kind"]) for block in blocks]
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line), "body"))
        at += len(line) + 1
    return lines


def _marked(text: str, start: int, end: int, marks: List[_Mark]) -> str:
    """Marks overlap, elements may not: the text is cut wherever a mark begins or ends."""
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    cuts = sorted({start, end, *(at for mark in here for at in (mark.start, mark.end) if start < at < end)})
    pieces = []
    for first, last in zip(cuts, cuts[1:]):
        over = [mark for mark in here if mark.start <= first and last <= mark.end]
        piece = _escape(text[first:last])
        if over:
            title = _escape(" · ".join(dict.fromkeys(mark.title for mark in over)))
            piece = f'<span class="{" ".join(dict.fromkeys(mark.kind for mark in over))}" title="{title}">{piece}</span>'
        pieces.append(piece)
    return "".join(pieces)


def _speakers(record: Mapping[str, Any]) -> str:
    rows = [
        f"<tr><td>{_escape(quote['speaker'])}</td><td>{_escape(_verb(quote))}</td><td>{_escape(quote['text'])}</td></tr>"
        for quote in record.get("quotes", [])
        if quote["speaker"]
    ]
    return f"<table>{''.join(rows)}</table>" if rows else ""


def _verb(quote: Mapping[str, Any]) -> str:
    """What is denied must not be read as what was said."""
    return "" if quote["polarity"] == "affirmed" else str(quote["polarity"])


def _escape(text: object) -> str:
    return html.escape(str(text), quote=True)
