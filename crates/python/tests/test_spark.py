"""Spark over Parquet gives the records of ``copydesk run``, also when workers die."""

import json
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")
pyspark = pytest.importorskip("pyspark")

import pyarrow.parquet as pq
from conftest import NEWS
from pyspark.sql import SparkSession

import copydesk
import copydesk.spark

COPIES = 12


@pytest.fixture(scope="module")
def spark():
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "16")
        .config("spark.executorEnv.PYTHONPATH", os.environ.get("PYTHONPATH", ""))
        .config("spark.task.maxFailures", "8")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def archive(tmp_path_factory, articles):
    """Eight Parquet files of articles."""
    folder = tmp_path_factory.mktemp("archive")
    many = [{**article, "id": f"{n:02}-{article['id']}"} for n in range(COPIES) for article in articles]
    for part in range(8):
        pq.write_table(pa.Table.from_pylist(many[part::8]), folder / f"part-{part}.parquet")
    return folder


@pytest.fixture(scope="module")
def expected(archive, tmp_path_factory):
    """What ``copydesk run`` writes for them, by id; where the article was read from aside, which a DataFrame does not know."""
    command = os.environ.get("COPYDESK")
    if not command:
        pytest.skip("COPYDESK does not name the command")
    out = tmp_path_factory.mktemp("run") / "out"
    pipeline = out.parent / "table.toml"
    pipeline.write_text(NEWS.read_text().replace("[sink]", '[sink]\nuse = "parquet"'))
    subprocess.run([command, "run", pipeline, archive, "-o", out, "--progress", "never"], check=True)
    return lines(pq.read_table(out / "articles.parquet").to_pylist())


def lines(rows):
    rows = [{name: value for name, value in row.items() if name not in ("source", "error")} for row in rows]
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)


def annotated(spark, archive):
    rows = copydesk.spark.annotate(spark.read.parquet(str(archive)), NEWS).collect()
    rows = [row.asDict(recursive=True) for row in rows]
    assert all(row["error"] is None for row in rows)
    return lines(rows)


def test_spark_gives_the_records_of_the_command(spark, archive, expected):
    assert annotated(spark, archive) == expected


@pytest.mark.parametrize("victim", ["pyspark.daemon", "CoarseGrainedExecutorBackend"])
def test_a_worker_that_dies_in_the_middle_loses_nothing(spark, archive, expected, victim):
    killed = []

    def kill():
        deadline = time.monotonic() + 30
        while not killed and time.monotonic() < deadline:
            time.sleep(0.3)
            killed.extend(pid for pid in processes(victim)[:1] if end(pid))

    killer = threading.Thread(target=kill)
    killer.start()
    found = annotated(spark, archive)
    killer.join()
    assert killed, f"no {victim} was there to be killed"
    assert found == expected


def processes(words):
    """The processes below this one whose command line holds these words, youngest first."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if words in command and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return sorted(found, reverse=True)


def end(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def test_what_is_wrong_is_said_before_a_job_runs(spark):
    numbers = spark.createDataFrame([("a", 1)], ["id", "text"])
    with pytest.raises(KeyError, match="body"):
        copydesk.spark.annotate(numbers, NEWS, text="body")
    with pytest.raises(TypeError, match="bigint"):
        copydesk.spark.annotate(numbers, NEWS)
    with pytest.raises(copydesk.PipelineError):
        copydesk.spark.annotate(numbers, '[[stage]]\nuse = "tokeniser"\n')


def test_a_null_text_is_a_row_with_its_error(spark):
    texts = spark.createDataFrame([("a", "Rain fell."), ("b", None)], "id string, text string")
    rows = {row["id"]: row for row in copydesk.spark.annotate(texts, NEWS).collect()}
    assert rows["a"]["error"] is None and rows["b"]["error"]["stage"] == "read"
