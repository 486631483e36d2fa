"""A prediction in which a sentence model had a say beside the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgservice.classify.calibration import CLASSES, NEUTRAL
from kgservice.classify.clues import Part
from kgservice.classify.evidence import Evidence
from kgservice.classify.grounds import Grounds
from kgservice.classify.judge import ByEmotion, Chances, Judge
from kgservice.classify.prediction import Prediction

SOURCE = "sentence"
"""The source of evidence that is the model's alone."""


class SentencePrediction(Prediction):
    """What one text expresses by its words and by a sentence model.

    ``model``: its name and digest.  ``said``: its own probability of each class.
    """

    __slots__ = ("model", "said")

    def __init__(
        self,
        model: str,
        said: Sequence[float],
        text: str,
        weights: ByEmotion,
        chances: Chances,
        judge: Judge,
        grounds: Grounds | None,
        parts: list[Part],
    ) -> None:
        """Keep the model's identity, what it says, and what `Prediction` keeps."""
        super().__init__(text, weights, chances, judge, grounds, parts)
        self.model = model
        self.said: Mapping[str, float] = dict(zip(CLASSES, said, strict=True))

    def _places(self) -> tuple[Evidence, ...]:
        """Return the places that speak; the whole text, of the source ``sentence``, where only the model does."""
        found = super()._places()
        if found or not self.labels:
            return found
        best = max([name for name in CLASSES if name != NEUTRAL], key=self.said.__getitem__)
        whole = self.text
        return (Evidence(0, len(whole), whole, self.model, best, self.said[best], False, 1.0, source=SOURCE),)

    def to_dict(self) -> dict[str, object]:
        """Return the prediction as plain JSON, with ``model`` and what it ``said``."""
        return super().to_dict() | {"model": self.model, "said": dict(self.said)}
