"""A bridge to spaCy."""

from __future__ import annotations

from typing import Any


def to_spacy_json(record: dict[str, Any]) -> dict[str, Any]:
    """A record in the shape of spaCy's ``Doc.to_json``, for displaCy and ``Doc.from_json``.

    Names become ``ents``, sentences ``sents``; quotes, dates and the summary become span groups of these names. spaCy counts
    white space beyond one blank as tokens of its own, so those are added.

    The record needs its ``text`` and ``tokens``.
    """
    missing = [name for name in ("text", "tokens") if name not in record]
    if missing:
        raise ValueError(f"the record has no {' and no '.join(missing)}: name them in the pipeline's [sink] layers")
    text = record["text"]
    tokens = [{"id": n, "start": start, "end": end} for n, (start, end) in enumerate(_with_space(text, record["tokens"]))]
    spans = {
        "quotes": [
            {"start": start, "end": end, "label": quote["kind"], "kb_id": quote.get("speaker") or ""}
            for quote in record.get("quotes", [])
            for start, end in quote["content"]
        ],
        "dates": [
            {"start": date["start"], "end": date["end"], "label": date["type"], "kb_id": date["value"]}
            for date in record.get("dates", [])
        ],
        "summary": [
            {"start": sentence["start"], "end": sentence["end"], "label": "SUMMARY", "kb_id": ""}
            for sentence in record.get("summary", [])
        ],
    }
    return {
        "text": text,
        "ents": [
            {"start": entity["start"], "end": entity["end"], "label": entity["label"], "kb_id": entity["name"]}
            for entity in record.get("entities", [])
        ],
        "sents": [{"start": start, "end": end} for start, end in record.get("sentences", [])],
        "tokens": tokens,
        "spans": spans,
    }


def _with_space(text: str, tokens: list[list[int]]):
    """The tokens, and between them the white space that is more than one blank."""
    at = 0
    for start, end in [*tokens, [len(text), len(text)]]:
        blank = at if at == 0 else at + (text[at : at + 1] == " ")
        if blank < start:
            yield blank, start
        if start < end:
            yield start, end
        at = end
