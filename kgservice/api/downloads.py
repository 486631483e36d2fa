"""Downloads: ``/ontology`` by Accept, ``/ontology.EXT``, ``/ontology/VERSION.EXT``, ``/lexicon.EXT``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from kgservice.api import html, negotiation, service
from kgservice.api.answers import answer
from kgservice.api.negotiation import HTML
from kgservice.api.problems import DOCUMENTED
from kgservice.errors import UnknownId
from kgservice.ontology import formats

router = APIRouter(tags=["downloads"], responses=DOCUMENTED, default_response_class=Response)

Extension = Annotated[str, Path(description="The extension of a form.", examples=["ttl"])]


class UnknownRelease(UnknownId):
    """The service does not hold that release."""

    kind = "release"

    def __init__(self, wanted: str, held: str) -> None:
        """Name the release that there is."""
        super().__init__(wanted)
        self.nearest = (held,)
        self.args = (f"{self.args[0]} This service holds {held}.",)


@router.get("/ontology", summary="The ontology, by Accept")
async def ontology(request: Request) -> Response:
    """Return the ontology in the form that Accept asks for; a browser gets a page with all of them."""
    return await _by_accept(request)


@router.get("/ontology.{extension}", summary="The ontology as a file")
async def ontology_file(request: Request, extension: Extension) -> Response:
    """Return the ontology as `ttl`, `owl`, `jsonld`, `nt`, `skos`, `sssom` or `csv`."""
    return await _file(request, extension, "ontology")


@router.get("/ontology/{release}", summary="One release of the ontology")
async def ontology_release(
    request: Request, release: Annotated[str, Path(description="VERSION or VERSION.EXT", examples=["0.1.0.ttl"])]
) -> Response:
    """Return the ontology if it is of this version: by Accept, or as a file when an extension is given."""
    version = service.of(request).ontology.version
    if release == version:
        return await _by_accept(request)
    given, _, extension = release.rpartition(".")
    if given != version:
        raise UnknownRelease(release, version)
    return await _file(request, extension, f"ontology-{version}")


@router.get("/lexicon.{extension}", summary="The lexicon as a file")
async def lexicon_file(request: Request, extension: Extension) -> Response:
    """Return the lexicon as `tsv`, `jsonl` or `ttl` (OntoLex)."""
    made = await service.of(request).lexicon_forms.get(extension)
    return answer(request, made, **_attachment(f"lexicon.{extension}"))


async def _by_accept(request: Request) -> Response:
    known = service.of(request)
    forms = known.ontology_forms
    chosen = negotiation.choose(request.headers.get("accept"), (*forms.media_types, HTML))
    if chosen == HTML:
        return html.page(request, "downloads.html", release=known.ontology.version, forms=forms)
    return answer(request, await forms.get(forms.extension(chosen)), Vary="Accept")


async def _file(request: Request, extension: str, name: str) -> Response:
    made = await service.of(request).ontology_forms.get(extension)
    return answer(request, made, **_attachment(f"{name}.{formats.ENDINGS.get(extension, extension)}"))


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
