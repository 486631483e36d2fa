"""What can be wrong with a request as such, besides what `kgservice.errors` knows of content and queries."""

from __future__ import annotations

from collections.abc import Sequence

from kgservice.errors import KgserviceError


class BadRequestError(KgserviceError):
    """The request cannot be understood."""


class UnauthorizedError(KgserviceError):
    """The request lacks the token that it needs, or shows a wrong one."""


class ForbiddenError(KgserviceError):
    """The request comes from where it is not allowed to come from."""


class BodyTooLargeError(KgserviceError):
    """The body is longer than ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        """Keep the limit and make the message of it."""
        self.limit = limit
        super().__init__(
            f"The request body is longer than {limit} bytes. Send less at a time, or raise KGSERVICE_REQUEST_MAX_BYTES "
            "if this is your own server."
        )


class MediaTypeError(KgserviceError):
    """The body has another media type than those ``allowed``; ``given`` is empty when it names none."""

    def __init__(self, given: str, allowed: Sequence[str]) -> None:
        """Keep the facts and make the message of them."""
        self.given, self.allowed = given, tuple(allowed)
        said = f"is {given}" if given else "has no Content-Type"
        super().__init__(f"The request body {said}. Send one of: {', '.join(allowed)}.")


class NotAcceptableError(KgserviceError):
    """The client accepts none of the media types there are; ``available`` names them."""

    def __init__(self, accept: str, available: Sequence[str]) -> None:
        """Keep the facts and make the message of them."""
        self.available = tuple(available)
        super().__init__(f"Nothing of what Accept asks for ({accept[:200]}) is here. Ask for: {', '.join(available)}.")


class UrlTooLongError(KgserviceError):
    """The URL is longer than ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        """Keep the limit and make the message of it."""
        self.limit = limit
        super().__init__(f"The URL is longer than {limit} bytes. Send a query or text in the body of a POST request.")


class HeadersTooLargeError(KgserviceError):
    """The headers are longer than ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        """Keep the limit and make the message of it."""
        self.limit = limit
        super().__init__(f"The headers are longer than {limit} bytes. Send fewer or shorter ones.")


class TooSlowError(KgserviceError):
    """A ``part`` of a request, its head or its body, did not come within ``seconds``."""

    def __init__(self, part: str, seconds: float) -> None:
        """Keep the facts and make the message of them."""
        self.part, self.seconds = part, seconds
        super().__init__(f"The {part} of the request did not come within {seconds:g} s. Send it at once.")


class RateLimitedError(KgserviceError):
    """A client asks more often than ``limit`` times a minute; it may ask again in ``retry_after`` seconds."""

    def __init__(self, limit: int, retry_after: int) -> None:
        """Keep the facts and make the message of them."""
        self.limit, self.retry_after = limit, retry_after
        super().__init__(
            f"More than {limit} requests a minute came from your address. Wait {retry_after} s, or raise "
            "KGSERVICE_RATE_LIMIT if this is your own server."
        )


class BusyError(KgserviceError):
    """As many requests as may be, ``limit``, are being answered."""

    def __init__(self, limit: int) -> None:
        """Keep the limit and make the message of it."""
        self.limit = limit
        super().__init__(
            f"{limit} requests are being answered, and no more may be. Try again in a few seconds, or raise "
            "KGSERVICE_CONCURRENCY_LIMIT if this is your own server."
        )
