#!/usr/bin/env python3
"""Join names that were annotated as offsets with the texts that they belong to, for `copydesk train entity-tagger`.

  names.py ANNOTATIONS.jsonl TEXTS.jsonl[.gz]... > spans.jsonl

ANNOTATIONS: {"id", "sha256", "spans": [[start, end, label]], "chars"?}, offsets in code points; of a text with "chars" only so many were read.
TEXTS: {"id", "text"}, or a page by lines, {"id", "raw": [line...], "labels": [block kind...]}: its text is the lines that are no
boilerplate, an empty line between two, the first 16,000 characters at most, cut at a line.
A text whose checksum is another than that of the annotated one is left out and named.
"""
import sys

from annotated import joined

LONGEST = 16000


def text_of(row):
    if "raw" not in row:
        return row["text"]
    text = "\n\n".join(line for line, kind in zip(row["raw"], row["labels"]) if kind != "boilerplate")
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit("\n\n", 1)[0]


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    joined(sys.argv[1], sys.argv[2:], text_of, "spans")
