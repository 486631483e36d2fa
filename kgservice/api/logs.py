"""One line a request on standard error, as JSON or as text; and the server's own remarks in the same form.

A line holds the route's template, not the path: what users ask may be private.  The setting
``log_urls`` adds path and query string.
"""

from __future__ import annotations

import json
import logging
import time
from typing import Literal

Format = Literal["none", "text", "json"]

LOGGER = logging.getLogger("kgservice.api")
_OTHERS = ("uvicorn.error",)


def configure(format: Format) -> None:
    """Send the lines of this process to standard error; ``none``: only warnings and defects, as text."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if format == "json" else TextFormatter())
    for name in (LOGGER.name, *_OTHERS):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO if name == LOGGER.name and format != "none" else logging.WARNING)


class JsonFormatter(logging.Formatter):
    """A JSON object a line: ``time`` (UTC), ``level``, ``message``, the facts of a request, ``trace`` of a defect."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line (called by logging)."""
        written = {"time": _time(record, "%Y-%m-%dT%H:%M:%S"), "level": record.levelname.lower()}
        written |= {"message": record.getMessage()} | getattr(record, "facts", {})
        if record.exc_info:
            written["trace"] = self.formatException(record.exc_info)
        return json.dumps(written, ensure_ascii=True, separators=(",", ":"))


class TextFormatter(logging.Formatter):
    """The same for people: time, message, and the facts as ``name=value``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line (called by logging)."""
        facts = getattr(record, "facts", {})
        words = " ".join(f"{name}={_quoted(value)}" for name, value in facts.items())
        line = f"{_time(record, '%H:%M:%S')} {record.levelname.lower()} {record.getMessage()} {words}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def _time(record: logging.LogRecord, form: str) -> str:
    return f"{time.strftime(form, time.gmtime(record.created))}.{int(record.msecs):03d}Z"


def _quoted(value: object) -> str:
    r"""Return a value on one line, in quotes where it has spaces.

    >>> _quoted(12), _quoted("a\nb c")
    ('12', '"a\\nb c"')
    """
    text = str(value)
    return text if text.isprintable() and " " not in text and '"' not in text else json.dumps(text)
