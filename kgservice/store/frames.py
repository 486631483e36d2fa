"""How a pool and its workers talk over a socket: one head of fixed size, then the body it announces.

A head is a code (what kind of message) and the length of the body.  Bodies of queries are marshalled, which is quick,
and safe because only a pool writes them; bodies of answers are the answer itself or the text of an error.  Nothing more
is read into those, because a worker has read a stranger's text.
"""

from __future__ import annotations

import json
import marshal
import socket
import struct
from collections.abc import Callable
from enum import IntEnum

from kgservice.errors import KgserviceError, QueryError, QuerySyntaxError, QueryTooLarge
from kgservice.store.base import Form, Query, Update

HEAD = struct.Struct("!BI")


class Code(IntEnum):
    """What a message is: a query, an update, the answer, or one of the errors that the engine finds."""

    query = 0
    answer = 1
    syntax = 2
    too_large = 3
    failed = 4
    update = 5


def pack(code: Code, body: bytes) -> bytes:
    r"""Return a message as bytes.

    >>> pack(Code.answer, b"yes")
    b'\x01\x00\x00\x00\x03yes'
    """
    return HEAD.pack(code, len(body)) + body


def of_query(query: Query) -> bytes:
    """Return the message that asks a worker."""
    facts = (query.text, query.form.value, query.media_type, query.default_graphs, query.named_graphs, query.is_whole)
    return pack(Code.query, marshal.dumps(facts))


def to_query(body: bytes) -> Query:
    """Read what `of_query` wrote, without its head."""
    text, form, media_type, default, named, is_whole = marshal.loads(body)
    return Query(text, Form(form), media_type, default, named, is_whole)


def of_update(update: Update) -> bytes:
    """Return the message that asks for an update; its answer is the number of triples afterwards."""
    return pack(Code.update, marshal.dumps((update.text, update.using, update.using_named)))


def to_update(body: bytes) -> Update:
    """Read what `of_update` wrote, without its head."""
    return Update(*marshal.loads(body))


def of_error(error: KgserviceError) -> bytes:
    """Return the message that reports an error of the engine."""
    if isinstance(error, QuerySyntaxError):
        facts = (error.message, error.line, error.column)
        return pack(Code.syntax, json.dumps(facts).encode())
    return pack(Code.too_large if isinstance(error, QueryTooLarge) else Code.failed, str(error).encode())


def to_answer(code: int, body: bytes) -> bytes:
    """Return the body of an answer, or raise the error that it reports."""
    if code == Code.answer:
        return body
    if code == Code.syntax:
        raise QuerySyntaxError(*json.loads(body))
    error: Callable[[str], KgserviceError] = QueryTooLarge if code == Code.too_large else QueryError
    raise error(body.decode())


def receive(connection: socket.socket) -> tuple[int, bytes] | None:
    """Wait for one message and return its code and body; None once the other side has closed.

    The other side sends no further message before it has its answer, so what comes is read as it comes.
    """
    data = connection.recv(1 << 16)
    if 0 < len(data) < HEAD.size:
        data += _exactly(connection, HEAD.size - len(data))
    if len(data) < HEAD.size:
        return None
    code, length = HEAD.unpack_from(data)
    body = data[HEAD.size :]
    if len(body) < length:
        body += _exactly(connection, length - len(body))
    return (code, body) if len(body) == length else None


def _exactly(connection: socket.socket, length: int) -> bytearray:
    """Return ``length`` bytes, fewer only when the other side has closed."""
    data = bytearray()
    while len(data) < length:
        piece = connection.recv(min(length - len(data), 1 << 20))
        if not piece:
            break
        data += piece
    return data
