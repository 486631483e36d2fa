"""Messages between a pool and its workers."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from kgservice.errors import KgserviceError, QueryError, QuerySyntaxError, QueryTooLarge
from kgservice.store import frames
from kgservice.store.base import Form, Query, Update

QUERY = Query("SELECT * { ?s ?p 'ä\u2028😀' }", Form.select, "text/csv", ("urn:a",), ("urn:b", "urn:c"))


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


Ends = tuple[socket.socket, socket.socket]


def test_a_query_comes_out_as_it_went_in(ends: Ends) -> None:
    ours, theirs = ends
    ours.sendall(frames.of_query(QUERY, 2**40))
    message = frames.Inbox(theirs).next()
    assert message is not None and message[:2] == (frames.Code.query, 2**40)
    assert frames.to_query(message.body) == QUERY


def test_an_update_comes_out_as_it_went_in() -> None:
    update = Update("DELETE WHERE { ?s ?p 'ä' }", ("urn:a",), ("urn:b", "urn:c"))
    (message,) = frames.take(bytearray(frames.of_update(update, 3)))
    assert message[:2] == (frames.Code.update, 3)
    assert frames.to_update(message.body) == update


def test_half_a_message_is_the_end(ends: Ends) -> None:
    ours, theirs = ends
    ours.sendall(frames.of_query(QUERY, 0)[:-1])
    ours.close()
    assert frames.Inbox(theirs).next() is None


@pytest.mark.parametrize("length", [1, 7, 13, 200])
def test_messages_in_pieces_come_whole_and_in_their_order(length: int) -> None:
    whole, buffer, found = b"".join(frames.of_query(QUERY, n) for n in range(3)), bytearray(), list[int]()
    for start in range(0, len(whole), length):
        buffer += whole[start : start + length]
        found += [message.number for message in frames.take(buffer)]
    assert (found, buffer) == ([0, 1, 2], bytearray())


def test_what_is_dropped_before_its_turn_never_comes(ends: Ends) -> None:
    ours, theirs = ends
    inbox = frames.Inbox(theirs)
    ours.sendall(b"".join(frames.of_query(QUERY, number) for number in range(4)))
    first = inbox.next()
    ours.sendall(b"".join(frames.pack(frames.Code.drop, b"", number) for number in (2, 0, 99)))
    rest = [inbox.next(), inbox.next()]
    assert [message.number for message in (first, *rest) if message] == [0, 1, 3]


def test_when_the_pool_has_left_nothing_more_is_begun(ends: Ends) -> None:
    ours, theirs = ends
    inbox = frames.Inbox(theirs)
    ours.sendall(b"".join(frames.of_query(QUERY, number) for number in range(3)))
    assert inbox.next() is not None
    ours.close()
    assert inbox.next() is None


@pytest.mark.parametrize(
    "error", [QuerySyntaxError("expected x", 2, 3), QueryTooLarge("too many rows"), QueryError("cannot")]
)
def test_an_error_is_raised_on_the_other_side(error: KgserviceError) -> None:
    (message,) = frames.take(bytearray(frames.of_error(error, 5)))
    with pytest.raises(type(error)) as caught:
        frames.to_answer(message)
    assert str(caught.value) == str(error)
    assert vars(caught.value) == vars(error)


def test_an_answer_is_its_body() -> None:
    assert frames.to_answer(frames.Message(frames.Code.answer, 1, b"body")) == b"body"
