"""The token that a request shows: ``Authorization: Bearer TOKEN``."""

from __future__ import annotations

import secrets

from starlette.requests import Request


def shows(request: Request, token: str) -> bool:
    """Tell whether a request shows a token, in a time that does not depend on how much of it is right."""
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    return secrets.compare_digest(shown.strip().encode(), token.encode()) and scheme.lower() == "bearer"
