"""What the tests share: a pipeline, invented articles, and a stage that fails where a text says so."""

import json
import os
from pathlib import Path

import pytest

import copydesk

TOP = Path(__file__).resolve().parents[3]
NEWS = TOP / "pipelines" / "news.toml"

# Marks nothing, and fails the articles that hold the word; `boom` ends the program as a crash would.
PICKY = """
import json, sys
for line in sys.stdin:
    article = json.loads(line)
    if "boom" in article["text"]:
        sys.exit(3)
    broken = {"id": article["id"], "error": "a broken article"}
    print(json.dumps(broken if "broken" in article["text"] else {"id": article["id"], "acme.none": []}), flush=True)
"""


@pytest.fixture(scope="session")
def news():
    return copydesk.Pipeline.from_toml(NEWS)


@pytest.fixture(scope="session")
def picky(tmp_path_factory):
    """The file of a pipeline whose stage fails some articles."""
    folder = tmp_path_factory.mktemp("picky")
    (folder / "picky.py").write_text(PICKY)
    stage = 'use = "exec"\ncommand = ["python3", "picky.py"]\nreads = ["sentences"]\nwrites = ["acme.none"]\n'
    (folder / "picky.toml").write_text(f'[[stage]]\nuse = "tokenizer"\n\n[[stage]]\n{stage}')
    return folder / "picky.toml"


@pytest.fixture(scope="session")
def articles():
    return sample_articles()


def sample_articles():
    """The sample articles: dicts of id, text, headline and published."""
    found = []
    for path in sorted((TOP / "tests" / "articles").glob("*.txt")):
        beside = path.with_suffix("").with_suffix(".meta.json")
        # Two of them came without, and say themselves what they are.
        meta = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
        text = path.read_text(encoding="utf-8")
        article = {"id": path.name, "text": text, "headline": meta.get("headline"), "published": meta.get("contentCreated")}
        found.append(article)
    assert len(found) >= 16
    return found


@pytest.fixture(scope="session")
def command():
    """The path of the command `copydesk`."""
    path = os.environ.get("COPYDESK")
    if not path:
        pytest.skip("COPYDESK does not name the command")
    return path
