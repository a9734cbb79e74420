"""How fast ``annotate_arrow`` is beside the command on the same articles, and how its memory grows.

    python speed.py COPYDESK [PAIRS] [ROWS]

Runs both in turn over the sample articles, on one thread, and compares the processor time that they take for a thousand articles more,
so that neither start-up nor a busy machine counts. Then annotates ROWS short texts in one process and watches its memory. Fails
under 90 % of the command's speed, and where memory grows.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import copydesk
from conftest import NEWS, TOP, sample_articles

COPIES = 40
QUICK = TOP / "pipelines" / "quick.toml"


def main(command, pairs="5", rows="1000000"):
    desk = copydesk.Pipeline.from_toml(NEWS)
    with tempfile.TemporaryDirectory() as folder:
        few, many = (archive(Path(folder), copies) for copies in (1, COPIES))
        ratios = [pair(command, desk, few, many) for _ in range(int(pairs))]
    ratio = statistics.median(ratios)
    print(f"annotate_arrow at {100 * ratio:.0f} % of the command's speed, median of {pairs} pairs")
    grown = growth(int(rows))
    if ratio < 0.9 or grown > 8:
        sys.exit("error: annotate_arrow is slower than 90 % of the command, or its memory grows")


def archive(folder, copies):
    path = folder / f"{copies}.parquet"
    articles = [{**article, "id": f"{n}-{article['id']}"} for n in range(copies) for article in sample_articles()]
    pq.write_table(pa.Table.from_pylist(articles), path)
    return path


def pair(command, desk, few, many):
    """The speed of ``annotate_arrow`` over that of the command."""
    more = pq.ParquetFile(many).metadata.num_rows - pq.ParquetFile(few).metadata.num_rows
    by_command = run(command, many) - run(command, few)
    by_arrow = arrow(desk, many) - arrow(desk, few)
    print(f"articles a processor second: command {more / by_command:.0f}, annotate_arrow {more / by_arrow:.0f}", flush=True)
    return by_command / by_arrow


def run(command, table):
    before = user_time(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["run", NEWS, table, "-o", f"{folder}/out", "--jobs", "1", "--progress", "never"]
        subprocess.run([command, *arguments], check=True, stderr=subprocess.DEVNULL)
    return user_time(resource.RUSAGE_CHILDREN) - before


def arrow(desk, table):
    before = user_time(resource.RUSAGE_SELF)
    for batch in pq.ParquetFile(table).iter_batches(batch_size=64):
        desk.annotate_arrow(batch)
    return user_time(resource.RUSAGE_SELF) - before


def user_time(of):
    return resource.getrusage(of).ru_utime


def growth(rows):
    """By how many megabytes memory grows from a tenth of the rows to the last."""
    desk = copydesk.Pipeline.from_toml(QUICK)
    size, peaks = 1000, []
    for begin in range(0, rows, size):
        texts = [f"Rain fell on Kelmouth {n} times on Tuesday, Mayor Mara Okafor said." for n in range(begin, begin + size)]
        desk.annotate_arrow(pa.RecordBatch.from_pydict({"text": texts}))
        if (begin + size) % (rows // 10) == 0:
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(f"peak memory at each tenth of {rows} rows, in MB: {' '.join(f'{peak:.0f}' for peak in peaks)}")
    return peaks[-1] - peaks[0]


if __name__ == "__main__":
    main(*sys.argv[1:])
