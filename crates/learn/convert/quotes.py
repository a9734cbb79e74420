#!/usr/bin/env python3
"""Join quotes that were annotated as offsets with the texts that they belong to, for `copydesk train quote-attributor`.

  quotes.py ANNOTATIONS.jsonl TEXTS.jsonl[.gz]... > quotes.jsonl

ANNOTATIONS: {"id", "sha256", "quotes": [{"content", "cue", "source": [[start, end]...], "kind", "entity"?}]}, offsets in code points.
TEXTS: {"id", "text"}, or a page by lines, {"id", "raw": [line...], "labels": [block kind...]}: its text is its headings and
paragraphs, a line each.
A text whose checksum is another than that of the annotated one is left out and named.
"""
import sys

from annotated import joined



def text_of(row):
    if "raw" not in row:
        return row["text"]
    lines = zip(row["raw"], row["labels"])
    return "\n".join(line for line, kind in lines if kind in ("body", "headline") and line.strip())


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    joined(sys.argv[1], sys.argv[2:], text_of, "quotes")
