"""What a prediction rests on, worked out when it is first asked for: the affect of the words, and the evidence."""

from __future__ import annotations

from kgservice.classify.amounts import Amounts
from kgservice.classify.clues import Part
from kgservice.classify.evidence import Evidence, best_association, of_clues
from kgservice.classify.features import Sums
from kgservice.classify.modifiers import Modifiers
from kgservice.classify.rollup import Rollup, Scores


class Grounds:
    """Finds both in the parts of a text."""

    def __init__(self, sums: Sums, modifiers: Modifiers, rollup: Rollup, weighted: bool) -> None:
        """Without weights (``weighted``) there is no evidence but that of clues."""
        self._sums, self._modifiers, self._rollup = sums, modifiers, rollup
        self._weighted = weighted

    def affect(self, parts: list[Part]) -> Amounts:
        """Return the sums of affect; see `kgservice.classify.amounts` for what they are."""
        return self._sums.affect(parts)

    def evidence(self, parts: list[Part], weights: dict[str, float], labels: Scores) -> tuple[Evidence, ...]:
        """Return the evidence of the clues, and of associations for labels that no clue supports."""
        found = of_clues(parts[0], self._modifiers)
        for part in parts[1:]:
            found += of_clues(part, self._modifiers)
        if not self._weighted or not labels:
            return tuple(found)
        spoken = self._rollup.primaries_of(weights) if weights else []
        more: list[Evidence] = []
        for emotion, _ in labels:
            for primary, _ in self._rollup.primaries(emotion):
                if primary not in spoken and (best := best_association(parts, primary)) is not None:
                    more.append(best)
        return _apart(found + more) if more else tuple(found)


def _apart(found: list[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence in the order of the text; of two that overlap, the one that begins first, then the longer."""
    if len(found) == 1:
        return (found[0],)
    order = [(one.start, -one.end, place) for place, one in enumerate(found)]
    order.sort()
    kept: list[Evidence] = []
    for _, _, place in order:
        one = found[place]
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return tuple(kept)
