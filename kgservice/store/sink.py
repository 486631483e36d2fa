"""Where an answer is collected: it stops growing at the limits of rows and bytes, whichever store it comes from."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from kgservice.errors import QueryTooLarge
from kgservice.store.base import Limits

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

# What ends a row of a table, and how many such ends there are beside those of the rows.  Inside a JSON string a quote
# always follows a backslash, inside XML "<" is escaped; a line break inside a CSV value counts as a row.
_ROW_ENDS: dict[str, tuple[re.Pattern[bytes] | None, int]] = {
    "application/sparql-results+json": (re.compile(rb'(?<!\\)"\s*\}\s*\}\s*,\s*\{|\{\s*\},'), -1),
    "application/sparql-results+xml": (re.compile(rb"</result>"), 0),
    "text/csv": (re.compile(rb"\n"), 1),
    "text/tab-separated-values": (re.compile(rb"\n"), 1),
}


def too_much_memory(limits: Limits) -> QueryTooLarge:
    """Return the error for a query that passed the memory limit."""
    return QueryTooLarge(
        f"The query needed more than {limits.memory >> 20} MB of memory and was stopped. Select less, sort less, or "
        "raise KGSERVICE_QUERY_MEMORY_MB if this is your own server."
    )


def too_many_rows(rows: int) -> QueryTooLarge:
    """Return the error for an answer that passed the limit of rows."""
    return QueryTooLarge(
        f"The answer has more than {rows} rows. Add LIMIT, or raise KGSERVICE_QUERY_MAX_ROWS "
        "if this is your own server."
    )


class Sink(io.BytesIO):
    """Takes the answer piece by piece, and refuses it once it is too long or has too many rows."""

    def __init__(self, limits: Limits, media_type: str) -> None:
        """Take an answer of a media type."""
        super().__init__()
        self._limits = limits
        self._row_end, self._others = _ROW_ENDS.get(media_type, (None, 0))
        self._length = self._counted = self._rows = 0
        self._is_refused = False

    def write(self, piece: Buffer, /) -> int:
        """Take a piece; raises `QueryTooLarge`, once: the engine still writes what it holds when it is let go."""
        if self._is_refused:
            return memoryview(piece).nbytes
        written = super().write(piece)
        self._length += written
        if self._length > self._limits.answer:
            size = f"{self._limits.answer >> 20} MB"
            self._is_refused = True
            raise QueryTooLarge(f"The answer is longer than {size}. Add LIMIT, or take the downloads at /ontology.")
        if self._length - self._counted > 1 << 20:
            self._count()
        return written

    def whole(self) -> bytes:
        """Return the answer; raises `QueryTooLarge`."""
        if self._length > self._limits.rows:  # no row takes less than a byte
            self._count()
        return self.getvalue()

    def _count(self) -> None:
        """Count the rows of what came since the last count."""
        if self._row_end is not None:
            with self.getbuffer() as body:
                self._rows += len(self._row_end.findall(body, self._counted))
            self._counted = self._length
            if self._rows - self._others > self._limits.rows:
                self._is_refused = True
                raise too_many_rows(self._limits.rows)
