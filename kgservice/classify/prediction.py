"""The classifier's answer and the places in the text that support it.

`classify` makes a `Prediction` from summed weights alone; `Evidence`, which needs the places of tokens in the
original text, is made when it is first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property

from kgservice.classify.rollup import Rollup, Scores, scores
from kgservice.ontology.model import VAD

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in the text that speaks for an emotion.

    ``start``, ``end``: offsets in the text as given, in characters (code points), ``end`` not included; no two places
    overlap.  ``text``: exactly what stands there.  ``term``: the lexicon's term.  ``emotion``: an emotion id.
    ``weight``: the lexicon's, above 0 to 1.  ``negated``: the words around take it away, so that it counts for
    nothing.  ``intensity``: the factor (1: plain) by which "very", capitals and the like change the weight.
    """

    start: int
    end: int
    text: str
    term: str
    emotion: str
    weight: float
    negated: bool
    intensity: float

    def to_dict(self) -> dict[str, object]:
        """Return the evidence as JSON has it; lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
        return {**asdict(self), "text": writable(self.text)}


@dataclass(frozen=True)
class Prediction:
    """What one text expresses.  Made by `EmotionClassifier.classify`.

    ``weights``: by emotion id, the summed weight times intensity of all evidence that is not negated; empty for a
    neutral text.  Two predictions are equal when their texts and weights are.
    """

    text: str
    weights: Mapping[str, float] = field(hash=False)
    rollup: Rollup = field(repr=False, compare=False)
    _find_evidence: Callable[[], tuple[Evidence, ...]] = field(repr=False, compare=False)

    @cached_property
    def labels(self) -> Scores:
        """(Emotion id, score) pairs, best first, at the finest tier that the evidence names; sum to 1, or empty.

        Extension emotions, which stand beside the tree, are among them.
        """
        return scores(self.weights)

    @property
    def primary(self) -> str | None:
        """Id of the best primary emotion; None for a neutral text, or one with extension emotions only."""
        return self.rollup.primary(self.weights)

    def tier(self, number: int) -> Scores:
        """Return (emotion id, score) pairs, best first, summed up to tier 1, 2 or 3; they sum to 1, or are none.

        Evidence for emotions coarser than that tier is left out.  Raises `ValueError` for another number.
        """
        return self.rollup.at(number, self.weights)

    @cached_property
    def vad(self) -> VAD | None:
        """The mean VAD of the emotions by weight; None for a neutral text."""
        return self.rollup.vad(self.weights)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The places that support the labels, and those that are negated, in the order of the text."""
        return self._find_evidence()

    def explain(self) -> str:
        """Return one sentence that says what the text expresses and which words say so."""
        from kgservice.classify.explanation import explain

        return explain(self)

    def _repr_html_(self) -> str:
        from kgservice.classify.html import to_html

        return to_html(self)

    def to_dict(self) -> dict[str, object]:
        """Return the prediction as plain JSON: text, primary, labels, tiers, vad, evidence."""
        return {
            "text": writable(self.text),
            "primary": self.primary,
            "labels": _as_items(self.labels),
            "tiers": {str(tier): _as_items(self.tier(tier)) for tier in (1, 2, 3)},
            "vad": self.vad.to_dict() if self.vad else None,
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

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the evidence itself instead of what would find it."""
        return (_restored, (self.text, dict(self.weights), self.rollup, self.evidence))


def writable(text: str) -> str:
    r"""Return ``text`` with lone surrogates, which UTF-8 cannot hold, as U+FFFD; offsets stay the same.

    >>> writable("a\ud800b")
    'a\ufffdb'
    """
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def _as_items(pairs: Scores) -> list[dict[str, object]]:
    return [{"emotion": emotion, "score": score} for emotion, score in pairs]


def _restored(text: str, weights: Mapping[str, float], rollup: Rollup, evidence: tuple[Evidence, ...]) -> Prediction:
    prediction = Prediction(text, weights, rollup, tuple)
    prediction.__dict__["evidence"] = evidence
    return prediction
