"""Answers as bytes with an entity tag, and lists cut into pages: what every route that looks something up shares."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from kgservice.api import negotiation, problems
from kgservice.api.parameters import Page

T = TypeVar("T")


class Representation(NamedTuple):
    """One form of something: its bytes, its media type, and the entity tag that changes with the bytes."""

    body: bytes
    media_type: str
    etag: str


def represent(body: bytes, media_type: str) -> Representation:
    """Return bytes with a strong entity tag."""
    return Representation(body, media_type, f'"{sha256(body).hexdigest()[:20]}"')


def as_json(value: object, media_type: str = negotiation.JSON) -> Representation:
    """Return a value as JSON; a lone surrogate, which UTF-8 cannot hold, is written as its JSON escape."""
    return represent(dumps(value), media_type)


def dumps(value: object) -> bytes:
    r"""Return a value as compact JSON in UTF-8.

    >>> dumps({"text": "\ud83d é"})
    b'{"text":"\\ud83d \xc3\xa9"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def paged(items: Sequence[T], page: Page, card: Callable[[T], object]) -> dict[str, Any]:
    """Return one page of a list as ``items`` and ``next``, which is None after the last item.

    >>> paged("abc", Page(limit=2, cursor=0), str.upper)
    {'items': ['A', 'B'], 'next': 2}
    >>> paged("abc", Page(limit=2, cursor=9), str.upper)
    {'items': [], 'next': None}
    """
    end = page.cursor + page.limit
    return {"items": [card(item) for item in items[page.cursor : end]], "next": end if end < len(items) else None}


def joined(cards: Iterable[bytes], following: int | None) -> bytes:
    """Return one page of a list as `dumps` writes it, of items that are JSON already.

    >>> joined([b'{"id":"joy"}', b'{"id":"fear"}'], 2)
    b'{"items":[{"id":"joy"},{"id":"fear"}],"next":2}'
    """
    return b'{"items":[%s],"next":%s}' % (b",".join(cards), b"null" if following is None else b"%d" % following)


def everything(items: Sequence[object]) -> dict[str, Any]:
    """Return a list that is never cut as ``items`` and ``next``."""
    return {"items": list(items), "next": None}


def answer(request: Request, representation: Representation, **headers: str) -> Response:
    """Return the representation, or only its tag when the client has it already."""
    return conditional(request.headers.get("if-none-match", ""), representation, **headers)


def conditional(tags: str, representation: Representation, **headers: str) -> Response:
    """Return the representation, or only its tag when the client has one of ``tags``, as If-None-Match names them."""
    headers = {"ETag": representation.etag, "Cache-Control": "no-cache"} | headers
    if _has(tags, representation.etag):
        return Response(None, problems.NOT_MODIFIED, headers)
    return Response(representation.body, headers=headers, media_type=representation.media_type)


def _has(tags: str, etag: str) -> bool:
    """Tell whether If-None-Match names a tag; weak comparison, RFC 9110, section 13.1.2."""
    return bool(tags) and any(
        tag.strip().removeprefix("W/") in (etag.removeprefix("W/"), "*") for tag in tags.split(",")
    )
