"""Whole graphs of a store: read, replaced, added to and removed; the default graph is None.

`SparqlGraphs` says it in SPARQL, which every store understands.  `RemoteGraphs` passes it on to the Graph Store
protocol of a server elsewhere, which takes large graphs better than one long update.
"""

from __future__ import annotations

import json
from typing import Protocol
from urllib.parse import quote, urlsplit

from kgservice.errors import UnknownId
from kgservice.store.base import Form, Query, Store, Update
from kgservice.store.remote import Message, Remote

NTRIPLES = "application/n-triples"


class UnknownGraph(UnknownId):
    """The store has no graph of this name."""

    kind = "graph"


class Graphs(Protocol):
    """The graphs of a store; ``triples`` are N-Triples.  Raises what a `Store` raises."""

    async def has(self, graph: str | None) -> bool:
        """Tell whether there is such a graph; the default graph is always there."""

    async def read(self, graph: str | None, media_type: str) -> bytes:
        """Return a graph; raises `UnknownGraph`."""

    async def replace(self, graph: str | None, triples: str) -> None:
        """Have a graph hold these triples and nothing else."""

    async def add(self, graph: str | None, triples: str) -> None:
        """Add triples to a graph, which need not be there."""

    async def remove(self, graph: str | None) -> None:
        """Remove a graph, empty the default graph; raises `UnknownGraph`."""


class SparqlGraphs:
    """The graphs of any store: reading is a CONSTRUCT and writing an update."""

    def __init__(self, store: Store) -> None:
        """Keep the store."""
        self._store = store

    async def has(self, graph: str | None) -> bool:
        """Tell whether there is such a graph."""
        query = Query(f"ASK {{ GRAPH <{graph}> {{}} }}", Form.ask, "application/sparql-results+json")
        return graph is None or bool(json.loads(await self._store.query(query))["boolean"])

    async def read(self, graph: str | None, media_type: str) -> bytes:
        """Return a graph."""
        await self._known(graph)
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_within(graph, '?s ?p ?o')} }}"
        return await self._store.query(Query(text, Form.construct, media_type, is_whole=True))

    async def replace(self, graph: str | None, triples: str) -> None:
        """Have a graph hold these triples and nothing else, in one update."""
        empty = f"DROP SILENT GRAPH <{graph}>" if graph else "CLEAR DEFAULT"
        await self._insert(graph, triples, f"{empty} ; ")

    async def add(self, graph: str | None, triples: str) -> None:
        """Add triples to a graph."""
        await self._insert(graph, triples, "")

    async def remove(self, graph: str | None) -> None:
        """Remove a graph."""
        await self._known(graph)
        await self._store.update(Update(f"DROP GRAPH <{graph}>" if graph else "CLEAR DEFAULT"))

    async def _insert(self, graph: str | None, triples: str, before: str) -> None:
        create = f"CREATE SILENT GRAPH <{graph}> ; " if graph else ""
        await self._store.update(Update(f"{before}{create}INSERT DATA {{ {_within(graph, triples)} }}"))

    async def _known(self, graph: str | None) -> None:
        if not await self.has(graph):
            raise UnknownGraph(graph or "")


class RemoteGraphs:
    """The graphs of a server elsewhere, by the URL of its Graph Store protocol."""

    def __init__(self, server: Remote, url: str) -> None:
        """Keep whom to ask, and where."""
        self._server, self._url = server, urlsplit(url)

    async def has(self, graph: str | None) -> bool:
        """Tell whether there is such a graph."""
        return graph is None or await self._send("HEAD", graph, accept=NTRIPLES) is not None

    async def read(self, graph: str | None, media_type: str) -> bytes:
        """Return a graph."""
        return self._found(graph, await self._send("GET", graph, accept=media_type))

    async def replace(self, graph: str | None, triples: str) -> None:
        """Have a graph hold these triples and nothing else."""
        await self._send("PUT", graph, triples)

    async def add(self, graph: str | None, triples: str) -> None:
        """Add triples to a graph."""
        await self._send("POST", graph, triples)

    async def remove(self, graph: str | None) -> None:
        """Remove a graph."""
        self._found(graph, await self._send("DELETE", graph))

    async def _send(self, method: str, graph: str | None, triples: str = "", accept: str = "") -> bytes | None:
        """Return the answer; None when there is no such graph."""
        name = f"graph={quote(graph, safe='')}" if graph else "default"
        url = self._url._replace(query=f"{self._url.query}&{name}" if self._url.query else name)
        return await self._server.send(Message(url, triples.encode(), NTRIPLES, accept, method))

    @staticmethod
    def _found(graph: str | None, answered: bytes | None) -> bytes:
        if answered is None:
            raise UnknownGraph(graph or "")
        return answered


def _within(graph: str | None, triples: str) -> str:
    return f"GRAPH <{graph}> {{ {triples} }}" if graph else triples
