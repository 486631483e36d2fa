"""From a text to its prediction: the part of the classifier that is compiled."""

from __future__ import annotations

import re
from typing import Final

from kgservice.classify.clues import ClueFinder, Part, weigh
from kgservice.classify.grounds import Grounds
from kgservice.classify.judge import Judge
from kgservice.classify.prediction import Prediction
from kgservice.classify.reading import Reader

SEGMENT: Final = 8_000
"""Characters of a long text that are read at a time."""

_SEGMENT = re.compile(rf".{{1,{SEGMENT}}}(?=\s|\Z)|.{{1,{SEGMENT}}}", re.DOTALL)


class Labeller:
    """Reads texts, finds their clues, and hands them to a judge."""

    def __init__(self, reader: Reader, finder: ClueFinder, judge: Judge, grounds: Grounds) -> None:
        """Keep who does the work."""
        self.reader, self.finder, self.judge, self.grounds = reader, finder, judge, grounds

    def label(self, text: object) -> Prediction:
        """Label one text; raises `TypeError` for anything but a `str`."""
        if not isinstance(text, str):
            raise TypeError(_not_text(text))
        parts = self.parts(text)
        weights = weigh(parts)
        return Prediction(text, weights, self.judge.chances(weights, parts), self.judge, self.grounds, parts)

    def parts(self, text: object) -> list[Part]:
        """Return a text in segments with their clues; raises `TypeError` for anything but a `str`."""
        if not isinstance(text, str):
            raise TypeError(_not_text(text))
        if len(text) <= SEGMENT:
            return [self.finder.find(self.reader.read(text, 0))]
        return [self.finder.find(self.reader.read(m.group(), m.start())) for m in _SEGMENT.finditer(text)]


def _not_text(value: object) -> str:
    if isinstance(value, (bytes, bytearray)):
        return 'classify takes a str, not bytes. Decode it first, for instance with .decode("utf-8").'
    return f"classify takes a str, not {type(value).__name__} ({value!r:.40}). Give the text itself."
