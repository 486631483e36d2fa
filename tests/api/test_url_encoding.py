"""Parameters that are read at once are read as the standard library reads them."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgservice.api import body
from kgservice.errors import UnreadableText


@given(st.text(), st.sampled_from((quote, quote_plus)), st.sampled_from(("", "/:;?@!$'()*,")))
def test_an_encoded_value_is_what_was_encoded(text: str, encode: object, safe: str) -> None:
    encoded = "query=" + encode(text.encode("utf-8", "replace"), safe=safe)  # type: ignore[operator]
    assert body._fields(encoded, "It").one("query") == text.encode("utf-8", "replace").decode()


@given(st.text(st.sampled_from('aZ09%=+-_.~&;\r\n\t {}"<>?#\x00ä😀EF'), max_size=30))
def test_any_text_is_read_as_the_library_reads_it(text: str) -> None:
    encoded = "query=" + text
    try:
        expected = parse_qsl(encoded, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(UnreadableText):
            body._fields(encoded, "It")
    else:
        assert body._fields(encoded, "It").pairs == tuple(expected)


def test_a_query_as_clients_send_it_is_read_at_once() -> None:
    text = "PREFIX a: <urn:a#>\nASK { ?s a:b 'é' }"
    assert body._single("query=" + quote(text, safe="")) == ("query", text)
