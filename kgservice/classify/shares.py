"""Judge a text by the shares of its clues alone: for a lexicon that no weights were learned for."""

from __future__ import annotations

from kgservice.classify.amounts import Amounts
from kgservice.classify.clues import Part
from kgservice.classify.judge import ByEmotion, Chances, Judge
from kgservice.classify.rollup import Rollup, Scores, scores
from kgservice.ontology.model import VAD


class Shares(Judge):
    """Has no probabilities, and no use for sums of affect."""

    __slots__ = ("_rollup",)

    def __init__(self, rollup: Rollup) -> None:
        """Roll emotions up by ``rollup``."""
        self._rollup = rollup

    def chances(self, weights: ByEmotion, parts: list[Part]) -> Chances:
        """Return no probabilities."""
        return Chances()

    def is_neutral(self, weights: ByEmotion, chances: Chances) -> bool:
        """Tell whether no clue speaks."""
        return not weights

    def neutral(self, weights: ByEmotion, chances: Chances) -> float:
        """Return 1 for a text where no clue speaks, else 0."""
        return 0.0 if weights else 1.0

    def scores(self, weights: ByEmotion, chances: Chances) -> Scores:
        """Return the primaries with their shares, or nothing."""
        return self._rollup.at(1, weights)

    def primary(self, weights: ByEmotion, chances: Chances) -> str | None:
        """Return the best primary; None for a neutral text, or one with extension emotions only."""
        best = self._rollup.at(1, weights)
        return best[0][0] if best else None

    def tier(self, number: int, weights: ByEmotion, chances: Chances) -> Scores:
        """Return the shares at a tier."""
        return self._rollup.at(number, weights)

    def labels(self, weights: ByEmotion, chances: Chances) -> Scores:
        """Return the emotions of the clues with their shares."""
        return scores(weights)

    def vad(self, weights: ByEmotion, affect: Amounts) -> VAD | None:
        """Return the mean VAD of the emotions by weight; None for a neutral text."""
        return self._rollup.vad(weights)

    def spread(self, weights: ByEmotion, affect: Amounts) -> VAD | None:
        """Return how far the emotions lie apart; None for fewer than two."""
        return self._rollup.spread(weights)
