"""How many triples each graph of the store holds, counted again only after the store has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kgservice.errors import QueryError, QueryTimeout, QueryTooLarge, StoreUnavailable
from kgservice.store.base import Condition, Form, Query, Store

_COUNT = "SELECT ?g (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?g"
_QUERY = Query(_COUNT, Form.select, "application/sparql-results+json")


class Census:
    """The counts by the IRI of the graph; the default graph, which has none, is the empty text.

    Empty while the store cannot count, and for a server elsewhere, which may hold more than can be counted in time.
    """

    def __init__(self, store: Store) -> None:
        """Count when first asked."""
        self._store = store
        self._counted: Condition | None = None  # a store makes a new condition whenever it has changed
        self._counts: dict[str, int] = {}

    async def counts(self) -> Mapping[str, int]:
        """Return the counts, sorted by graph."""
        condition = self._store.condition
        if condition.triples is None:
            return {}
        if self._counted is not condition:
            try:
                answered = json.loads(await self._store.query(_QUERY))
            except (QueryError, QueryTimeout, QueryTooLarge, StoreUnavailable):
                return {}
            self._counts, self._counted = _counts(answered["results"]["bindings"]), condition
        return self._counts


def _counts(rows: list[dict[str, dict[str, str]]]) -> dict[str, int]:
    return dict(sorted((row["g"]["value"] if "g" in row else "", int(row["n"]["value"])) for row in rows))
