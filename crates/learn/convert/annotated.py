"""What the scripts beside share: annotations that stand as offsets, and the texts that they belong to."""
import gzip
import hashlib
import json
import sys


def rows(path):
    """The objects of JSON lines, gzipped or not."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def joined(annotations, paths, text_of, field):
    """Prints each annotated row with its text; one whose checksum is another than that of the annotated one is left out and named."""
    texts = {row["id"]: text_of(row) for path in paths for row in rows(path)}
    for row in rows(annotations):
        text = texts.get(row["id"])
        if text is None:
            continue
        text = text[: row.get("chars", len(text))]
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            print(f"{row['id']}: another text than the annotated one", file=sys.stderr)
            continue
        print(json.dumps({"id": row["id"], "text": text, field: row[field]}, ensure_ascii=False))
