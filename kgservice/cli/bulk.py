"""The part of ``kgservice classify`` that labels files in parts, to Parquet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kgservice.classify.texts import Broken
from kgservice.cli.output import remarks
from kgservice.cli.progress import bar


class Engine(StrEnum):
    """What labels the parts: processes of this machine, Ray Data, Spark."""

    local = "local"
    ray = "ray"
    spark = "spark"


@dataclass(frozen=True)
class Run:
    """The options of one run, as `kgservice.classify.bulk.label_file` takes them."""

    source: Path
    output: Path
    column: str
    evidence: bool
    prefix: str
    lexicon: str
    engine: Engine | None
    workers: int | None
    part_rows: int | None
    resume: bool

    def label(self, broken: Broken) -> None:
        """Label with a progress bar; without an engine by one process of this machine."""
        from kgservice.classify.bulk import PART_ROWS, label_file
        from kgservice.classify.parts import Work

        with bar() as progress:
            task = progress.add_task("labelling", total=None)
            rows = label_file(
                self.source,
                self.output,
                Work(self.column, self.evidence, self.prefix, self.lexicon),
                engine=self.engine or Engine.local,
                workers=self.workers if self.engine else self.workers or 1,
                part_rows=self.part_rows or PART_ROWS,
                resume=self.resume,
                broken=broken,
                progress=lambda done, total: progress.update(task, completed=done, total=total),
            )
        remarks.print(f"{rows} texts labelled")
