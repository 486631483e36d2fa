"""The classifier's answer.

`classify` makes a `Prediction` from sums alone; labels, tiers, affect and the places that support them are worked out
when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from typing import Any

from kgservice.classify.amounts import Amounts
from kgservice.classify.clues import Part
from kgservice.classify.evidence import ASSOCIATION, Evidence, writable
from kgservice.classify.grounds import Grounds
from kgservice.classify.judge import ByEmotion, Chances, Judge, Settled
from kgservice.classify.rollup import Scores, require_tier
from kgservice.ontology.model import TIERS, VAD

__all__ = ["Evidence", "Prediction", "writable"]


class Prediction:
    """What one text expresses.  Made by `EmotionClassifier.classify`; does not change.

    ``text``: as given.  ``weights``: by emotion id, the summed amounts of the clues that speak for it; maybe none.
    Two predictions are equal when their texts, weights and probabilities are.
    """

    __slots__ = ("_affect", "_chances", "_evidence", "_grounds", "_judge", "_labels", "_parts", "_text", "_weights")

    def __init__(
        self,
        text: str,
        weights: ByEmotion,
        chances: Chances,
        judge: Judge,
        grounds: Grounds | None,
        parts: list[Part],
    ) -> None:
        """Keep what the answers are made of; ``grounds`` finds the rest in ``parts`` when it is asked for."""
        self._text, self._weights, self._chances, self._judge = text, weights, chances, judge
        self._grounds, self._parts = grounds, parts
        self._affect: Amounts | None = None
        self._labels: Scores | None = None
        self._evidence: tuple[Evidence, ...] | None = None

    @property
    def text(self) -> str:
        """The text as given."""
        return self._text

    @property
    def weights(self) -> Mapping[str, float]:
        """By emotion id, the summed weight times intensity of the terms that speak for it; maybe none."""
        return self._weights

    @property
    def labels(self) -> Scores:
        """(Emotion id, score) pairs, best first, at the finest tier that the evidence supports; none if neutral.

        Scores are on the scale of ``tier(1)``, so they sum to 1 at most.  Extension emotions, which stand beside the
        tree, are among them.  How the labels are chosen is said in `kgservice.classify.scoring`.
        """
        if self._labels is None:
            self._labels = self._judge.labels(self._weights, self._chances)
        return self._labels

    @property
    def primary(self) -> str | None:
        """Id of the best primary emotion; None for a neutral text, or one with extension emotions only."""
        return self._judge.primary(self._weights, self._chances)

    @property
    def neutral(self) -> float:
        """The probability that the text expresses no emotion, 0 to 1; 1 when nothing in it speaks."""
        return self._judge.neutral(self._weights, self._chances)

    @property
    def scores(self) -> Scores:
        """The probability of each primary and of ``neutral``, best first; they sum to 1, or are none.

        By a lexicon without learned weights these are shares of its evidence, and ``neutral`` is not among them.
        """
        return self._judge.scores(self._weights, self._chances)

    def tier(self, number: object) -> Scores:
        """Return (emotion id, score) pairs at tier 1, 2 or 3, best first; they sum to 1, or are none.

        Tier 1 has the probability of each primary given that there is an emotion at all, also for a neutral text; none
        where nothing speaks.  At tiers 2 and 3 each primary's score goes to the emotions that its terms name there; a
        primary whose terms name none is left out.  Raises `ValueError` for another number.
        """
        return self._judge.tier(require_tier(number), self._weights, self._chances)

    @property
    def vad(self) -> VAD | None:
        """The mean VAD of the words, with that of negated ones mirrored in valence; None when no word has one.

        By a lexicon without learned weights: of the emotions, by weight.
        """
        return self._judge.vad(self._weights, self._sums())

    def _sums(self) -> Amounts:
        if self._affect is None:
            self._affect = Amounts() if self._grounds is None else self._grounds.affect(self._parts)
        return self._affect

    @property
    def vad_spread(self) -> VAD | None:
        """The weighted standard deviations behind ``vad``, each 0 to 1; None for fewer than two words."""
        return self._judge.spread(self._weights, self._sums())

    @property
    def intensity(self) -> float:
        """How strongly the text speaks, 0 (neutral) to 1: 1 - exp(-x), x the sum of its terms' weight times intensity.

        Where only associations speak, the greatest weight of their evidence.
        """
        if self._judge.is_neutral(self._weights, self._chances):
            return 0.0
        if self._weights:
            return 1 - exp(-sum(self._weights.values()))
        return max((evidence.weight for evidence in self.evidence if evidence.source == ASSOCIATION), default=0.0)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The places that support the labels, and those that are negated, in the order of the text."""
        if self._evidence is None:
            self._evidence = self._places()
        return self._evidence

    def _places(self) -> tuple[Evidence, ...]:
        return () if self._grounds is None else self._grounds.evidence(self._parts, self._weights, self.labels)

    def explain(self) -> str:
        """Return one sentence that says what the text expresses and which words say so."""
        from kgservice.classify.explanation import explain

        return explain(self)

    def _repr_html_(self) -> str:
        from kgservice.classify.html import to_html

        return to_html(self)

    def to_dict(self) -> dict[str, object]:
        """Return the prediction as plain JSON: text, primary, labels, tiers, neutral, intensity, vad, evidence."""
        vad, spread = self.vad, self.vad_spread
        return {
            "text": writable(self.text),
            "primary": self.primary,
            "labels": _as_items(self.labels),
            "tiers": {str(tier): _as_items(self.tier(tier)) for tier in TIERS},
            "neutral": self.neutral,
            "intensity": self.intensity,
            "vad": vad.to_dict() if vad else None,
            "vadSpread": spread.to_dict() if spread else None,
            "evidence": [evidence.to_dict() for evidence in self.evidence],
        }

    def to_jsonld(self) -> dict[str, object]:
        """Return the prediction as JSON-LD in the Onyx and NIF vocabularies."""
        from kgservice.classify.onyx import to_jsonld

        return to_jsonld(self)

    def to_emotionml(self) -> str:
        """Return the prediction as an EmotionML 1.0 document."""
        from kgservice.classify.emotionml import to_emotionml

        return to_emotionml(self)

    def __repr__(self) -> str:
        """Return the text and the labels."""
        return f"Prediction({self.text!r}, labels={self.labels!r})"

    def __eq__(self, other: object) -> bool:
        """Tell whether two predictions say the same of the same text."""
        if not isinstance(other, Prediction):
            return NotImplemented
        mine, theirs = ((p._text, p._weights, p._chances.values) for p in (self, other))
        return mine == theirs

    def __hash__(self) -> int:
        """Return the hash of the text."""
        return hash(self._text)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the answers instead of what they are made of."""
        settled = (
            self._judge.is_neutral(self._weights, self._chances),
            self.neutral,
            self.scores,
            self.primary,
            self.labels,
            tuple(self.tier(tier) for tier in TIERS),
            self.vad,
            self.vad_spread,
        )
        return _restored, (self._text, self._weights, self._chances.values, settled, self.evidence)


def _restored(
    text: str, weights: ByEmotion, chances: list[float], settled: tuple[Any, ...], evidence: tuple[Evidence, ...]
) -> Prediction:
    prediction = Prediction(text, weights, Chances(chances), Settled(*settled), None, [])
    prediction._evidence = evidence
    return prediction


def _as_items(pairs: Scores) -> list[dict[str, object]]:
    return [{"emotion": emotion, "score": score} for emotion, score in pairs]
