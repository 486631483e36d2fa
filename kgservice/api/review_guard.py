"""Who may review over HTTP: nobody but the person at this machine, or people with the token of the settings.

A page of another site can send requests from a reviewer's browser, so every route asks for a token in a header, which
no form and no link can send.  With ``KGSERVICE_REVIEW_TOKEN`` people type it in.  Without, the service must listen on
loopback; it then makes a token of its own and writes it into the page, which only a browser that asks this machine by a
loopback name gets: a foreign name that leads to loopback (DNS rebinding) and a foreign origin are refused.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request

from kgservice.api import bearer
from kgservice.api.faults import ForbiddenError, UnauthorizedError
from kgservice.api.settings import Settings, SettingsError


@dataclass(frozen=True, slots=True)
class Guard:
    """``token``: what requests must show; ``is_shared``: whether people know it, so that the page must not give it."""

    token: str
    is_shared: bool

    def check_place(self, request: Request) -> None:
        """Raise `ForbiddenError` for a request that a page of another site may have sent."""
        host = request.headers.get("host", "")
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            raise ForbiddenError(f"Reviewing is not possible from {origin[:200]}. Open /review of this service itself.")
        if not self.is_shared and not is_loopback(request.url.hostname or ""):
            problem = f"Reviewing under the name {host[:200]} needs a token"
            raise ForbiddenError(f"{problem}. Use http://127.0.0.1, or set KGSERVICE_REVIEW_TOKEN.")

    def check(self, request: Request) -> None:
        """Raise `ForbiddenError` or `UnauthorizedError` unless the request may read and write rulings."""
        self.check_place(request)
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise ForbiddenError("Reviewing is not possible from another site. Open /review of this service itself.")
        if not bearer.shows(request, self.token):
            raise UnauthorizedError("The review token is missing or wrong. Send it as: Authorization: Bearer TOKEN.")


def make_guard(settings: Settings) -> Guard:
    """Return the guard of a service; raises `SettingsError` when strangers could rule."""
    if settings.review_token is not None:
        return Guard(settings.review_token.get_secret_value(), is_shared=True)
    if not is_loopback(settings.host):
        raise SettingsError(
            f"Reviewing on {settings.host} needs KGSERVICE_REVIEW_TOKEN: else whoever reaches the service could rule. "
            "Set one, or listen on 127.0.0.1."
        )
    return Guard(secrets.token_urlsafe(32), is_shared=False)


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine for sure.

    >>> [is_loopback(host) for host in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "localhost.example.org")]
    [True, True, True, False, False]
    """
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
