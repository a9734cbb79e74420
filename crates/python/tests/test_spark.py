"""Spark over Parquet gives the records of ``copydesk run``, also when workers die."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")
polars = pytest.importorskip("polars")
pyspark = pytest.importorskip("pyspark")

import pyarrow.parquet as pq
from conftest import NEWS
from pyspark.sql import SparkSession

import copydesk
import copydesk.spark

# The virtual machines live for seconds here.
QUICK_TO_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# Some seconds of work, so that there is a middle of the job to kill in.
COPIES = 40


@pytest.fixture(scope="module")
def spark():
    if not shutil.which("java"):
        pytest.skip("no Java on this machine")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.extraJavaOptions", QUICK_TO_START)
        .config("spark.executor.extraJavaOptions", QUICK_TO_START)
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "16")
        .config("spark.sql.files.openCostInBytes", str(128 << 20))  # a task a file
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
def expected(archive, command, tmp_path_factory):
    """What ``copydesk run`` writes for them, by id; where the article was read from aside, which a DataFrame does not know."""
    out = tmp_path_factory.mktemp("run") / "out"
    pipeline = out.parent / "table.toml"
    pipeline.write_text(NEWS.read_text().replace("[sink]", '[sink]\nuse = "parquet"'))
    subprocess.run([command, "run", pipeline, archive, "-o", out, "--progress", "never"], check=True)
    return lines(out / "articles.parquet")


def lines(parquet):
    """The records as JSON lines, sorted by id."""
    table = polars.from_arrow(pq.read_table(parquet))
    return table.drop("source", "error", strict=False).sort("id").write_ndjson()


def annotated(spark, archive, out):
    copydesk.spark.annotate(spark.read.parquet(str(archive)), NEWS).write.parquet(str(out))
    assert pq.read_table(out, columns=["error"])["error"].null_count == pq.read_table(out, columns=["id"]).num_rows
    return lines(out)


def test_spark_gives_the_records_of_the_command(spark, archive, expected, tmp_path):
    assert spark.read.parquet(str(archive)).rdd.getNumPartitions() == 8
    assert annotated(spark, archive, tmp_path / "out") == expected
    assert expected.count("\n") == pq.read_table(archive).num_rows


def is_a_worker(command, above):
    """A Python worker is forked by a daemon and looks like it."""
    return "pyspark.daemon" in command and "pyspark.daemon" in above


def is_an_executor(command, above):
    return "CoarseGrainedExecutorBackend" in command


@pytest.mark.parametrize("victim", [is_a_worker, is_an_executor])
def test_a_process_that_dies_in_the_middle_loses_nothing(spark, archive, expected, victim, tmp_path):
    job = victim.__name__
    spark.sparkContext.setJobGroup(job, job)
    done = threading.Event()
    killer = threading.Thread(target=kill_in_the_middle, args=(spark, job, victim, done))
    killer.start()
    try:
        found = annotated(spark, archive, tmp_path / "out")
    finally:
        done.set()
        killer.join()
    assert sum(stage.numFailedTasks for stage in stages(spark, job)) > 0, "nothing was hit"
    assert found == expected


def stages(spark, job):
    tracker = spark.sparkContext.statusTracker()
    infos = [tracker.getJobInfo(number) for number in tracker.getJobIdsForGroup(job)]
    return [stage for info in infos if info for stage in map(tracker.getStageInfo, info.stageIds) if stage]


def kill_in_the_middle(spark, job, victim, done):
    """Kills one process when some tasks of a stage are done and others are not; another if that one had no task in hand."""
    while not done.is_set():
        found = stages(spark, job)
        if sum(stage.numFailedTasks for stage in found) > 0:
            return
        if any(stage.numCompletedTasks > 0 and stage.numActiveTasks > 0 and stage.numTasks >= 8 for stage in found):
            pid = next((pid for pid, command, above in processes() if victim(command, above)), None)
            if pid:
                os.kill(pid, signal.SIGKILL)
                done.wait(0.2)  # until Spark has noticed
        done.wait(0.01)


def processes():
    """The processes that descend from this one, each with its command line and the one of its parent."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        found[int(folder.name)] = (parent, command)

    def is_ours(pid):
        while pid in found and pid != os.getpid():
            pid = found[pid][0]
        return pid == os.getpid()

    for pid, (parent, command) in sorted(found.items()):
        if pid != os.getpid() and is_ours(pid):
            yield pid, command, found.get(parent, (0, ""))[1]


def test_what_is_wrong_is_said_before_a_job_runs(spark):
    numbers = spark.createDataFrame([("a", 1)], ["id", "text"])
    with pytest.raises(KeyError, match="body"):
        copydesk.spark.annotate(numbers, NEWS, text="body")
    with pytest.raises(KeyError, match="key"):
        copydesk.spark.annotate(numbers, NEWS, text="id", id="key")
    with pytest.raises(KeyError, match="day"):
        copydesk.spark.annotate(numbers, NEWS, published="day")
    with pytest.raises(TypeError, match="bigint"):
        copydesk.spark.annotate(numbers, NEWS)
    with pytest.raises(copydesk.PipelineError, match="tokenizer"):
        copydesk.spark.annotate(numbers, '[[stage]]\nuse = "tokeniser"\n')


def test_an_article_that_fails_is_a_row_with_its_error_and_the_rest_are_done(spark, picky):
    texts = [("a", "Rain fell."), ("b", None), ("c", "A broken wall."), ("d", "It went boom."), ("e", "Snow fell.")]
    frame = spark.createDataFrame(texts, "id string, text string").coalesce(1)
    rows = {row["id"]: row for row in copydesk.spark.annotate(frame, picky).collect()}
    assert sorted(rows) == ["a", "b", "c", "d", "e"]
    assert [key for key, row in rows.items() if row["error"] is None] == ["a", "e"]
    assert (rows["b"]["error"]["stage"], rows["c"]["error"]["stage"]) == ("read", "exec")
    assert "a broken article" in rows["c"]["error"]["message"] and "before it answered" in rows["d"]["error"]["message"]
    assert rows["a"]["sentences"] and rows["e"]["text"] == "Snow fell."
