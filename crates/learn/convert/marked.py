#!/usr/bin/env python3
"""Make spans of text with its names in brackets, for `copydesk train entity-tagger`.

  marked.py MARKED.txt > spans.jsonl

MARKED: documents with an empty line between two; `[Tarn Air|O]` is a name, its label one of P (Person), O (Organization), L (Location),
F (Facility), N (NORP), R (Product), M (Misc).
"""
import json
import re
import sys

LABELS = {"P": "Person", "O": "Organization", "L": "Location", "F": "Facility", "N": "NORP", "R": "Product", "M": "Misc"}
NAME = re.compile(r"\[([^\]|]+)\|([POLFNRM])\]")


def document(marked):
    text, spans, done = "", [], 0
    for name in NAME.finditer(marked):
        text += marked[done : name.start()]
        spans.append([len(text), len(text) + len(name[1]), LABELS[name[2]]])
        text += name[1]
        done = name.end()
    text += marked[done:]
    if set("[]|") & set(text):
        sys.exit(f"a name is not marked as `[NAME|LABEL]`: {text}")
    return text, spans


def main(path):
    with open(path, encoding="utf-8") as file:
        documents = file.read().strip().split("\n\n")
    for number, marked in enumerate(documents):
        text, spans = document(marked)
        print(json.dumps({"id": f"invented-{number}", "text": text, "spans": spans}, ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
