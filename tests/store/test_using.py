"""The dataset of the protocol, said in the text of an update."""

from __future__ import annotations

import pytest

from kgservice.errors import QueryError
from kgservice.store.base import Update
from kgservice.store.using import with_using

BOTH = Update("", ("urn:a", "urn:b"), ("urn:n",))
CLAUSES = "USING <urn:a> USING <urn:b> USING NAMED <urn:n> "
WRITTEN = {
    "modify": (
        "DELETE {?s ?p 1} INSERT {?s ?p 2} WHERE {?s ?p ?o}",
        "DELETE {?s ?p 1} INSERT {?s ?p 2} %sWHERE {?s ?p ?o}",
    ),
    "sub-query": (
        "INSERT {<a> <b> ?n} WHERE {{SELECT ?n WHERE {?s ?p ?n}}}",
        "INSERT {<a> <b> ?n} %sWHERE {{SELECT ?n WHERE {?s ?p ?n}}}",
    ),
    "delete where": (
        "DELETE WHERE {GRAPH ?g {?s ?p ?o}}",
        "DELETE {GRAPH ?g {?s ?p ?o}} %sWHERE {GRAPH ?g {?s ?p ?o}}",
    ),
    "two operations": ("INSERT {} WHERE {}; INSERT {} where {}", "INSERT {} %sWHERE {}; INSERT {} %swhere {}"),
    "none with WHERE": ("INSERT DATA {<a> <b> 'WHERE'} # WHERE", "INSERT DATA {<a> <b> 'WHERE'} # WHERE"),
}


@pytest.mark.parametrize(("text", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_every_where_gets_the_clauses(text: str, expected: str) -> None:
    assert with_using(Update(text, BOTH.using, BOTH.using_named)) == expected.replace("%s", CLAUSES)


@pytest.mark.parametrize("text", ["WITH <urn:g> DELETE {} WHERE {}", "INSERT {} USING <urn:g> WHERE {}"])
def test_two_datasets_are_an_error(text: str) -> None:
    with pytest.raises(QueryError, match="Use one of the two"):
        with_using(Update(text, ("urn:a",)))


def test_without_a_dataset_the_text_stays() -> None:
    assert with_using(Update("WITH <urn:g> DELETE {} WHERE {}")) == "WITH <urn:g> DELETE {} WHERE {}"
