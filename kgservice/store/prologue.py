"""The project's prefixes, for people and programs that ask without declaring them, and back in what they are told."""

from __future__ import annotations

from kgservice.errors import QuerySyntaxError
from kgservice.namespaces import PREFIXES

_PROLOGUE = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items()) + "\n"


def declared(text: str) -> str:
    """Return a query with the prefixes declared, on a line of their own before it.

    >>> declared("ASK {}").splitlines()[1]
    'ASK {}'
    """
    return _PROLOGUE + text


def undeclared(error: QuerySyntaxError) -> QuerySyntaxError:
    """Return the error in a query that was `declared` with the line of the query itself.

    >>> undeclared(QuerySyntaxError("expected WHERE", 3, 1)).line
    2
    """
    return QuerySyntaxError(error.message, error.line - 1 if error.line else None, error.column)


def short(iri: str) -> str:
    """Return an IRI of the project with its prefix, any other as it is.

    >>> short("https://w3id.org/tone-kg/emotion/joy"), short("https://example.org/")
    ('emotion:joy', 'https://example.org/')
    """
    matching = [(begin, prefix) for prefix, begin in PREFIXES.items() if iri.startswith(begin) and iri != begin]
    return f"{max(matching)[1]}:{iri.removeprefix(max(matching)[0])}" if matching else iri
