"""Label files of any size, in parts, on an engine: processes of this machine, Ray or Spark (extras ``ray``, ``spark``).

In: a Parquet file, a folder of them, or a file of texts.  Out: Parquet with the same rows in the same order and the
columns of `columns` behind their own, as one file or as a folder of parts.  Each part is written whole when it is
finished, so whatever is killed, the engine's workers or all of it, the parts that are there stay and the others are
labelled later (``resume``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from kgservice.classify.engines import ENGINES
from kgservice.classify.job import Job
from kgservice.classify.parts import Part, Work
from kgservice.classify.texts import Broken, stop
from kgservice.errors import UnknownId

PART_ROWS = 20_000
"""Rows of a part by default: what is labelled again at most for each worker that is killed."""

Progress = Callable[[int, int], None]
"""Called with the rows finished so far and all rows."""


class UnknownEngine(UnknownId):
    """No engine has this name."""

    kind = "engine"


def label_file(
    source: Path,
    output: Path,
    work: Work | None = None,
    *,
    engine: str = "local",
    workers: int | None = None,
    part_rows: int = PART_ROWS,
    resume: bool = False,
    broken: Broken = stop,
    progress: Progress | None = None,
) -> int:
    """Label every row of ``source`` and return how many rows there are.

    ``output``: a ``.parquet`` file, or else a folder for the parts.  ``work``: the column and what to add.  ``engine``:
    local, ray or spark.  ``workers``: how many at once, by default one a processor.  ``part_rows``: at most so many
    rows in a part (and in a row group of the file).  ``resume``: keep what an interrupted run of the same job has
    finished; without it a file is replaced and a folder that holds parts is refused.  ``broken``: see `read_texts`.

    Raises `TableError` for a column that is missing or no text, parts that are there already or belong to another
    job; `UnknownEngine`; `MissingExtra`.

    >>> from tempfile import TemporaryDirectory
    >>> import pyarrow as pa, pyarrow.parquet as pq
    >>> with TemporaryDirectory() as folder:
    ...     source, output = Path(folder) / "in.parquet", Path(folder) / "out.parquet"
    ...     pq.write_table(pa.table({"id": [1, 2], "text": ["so sad", None]}), source)
    ...     label_file(source, output, workers=1)
    ...     pq.read_table(output, columns=["id", "primary"]).to_pylist()
    2
    [{'id': 1, 'primary': 'sadness'}, {'id': 2, 'primary': None}]
    """
    if engine not in ENGINES:
        raise UnknownEngine(engine, ENGINES)
    job = Job(source, output, work or Work(), part_rows)
    if resume and (rows := job.finished_rows()) is not None:
        return rows
    parts = job.parts(broken, resume=resume)
    _run(parts, engine, workers or os.cpu_count() or 1, progress)
    job.finish(parts)
    return sum(part.rows for part in parts)


def _run(parts: Sequence[Part], engine: str, workers: int, progress: Progress | None) -> None:
    pending = [part for part in parts if not part.is_done]
    total = sum(part.rows for part in parts)
    done = total - sum(part.rows for part in pending)
    for rows in ENGINES[engine](pending, min(workers, len(pending))) if pending else ():
        done += rows
        if progress:
            progress(done, total)
