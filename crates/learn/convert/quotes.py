#!/usr/bin/env python3
"""Join quotes that were annotated as offsets with the texts that they belong to, for `copydesk train quote-attributor`.

  quotes.py ANNOTATIONS.jsonl TEXTS.jsonl[.gz]... > quotes.jsonl

ANNOTATIONS: {"id", "sha256", "quotes": [{"content", "cue", "source": [[start, end]...], "kind", "entity"?}]}, offsets in code points.
TEXTS: {"id", "text"}, or a page by lines, {"id", "raw": [line...], "labels": [block kind...]}: its text is its headings and
paragraphs, a line each.
A text whose checksum is another than that of the annotated one is left out and named.
"""
import gzip
import hashlib
import json
import sys


def rows(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def text_of(row):
    if "raw" not in row:
        return row["text"]
    lines = zip(row["raw"], row["labels"])
    return "\n".join(line for line, kind in lines if kind in ("body", "headline") and line.strip())


def main(annotations, paths):
    texts = {row["id"]: text_of(row) for path in paths for row in rows(path)}
    for row in rows(annotations):
        text = texts.get(row["id"])
        if text is None:
            continue
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            print(f"{row['id']}: another text than the annotated one", file=sys.stderr)
            continue
        print(json.dumps({"id": row["id"], "text": text, "quotes": row["quotes"]}, ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
