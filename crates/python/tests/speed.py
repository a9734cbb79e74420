"""How fast ``annotate_arrow`` is beside the command, on the same articles, and how its memory grows.

    python speed.py COPYDESK ARTICLES.parquet [ROWS]

Runs both in turn, five times, on one thread, and prints the median ratio of their articles a second. With ROWS, goes on through the
table again and again until so many rows are done, and prints the peak of memory on the way.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

import copydesk

NEWS = Path(__file__).resolve().parents[3] / "pipelines" / "news.toml"


def command(copydesk_binary, table):
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        run = [copydesk_binary, "run", NEWS, table, "-o", f"{folder}/out", "--jobs", "1", "--progress", "never"]
        subprocess.run(run, check=True, stderr=subprocess.DEVNULL)
        return time.monotonic() - begun


def arrow(desk, table):
    begun = time.monotonic()
    for batch in pq.ParquetFile(table).iter_batches(batch_size=256):
        desk.annotate_arrow(batch)
    return time.monotonic() - begun


def main(copydesk_binary, table, rows=0):
    desk = copydesk.Pipeline.from_toml(NEWS)
    count = pq.ParquetFile(table).metadata.num_rows
    ratios = []
    for _ in range(5):
        by_command, by_arrow = command(copydesk_binary, table), arrow(desk, table)
        ratios.append(by_command / by_arrow)
        print(f"command {count / by_command:.0f} articles/s, annotate_arrow {count / by_arrow:.0f} articles/s")
    print(f"annotate_arrow at {100 * statistics.median(ratios):.0f} % of the command's speed, median of five")
    done = 0
    while done < int(rows):
        arrow(desk, table)
        done += count
        print(f"{done} rows, peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
