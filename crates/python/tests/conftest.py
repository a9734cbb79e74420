"""What the tests share: a pipeline and invented articles."""

import json
from pathlib import Path

import pytest

import copydesk

TOP = Path(__file__).resolve().parents[3]
NEWS = TOP / "pipelines" / "news.toml"


@pytest.fixture(scope="session")
def news():
    return copydesk.Pipeline.from_toml(NEWS)


@pytest.fixture(scope="session")
def articles():
    """The sample articles: dicts of id, text, headline and published."""
    found = []
    for path in sorted((TOP / "tests" / "articles").glob("*.txt")):
        meta = json.loads(path.with_suffix("").with_suffix(".meta.json").read_text(encoding="utf-8"))
        text = path.read_text(encoding="utf-8")
        found.append({"id": path.name, "text": text, "headline": meta["headline"], "published": meta["contentCreated"]})
    assert len(found) >= 16
    return found
