"""Short queries are let through by their length; the long way round says the same of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgservice.errors import KgserviceError
from kgservice.store import guard

WORDS = (
    *(
        "PREFIX a: <urn:a#>",
        "prefix select: <urn:x>",
        "BASE <urn:b>",
        "# ask\n",
        "SELECT",
        "ask",
        "Construct",
        "DESCRIBE",
    ),
    *(
        "*",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "SERVICE",
        "service",
        "LOAD",
        "INSERT",
        "OPTIONAL",
        "UNION",
        "FILTER",
        "VALUES",
    ),
    *(
        "?s",
        "a:b",
        "<urn:c>",
        "'text'",
        '"""long\n',
        "\\u0053",
        "/",
        "^",
        "||",
        ".",
        ";",
        ",",
        "1",
        "true",
        "a",
        ":",
        "<",
    ),
)
PIECES = st.lists(st.sampled_from(WORDS), max_size=60)


def said(text: str) -> object:
    """What the scan of every token says of a text."""
    try:
        return guard._scan(text)
    except KgserviceError as error:
        return type(error)


@given(PIECES, st.sampled_from(("", " ")))
def test_a_text_that_is_let_through_by_its_length_is_let_through_by_its_tokens(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert guard._short_form(text) in (None, said(text))


@given(st.sampled_from("({["), st.integers(250, 262))
def test_depth_is_refused_at_any_length(bracket: str, depth: int) -> None:
    text = "ASK " + bracket * depth
    assert (guard._short_form(text) is None) == (depth > guard.MAX_DEPTH)
    assert guard._short_form(text) in (None, said(text))


def test_the_usual_query_takes_the_short_way() -> None:
    text = "PREFIX tone: <https://w3id.org/tone-kg/schema#>\nSELECT ?e WHERE { ?e tone:tier 1 }"
    assert guard._short_form(text) == "SELECT"
