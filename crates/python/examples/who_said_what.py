"""Who said what, from a table of articles: `python who_said_what.py articles.csv` prints a line a quote."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator

import copydesk


def quotes(file: str) -> Iterator[tuple[str, str, str]]:
    """The article's id, the speaker and the words of every quote with a known speaker."""
    desk = copydesk.Pipeline.from_toml("news")
    with open(file, newline="", encoding="utf-8") as lines:
        for record in desk.annotate_many(csv.DictReader(lines)):
            if "error" in record:
                print(f"{record['id']}: {record['error']}", file=sys.stderr)
                continue
            for quote in record["quotes"]:
                if quote["speaker"] is not None and quote["polarity"] == "affirmed":
                    yield record["id"], quote["speaker"], quote["text"]


if __name__ == "__main__":
    for article, speaker, words in quotes(sys.argv[1]):
        print(article, speaker, words, sep="\t")
