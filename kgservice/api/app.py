"""The application: content, store and routes put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from kgservice import __version__
from kgservice.api import (
    classify,
    docs,
    documentation,
    downloads,
    emotions,
    explanation,
    explorer,
    explorer_search,
    explorer_tools,
    graph_store,
    group,
    health,
    html,
    ids,
    matrix,
    metrics,
    problems,
    review,
    schemes,
    service,
    sparql,
    terms,
    trajectory,
    vad,
    ways,
)
from kgservice.api.body import BodyLimit, HeadAsGet
from kgservice.api.cors import Cors
from kgservice.api.fast import Fast
from kgservice.api.limits import BusyLimit, HeadLimit
from kgservice.api.observation import Observed
from kgservice.api.rate_limit import RateLimit
from kgservice.api.settings import Settings
from kgservice.classify import EmotionClassifier
from kgservice.errors import StoreUnavailable
from kgservice.ontology import Ontology
from kgservice.store.base import Store
from kgservice.vocab.model import Lexicon

ROUTERS = (
    *(sparql.router, graph_store.router, emotions.router, terms.router, vad.router, ways.router),
    matrix.router,
    *(schemes.router, group.router, classify.router, trajectory.router, downloads.router, ids.router),
    *(explanation.router, health.router, metrics.router),
    *(explorer.router, explorer_search.router, explorer_tools.router),
)
LOAD_TICK_SECONDS = 0.05
DESCRIPTION = "An ontology of emotions with its vocabulary: look-ups, SPARQL, labelling of texts, downloads."


def create_app(
    settings: Settings | None = None,
    ontology: Ontology | None = None,
    lexicon: Lexicon | None = None,
    classifier: EmotionClassifier | None = None,
) -> FastAPI:
    """Return the whole service as an ASGI application; by default over the packaged content.

    ``lexicon`` wins over the file that the settings name.  The store starts to load when the application starts (its
    lifespan), in processes of its own.  Raises `SettingsError`, or what reading the content raises.
    """
    settings = settings or Settings()
    app = FastAPI(
        title="kgservice",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # counts and logs are our own
    )
    app.state.service = service.make_service(settings, ontology, lexicon, classifier)
    app.state.metrics = metrics.Metrics()
    _add_routes(app, settings)
    _add_layers(app, settings)
    return app


def _add_routes(app: FastAPI, settings: Settings) -> None:
    problems.install(app)
    html.install(app)
    for router in ROUTERS:
        app.include_router(router)
    if settings.review:
        review.install(app, settings)
    docs.install(app)
    app.include_router(documentation.router)


def _add_layers(app: FastAPI, settings: Settings) -> None:
    """Put the layers around the routes, the innermost first."""
    app.add_middleware(Fast, known=app.state.service)
    app.add_middleware(BusyLimit, limit=settings.concurrency_limit)
    app.add_middleware(BodyLimit, limit=settings.request_max_bytes, streamed=(classify.PATH,))
    app.add_middleware(HeadAsGet)
    if settings.rate_limit:
        app.add_middleware(RateLimit, per_minute=settings.rate_limit)
    app.add_middleware(HeadLimit)
    app.add_middleware(Cors)
    app.add_middleware(Observed, metrics=app.state.metrics, log_urls=settings.log_urls)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    known = app.state.service
    store = known.store
    await store.start()
    try:
        if known.settings.workers:  # the processes before this one serve until it can
            await asyncio.to_thread(known.load_classifier)
            await _loaded(store)
        yield
    finally:
        await store.close()


async def _loaded(store: Store) -> None:
    """Return once the store has loaded; raises `StoreUnavailable` when it cannot."""
    while (condition := store.condition).status == "starting":
        await asyncio.sleep(LOAD_TICK_SECONDS)
    if condition.status == "failed":
        raise StoreUnavailable(condition.detail)
