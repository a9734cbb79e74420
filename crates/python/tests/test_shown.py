"""What people see: help, types, the article in a notebook, the notebook itself."""

import doctest
import os
import signal
import subprocess
import sys
import threading
import time
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path

import pytest

import copydesk
from copydesk import articles, errors, frames, page, pipeline, records, spacy

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
TEXT = "“It held,” Mayor Mara Okafor said on Tuesday, <b>&amp; smiled."


@pytest.mark.filterwarnings("ignore::copydesk.UndatedWarning")
@pytest.mark.parametrize("module", [copydesk, articles, errors, frames, page, pipeline, records, spacy])
def test_the_examples_of_help_run(module):
    assert doctest.testmod(module).failed == 0


def test_help_has_examples():
    assert all(">>>" in thing.__doc__ for thing in (copydesk, copydesk.annotate, copydesk.to_frames, copydesk.Pipeline.annotate))


def test_the_version_is_the_packages():
    assert copydesk.__version__ == version("copydesk") == copydesk.Pipeline.from_toml("news").stages[0]["version"]


class Strict(HTMLParser):
    """Collects the text, and minds that elements close in order."""

    def __init__(self):
        super().__init__()
        self.open, self.text, self.marks = [], [], []

    def handle_starttag(self, tag, attrs):
        assert tag in ("div", "style", "p", "span", "table", "tr", "td")
        self.open.append(tag)
        attrs = dict(attrs)
        assert all(name in ("class", "title") for name in attrs)
        if tag == "span":
            self.marks.append((set(attrs["class"].split()), attrs["title"]))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1] != "style":
            self.text.append(data)


def test_a_notebook_shows_the_article_with_its_marks_and_nothing_else(news):
    record = news.annotate(TEXT, published="2024-05-15", headline="<script>alert(1)</script>")
    shown = Strict()
    shown.feed(record._repr_html_())
    shown.close()
    assert not shown.open and record["text"] in "".join(shown.text) and "<b>" in record["text"]
    assert any("quote" in kinds and "Mara Okafor" in title for kinds, title in shown.marks)
    assert any("name" in kinds and "PERSON: Mara Okafor" in title for kinds, title in shown.marks)
    assert any("date" in kinds and "2024-05-14" in title for kinds, title in shown.marks)
    assert isinstance(record, dict) and record == dict(record)


def test_records_have_the_types_that_are_promised(news, articles):
    for article in articles:
        check(news.annotate(article["text"], published=article["published"]), records.Record)


def check(value, kind):
    """That a value is what a type says; for the few kinds of types that records use."""
    import typing

    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if typing.is_typeddict(kind):
        fields = typing.get_type_hints(kind)
        assert set(value) <= set(fields) and kind.__required_keys__ <= set(value), (kind, value)
        for name, inner in value.items():
            check(inner, fields[name])
    elif origin is list:
        assert isinstance(value, list)
        for inner in value:
            check(inner, args[0])
    elif origin is dict:
        assert isinstance(value, dict)
    elif origin is typing.Literal:
        assert value in args
    elif args:
        assert any(isinstance(value, arg) for arg in args), (kind, value)
    else:
        assert isinstance(value, kind), (kind, value)


@pytest.mark.parametrize("checker", [["mypy", "--strict"], ["pyright", "--pythonpath", sys.executable]])
def test_the_examples_hold_for_strict_type_checkers(checker, tmp_path):
    program = Path(sys.executable).with_name(checker[0])
    if not program.exists():
        pytest.skip(f"{checker[0]} is not installed")
    done = subprocess.run(
        [program, *checker[1:], EXAMPLES / "who_said_what.py"], cwd=tmp_path, capture_output=True, text=True, timeout=240
    )
    if checker[0] == "pyright" and "nodeenv" in done.stderr:
        pytest.skip("pyright finds no Node here")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_wrong_use_is_found_by_mypy(tmp_path):
    program = Path(sys.executable).with_name("mypy")
    if not program.exists():
        pytest.skip("mypy is not installed")
    wrong = tmp_path / "wrong.py"
    wrong.write_text('import copydesk\n\nprint(copydesk.annotate("It rained.")["quotes"][0]["speeker"])\n')
    done = subprocess.run([program, "--strict", wrong], cwd=tmp_path, capture_output=True, text=True, timeout=240)
    assert done.returncode == 1 and "speeker" in done.stdout


def test_the_example_prints_who_said_what(tmp_path):
    table = tmp_path / "articles.csv"
    table.write_text('id,text,published\na,"“It held,” Mara Okafor said.",2024-05-15\n', encoding="utf-8")
    done = subprocess.run([sys.executable, EXAMPLES / "who_said_what.py", table], capture_output=True, text=True, check=True)
    assert done.stdout == "a\tMara Okafor\t“It held,”\n"


def test_the_notebook_runs_and_ends_with_a_plot(tmp_path):
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("matplotlib")
    pytest.importorskip("ipykernel")
    book = nbformat.read(EXAMPLES / "first_ten_minutes.ipynb", as_version=4)
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    assert "Mara Okafor" in cells[0].outputs[0]["data"]["text/html"]
    assert "image/png" in cells[-1].outputs[-1]["data"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent in another way there")
def test_an_interrupt_is_heard_within_a_second(news, articles):
    def endless():
        while True:
            yield articles[0]["text"] * 20

    threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        for _ in news.annotate_many(endless()):
            pass
    assert time.monotonic() - began < 2.0
