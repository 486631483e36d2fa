"""Valence, arousal and dominance in words, for people and for prompts."""

from __future__ import annotations

from kgservice.ontology.model import DIMENSIONS, VAD

STEPS = ((0.7, "very "), (0.4, ""), (0.15, "slightly "))
"""From which distance to the middle on an adverb is due; nearer it is neither.  Choices, not measured."""

ENDS = {
    "valence": ("unpleasant", "neither pleasant nor unpleasant", "pleasant"),
    "arousal": ("calm", "neither calm nor excited", "excited"),
    "dominance": ("powerless", "neither powerless nor in control", "in control"),
}

NOTICEABLE = 0.15
"""A difference in one dimension from which it is named; a choice, not measured."""


def in_words(vad: VAD) -> dict[str, str]:
    """Return what each dimension of a point is called, by its name.

    >>> in_words(VAD(0.78, -0.2, 0.05))
    {'valence': 'very pleasant', 'arousal': 'slightly calm', 'dominance': 'neither powerless nor in control'}
    """
    return {name: _in_words(name, value) for name, value in vad.to_dict().items()}


def differences(here: VAD, there: VAD) -> tuple[str, ...]:
    """Return what is noticeably different at the second point, by dimension; empty when nothing is.

    >>> differences(VAD(0.8, 0.5, 0.4), VAD(0.5, 0.55, 0.7))
    ('less pleasant', 'more in control')
    """
    pairs = zip(DIMENSIONS, here, there, strict=True)
    return tuple(_difference(name, other - one) for name, one, other in pairs if abs(other - one) >= NOTICEABLE)


def _difference(dimension: str, by: float) -> str:
    return f"{'more' if by > 0 else 'less'} {ENDS[dimension][2]}"


def _in_words(dimension: str, value: float) -> str:
    low, middle, high = ENDS[dimension]
    adverb = next((adverb for least, adverb in STEPS if abs(value) >= least), None)
    return middle if adverb is None else adverb + (high if value > 0 else low)
