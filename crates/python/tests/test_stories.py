"""The query over exported fingerprints gives the stories that the command gives."""

import json
import subprocess

import pytest
from conftest import TOP

SQL = TOP / "crates" / "archive" / "sql" / "stories.sql"
PAGES = TOP / "crates" / "cleaner" / "model" / "invented.jsonl"


def test_the_query_of_duckdb_gives_the_same_stories(command, tmp_path, monkeypatch):
    duckdb = pytest.importorskip("duckdb")

    def desk(*args):
        subprocess.run([command, *args], check=True, capture_output=True, cwd=tmp_path)

    desk("eval", "stories", str(PAGES), "--write", "made.jsonl")
    (tmp_path / "prints.toml").write_text('[[stage]]\nuse = "fingerprint"\n', encoding="utf-8")
    desk("run", "prints.toml", "made.jsonl", "-o", "prints")
    desk("stories", "prints", "--all", "-o", "stories.jsonl", "--force")
    desk("export", "prints", "-f", "parquet")
    rows = [json.loads(line) for line in (tmp_path / "stories.jsonl").read_text(encoding="utf-8").splitlines()]
    firsts = {row["story"]: row["article"] for row in reversed(rows)}
    by_command = {row["article"]: firsts[row["story"]] for row in rows}
    monkeypatch.chdir(tmp_path / "prints" / "parquet")
    database = duckdb.connect()
    database.execute(SQL.read_text(encoding="utf-8"))
    by_query = dict(database.sql("select article, story from stories").fetchall())
    assert by_query == by_command
    assert len(set(by_query.values())) < len(by_query) - 100
