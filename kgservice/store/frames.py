"""How a pool and its workers talk over a socket: one head of fixed size, then the body it announces.

A head is a code (what kind of message), a number that the answer gets too, and the length of the body.  Bodies of
queries are marshalled, which is quick, and safe because only a pool writes them; bodies of answers are the answer
itself or the text of an error.  Nothing more is read into those, because a worker has read a stranger's text.
"""

from __future__ import annotations

import json
import marshal
import socket
import struct
from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple

from kgservice.errors import KgserviceError, QueryError, QuerySyntaxError, QueryTooLarge
from kgservice.store.base import Form, Query, Update

HEAD = struct.Struct("!BQI")
_PIECE = 1 << 16


class Code(IntEnum):
    """What a message is: a query, an update, "do not begin that one", the answer, or an error that the engine finds."""

    query = 0
    answer = 1
    syntax = 2
    too_large = 3
    failed = 4
    update = 5
    drop = 6


class Message(NamedTuple):
    """A message as it was read; ``number`` is that of the question."""

    code: int
    number: int
    body: bytes


def pack(code: Code, body: bytes, number: int = 0) -> bytes:
    r"""Return a message as bytes.

    >>> pack(Code.answer, b"yes", 7)
    b'\x01\x00\x00\x00\x00\x00\x00\x00\x07\x00\x00\x00\x03yes'
    """
    return HEAD.pack(code, number, len(body)) + body


def take(buffer: bytearray) -> list[Message]:
    """Remove the whole messages at the beginning of a buffer and return them.

    >>> buffer = bytearray(pack(Code.answer, b"yes", 7) + pack(Code.answer, b"no", 8)[:-1])
    >>> take(buffer), len(buffer)
    ([Message(code=1, number=7, body=b'yes')], 14)
    """
    found, start, size = [], 0, HEAD.size
    while len(buffer) - start >= size:
        code, number, length = HEAD.unpack_from(buffer, start)
        end = start + size + length
        if len(buffer) < end:
            break
        found.append(Message(code, number, bytes(memoryview(buffer)[start + size : end])))
        start = end
    if start:
        del buffer[:start]
    return found


class Inbox:
    """What the other side of a connection asks, in its order, without what it has asked to drop meanwhile."""

    def __init__(self, connection: socket.socket) -> None:
        """Read from a connection that blocks."""
        self._connection = connection
        self._buffer, self._waiting = bytearray(), dict[int, Message]()

    def next(self) -> Message | None:
        """Wait for a question; None once the other side has closed, whatever it has asked before."""
        try:
            is_open = not self._waiting or self._read(socket.MSG_DONTWAIT)
        except BlockingIOError:
            is_open = True
        while is_open and not self._waiting:
            is_open = self._read()
        return self._waiting.pop(next(iter(self._waiting))) if is_open else None

    def _read(self, flags: int = 0) -> bool:
        """Read what is there, and tell whether anything will ever come."""
        self._buffer += (data := self._connection.recv(_PIECE, flags))
        for message in take(self._buffer):
            if message.code == Code.drop:
                self._waiting.pop(message.number, None)
            else:
                self._waiting[message.number] = message
        return bool(data)


def of_query(query: Query, number: int) -> bytes:
    """Return the message that asks a worker."""
    facts = (query.text, query.form.value, *query[2:])
    return pack(Code.query, marshal.dumps(facts), number)


def to_query(body: bytes) -> Query:
    """Read what `of_query` wrote, without its head."""
    text, form, *facts = marshal.loads(body)
    return Query(text, Form(form), *facts)


def of_update(update: Update, number: int) -> bytes:
    """Return the message that asks for an update; its answer is the number of triples afterwards."""
    return pack(Code.update, marshal.dumps((update.text, update.using, update.using_named)), number)


def to_update(body: bytes) -> Update:
    """Read what `of_update` wrote, without its head."""
    return Update(*marshal.loads(body))


def of_error(error: KgserviceError, number: int) -> bytes:
    """Return the message that reports an error of the engine."""
    if isinstance(error, QuerySyntaxError):
        facts = (error.message, error.line, error.column)
        return pack(Code.syntax, json.dumps(facts).encode(), number)
    return pack(Code.too_large if isinstance(error, QueryTooLarge) else Code.failed, str(error).encode(), number)


def to_answer(reply: Message) -> bytes:
    """Return the body of an answer, or raise the error that it reports."""
    if reply.code == Code.answer:
        return reply.body
    if reply.code == Code.syntax:
        raise QuerySyntaxError(*json.loads(reply.body))
    error: Callable[[str], KgserviceError] = QueryTooLarge if reply.code == Code.too_large else QueryError
    raise error(reply.body.decode())
