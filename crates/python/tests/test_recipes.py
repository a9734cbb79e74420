"""The recipes of the README, run as they stand there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import NEWS, TOP

README = Path(__file__).resolve().parents[1] / "README.md"

# What `sbatch --array` does, on this machine and one task after the other.
SBATCH = """#!/bin/sh
for task in 1 2 3 4; do SLURM_ARRAY_TASK_ID=$task sh -c "$4" || exit; done
"""
# What `parallel` does with a number a line, where it is not installed.
PARALLEL = """#!/bin/sh
while read -r number; do sh -c "$(echo "$*" | sed "s/{}/$number/g")" < /dev/null & done
wait
"""


def recipe(name):
    """The code of a recipe, which stands under its name in bold."""
    found = re.search(rf"^\*\*{name}.*?^```\w+\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return found[1]


@pytest.fixture
def desk_folder(tmp_path, monkeypatch, command, articles):
    """A folder with an archive and the pipelines, where the command is on the path."""
    shutil.copytree(TOP / "tests" / "articles", tmp_path / "archive")
    shutil.copytree(TOP / "pipelines", tmp_path / "pipelines")
    shutil.copy(NEWS, tmp_path)
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "copydesk").symlink_to(command)
    for name, script in [("sbatch", SBATCH), ("parallel", PARALLEL)]:
        if not shutil.which(name):
            (programs / name).write_text(script)
            (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["GNU parallel", "Slurm"])
def test_shards_joined_are_the_run_in_one(desk_folder, name, articles):
    run("copydesk run news.toml archive/ -o whole")
    run(recipe(name))
    shards = [(desk_folder / f"out-{n}" / "articles.jsonl").read_bytes() for n in range(1, 5)]
    whole = (desk_folder / "whole" / "articles.jsonl").read_bytes()
    assert all(shards) and whole.count(b"\n") == len(articles)
    assert (desk_folder / "out" / "articles.jsonl").read_bytes() == whole


def run(script):
    subprocess.run(["sh", "-ec", script], check=True, capture_output=True)


def test_polars_and_duckdb_read_the_parquet_of_a_run(desk_folder):
    pytest.importorskip("polars")
    pytest.importorskip("duckdb")
    table = NEWS.read_text(encoding="utf-8").replace("[sink]", '[sink]\nuse = "parquet"')
    (desk_folder / "table.toml").write_text(table, encoding="utf-8")
    run("copydesk run table.toml archive/ -o out")
    names = {}
    exec(recipe("Polars and DuckDB"), names)
    by_polars = names["quotes"]["speaker"].to_list()
    assert by_polars.count("Mairéad Culhane") == dict(names["speakers"])["Mairéad Culhane"] > 0


RAY = {"num_cpus": 4, "include_dashboard": False, "logging_level": "error"}


def test_ray_maps_batches(desk_folder, articles):
    ray = pytest.importorskip("ray")
    data = pytest.importorskip("ray.data")
    pa = pytest.importorskip("pyarrow")
    task = f"import ray; ray.init(**{RAY}); ray.get(ray.remote(lambda: 1).remote())"
    try:
        subprocess.run([sys.executable, "-c", task], check=True, capture_output=True, timeout=120)
    except subprocess.SubprocessError as error:
        pytest.skip(f"Ray runs nothing on this machine: {error}")
    ray.init(**RAY)
    try:
        table = pa.Table.from_pylist(articles)
        names = {"articles": data.from_arrow([table.slice(0, 10), table.slice(10)])}
        exec(recipe("Ray Data"), names)
        done = names["records"].take_all()
    finally:
        ray.shutdown()
    assert sorted(row["id"] for row in done) == [article["id"] for article in articles]
    assert all(row["error"] is None for row in done) and any(row["quotes"] for row in done)


def test_hugging_face_datasets_map_batches(articles):
    datasets = pytest.importorskip("datasets")
    names = {"articles": datasets.Dataset.from_list(articles)}
    exec(recipe("Hugging Face datasets"), names)
    speakers = [speaker for row in names["quoted"] for speaker in row["speakers"]]
    assert len(names["quoted"]) == len(articles) and "Mairéad Culhane" in speakers
