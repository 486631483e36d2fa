"""Labelling of texts: ``/api/v1/classify``."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from kgservice.api import body, models, negotiation, problems, service, streaming
from kgservice.api.answers import dumps
from kgservice.api.faults import BadRequestError, BodyTooLargeError, TooSlowError
from kgservice.api.parameters import Parameters
from kgservice.api.problems import DOCUMENTED
from kgservice.api.streaming import Line, ReadAhead, StreamedAnswer
from kgservice.classify import EmotionClassifier
from kgservice.errors import KgserviceError, UnreadableText

router = APIRouter(prefix="/api/v1", tags=["classification"], responses=DOCUMENTED)

EMOTIONML = "application/emotionml+xml"
FORMS = (negotiation.JSON, negotiation.JSONLD, EMOTIONML)
LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "text/plain")
LONG_TEXT = 5000
"""Characters from which a text is labelled in a thread, so that others are not kept waiting."""

PIECE_BYTES = 1 << 15
"""Answers are sent together in pieces of about so many bytes, or with the last that has arrived."""

PATH = "/api/v1/classify/batch"


class TextToLabel(Parameters):
    """A text."""

    text: Annotated[str, Field(description="Any text; empty is neutral.", examples=["I'm over the moon!"])]


class Score(BaseModel):
    """An emotion and its share of the evidence, above 0 to 1."""

    emotion: str
    score: float


class EvidenceCard(BaseModel):
    """A place in the text that speaks for an emotion; offsets count characters."""

    start: int
    end: int
    text: str
    term: str
    emotion: str
    weight: float
    negated: bool
    intensity: float
    modifiers: list[str] = Field(description="The words that acted on it.", examples=[["diminisher: a bit"]])
    flags: list[str] = Field(description="Such as quoted, reported, hypothetical or question.")
    opposite: str | None = Field(description="The emotion that it speaks for instead, being negated.")
    source: str = Field(description="lexicon, or association for a form that speaks by learned weight.")


class PredictionCard(BaseModel):
    """What a text expresses."""

    text: str
    primary: str | None = Field(description="The best primary emotion; null for a neutral text.", examples=["joy"])
    labels: list[Score]
    tiers: dict[str, list[Score]] = Field(description="Scores summed up to tier 1, 2 and 3.")
    neutral: float = Field(ge=0, le=1, description="The probability that it expresses no emotion.")
    intensity: float = Field(ge=0, le=1, description="How strongly it speaks; 0 when neutral.")
    vad: models.VadPoint | None
    vadSpread: dict[str, float] | None = Field(description="Standard deviations behind vad.")  # noqa: N815
    evidence: list[EvidenceCard]


ANSWERS: dict[int | str, dict[str, Any]] = DOCUMENTED | {
    200: {"model": PredictionCard, "content": {negotiation.JSONLD: {}, EMOTIONML: {}}}
}


@router.get("/classify", responses=ANSWERS, summary="Label a text given in the URL")
async def classify_in_url(request: Request, wanted: Annotated[TextToLabel, Query()]) -> Response:
    """Label one short text; for long ones use POST."""
    return await _labelled(request, wanted.text)


@router.post("/classify", responses=ANSWERS, summary="Label a text", dependencies=[Depends(body.require_json)])
async def classify(request: Request, wanted: TextToLabel) -> Response:
    """Label one text."""
    return await _labelled(request, wanted.text)


@router.post(
    "/classify/batch",
    summary="Label many texts",
    response_class=Response,
    responses={
        200: {"description": "One prediction or problem a line, in the order given.", "content": {LINES[0]: {}}}
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {LINES[0]: {"example": '{"id": 1, "text": "I\'m over the moon!"}\n"I can\'t stand this queue"'}},
        }
    },
)
async def classify_batch(request: Request) -> Response:
    """Label many texts, one a line: a JSON string, or an object with `text` and maybe an `id` that comes back.

    With `text/plain` each line is the text itself.  A line that cannot be read gives a line with a `problem` and its
    number, and the rest go on.  The batch may be of any length, a line as long as any other request
    (KGSERVICE_REQUEST_MAX_BYTES); answers are sent while the batch arrives, so read them while you send.
    """
    kind = body.require_media_type(request, LINES)
    known = service.of(request)
    most = known.settings.request_max_bytes
    lines = streaming.lines(aiter(ReadAhead(request.stream(), most)), most)
    return StreamedAnswer(_told(_pieces(known.classifier, lines, most, kind == "text/plain")), LINES[0])


async def _labelled(request: Request, text: str) -> Response:
    form = negotiation.choose(request.headers.get("accept"), FORMS)
    classifier = service.of(request).classifier
    if len(text) < LONG_TEXT:
        written = _written(classifier, text, form)
    else:
        written = await asyncio.to_thread(_written, classifier, text, form)
    return Response(written, media_type=form, headers={"Vary": "Accept"})


def _written(classifier: EmotionClassifier, text: str, form: str) -> bytes:
    prediction = classifier.classify(text)
    if form == negotiation.JSON:
        return dumps(prediction.to_dict())
    if form == negotiation.JSONLD:
        return dumps(prediction.to_jsonld())
    return prediction.to_emotionml().encode()


async def _told(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield pieces of an answer, and last of all why there are no more when the client is too slow."""
    try:
        async for piece in pieces:
            yield piece
    except TooSlowError as error:
        yield dumps({"problem": problems.describe(error, PATH)}) + b"\n"


async def _pieces(
    classifier: EmotionClassifier, arrived: AsyncIterator[list[Line]], most: int, is_plain: bool
) -> AsyncIterator[bytes]:
    """Yield the answers to what has arrived in pieces of a useful length, and let others have a turn after each."""
    async for lines in arrived:
        piece = bytearray()
        for line in lines:
            if line.content.strip() or is_plain or not line.is_whole:
                piece += await _answer(classifier, line, most, is_plain)
            if len(piece) >= PIECE_BYTES:
                yield bytes(piece)
                piece.clear()
            await asyncio.sleep(0)
        if piece:
            yield bytes(piece)


async def _answer(classifier: EmotionClassifier, line: Line, most: int, is_plain: bool) -> bytes:
    try:
        if not line.is_whole:
            raise BodyTooLargeError(most)
        text, given = _text(line.content, line.number, is_plain)
    except KgserviceError as error:
        return dumps({"line": line.number, "problem": problems.describe(error, PATH)}) + b"\n"
    if len(text) < LONG_TEXT:
        return _labelled_line(classifier, text, given)
    return await asyncio.to_thread(_labelled_line, classifier, text, given)


def _labelled_line(classifier: EmotionClassifier, text: str, given: dict[str, object]) -> bytes:
    return dumps(given | classifier.classify(text).to_dict()) + b"\n"


def _text(line: bytes, number: int, is_plain: bool) -> tuple[str, dict[str, object]]:
    """Return the text of a line and what to send back with its label; raises `KgserviceError`."""
    try:
        decoded = line.decode("utf-8")
        value = decoded if is_plain else json.loads(decoded)
    except UnicodeDecodeError as error:
        raise UnreadableText(f"Line {number}", error.start) from None
    except (ValueError, RecursionError):
        raise BadRequestError(f'Line {number} is not JSON. Write "a string" or {{"text": "a string"}}.') from None
    if isinstance(value, str):
        return value, {}
    if isinstance(value, dict) and isinstance(value.get("text"), str) and value.keys() <= {"text", "id"}:
        return value["text"], {key: value[key] for key in ("id",) if key in value}
    raise BadRequestError(f'Line {number} has no text. Write "a string" or {{"text": "a string", "id": 1}}.')
