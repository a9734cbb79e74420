#!/usr/bin/env python3
"""Turn news stories that have summaries into articles and gold summaries for `copydesk train summarizer`.

  stories.py cnn STORIES OUT          a folder of `.story` files, as abisee/cnn-dailymail leaves them ("@highlight" before each)
  stories.py bbc NEWS SUMMARIES OUT   the two folders of BBC News Summary, a folder a section in each

OUT/articles.jsonl holds {"id", "headline"?, "text"} a line, to be run through a pipeline of cleaner, tokenizer and entity-tagger, and
OUT/gold.jsonl {"id", "reference": [sentence...]}, the lines of the summary. Stories are taken in the order of their names; one without
text or without a summary is left out and named. The SHA-256 of both files is printed: with the same one reads the same stories.
"""
import hashlib
import json
import pathlib
import sys


def cnn(stories):
    for file in sorted(pathlib.Path(stories).glob("*.story")):
        parts = [part.strip() for part in file.read_text(encoding="utf-8").split("@highlight")]
        paragraphs = [line.strip() for line in parts[0].splitlines() if line.strip()]
        yield file.stem, None, paragraphs, [part for part in parts[1:] if part]


def bbc(news, summaries):
    for file in sorted(pathlib.Path(news).glob("*/*.txt")):
        summary = pathlib.Path(summaries) / file.relative_to(news)
        # Some files hold a pound sign in Latin-1.
        lines = [line.strip() for line in file.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
        found = summary.read_text(encoding="utf-8", errors="replace") if summary.is_file() else ""
        reference = [line.strip() for line in found.splitlines() if line.strip()]
        yield f"{file.parent.name}/{file.stem}", lines[0] if lines else None, lines[1:], reference


def write(stories, out):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    articles, gold = [], []
    for name, headline, paragraphs, reference in stories:
        if not paragraphs or not reference:
            print(f"{name}: left out: no text, or no summary", file=sys.stderr)
            continue
        article = {"id": name, "headline": headline, "text": "\n\n".join(paragraphs)}
        articles.append({key: value for key, value in article.items() if value})
        gold.append({"id": name, "reference": reference})
    for file, rows in (("articles.jsonl", articles), ("gold.jsonl", gold)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        (out / file).write_bytes(lines)
        print(f"{hashlib.sha256(lines).hexdigest()}  {file}, {len(rows)} lines")


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "cnn":
        write(cnn(sys.argv[2]), sys.argv[3])
    elif len(sys.argv) == 5 and sys.argv[1] == "bbc":
        write(bbc(sys.argv[2], sys.argv[3]), sys.argv[4])
    else:
        sys.exit(__doc__)
