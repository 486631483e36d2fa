"""Follow the emotions through a text or a conversation: `trajectory`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.trajectory.model import Point, Trajectory
from kgservice.classify.trajectory.segments import sentences
from kgservice.errors import ContentError
from kgservice.ontology.plausibility import Plausibility

WINDOW = 0.1
"""The share of the text that a smoothed value rests on, unless told otherwise.  A choice, not measured."""


class Turn(NamedTuple):
    """What somebody says at a time."""

    speaker: str
    text: str


class Piece(NamedTuple):
    """A sentence or turn with its place, still to be labelled."""

    start: int
    text: str
    speaker: str = ""


def trajectory(
    source: str | Iterable[Turn],
    classifier: EmotionClassifier | None = None,
    *,
    window: float = WINDOW,
    progress: Callable[[int], None] | None = None,
) -> Trajectory:
    """Return the trajectory of a text, a point a sentence, or of the turns of a conversation, a point a turn.

    ``classifier``: by default one with the packaged lexicon.  ``window``: below 1 the share of the points that a
    smoothed value rests on, from 1 on their number.  ``progress`` is called with the number of characters read.  An
    empty text has no points.  Takes time in proportion to the length.  Raises `ContentError` for a window of 0 or less,
    and `TypeError` for what is neither text nor turns.

    >>> found = trajectory("It was a wonderful day. We were so happy! Then she died. I cried all night.")
    >>> found.points[0].primary, found.points[-1].primary
    ('joy', 'sadness')
    >>> len(trajectory(""))
    0
    >>> talk = [Turn("Ann", "I am so happy!"), Turn("Ben", "I am furious."), Turn("Ann", "That is sad.")]
    >>> list(trajectory(talk).speakers)
    ['Ann', 'Ben']
    """
    if not window > 0:
        raise ContentError(
            f"A window of {window:g} holds nothing. Give a share of the text below 1, or sentences from 1."
        )
    classifier = classifier or EmotionClassifier()
    points = []
    length = len(source) if isinstance(source, str) else 0
    for index, piece in enumerate(_pieces(source)):
        points.append(_point(index, piece, classifier))
        length = max(length, points[-1].end)
        if progress:
            progress(points[-1].end)
    return Trajectory(points, window, Plausibility(classifier.ontology), length)


def _pieces(source: str | Iterable[Turn]) -> Iterator[Piece]:
    if isinstance(source, str):
        for start, end in sentences(source):
            yield Piece(start, source[start:end])
        return
    if isinstance(source, (bytes, bytearray)):
        raise TypeError(
            'trajectory takes a str or turns, not bytes. Decode it first, for instance with .decode("utf-8").'
        )
    start = 0
    for turn in source:
        if not isinstance(turn, tuple) or len(turn) != 2:
            raise TypeError(f"trajectory takes turns as Turn(speaker, text), not {turn!r:.40}.")
        yield Piece(start, turn[1], turn[0])
        start += len(turn[1]) + 1


def _point(index: int, piece: Piece, classifier: EmotionClassifier) -> Point:
    prediction = classifier.classify(piece.text)
    primary, vad = prediction.primary, prediction.vad
    tiers = (prediction.tier(1), prediction.tier(2), prediction.tier(3)) if primary else ((), (), ())
    weight = 1 + sum(prediction.weights.values()) if vad else 0.0
    end = piece.start + len(piece.text)
    return Point(index, piece.start, end, piece.text, piece.speaker, vad, primary, tiers, weight)
