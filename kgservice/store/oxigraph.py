"""The embedded engine: an Oxigraph store in this process, in memory or in a folder.

It has no deadline and no memory limit of its own and a hostile text can end the process, so strangers' queries go
through `pool`, which runs this class in processes that may be killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kgservice.errors import KgserviceError, QueryError, QuerySyntaxError, StoreUnavailable
from kgservice.namespaces import BASE
from kgservice.store import guard
from kgservice.store.base import Condition, Limits, Query, Source, Update
from kgservice.store.sink import Sink, too_many_rows, too_much_memory
from kgservice.store.using import with_using

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

Asked = TypeVar("Asked")
Answered = TypeVar("Answered")
_Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
_PREFIX = re.compile(r"\bPREFIX\s+([A-Za-z][\w-]*):\s*<([^<>\"{}|^`\\\x00-\x20]*)>", re.IGNORECASE | re.ASCII)
_MERGE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class Oxigraph:
    r"""RDF in memory or in a folder, the answers to queries over it, and updates.

    >>> from kgservice.store.base import Form
    >>> engine = Oxigraph()
    >>> engine.load(b"<urn:a> <urn:b> 1 .", "text/turtle")
    >>> engine.answer(Query("SELECT ?o { ?s ?p ?o }", Form.select, "text/csv"))
    b'o\r\n1\r\n'
    >>> engine.answer(Query("SELECT ?o {", Form.select, "text/csv"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kgservice.errors.QuerySyntaxError: line 1, column 12: expected one of ...
    """

    def __init__(
        self,
        limits: Limits | None = None,
        path: Path | None = None,
        *,
        read_only: bool = False,
        is_union: bool = False,
    ) -> None:
        """Make an empty store, or open the one in the folder ``path``, which only one process at a time may write.

        ``read_only`` gives it as it is now, whatever a writer does later.  ``is_union``: its default graph is all
        graphs together, which holds as long as no triple stands in two and nobody writes; else `complete` fills it.  Of
        ``limits`` only rows and answer size hold here, not time and memory.  Raises `StoreUnavailable` when the folder
        cannot be opened.
        """
        self._limits, self._is_union = limits or Limits(), is_union
        try:
            self._store = ox.Store.read_only(str(path)) if read_only else ox.Store(path)
        except OSError as error:
            raise StoreUnavailable(f"The store in {path} cannot be opened: {error}") from None

    def __len__(self) -> int:
        """Return how many triples it holds."""
        return len(self._store)

    def load(self, data: bytes, media_type: str, graph: str | None = None) -> None:
        """Add RDF to the graph of that IRI, else to those that it names, else to the default graph.

        Raises `StoreUnavailable` when it cannot be parsed.
        """
        named = ox.NamedNode(graph) if graph else None
        try:
            self._store.load(data, ox.RdfFormat.from_media_type(media_type), base_iri=BASE, to_graph=named)
        except (SyntaxError, ValueError, OSError) as error:
            raise StoreUnavailable(f"The content cannot be loaded as {media_type}: {error}") from error

    def complete(self) -> None:
        """Have the default graph answer for all that is loaded, and everything on disk, if it is in a folder."""
        if not self._is_union:
            self._store.update(_MERGE)
        self._store.flush()

    def load_all(self, sources: Iterable[Source]) -> None:
        """Add every source; raises `StoreUnavailable`."""
        for source in sources:
            self.load(b"".join(source.read()), source.media_type, source.graph)
        self.complete()

    def update(self, update: Update) -> None:
        """Carry out an update, wholly or not at all; in a folder it is on disk when this returns.

        Raises `QuerySyntaxError`, `QueryTooLarge` or `QueryError`.
        """
        if self._is_union:
            raise QueryError("This store was opened for reading only.")
        try:
            self._store.update(with_using(update), base_iri=BASE)
            self._store.flush()
        except SyntaxError as error:
            raise syntax_error(str(error)) from None
        except MemoryError:
            raise too_much_memory(self._limits) from None
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"The update could not be carried out: {error}") from None

    def answer(self, query: Query) -> bytes:
        """Answer a query in its media type; raises `QuerySyntaxError`, `QueryTooLarge` or `QueryError`."""
        try:
            results = self._results(query)
            sink = Sink(self._limits, query.media_type)
            if isinstance(results, ox.QueryTriples):
                triples = _counted(results, sys.maxsize if query.is_whole else self._limits.rows)
                ox.serialize(triples, sink, GRAPH_FORMATS[query.media_type], prefixes=_prefixes(query.text))
            else:
                results.serialize(sink, RESULT_FORMATS[query.media_type])
        except SyntaxError as error:
            raise syntax_error(str(error)) from None
        except MemoryError:
            raise too_much_memory(self._limits) from None
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"The query could not be evaluated: {error}") from None
        return sink.whole()

    def _results(self, query: Query) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if not (query.default_graphs or query.named_graphs):
            is_union = self._is_union and not guard.has_dataset(query.text)  # the engine would pass over FROM
            return self._store.query(query.text, base_iri=BASE, use_default_graph_as_union=is_union)
        default: list[_Graph] = [ox.NamedNode(iri) for iri in query.default_graphs]
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in query.named_graphs]
        return self._store.query(query.text, base_iri=BASE, default_graph=default, named_graphs=named)


class InProcess:
    """A `Store` without processes, for systems that cannot fork: no limit on time or memory, one query at a time."""

    def __init__(
        self, sources: Sequence[Source], limits: Limits, path: Path | None = None, *, read_only: bool = False
    ) -> None:
        """Keep what to load; into the folder ``path``, if given, only when it is empty.

        ``read_only``: nobody will write to it.
        """
        self._engine = Oxigraph(limits, path, is_union=read_only and path is None)
        self._sources = sources if not len(self._engine) else ()
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
        async with self._ready():
            return await asyncio.to_thread(in_thread, self._engine.answer, query)

    async def update(self, update: Update) -> None:
        """Carry out an update in a thread."""
        async with self._ready():
            await asyncio.to_thread(in_thread, self._engine.update, update)

    async def close(self) -> None:
        """Wait for the loading to end: a thread cannot be stopped."""
        if self._loading is not None:
            await asyncio.wait([self._loading])

    @contextlib.asynccontextmanager
    async def _ready(self) -> AsyncIterator[None]:
        """Wait until everything is loaded, then for one's turn."""
        if self._loading is None:
            raise StoreUnavailable("The store has not been started.")
        await asyncio.shield(self._loading)
        async with self._turn:
            yield


def in_thread(work: Callable[[Asked], Answered], asked: Asked) -> Answered:
    """Return what the engine does, with errors that hold nothing of it: its objects may not leave their thread."""
    try:
        return work(asked)
    except KgserviceError as error:
        error.__context__ = None
        raise error.with_traceback(None)  # noqa: B904


def _prefixes(text: str) -> dict[str, str]:
    """Return the prefixes that a query declares: the names that whoever asks knows."""
    return {name: iri for name, iri in _PREFIX.findall(text) if ":" in iri}


def _counted(triples: Iterable[ox.Triple], rows: int) -> Iterator[ox.Triple]:
    for number, triple in enumerate(triples):
        if number == rows:
            raise too_many_rows(rows)
        yield triple


def syntax_error(message: str) -> QuerySyntaxError:
    """Return the error with the line and column that the parser put into its message."""
    if place := _PLACE.match(message):
        return QuerySyntaxError(place[3], int(place[1]), int(place[2]))
    return QuerySyntaxError(message)
