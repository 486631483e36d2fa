"""Writing the log of decisions so that nothing that a person ruled is ever lost.

Each row is appended under a lock, by one write that is on the disk before `append` returns: several programs may write
at once, and one that is killed tears at most the row that it had not confirmed.  `repair` takes such a torn end off.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kgservice import content, tsv
from kgservice.errors import TableError
from kgservice.tsv import Row
from kgservice.vocab import decisions
from kgservice.vocab.decisions import LATER_COLUMNS, LOG_COLUMNS, Decision, torn_end

TORN = ".torn"
"""What is added to the log's name for the file that keeps torn ends."""


def append(file: Path, ruled: Decision, labels: Mapping[str, str]) -> tuple[int, int]:
    """Put a decision at the end of the log; when this returns it is on the disk.

    Returns how many bytes the log had before and has now.  Makes the file with its header when there is none, and
    repairs a torn end first.  Raises `TableError`, with nothing written, when the decision breaks a rule of the table
    or needs a column that its header lacks.
    """
    cells = {column: getattr(ruled, column) for column in LOG_COLUMNS}
    _check_row(file, cells, labels)
    with _locked(file) as stream:
        _repair(file, stream)
        header = _header(stream)
        columns = header or LOG_COLUMNS
        _check_columns(file, columns, cells)
        text = tsv.dumps(columns, [cells])
        start = stream.seek(0, os.SEEK_END)
        _write(stream, text if not header else text.split("\n", 1)[1])
        if not start and os.name == "posix":
            _folder_to_disk(file.parent)
        return start, stream.tell()


def read(file: Path, labels: Mapping[str, str]) -> tuple[tuple[Decision, ...], int]:
    """Return all rows, as `decisions.read` does while nobody writes, and how many bytes they are in the file."""
    if not file.exists():
        return (), 0
    with file.open("rb") as stream:
        _lock(stream, is_shared=True)
        return decisions.read(file, labels), stream.seek(0, os.SEEK_END)


def repair(file: Path) -> str:
    """Take a torn end off the log and return it; "" when the log is whole or not there.

    The torn text is kept at the end of a file of the log's name plus ``.torn``.  A whole last line that only lacks its
    line break, as editors leave it, gets one.
    """
    if not file.exists():
        return ""
    with file.open("rb") as stream:
        if _ends_well(stream):
            return ""
    with _locked(file) as stream:
        return _repair(file, stream)


def _ends_well(stream: BinaryIO) -> bool:
    stream.seek(max(stream.seek(0, os.SEEK_END) - 1, 0))
    return stream.read() in (b"", b"\n")


def _repair(file: Path, stream: BinaryIO) -> str:
    if _ends_well(stream):
        return ""
    stream.seek(0)
    data = stream.read()
    torn = torn_end(data)
    if not torn:
        _write(stream, "\n")
        return ""
    with file.with_name(file.name + TORN).open("ab") as kept:
        kept.write(torn + b"\n")
        _to_disk(kept)
    stream.truncate(len(data) - len(torn))
    _to_disk(stream)
    return torn.decode("utf-8", "replace")


def _header(stream: BinaryIO) -> list[str]:
    """Return the names of the columns; empty for a new file."""
    stream.seek(0)
    lines = (line.decode().rstrip("\r\n") for line in stream)
    return next((line.split("\t") for line in lines if line and not line.startswith("#")), [])


def _check_row(file: Path, cells: Mapping[str, object], labels: Mapping[str, str]) -> None:
    """Raise `TableError` unless the strict reader will take the row."""
    written = tsv.dumps(LOG_COLUMNS, [cells]).split("\n")[1].split("\t")
    name = f"a decision for {content.display(file)}"
    decisions.decision(Row(dict(zip(LOG_COLUMNS, written, strict=True)), name, 1), labels)


def _check_columns(file: Path, columns: Sequence[str], cells: Mapping[str, object]) -> None:
    for column in LATER_COLUMNS:
        if cells[column] and column not in columns:
            fix = f"Add the column {column} to the header, and an empty cell to every row."
            raise TableError(content.display(file), 1, column, "the decision needs this column", fix)


def _write(stream: BinaryIO, text: str) -> None:
    stream.write(text.encode())
    _to_disk(stream)


def _to_disk(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _folder_to_disk(folder: Path) -> None:
    """Have the name of a new file outlast a power cut, as its content does."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _locked(file: Path) -> Iterator[BinaryIO]:
    """Yield the file open for reading and appending; nobody else has it so until the end.

    An editor may have put another file in its place while we waited, so the place is looked at again.
    """
    while True:
        with file.open("a+b") as stream:
            _lock(stream)
            if file.exists() and os.path.samestat(os.fstat(stream.fileno()), file.stat()):
                yield stream
                return


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: BinaryIO, *, is_shared: bool = False) -> None:
        stream.seek(1 << 40)  # beyond the end, so that others may still read
        msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _lock(stream: BinaryIO, *, is_shared: bool = False) -> None:
        """Wait for the lock; it ends with the file's closing, also when the program is killed."""
        fcntl.flock(stream, fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX)
