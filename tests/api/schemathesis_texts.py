"""How schemathesis sends bodies that are neither JSON nor forms: as the text that the document gives as their type.

Named in SCHEMATHESIS_HOOKS by `test_schemathesis`.
"""

from __future__ import annotations

import json
from typing import Any

import schemathesis

TEXTS = (
    *("application/sparql-query", "application/sparql-update", "application/x-ndjson"),
    *("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
)


@schemathesis.serializer(*TEXTS)
def as_text(context: Any, value: Any) -> bytes:
    """Return text as it is, bytes too, and anything else as a line of JSON."""
    if isinstance(value, bytes):
        return value
    return (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "surrogatepass")
