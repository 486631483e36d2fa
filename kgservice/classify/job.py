"""A bulk job on disk: where its parts lie, which job they belong to, and how they become one file.

The folder of parts holds ``part-000000.parquet`` and so on, ``_job.json`` (what job it is: a resumed run must be the
same), ``_input`` (a text file as Parquet, while the job runs) and ``_SUCCESS`` at the end. Readers of Parquet folders
pass over names with an underscore.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from kgservice import __version__, content
from kgservice.classify.frames import check, schema
from kgservice.classify.parts import Part, Work, cut
from kgservice.classify.staging import stage
from kgservice.classify.textfile import TextFile, open_parquet
from kgservice.classify.texts import Broken, kind_of
from kgservice.errors import MissingExtra, TableError

try:
    from pyarrow import parquet
except ImportError:
    raise MissingExtra("Labelling in bulk", "pyarrow", "frames") from None

RECORD, STAGED, SUCCESS = "_job.json", "_input", "_SUCCESS"
_METADATA = b"kgservice"
"""Under this key a finished file names its job."""


@dataclass(frozen=True)
class Job:
    """Label ``source`` into ``output`` (a ``.parquet`` file, or else a folder) in parts of at most ``most`` rows."""

    source: Path
    output: Path
    work: Work
    most: int

    @property
    def is_one_file(self) -> bool:
        """Tell whether the parts are joined at the end."""
        return self.output.suffix == ".parquet"

    @property
    def folder(self) -> Path:
        """Return where the parts lie."""
        return self.output.with_name(self.output.name + ".parts") if self.is_one_file else self.output

    @cached_property
    def identity(self) -> dict[str, object]:
        """Return what makes two runs the same job: release, files with size and time, work, rows of a part."""
        lexicon = [Path(self.work.lexicon)] if self.work.lexicon else []
        files = [(str(file.resolve()), file.stat().st_size, file.stat().st_mtime_ns) for file in self._files + lexicon]
        identity = {"kgservice": __version__, "files": files, "part_rows": self.most, **asdict(self.work)}
        return dict(json.loads(json.dumps(identity)))

    def finished_rows(self) -> int | None:
        """Return the number of rows when this very job has been finished already, else None."""
        if self.is_one_file:
            if not self.output.is_file():
                return None
            metadata = parquet.read_metadata(self.output)
            same = json.loads((metadata.metadata or {}).get(_METADATA, b"null")) == self.identity
            return int(metadata.num_rows) if same else None
        if not (self.folder / SUCCESS).is_file():
            return None
        self._compare()
        rows = [int(parquet.read_metadata(file).num_rows) for file in self.folder.glob("part-*.parquet")]
        return sum(rows)

    def parts(self, broken: Broken, *, resume: bool) -> tuple[Part, ...]:
        """Return all parts, those that are done among them.

        Turns texts into Parquet first.  Raises `TableError` for a column that is missing or holds no text, and for a
        folder that holds something else.
        """
        record = self.folder / RECORD
        if resume and record.is_file():
            self._compare()
        else:
            self._clear()
            self._stage(broken)
            content.replace(record, json.dumps(self.identity, indent=1).encode())
        return tuple(cut(self._sources, self.folder, self.work, self.most))

    def finish(self, parts: Sequence[Part]) -> None:
        """Join the parts, or mark their folder as whole; remove what only the run needed."""
        if self.is_one_file:
            self._join(parts)
            shutil.rmtree(self.folder)
        else:
            shutil.rmtree(self.folder / STAGED, ignore_errors=True)
            content.replace(self.folder / SUCCESS, b"")

    @property
    def _is_parquet(self) -> bool:
        return self.source.is_dir() or kind_of(self.source.name) == "parquet"

    @cached_property
    def _files(self) -> list[Path]:
        if not self.source.is_dir():
            return [self.source]
        files = sorted(file for file in self.source.glob("*.parquet") if not file.name.startswith(("_", ".")))
        if not files:
            fix = "Name a folder of Parquet files, or a file."
            raise TableError(str(self.source), None, None, "the folder holds no .parquet file", fix)
        return files

    @property
    def _sources(self) -> list[Path]:
        return self._files if self._is_parquet else sorted((self.folder / STAGED).glob("*.parquet"))

    def _stage(self, broken: Broken) -> None:
        if not self._is_parquet:
            with TextFile(self.source, self.work.column, broken) as texts:
                stage(texts, self.folder / STAGED, self.most)
        first = None
        for file in self._sources:
            own = open_parquet(file, self.work.column).schema_arrow
            check(own, self.work.column, schema(self.work.evidence, self.work.prefix))
            if first is not None and own != first:
                fix = "Give all files of a folder the same columns, in one order."
                raise TableError(str(file), None, None, f"its columns are not those of {self._sources[0].name}", fix)
            first = own

    def _clear(self) -> None:
        """Make the folder ready for a new job; raises `TableError` rather than remove anything of another's."""
        present = {file.name for file in self.folder.iterdir()} if self.folder.is_dir() else set()
        if self.is_one_file and RECORD in present:
            shutil.rmtree(self.folder)
        elif any(name != STAGED and not name.endswith(".partial") for name in present):
            fix = "Resume the job that it belongs to, or name another folder."
            raise TableError(str(self.folder), None, None, "the folder is not empty", fix)
        shutil.rmtree(self.folder / STAGED, ignore_errors=True)

    def _compare(self) -> None:
        begun = json.loads((self.folder / RECORD).read_bytes())
        for key, value in self.identity.items():
            if begun.get(key) != value:
                problem = f"the job was begun with {key} {begun.get(key)!r:.200}, not {value!r:.200}"
                fix = "Go on with the same, or begin anew in another place."
                raise TableError(str(self.folder / RECORD), None, None, problem, fix)

    def _join(self, parts: Sequence[Part]) -> None:
        """Write one file, a row group for each part, in one step."""
        partial = self.output.with_name(self.output.name + ".partial")
        whole = parquet.read_schema(parts[0].target)
        named = whole.with_metadata({**(whole.metadata or {}), _METADATA: json.dumps(self.identity).encode()})
        with parquet.ParquetWriter(partial, named) as writer:
            for part in parts:
                writer.write_table(parquet.read_table(part.target).replace_schema_metadata(named.metadata))
        partial.replace(self.output)
