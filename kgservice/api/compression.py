"""Answers compressed with gzip where the client takes that; only what is text and often asked for goes through here."""

from __future__ import annotations

import gzip

from starlette.requests import Request

from kgservice.api.answers import Representation

LEVEL = 6
LEAST_BYTES = 512
"""A shorter answer is sent as it is."""


def compressed(
    request: Request, made: Representation, zipped: bytes | None = None
) -> tuple[Representation, dict[str, str]]:
    """Return what to send for a representation, and the headers that say so.

    ``zipped``: its bytes compressed already, where they are kept.  The tag of the compressed form differs, as RFC 9110
    asks of a strong tag.
    """
    varies = {"Vary": "Accept, Accept-Encoding"}
    if len(made.body) < LEAST_BYTES or not _takes_gzip(request.headers.get("accept-encoding", "")):
        return made, varies
    body = gzip.compress(made.body, LEVEL, mtime=0) if zipped is None else zipped
    return Representation(body, made.media_type, f'{made.etag[:-1]}-gz"'), varies | {"Content-Encoding": "gzip"}


def _takes_gzip(accepted: str) -> bool:
    """Tell whether Accept-Encoding names gzip, and not with the weight 0."""
    for element in accepted.lower().split(","):
        name, _, weight = element.strip().partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
