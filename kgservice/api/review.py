"""The review over HTTP: ``/review`` for people, ``/api/v1/review`` for its script; off unless the settings say so.

A face of `kgservice.vocab.review.session.Session`, as the terminal screen is.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response

from kgservice import content
from kgservice.api import body, html, negotiation
from kgservice.api import review_models as models
from kgservice.api.answers import everything, paged
from kgservice.api.problems import DOCUMENTED
from kgservice.api.review_guard import Guard, make_guard
from kgservice.api.settings import Settings
from kgservice.classify.examples import Examples, examples_of
from kgservice.errors import KgserviceError
from kgservice.vocab.review.agreement import agreement
from kgservice.vocab.review.desk import Desk
from kgservice.vocab.review.queue import Filter
from kgservice.vocab.review.session import Session, name_of

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
"""Nobody keeps the page, which may hold a token, and no other address hears of it."""

SKIP = "skip"


@dataclass(slots=True)
class Reviewing:
    """The desk, and a session for everybody who has come; ``lock`` lets one request at a time to them."""

    desk: Desk
    guard: Guard
    lock: Lock = field(default_factory=Lock)
    sessions: dict[str, Session] = field(default_factory=dict)

    def session(self, annotator: str) -> Session:
        """Return the session of a person; raises `RulingError` for an impossible name."""
        name = name_of(annotator)
        if name not in self.sessions:
            self.sessions[name] = Session(self.desk, name)
        return self.sessions[name]


def of(request: Request) -> Reviewing:
    """Return what a request reviews, after checking that it may; raises `ForbiddenError`, `UnauthorizedError`."""
    reviewing: Reviewing = request.app.state.reviewing
    reviewing.guard.check(request)
    return reviewing


async def _is_json(request: Request) -> None:
    body.require_media_type(request, [negotiation.JSON])


Allowed = Annotated[Reviewing, Depends(of)]
JSON_ONLY = [Depends(_is_json)]
page_router = APIRouter(include_in_schema=False)
router = APIRouter(prefix="/api/v1/review", tags=["review"], responses=DOCUMENTED)


def install(app: FastAPI, settings: Settings) -> None:
    """Add page and routes; raises `SettingsError` when strangers could rule, and what reading the tables raises."""
    guard = make_guard(settings)
    desk = Desk(settings.review_root or content.root())
    if settings.review_examples:
        desk.examples = found = examples_of((*desk.candidates, *desk.authored.values()))
        Thread(target=_read, args=(found, settings.review_examples), daemon=True).start()
    app.state.reviewing = Reviewing(desk, guard)
    app.include_router(page_router)
    app.include_router(router)


def _read(examples: Examples, file: Path) -> None:
    """Look for examples beside the serving; a file that breaks off gives those before."""
    try:
        examples.read(file)
    except (KgserviceError, OSError) as error:
        logging.getLogger(__name__).warning("No more examples: %s", error)


@page_router.get("/review")
async def page(request: Request) -> Response:
    """Return the page; it gets its token here only where no person has to know one."""
    guard: Guard = request.app.state.reviewing.guard
    guard.check_place(request)
    made = html.page(request, "review.html", token="" if guard.is_shared else guard.token)
    made.headers.update(HEADERS)
    return made


@router.get("/queue", response_model=models.QueuePage, summary="What awaits a person")
def queue(reviewing: Allowed, wanted: Annotated[models.QueueFilter, Query()]) -> dict[str, Any]:
    """List the candidates that await a person's ruling, the smallest margin first; skipped ones last."""
    asked = wanted.model_dump(exclude={"annotator", "ruled_by", "limit", "cursor"})
    with reviewing.lock:
        session = reviewing.session(wanted.annotator)
        found = session.queue(Filter(annotator=wanted.ruled_by, **asked))
        cards = paged(found, wanted, lambda c: session.card(c, adjudicating=wanted.conflicts).to_dict())
    return cards | {"waiting": len(found)}


@router.get("/emotions", response_model=models.EmotionNames, summary="Emotions by a part of their name")
def emotions(reviewing: Allowed, wanted: Annotated[models.Search, Query()]) -> dict[str, Any]:
    """List the emotions whose name is most like what is typed; maybe none."""
    return everything([{"id": e.id, "label": e.label} for e in reviewing.desk.emotions_like(wanted.q)])


@router.post("/decisions", response_model=models.Ruled, summary="Rule", dependencies=JSON_ONLY)
def decide(reviewing: Allowed, wanted: models.RulingRequest) -> dict[str, Any]:
    """Record a ruling or a note; it is on the disk when the answer comes.  A skip only moves the candidate back."""
    details = wanted.model_dump(include={"to", "weight", "to_weight", "note"})
    with reviewing.lock:
        session = reviewing.session(wanted.annotator)
        candidate = reviewing.desk.candidate(wanted.term, wanted.emotion)
        pair, decision = (candidate.term, candidate.emotion), None
        if wanted.verdict == SKIP:
            session.skip(pair)
        else:
            decision = session.rule(pair, wanted.verdict, adjudicating=wanted.adjudicate, **details).to_dict()
        return {"decision": decision, "card": session.card(candidate, adjudicating=wanted.adjudicate).to_dict()}


@router.post("/undo", response_model=models.Undone, summary="Undo", dependencies=JSON_ONLY)
def undo(reviewing: Allowed, wanted: models.Reviewer) -> dict[str, Any]:
    """Take back the person's newest ruling or note, also one of an earlier day; the log keeps both."""
    with reviewing.lock:
        session = reviewing.session(wanted.annotator)
        undone = session.undo()
        candidate = undone and reviewing.desk.find(undone.pair)
        card = session.card(candidate).to_dict() if candidate else None
    return {"decision": undone and undone.to_dict(), "card": card}


@router.get("/agreement", response_model=models.AgreementPage, summary="How far annotators agree")
def measure_agreement(reviewing: Allowed) -> dict[str, Any]:
    """Measure the agreement of all annotators over what they ruled blind; empty for fewer than two."""
    with reviewing.lock:
        log = list(reviewing.desk.log)
    return everything([measured.to_dict() for measured in agreement(log)])
