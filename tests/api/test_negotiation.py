"""What clients send as Accept, and what they get."""

from __future__ import annotations

import pytest

from kgservice.api.faults import NotAcceptableError
from kgservice.api.negotiation import GRAPHS, HTML, JSON, JSONLD, NTRIPLES, RDFXML, TABLES, TURTLE, choose

RESULTS_JSON, RESULTS_XML, CSV, TSV = TABLES
PAGES = (*GRAPHS, HTML, JSON)

CHOICES = {
    "none": (None, TABLES, RESULTS_JSON),
    "empty": ("", GRAPHS, TURTLE),
    "exact": (RESULTS_XML, TABLES, RESULTS_XML),
    "upper case": (TSV.upper(), TABLES, TSV),
    "parameters": ("text/csv; charset=utf-8; header=present", TABLES, CSV),
    "anything": ("*/*", TABLES, RESULTS_JSON),
    "a type": ("text/*", TABLES, CSV),
    "another name": ("application/json", TABLES, RESULTS_JSON),
    "another name of RDF/XML": ("application/xml;q=0.9, text/turtle;q=0.8", GRAPHS, RDFXML),
    "weights": (f"{RESULTS_XML};q=0.3, {RESULTS_JSON};q=0.9", TABLES, RESULTS_JSON),
    "weights the other way": (f"{RESULTS_JSON};q=0.3, {RESULTS_XML};q=0.9", TABLES, RESULTS_XML),
    "equals: ours first": (f"{NTRIPLES}, {JSONLD}", GRAPHS, JSONLD),
    "refused": (f"{RESULTS_XML};q=0, */*", TABLES, RESULTS_JSON),
    "refused the first": (f"{RESULTS_JSON};q=0, */*;q=0.1", TABLES, RESULTS_XML),
    "the more exact counts": ("text/*;q=0.2, text/csv;q=0.9, application/*;q=0.5", TABLES, CSV),
    "unknown and anything": ("image/png, */*;q=0.1", TABLES, RESULTS_JSON),
    "a browser": ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", PAGES, HTML),
    "a browser at a table": ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", TABLES, RESULTS_XML),
    "JSON where JSON-LD is there too": (JSON, PAGES, JSON),
    "JSON where only JSON-LD is": (JSON, GRAPHS, JSONLD),
    "white space": ("  text/turtle ;  q = 0.5 ,application/n-triples;q=0.4", GRAPHS, TURTLE),
    "quoted comma": ('text/turtle;x="a, b;q=0";q=0.5, application/n-triples;q=0.4', GRAPHS, TURTLE),
    "garbage is passed over": (",,;q=abc, */*;q=, a/b/c;;", TABLES, RESULTS_JSON),
    "garbage alone": ("nonsense", TABLES, RESULTS_JSON),
    "weight above 1": ("text/csv;q=7, application/json;q=1", TABLES, RESULTS_JSON),
}


@pytest.mark.parametrize(("accept", "offers", "chosen"), CHOICES.values(), ids=CHOICES)
def test_the_client_gets_what_it_likes_best(accept: str | None, offers: tuple[str, ...], chosen: str) -> None:
    assert choose(accept, offers) == chosen


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0.5", "*/*;q=0", "text/*;q=0"])
def test_what_is_not_there_is_refused_with_what_is(accept: str) -> None:
    with pytest.raises(NotAcceptableError, match=CSV) as caught:
        choose(accept, TABLES)
    assert caught.value.available == TABLES


LONG = {
    "parameters": "a/b;;;;;;" * 800,
    "unclosed quotes": 'a/b;"' * 1600,
    "ranges": "a/b, " * 13_000,
    "separators": ";" * 65_000,
    "one unclosed quote": "a/b" + ";" * 8000 + '"',
}


@pytest.mark.parametrize("accept", LONG.values(), ids=LONG)
def test_no_header_makes_the_parser_backtrack(accept: str) -> None:
    """Exponential time on these would not end, so ending is the proof."""
    try:
        chosen = choose(accept, TABLES)
    except NotAcceptableError as error:
        assert len(str(error)) < 500
    else:
        assert chosen == RESULTS_JSON
