"""The embedded engine: an in-memory Oxigraph store in this process.

It has no deadline and no memory limit of its own and a hostile text can end the process, so strangers' queries go
through `pool`, which runs this class in processes that may be killed.
"""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgservice.errors import QueryError, QuerySyntaxError, QueryTooLarge, StoreUnavailable
from kgservice.namespaces import BASE
from kgservice.store.base import Condition, Limits, Query, Source

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

RESULT_FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""How tables and booleans can be written."""

GRAPH_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
"""How RDF can be read and written."""

_Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
_PREFIX = re.compile(r"\bPREFIX\s+([A-Za-z][\w-]*):\s*<([^<>\"{}|^`\\\x00-\x20]*)>", re.IGNORECASE | re.ASCII)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
# What ends a row of a table, and how many such ends there are beside those of the rows.  Inside a JSON string a quote
# always follows a backslash, inside XML "<" is escaped; a line break inside a CSV value counts as a row.
_ROW_ENDS: dict[str, tuple[re.Pattern[bytes] | None, int]] = {
    "application/sparql-results+json": (re.compile(rb'(?<!\\)"\}\},\{|\{\},'), -1),
    "application/sparql-results+xml": (re.compile(rb"</result>"), 0),
    "text/csv": (re.compile(rb"\n"), 1),
    "text/tab-separated-values": (re.compile(rb"\n"), 1),
}


class Oxigraph:
    r"""RDF in memory, and the answers to queries over it.

    >>> from kgservice.store.base import Form
    >>> engine = Oxigraph()
    >>> engine.load(b"<urn:a> <urn:b> 1 .", "text/turtle")
    >>> engine.answer(Query("SELECT ?o { ?s ?p ?o }", Form.select, "text/csv"))
    b'o\r\n1\r\n'
    >>> engine.answer(Query("SELECT ?o {", Form.select, "text/csv"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kgservice.errors.QuerySyntaxError: line 1, column 12: expected one of ...
    """

    def __init__(self, limits: Limits | None = None) -> None:
        """Make an empty store; of ``limits`` only rows and answer size hold here, not time and memory."""
        self._store = ox.Store()
        self._limits = limits or Limits()

    def __len__(self) -> int:
        """Return how many triples it holds."""
        return len(self._store)

    def load(self, data: bytes, media_type: str) -> None:
        """Add RDF to the default graph; raises `StoreUnavailable` when it cannot be parsed."""
        try:
            self._store.load(data, format=GRAPH_FORMATS[media_type], base_iri=BASE)
        except (SyntaxError, ValueError, OSError) as error:
            raise StoreUnavailable(f"The content cannot be loaded as {media_type}: {error}") from error

    def load_all(self, sources: Iterable[Source]) -> None:
        """Add every source; raises `StoreUnavailable`."""
        for source in sources:
            self.load(b"".join(source.read()), source.media_type)

    def answer(self, query: Query) -> bytes:
        """Answer a query in its media type; raises `QuerySyntaxError`, `QueryTooLarge` or `QueryError`."""
        try:
            results = self._results(query)
            sink = _Sink(self._limits, query.media_type)
            if isinstance(results, ox.QueryTriples):
                triples = _counted(results, self._limits.rows)
                ox.serialize(triples, sink, GRAPH_FORMATS[query.media_type], prefixes=_prefixes(query.text))
            else:
                results.serialize(sink, RESULT_FORMATS[query.media_type])
        except SyntaxError as error:
            raise _syntax_error(str(error)) from None
        except MemoryError:
            raise too_much_memory(self._limits) from None
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"The query could not be evaluated: {error}") from None
        return sink.whole()

    def _results(self, query: Query) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if not (query.default_graphs or query.named_graphs):
            return self._store.query(query.text, base_iri=BASE)
        default: list[_Graph] = [ox.NamedNode(iri) for iri in query.default_graphs]
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in query.named_graphs]
        return self._store.query(query.text, base_iri=BASE, default_graph=default, named_graphs=named)


class InProcess:
    """A `Store` without processes, for systems that cannot fork: no limit on time or memory, one query at a time."""

    def __init__(self, sources: Sequence[Source], limits: Limits) -> None:
        """Keep what to load."""
        self._sources, self._engine = sources, Oxigraph(limits)
        self._turn = asyncio.Lock()
        self._loading: asyncio.Task[None] | None = None

    @property
    def condition(self) -> Condition:
        """How the store is now; ``degraded`` at best, because its limits do not hold."""
        if self._loading is None or not self._loading.done():
            return Condition("starting")
        if error := self._loading.exception():
            return Condition("failed", detail=str(error))
        return Condition(
            "degraded", len(self._engine), "No fork on this system: a query's time and memory have no limit."
        )

    async def start(self) -> None:
        """Begin to load in a thread."""
        self._loading = asyncio.create_task(asyncio.to_thread(self._engine.load_all, self._sources))

    async def query(self, query: Query) -> bytes:
        """Answer a query in a thread."""
        if self._loading is None:
            raise StoreUnavailable("The store has not been started.")
        await asyncio.shield(self._loading)
        async with self._turn:
            return await asyncio.to_thread(self._engine.answer, query)

    async def close(self) -> None:
        """Wait for the loading to end: a thread cannot be stopped."""
        if self._loading is not None:
            await asyncio.wait([self._loading])


def too_much_memory(limits: Limits) -> QueryTooLarge:
    """Return the error for a query that passed the memory limit."""
    return QueryTooLarge(
        f"The query needed more than {limits.memory >> 20} MB of memory and was stopped. Select less, sort less, or "
        "raise KGSERVICE_QUERY_MEMORY_MB if this is your own server."
    )


def _too_many_rows(rows: int) -> QueryTooLarge:
    return QueryTooLarge(
        f"The answer has more than {rows} rows. Add LIMIT, or raise KGSERVICE_QUERY_MAX_ROWS "
        "if this is your own server."
    )


class _Sink(io.BytesIO):
    """Takes the answer piece by piece, and refuses it once it is too long or has too many rows."""

    def __init__(self, limits: Limits, media_type: str) -> None:
        super().__init__()
        self._limits = limits
        self._row_end, self._others = _ROW_ENDS.get(media_type, (None, 0))
        self._length = self._counted = self._rows = 0

    def write(self, piece: Buffer, /) -> int:
        written = super().write(piece)
        self._length += written
        if self._length > self._limits.answer:
            size = f"{self._limits.answer >> 20} MB"
            raise QueryTooLarge(f"The answer is longer than {size}. Add LIMIT, or take the downloads at /ontology.")
        if self._length - self._counted > 1 << 20:
            self._count()
        return written

    def whole(self) -> bytes:
        self._count()
        return self.getvalue()

    def _count(self) -> None:
        """Count the rows of what came since the last count."""
        if self._row_end is not None:
            with self.getbuffer() as body:
                self._rows += len(self._row_end.findall(body, self._counted))
            self._counted = self._length
            if self._rows - self._others > self._limits.rows:
                raise _too_many_rows(self._limits.rows)


def _prefixes(text: str) -> dict[str, str]:
    """Return the prefixes that a query declares: the names that whoever asks knows."""
    return {name: iri for name, iri in _PREFIX.findall(text) if ":" in iri}


def _counted(triples: Iterable[ox.Triple], rows: int) -> Iterator[ox.Triple]:
    for number, triple in enumerate(triples):
        if number == rows:
            raise _too_many_rows(rows)
        yield triple


def _syntax_error(message: str) -> QuerySyntaxError:
    """Return the error with the line and column that the parser put into its message."""
    if place := _PLACE.match(message):
        return QuerySyntaxError(place[3], int(place[1]), int(place[2]))
    return QuerySyntaxError(message)
