"""Messages between a pool and its workers."""

from __future__ import annotations

import socket

import pytest

from kgservice.errors import KgserviceError, QueryError, QuerySyntaxError, QueryTooLarge
from kgservice.store import frames
from kgservice.store.base import Form, Query, Update

QUERY = Query("SELECT * { ?s ?p 'ä\u2028😀' }", Form.select, "text/csv", ("urn:a",), ("urn:b", "urn:c"))


def test_a_query_comes_out_as_it_went_in() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(frames.of_query(QUERY))
        message = frames.receive(theirs)
    assert message is not None and message[0] == frames.Code.query
    assert frames.to_query(message[1]) == QUERY


def test_an_update_comes_out_as_it_went_in() -> None:
    update = Update("DELETE WHERE { ?s ?p 'ä' }", ("urn:a",), ("urn:b", "urn:c"))
    message = frames.of_update(update)
    assert frames.HEAD.unpack_from(message)[0] == frames.Code.update
    assert frames.to_update(message[frames.HEAD.size :]) == update


def test_half_a_message_is_the_end() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            ours.sendall(frames.of_query(QUERY)[:-1])
        assert frames.receive(theirs) is None


@pytest.mark.parametrize(
    "error", [QuerySyntaxError("expected x", 2, 3), QueryTooLarge("too many rows"), QueryError("cannot")]
)
def test_an_error_is_raised_on_the_other_side(error: KgserviceError) -> None:
    message = frames.of_error(error)
    code, _ = frames.HEAD.unpack_from(message)
    with pytest.raises(type(error)) as caught:
        frames.to_answer(code, message[frames.HEAD.size :])
    assert str(caught.value) == str(error)
    assert vars(caught.value) == vars(error)


def test_an_answer_is_its_body() -> None:
    assert frames.to_answer(frames.Code.answer, b"body") == b"body"
