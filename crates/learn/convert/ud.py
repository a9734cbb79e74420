#!/usr/bin/env python3
"""Turn CoNLL-U files of Universal Dependencies into gold documents for `copydesk train tokenizer`.

usage: ud.py [--skip ID,ID...] FILE.conllu[.gz] ... > documents.jsonl

A line is a document: {"id", "genre", "text", "tokens": [[start, end]], "sentences": [[start, end]]}, offsets in code points.
Sentences are joined by a blank where UD has one, paragraphs (`# newpar`) by a blank line. A token is a syntactic word: where several words
share a form without spaces ("don't"), it is cut by the words' own forms, and stays whole where these do not add up to it.
Documents of which GUM withholds the text (underscores for letters) are left out.
"""
import gzip
import json
import sys


def documents(path):
    """Documents as lists of (starts a paragraph, text, words) for each sentence."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    name, sentences, paragraph, text, rows = None, [], True, None, []
    with opened as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                if sentences:
                    yield name, sentences
                name, sentences, paragraph = line.partition("=")[2].strip(), [], True
            elif line.startswith("# newpar"):
                paragraph = True
            elif line.startswith("# text ="):
                text = line.partition("=")[2].strip()
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                sentences.append((paragraph, text, rows))
                paragraph, rows = False, []
    if sentences:
        yield name, sentences


def forms(rows):
    """The forms that stand in the text, each with the forms of its words."""
    inside = 0
    for row in rows:
        number, form = row[0], row[1]
        if "-" in number:
            first, last = map(int, number.split("-"))
            inside = last
            yield form, [other[1] for other in rows if other[0].isdigit() and first <= int(other[0]) <= last]
        elif number.isdigit() and int(number) > inside:
            yield form, [form]


def tokens(text, start, rows):
    """The places of the words of a sentence that starts at `start`."""
    places, at = [], 0
    for form, words in forms(rows):
        at = text.index(form, at)
        parts = words if "".join(words) == form else [form]
        for part in parts:
            places.append([start + at, start + at + len(part)])
            at += len(part)
    return places


def last_misc(rows):
    """The last column of the last form, where UD says whether a space follows."""
    ends = [row for row in rows if "-" in row[0] and row[0].endswith("-" + rows[-1][0])]
    return (ends or rows)[-1][9]


def converted(name, sentences):
    genre = name.split("_")[1] if name.startswith("GUM_") else name.split("-")[0]
    document = {"id": name, "genre": genre, "text": "", "tokens": [], "sentences": []}
    between = ""
    for paragraph, text, rows in sentences:
        if document["text"]:
            document["text"] += "\n\n" if paragraph else between
        between = "" if "SpaceAfter=No" in last_misc(rows) else " "
        start = len(document["text"])
        document["text"] += text
        document["tokens"] += tokens(text, start, rows)
        document["sentences"].append([start, start + len(text)])
    return document


def main(paths):
    if not paths or "-h" in paths or "--help" in paths:
        sys.exit(__doc__)
    skipped = set()
    if paths[0] == "--skip":
        skipped, paths = set(paths[1].split(",")), paths[2:]
    for path in paths:
        for name, sentences in documents(path):
            if name in skipped or all(set(text) <= set("_ ") for _, text, _ in sentences):
                continue
            print(json.dumps(converted(name, sentences), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
