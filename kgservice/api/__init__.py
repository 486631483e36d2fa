"""The service: SPARQL, REST look-ups, labelling, dereferenceable ids and downloads over HTTP.

`app` puts it together, `server` runs it.  FastAPI loads when `create_app` is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["create_app"]

if TYPE_CHECKING:
    from kgservice.api.app import create_app


def __getattr__(name: str) -> object:
    if name != "create_app":
        raise AttributeError(f"module 'kgservice.api' has no attribute {name!r}")
    from kgservice.api.app import create_app

    return create_app
