"""Measure how bulk labelling gains from workers: rows per second of one engine with 1, 2, ... workers.

    python tests/benchmarks/bulk_scaling.py [--engine local] [--rows 40000] [--workers 1 2] [FILE]

FILE holds texts (.jsonl, .csv, .tsv, .txt, .parquet; field text); without it made-up sentences are labelled. The time
is that of the whole run, from the start of the workers to the last part; beside it stands the rate behind the first
part, when a worker has loaded its lexicon. Workers beyond the processors that are free gain nothing; where others use
them too, the processor time (of local workers) says what the same rows cost with more workers, which is what they could
gain.
"""

from __future__ import annotations

import argparse
import os
import time
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from pyarrow import parquet

from kgservice.classify.bulk import label_file
from kgservice.classify.textfile import TextFile

SENTENCES = (
    "I'm so happy that you came, though a bit nervous about tomorrow!",
    "The train leaves at nine from the second platform.",
    "He said he wasn't angry, but I could not stand the noise any longer.",
    "What a lovely surprise, thank you all so much :)",
)


def source(folder: Path, file: Path | None, rows: int) -> Path:
    """Write the texts to label as Parquet, repeated until there are enough."""
    texts = SENTENCES if file is None else [record.text for record in TextFile(file)]
    path = folder / "texts.parquet"
    parquet.write_table(pa.table({"id": range(rows), "text": list(islice(cycle(texts), rows))}), path)
    return path


def measure(texts: Path, output: Path, engine: str, workers: int, part_rows: int) -> tuple[float, float, float]:
    """Return rows per second of the whole run and of what came behind the first part, and the processor seconds."""
    seen: list[tuple[float, int]] = []
    start, before = time.perf_counter(), sum(os.times()[:4])
    rows = label_file(
        texts,
        output,
        engine=engine,
        workers=workers,
        part_rows=part_rows,
        progress=lambda done, total: seen.append((time.perf_counter(), done)),
    )
    end = time.perf_counter()
    (first, done), (last, _) = seen[0], seen[-1]
    return rows / (end - start), (rows - done) / (last - first), sum(os.times()[:4]) - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--engine", default="local")
    parser.add_argument("--rows", type=int, default=40_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    print(f"{options.rows} rows, engine {options.engine}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with TemporaryDirectory() as folder:
        texts = source(Path(folder), options.file, options.rows)
        for workers in options.workers:
            output = Path(folder) / f"out-{workers}"
            whole, warm, cost = measure(texts, output, options.engine, workers, max(1, options.rows // 20))
            print(f"{workers} workers: {whole:,.0f} rows/s, {warm:,.0f} behind the first part, {cost:.1f} processor s")


if __name__ == "__main__":
    main()
