"""What a prediction rests on, worked out when it is first asked for: the affect of the words, and the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgservice.classify.clues import Part
from kgservice.classify.evidence import Associations, Evidence, of_clues
from kgservice.classify.features import Sums
from kgservice.classify.modifiers import Modifiers
from kgservice.classify.rollup import Rollup, Scores
from kgservice.classify.weights import Weights


class Grounds:
    """Finds both in the parts of a text."""

    def __init__(self, sums: Sums, modifiers: Modifiers, rollup: Rollup, weights: Weights | None) -> None:
        """Without weights there is no evidence but that of clues."""
        self._sums, self._modifiers, self._rollup = sums, modifiers, rollup
        self._associations = Associations(weights) if weights else None

    def affect(self, parts: list[Part]) -> Sequence[int]:
        """Return the sums of affect; see `kgservice.classify.weights` for what they are."""
        return self._sums.affect(parts)

    def evidence(self, parts: list[Part], weights: Mapping[str, float], labels: Scores) -> tuple[Evidence, ...]:
        """Return the evidence of the clues, and of associations for labels that no clue supports."""
        found = of_clues(parts[0], self._modifiers)
        for part in parts[1:]:
            found += of_clues(part, self._modifiers)
        if self._associations is not None and labels:
            spoken = self._rollup.primaries_of(weights)
            labelled = self._rollup.primaries_of([emotion for emotion, _ in labels])
            unsupported = [primary for primary in labelled if primary not in spoken]
            if unsupported:
                best = [self._associations.best(parts, primary) for primary in unsupported]
                return _apart(found + [one for one in best if one is not None])
        return tuple(found)


def _apart(found: list[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence in the order of the text; of two that overlap, the one that begins first, then the longer."""
    kept: list[Evidence] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return tuple(kept)
