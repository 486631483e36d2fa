"""What every store offers, and the plain objects that pass between a store and who asks it.

A store gets a query that `guard.inspect` has let through, with the media type that the answer shall have, and gives the
answer as bytes: whole or not at all, so that an error always comes before the first byte.  An update is done wholly or
not at all too, and no query sees half of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol


class Form(StrEnum):
    """The four forms of a SPARQL query, and ``update`` for every operation that changes the store."""

    select = "SELECT"
    ask = "ASK"
    construct = "CONSTRUCT"
    describe = "DESCRIBE"
    update = "update"

    @property
    def is_graph(self) -> bool:
        """Tell whether the answer is RDF (CONSTRUCT, DESCRIBE) and not a table or a boolean."""
        return self in (Form.construct, Form.describe)


class Query(NamedTuple):
    """One query, ready to be answered.

    ``media_type``: one of `oxigraph.RESULT_FORMATS` for a table or a boolean, of `oxigraph.GRAPH_FORMATS` for RDF.
    ``default_graphs``, ``named_graphs``: the dataset that the protocol asks for, as IRIs; when both are empty the
    query's own FROM clauses hold, else the store's dataset.  ``is_whole``: it reads a whole graph, so the limit on rows
    does not hold, only that on bytes.
    """

    text: str
    form: Form
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """One SPARQL update: operations in a row, done together or not at all.

    ``using``, ``using_named``: the dataset that the protocol asks for, as IRIs; when both are empty the operations' own
    USING and WITH clauses hold.
    """

    text: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query or update may cost, in seconds of wall time, bytes of memory, rows and bytes of answer.

    Memory is what it needs beyond the store's.  Rows are solutions for SELECT, triples for CONSTRUCT and DESCRIBE.
    """

    seconds: float = 10.0
    memory: int = 512 << 20
    rows: int = 100_000
    answer: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """RDF to load: what it is called, its media type, and how to read it (chunks; read again after a restart).

    ``graph``: the IRI of the named graph that it is; None for what belongs to no graph, or names its graphs itself.
    """

    name: str
    media_type: str
    read: Callable[[], Iterable[bytes]]
    graph: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """How a store is: ``status`` is ``starting``, ``ready``, ``degraded`` or ``failed``.

    ``triples``: how many it holds, counted in each graph where they are stored; None before it has loaded.
    ``detail``: what a person should know, maybe empty.
    """

    status: str
    triples: int | None = None
    detail: str = ""


class Store(Protocol):
    """Answers queries, does updates.  `start` begins to load and returns at once; `close` leaves nothing running."""

    @property
    def condition(self) -> Condition:
        """How the store is now."""

    async def start(self) -> None:
        """Begin to load; queries that come before it is done wait."""

    async def query(self, query: Query) -> bytes:
        """Answer a query in its media type.

        Raises `QuerySyntaxError`, `QueryTimeout`, `QueryTooLarge` or `StoreUnavailable`.  Cancelling stops the work.
        """

    async def update(self, update: Update) -> None:
        """Carry out an update; queries that come after it has returned see all of it.

        Raises what `query` raises; nothing has changed then.
        """

    async def close(self) -> None:
        """Stop everything that the store started."""
