"""The same content in several file forms, each made when it is first asked for and then kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from kgservice.api.answers import Representation, represent
from kgservice.errors import UnknownId


class Form(NamedTuple):
    """One form: its media type, what it is for a reader, and how to make its bytes."""

    media_type: str
    what: str
    make: Callable[[], bytes]


class UnknownForm(UnknownId):
    """The content is not offered in this form."""

    kind = "form"


class Forms:
    """Forms by file extension."""

    def __init__(self, forms: Mapping[str, Form]) -> None:
        """Keep how to make them."""
        self._forms = dict(forms)
        self._made: dict[str, asyncio.Task[Representation]] = {}

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """Yield (extension, media type, what it is)."""
        return ((extension, form.media_type, form.what) for extension, form in self._forms.items())

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types, in order."""
        return tuple(form.media_type for form in self._forms.values())

    def extension(self, media_type: str) -> str:
        """Return the extension of a media type that is among `media_types`."""
        return next(extension for extension, form in self._forms.items() if form.media_type == media_type)

    async def get(self, extension: str) -> Representation:
        """Return one form, made in a thread the first time; raises `UnknownForm`."""
        if extension not in self._forms:
            raise UnknownForm(extension, self._forms)
        if extension not in self._made:
            self._made[extension] = asyncio.create_task(self._make(self._forms[extension]))
        return await asyncio.shield(self._made[extension])

    async def _make(self, form: Form) -> Representation:
        return represent(await asyncio.to_thread(form.make), form.media_type)
