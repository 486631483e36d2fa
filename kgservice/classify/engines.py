"""The engines that label the parts of a bulk job: a process pool, Ray Data, Spark.

In: parts.  Out: the number of rows of each part as it is finished, in any order.  Each calls `parts.label_part` on
each part, somewhere; none of them moves a text through this process.  Ray and Spark workers on other machines must
see the files by the same paths.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Any

from kgservice.classify.arrow import pa
from kgservice.classify.parts import DONE, TASK, Part, label_part, label_rows, to_row
from kgservice.errors import KgserviceError, MissingExtra

Engine = Callable[[Sequence[Part], int], Iterator[int]]

_log = logging.getLogger(__name__)
_FRUITLESS = 3
"""So many times in a row workers may die without a part being finished."""


def run_local(parts: Sequence[Part], workers: int) -> Iterator[int]:
    """Label parts in ``workers`` processes of this machine; for one worker that is this process.

    When one is killed the others' parts are kept and what is missing begins anew.  Raises `KgserviceError` when
    workers keep dying without finishing anything.  A script that calls this needs ``if __name__ == "__main__":``.
    """
    if workers == 1:
        yield from map(label_part, parts)
        return
    left, fruitless = list(parts), 0
    while left:
        try:
            yield from _run_pool(left, workers)
            return
        except BrokenProcessPool:
            before, left = len(left), [part for part in left if not part.is_done]
        fruitless = fruitless + 1 if len(left) == before else 0
        if fruitless == _FRUITLESS:
            file = left[0].source
            raise KgserviceError(f"{file}: workers were killed {_FRUITLESS} times. Give less memory-hungry parts.")
        _log.warning("a worker was killed; %d parts are begun anew", len(left))


def _run_pool(parts: Sequence[Part], workers: int) -> Iterator[int]:
    context = multiprocessing.get_context("spawn")  # a fork would copy the locks of Arrow's threads
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_follow_parent)
    try:
        for finished in as_completed([pool.submit(label_part, part) for part in parts]):
            yield finished.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _follow_parent() -> None:
    """Leave Ctrl-C to the parent, and end when it does, even if it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def wait() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def run_ray(parts: Sequence[Part], workers: int) -> Iterator[int]:
    """Label parts by Ray Data, on the cluster of ``RAY_ADDRESS`` or a local one of ``workers`` processors.

    Ray begins the part of a worker that died anew.  Raises `MissingExtra` without Ray.
    """
    try:
        import ray
        import ray.data
    except ImportError:
        raise MissingExtra("The engine ray", "ray", "ray") from None
    own = not ray.is_initialized()
    if own:
        _start_ray(workers)
    try:
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        ray.data.DataContext.get_current().enable_progress_bars = False
        tasks = ray.data.from_items([to_row(part) for part in parts], override_num_blocks=len(parts))
        done = tasks.map_batches(
            label_rows, batch_size=1, batch_format="pyarrow", compute=ray.data.TaskPoolStrategy(workers)
        )
        for row in done.iter_rows():
            yield int(row["rows"])
    finally:
        if own:
            ray.shutdown()


def _start_ray(workers: int) -> None:
    import ray

    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported anywhere
    local: dict[str, Any] = {} if "RAY_ADDRESS" in os.environ else {"num_cpus": workers, "include_dashboard": False}
    ray.init(logging_level=logging.ERROR, log_to_driver=False, **local)


def run_spark(parts: Sequence[Part], workers: int) -> Iterator[int]:
    """Label parts by Spark, in the session that is active or configured, else in a local one of ``workers`` threads.

    Spark begins the part of a task that failed anew.  Raises `MissingExtra` without pyspark.
    """
    try:
        from pyspark import SparkConf
        from pyspark.sql import SparkSession
        from pyspark.sql.pandas.types import from_arrow_schema
    except ImportError:
        raise MissingExtra("The engine spark", "pyspark", "spark") from None
    active = SparkSession.getActiveSession()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setAppName("kgservice").setIfMissing("spark.master", f"local[{workers}]")
    if str(conf.get("spark.master")).startswith("local"):
        for name, value in _SPARK_LOCAL.items():
            conf.setIfMissing(name, value)
    session = active or SparkSession.builder.config(conf=conf).getOrCreate()
    try:
        rows = session.sparkContext.parallelize([tuple(to_row(part).values()) for part in parts], len(parts))
        tasks = session.createDataFrame(rows, from_arrow_schema(TASK))
        for row in tasks.mapInArrow(_label_batches, from_arrow_schema(DONE)).collect():
            yield row["rows"]
    finally:
        if active is None:
            session.stop()


_SPARK_LOCAL = {
    **dict.fromkeys(("spark.driver.host", "spark.driver.bindAddress"), "127.0.0.1"),
    **dict.fromkeys(("spark.ui.enabled", "spark.ui.showConsoleProgress"), "false"),
}
"""Settings of a Spark on this machine alone: it listens on loopback only."""


def _label_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield from label_rows(batch).to_batches()


ENGINES: dict[str, Engine] = {"local": run_local, "ray": run_ray, "spark": run_spark}
