"""What a text says before any engine reads it."""

from __future__ import annotations

from contextlib import suppress

import pytest

from kgservice.errors import QueryRefused, QueryTooLarge
from kgservice.store import guard
from kgservice.store.base import Form

U = "<http://127.0.0.1:9/x>"

FORMS = {
    "select": ("SELECT * {}", Form.select),
    "lower case": ("ask {}", Form.ask),
    "after a prologue": ("BASE <urn:x> PREFIX select: <urn:y#> CONSTRUCT {} {}", Form.construct),
    "after a comment": ("# ASK\nDESCRIBE <urn:x>", Form.describe),
    "no space": ("SELECT?x{}", Form.select),
    "update": ("INSERT DATA { <urn:a> <urn:b> 1 }", Form.update),
    "drop": ("DROP ALL", Form.update),
    "update after a prologue": ("PREFIX ask: <urn:ask> DELETE WHERE {}", Form.update),
    "a word in a string": ('SELECT ("INSERT DATA" AS ?x) {}', Form.select),
    "nonsense": ("SELEKT * {}", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("text", "form"), FORMS.values(), ids=FORMS)
def test_the_form_is_the_first_keyword_outside_the_prologue(text: str, form: Form | None) -> None:
    assert guard.inspect(text) is form


REACHING_OUT = {
    "plain": f"SELECT * {{ SERVICE {U} {{ ?s ?p ?o }} }}",
    "lower case, no space": f"SELECT * {{ service{U}{{?s ?p ?o}} }}",
    "a variable": f"SELECT * {{ VALUES ?e {{ {U} }} SERVICE SILENT ?e {{ ?s ?p ?o }} }}",
    "keywords run together": "SELECT * { BIND(1 AS ?x) SERVICESILENT?e{?s ?p ?o} }",
    "keyword and prefix run together": "PREFIX : <http://127.0.0.1/> SELECT * { SERVICE:x {?s ?p ?o} }",
    "after a boolean": f"SELECT * {{ ?s ?p trueSERVICE{U}{{?a ?b ?c}} }}",
    "after a number": f"SELECT * {{ ?s ?p 1SERVICE{U}{{?a ?b ?c}} }}",
    "after a dot": f"SELECT * {{ ?s ?p ?o.SERVICE{U}{{?a ?b ?c}} }}",
    "nested in EXISTS": f"SELECT * {{ ?s ?p ?o FILTER EXISTS{{SERVICE {U} {{?a ?b ?c}}}} }}",
    "escaped letter": f"SELECT * {{ SERV\\u0049CE {U} {{?s ?p ?o}} }}",
    "after an escaped quote": f'SELECT * {{ ?s ?p "a\\u0022" . SERVICE {U} {{?a ?b ?c}} #"\n}}',
    "after a carriage return ends a comment": f"SELECT * {{ # \r SERVICE {U} {{?a ?b ?c}} }}",
    "between less-than and greater-than": f"SELECT * {{ ?s ?p ?o FILTER(?o<2) SERVICE {U} {{?a ?b ?c}} FILTER(?o>0) }}",
    "in a string that may be a comment": f'SELECT * {{ FILTER(?o <#x> """\n 2) SERVICE {U} {{?a ?b ?c}} #"""\n}}',
}


@pytest.mark.parametrize("text", REACHING_OUT.values(), ids=REACHING_OUT)
def test_every_way_to_write_service_is_refused(text: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        guard.inspect(text)


HARMLESS = {
    "in a string": 'SELECT * { ?s ?p "SERVICE <urn:x> {}" }',
    "in a long string": "SELECT * { ?s ?p '''\nSERVICE\n''' }",
    "in an IRI": "SELECT * { ?s <urn:SERVICE> ?o }",
    "in a variable": "SELECT ?service { ?s ?p ?service }",
    "in a local name": "PREFIX e: <urn:> SELECT * { ?s e:service ?o }",
    "in a comment": "SELECT * { ?s ?p ?o } # SERVICE <urn:x> {}",
    "an IRI with a fragment beside a string": 'SELECT * { ?s <urn:x#label> """two\nlines""" }',
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_the_word_service_elsewhere_does_no_harm(text: str) -> None:
    assert guard.inspect(text) is Form.select


def repeated(piece: str, times: int, *, joint: str = " ") -> str:
    return f"SELECT * {{ {joint.join([piece] * times)} }}"


TOO_MUCH = {
    "groups": "SELECT * " + "{" * 1000 + "}" * 1000,
    "brackets": "SELECT * { FILTER" + "(" * 1000 + "true" + ")" * 1000 + " }",
    "OR": "SELECT * { FILTER(" + " || ".join(["false"] * 20_000) + ") }",
    "sums": "SELECT * { FILTER(" + " + ".join(["1"] * 20_000) + " = 1) }",
    "negations": "SELECT * { FILTER(" + "!" * 20_000 + "true) }",
    "UNION": repeated("{ ?s <urn:x> ?o }", 5000, joint=" UNION "),
    "OPTIONAL": repeated("OPTIONAL { ?a ?b ?c }", 5000),
    "BIND": "SELECT * { " + " ".join(f"BIND({n} AS ?x{n})" for n in range(5000)) + " }",
    "MINUS": repeated("MINUS { ?a ?b ?c }", 5000),
    "GRAPH": repeated("GRAPH ?g {}", 5000),
    "columns": "SELECT " + " ".join(f"(1 AS ?v{n})" for n in range(5000)) + " {}",
    "triple patterns": repeated("?a <urn:p> ?b", 1000, joint=" . "),
    "triple patterns with names": "PREFIX e: <urn:> " + repeated("e:a e:p e:b.", 1000),
    "objects": "SELECT * { ?a <urn:p> " + ",".join(["?b"] * 1000) + " }",
    "path steps": "SELECT * { ?a " + "/".join(["<urn:p>"] * 1000) + " ?b }",
    "list items": "SELECT * { ?a <urn:p> (" + " 1" * 1000 + ") }",
    "words": "SELECT * { " + "a " * 30_000 + "}",
    "characters": "SELECT * {} #" + "x" * guard.MAX_CHARACTERS,
}


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_would_crash_or_stall_the_engine_is_refused(text: str) -> None:
    with pytest.raises(QueryTooLarge):
        guard.inspect(text)


ENOUGH = {
    "groups": "SELECT * " + "{" * guard.MAX_DEPTH + "}" * guard.MAX_DEPTH,
    "values": "SELECT * { VALUES ?x { " + "<http://example.org/abcdefghijklmnop> " * 20_000 + "} }",
    "rows of values": "SELECT * { VALUES (?x ?y) { " + "(1 -2.5) " * 20_000 + "} }",
    "members of IN": "SELECT * { FILTER(?x IN (" + ", ".join(map(str, range(20_000))) + ")) }",
    "text": "SELECT * { ?s ?p '" + "x" * 500_000 + "' }",
}


@pytest.mark.parametrize("text", ENOUGH.values(), ids=ENOUGH)
def test_long_data_is_no_complexity(text: str) -> None:
    assert guard.inspect(text) is Form.select


HARD_TO_SCAN = {
    "unclosed strings": "\"'" * 400_000,
    "unclosed long strings": ('"""' + "'''a") * 140_000,
    "escapes": '"' + "\\a" * 400_000,
    "names without colon": "SELECT * { VALUES ?x {" + "a." * 400_000,
    "numbers and dashes": "SELECT * { VALUES ?x {" + "1-" * 400_000,
    "less-than": "<a" * 400_000,
    "colons": ":" * 900_000,
    "white space": " " * 900_000,
}


@pytest.mark.parametrize("text", HARD_TO_SCAN.values(), ids=HARD_TO_SCAN)
def test_no_text_makes_the_scan_backtrack(text: str) -> None:
    """Quadratic time on these would take hours, so finishing is the proof."""
    with suppress(QueryTooLarge):
        guard.inspect(text)


LOADING = {
    "plain": f"LOAD {U}",
    "second operation": f"DROP ALL ; load silent {U} INTO GRAPH <urn:g>",
    "after braces, no space": f"INSERT DATA {{}}LOAD{U}",
    "keyword and prefix run together": "PREFIX : <http://127.0.0.1/> LOAD:x",
    "in a string that may be a comment": f'INSERT DATA {{ <#x> <#y> """\n}}; LOAD {U} #""" }}',
    "escaped": f"\\u004cOAD {U}",
}


@pytest.mark.parametrize("text", LOADING.values(), ids=LOADING)
def test_load_is_refused_wherever_an_operation_may_begin(text: str) -> None:
    with pytest.raises(QueryRefused, match="LOAD"):
        guard.inspect(text)


HARMLESS = {
    "a prefix": "PREFIX load: <urn:x> INSERT DATA { load:a load:b load:c }",
    "a string": "INSERT DATA { <urn:a> <urn:b> 'LOAD' }",
    "a query": "PREFIX load: <urn:x> DESCRIBE load:x",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_the_word_load_elsewhere_does_no_harm(text: str) -> None:
    assert guard.inspect(text) is not None


def test_data_may_be_long_and_patterns_not() -> None:
    triples = "<urn:a> <urn:b> 1 . " * 5000
    assert guard.inspect(f"INSERT DATA {{ GRAPH <urn:g> {{ {triples} }} }}") is Form.update
    with pytest.raises(QueryTooLarge, match="triple patterns"):
        guard.inspect(f"INSERT DATA {{ {triples} }} ; DELETE WHERE {{ {triples} }}")
