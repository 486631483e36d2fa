"""The dataset that the protocol asks an update to read: ``using-graph-uri`` and ``using-named-graph-uri``.

The engine takes no dataset for an update, so the same is said in the text, as USING clauses of every operation that has
a WHERE (SPARQL 1.1 Protocol, section 2.2.3).  DELETE WHERE, which can have none, is written out first.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgservice.errors import QueryError
from kgservice.store import guard
from kgservice.store.base import Update


def with_using(update: Update) -> str:
    """Return the text of an update with the dataset that it shall read.

    Raises `QueryError` when the text chooses one too.

    >>> print(with_using(Update("DELETE { ?s ?p 1 } WHERE { ?s ?p 2 }", ("urn:g",))))
    DELETE { ?s ?p 1 } USING <urn:g> WHERE { ?s ?p 2 }
    >>> print(with_using(Update("DELETE WHERE { ?s ?p 2 }", (), ("urn:g",))))
    DELETE { ?s ?p 2 } USING NAMED <urn:g> WHERE { ?s ?p 2 }
    """
    if not (update.using or update.using_named):
        return update.text
    clauses = [f"USING <{iri}> " for iri in update.using] + [f"USING NAMED <{iri}> " for iri in update.using_named]
    return "".join(_pieces(update.text, "".join(clauses)))


def _pieces(text: str, clauses: str) -> Iterator[str]:
    done, last = 0, ""
    tokens = [(token, depth) for token, depth in guard.nested(text) if depth == 0]
    for number, (token, _) in enumerate(tokens):
        word = token[0].upper()
        if word in ("USING", "WITH"):
            raise QueryError(
                f"The update has {word} and the request names a dataset (using-graph-uri or using-named-graph-uri). "
                "Use one of the two."
            )
        if word == "WHERE":
            yield text[done : token.start()]
            if last == "DELETE":
                yield _block(text, tokens[number + 1 :]) + " "
            yield clauses
            done = token.start()
        last = word
    yield text[done:]


def _block(text: str, tokens: list[tuple[guard.Token, int]]) -> str:
    """Return the braces that come next, and what is in them; empty when there are none."""
    outer = [token for token, _ in tokens[:2]]
    return text[outer[0].start() : outer[1].end()] if [token[0] for token in outer] == ["{", "}"] else ""
