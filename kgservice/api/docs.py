"""Every route at ``/docs/api``, in Swagger UI, which is installed with us.

Its files come from the package fastapi-standalone-docs (MIT; Swagger UI itself Apache-2.0, its licence lies beside it).
Only they are used, not the package's code.
"""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, FastAPI, Request, Response
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from kgservice.api import html

ASSETS = "/docs/api/assets"

router = APIRouter(include_in_schema=False, default_response_class=Response)


@router.get("/docs/api")
async def api(request: Request) -> Response:
    """Return the page of all routes; it reads ``/openapi.json``."""
    return html.page(request, "swagger.html", assets=html.root(request) + ASSETS)


def install(app: FastAPI) -> None:
    """Serve the pages and the files of Swagger UI."""
    held = StaticFiles(directory=str(files("fastapi_standalone_docs") / "static" / "swagger"))
    app.mount(ASSETS, GZipMiddleware(held, minimum_size=1000))
    app.include_router(router)
