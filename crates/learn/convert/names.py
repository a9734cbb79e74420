#!/usr/bin/env python3
"""Join names that were annotated as offsets with the texts that they belong to, for `copydesk train entity-tagger`.

  names.py ANNOTATIONS.jsonl TEXTS.jsonl[.gz]... > spans.jsonl

ANNOTATIONS: {"id", "sha256", "spans": [[start, end, label]], "chars"?}, offsets in code points; of a text with "chars" only so many were read.
TEXTS: {"id", "text"}, or a page by lines, {"id", "raw": [line...], "labels": [block kind...]}: its text is the lines that are no
boilerplate, an empty line between two, the first 16,000 characters at most, cut at a line.
A text whose checksum is another than that of the annotated one is left out and named.
"""
import gzip
import hashlib
import json
import sys

LONGEST = 16000


def rows(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def text_of(row):
    if "raw" not in row:
        return row["text"]
    text = "\n\n".join(line for line, kind in zip(row["raw"], row["labels"]) if kind != "boilerplate")
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit("\n\n", 1)[0]


def main(annotations, paths):
    texts = {row["id"]: text_of(row) for path in paths for row in rows(path)}
    for row in rows(annotations):
        text = texts.get(row["id"])
        if text is None:
            continue
        text = text[: row.get("chars", len(text))]
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            print(f"{row['id']}: another text than the annotated one", file=sys.stderr)
            continue
        print(json.dumps({"id": row["id"], "text": text, "spans": row["spans"]}, ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
