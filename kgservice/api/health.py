"""Health checks: ``/health/live`` says that the process answers, ``/health/ready`` that all content is loaded."""

from __future__ import annotations

from fastapi import APIRouter, Request

from kgservice import __version__
from kgservice.api import models, service
from kgservice.api.problems import DOCUMENTED
from kgservice.errors import StoreUnavailable

router = APIRouter(prefix="/health", tags=["health"], responses=DOCUMENTED)


@router.get("/live", summary="Does the process answer?")
async def live() -> models.Live:
    """Answer as long as the process can."""
    return models.Live(status="live")


@router.get("/ready", summary="Is everything loaded?")
async def ready(request: Request) -> models.Readiness:
    """Answer with what is loaded; a problem while the store loads or when it could not."""
    known = service.of(request)
    condition = known.store.condition
    if condition.status not in ("ready", "degraded"):
        raise StoreUnavailable(f"The SPARQL store is not ready ({condition.status}). {condition.detail}".strip())
    return models.Readiness(
        status="ready" if condition.status == "ready" else "degraded",
        version=__version__,
        ontology=known.ontology.version,
        emotions=len(known.ontology),
        terms=len(known.terms),
        triples=condition.triples,
        detail=condition.detail,
    )
