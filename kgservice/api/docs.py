"""The documentation of every route at ``/docs``: Swagger UI from files that are installed with us, so it works offline.

The files come from the package fastapi-standalone-docs (MIT; Swagger UI itself Apache-2.0, its licence lies beside it).
Only they are used, not the package's code.
"""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

ASSETS = "/docs/assets"
ICON = "data:,"
"""No icon: the default one would be fetched from elsewhere."""

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """Return the page; it reads ``/openapi.json``."""
    root = request.scope.get("root_path", "")
    return get_swagger_ui_html(
        openapi_url=f"{root}/openapi.json",
        title=f"{request.app.title}: documentation",
        swagger_js_url=f"{root}{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{root}{ASSETS}/swagger-ui.css",
        swagger_favicon_url=ICON,
    )


def install(app: FastAPI) -> None:
    """Serve the page and its files."""
    app.mount(ASSETS, StaticFiles(directory=str(files("fastapi_standalone_docs") / "static" / "swagger")))
    app.include_router(router)
