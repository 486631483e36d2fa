"""A small graph: a hundred people in a ring, each knowing the next.

Cross products of it outlast any deadline: 300 triples, so 27 million rows of three patterns, 8 billion of four.
"""

from __future__ import annotations

from kgservice.store.base import Form, Limits, Query, Source

PEOPLE = 100
TRIPLES = 3 * PEOPLE
RING = "".join(
    f'<urn:p:{n}> <urn:knows> <urn:p:{(n + 1) % PEOPLE}> ; <urn:name> "person {n}"@en ; <urn:age> {n} .\n'
    for n in range(PEOPLE)
).encode()
LIMITS = Limits(seconds=1, memory=256 << 20, rows=1000)


def ring() -> Source:
    return Source("ring", "text/turtle", lambda: [RING])


def select(text: str, media_type: str = "text/csv") -> Query:
    return Query(text, Form.select, media_type)
