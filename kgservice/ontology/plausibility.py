"""How plausible it is that one emotion follows another: by the leadsTo statements, and by their distance in VAD space.

In: an `Ontology`.  Out: a `Step` for two emotions.  The leadsTo statements are few: where none starts from an emotion,
they cannot tell what follows it, and the step says so instead of guessing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from statistics import fmean

from kgservice.ontology.model import Dependency, Ontology
from kgservice.ontology.paths import leads_to_links, link_to_dict

VERDICTS = ("same", "supported", "unsupported", "unknown")
"""``same``: one emotion, or one below the other in the tree.  ``supported``: a leadsTo statement says so.
``unsupported``: statements say what follows the first, and the second is not among it.  ``unknown``: no statement says
what follows the first."""

FAR = 0.9
"""A step is far when at least this share of all pairs of emotions lies nearer in VAD space; a choice, not measured."""


@dataclass(frozen=True, slots=True)
class Step:
    """One emotion (an id) after another.

    ``verdict``: one of `VERDICTS`.  ``links``: the statements that support it, the most confident first; they may be
    about the emotions above the two.  ``distance``: in VAD space, 0 to the square root of 12.  ``nearer``: the share of
    all pairs of emotions that lie nearer to each other, 0 to 1.  Both are None where a VAD is missing.
    """

    first: str
    second: str
    verdict: str
    links: tuple[Dependency, ...] = ()
    distance: float | None = None
    nearer: float | None = None

    @property
    def is_jump(self) -> bool:
        """Whether the step is far in VAD space (see `FAR`) and no leadsTo statement supports it."""
        return self.verdict in ("unsupported", "unknown") and self.nearer is not None and self.nearer >= FAR

    @property
    def score(self) -> float | None:
        """How plausible it ranks, 0 to 1 (no probability): nearness, raised to the confidence of a statement.

        Nearness is the share of pairs that do not lie nearer; None where neither VAD nor statement is known.
        """
        if self.verdict == "same":
            return 1.0
        near = [] if self.nearer is None else [1 - self.nearer]
        return max([*near, *(link.confidence for link in self.links)], default=None)

    @property
    def remark(self) -> str:
        """What the knowledge says of the step, and what it cannot tell, in a sentence."""
        if self.verdict == "same":
            return f"{self.second} continues {self.first}."
        if self.verdict == "supported":
            link = self.links[0]
            return f"{link.subject} leads to {link.object} (confidence {link.confidence:g}): {link.evidence}."
        unknown = f"No leadsTo statement says what follows {self.first}"
        other = f"No leadsTo statement goes from {self.first} to {self.second}, though some start there"
        place = "" if self.nearer is None else f"; {self.nearer:.0%} of all pairs of emotions lie nearer in VAD space"
        return (unknown if self.verdict == "unknown" else other) + place + "."

    def to_dict(self) -> dict[str, object]:
        """Return what a look-up answers in JSON."""
        return {
            "from": self.first,
            "to": self.second,
            "verdict": self.verdict,
            "score": self.score,
            "isJump": self.is_jump,
            "distance": self.distance,
            "nearer": self.nearer,
            "links": [link_to_dict(link) for link in self.links],
            "remark": self.remark,
        }


class Plausibility:
    """Judges what follows what; made once for an ontology.

    >>> from kgservice.ontology import load_ontology
    >>> judge = Plausibility(load_ontology())
    >>> judge.step("rage", "sadness").remark.partition(" (")[0]
    'anger leads to sadness'
    >>> judge.step("pride", "shame").verdict
    'unsupported'
    """

    def __init__(self, ontology: Ontology) -> None:
        """Find the statements."""
        self._ontology = ontology
        self._links = leads_to_links(ontology)
        self._starts = {first for first, _ in self._links}

    def step(self, first: str, second: str) -> Step:
        """Return what is known of one emotion after another; raises `UnknownEmotion`."""
        before, after = self._with_ancestors(first), self._with_ancestors(second)
        distance, nearer = self._distance(first, second)
        if first in after or second in before:
            return Step(first, second, "same", (), distance, nearer)
        pairs = [(one, other) for one in before for other in after]
        links = sorted((link for pair in pairs for link in self._links.get(pair, ())), key=lambda d: -d.confidence)
        told = "unsupported" if self._starts.intersection(before) else "unknown"
        return Step(first, second, "supported" if links else told, tuple(links), distance, nearer)

    def steps(self, emotions: Sequence[str]) -> tuple[Step, ...]:
        """Return the steps of a sequence of emotions; none for fewer than two.  Raises `UnknownEmotion`."""
        for emotion in emotions:
            self._ontology[emotion]
        return tuple(self.step(first, second) for first, second in pairwise(emotions))

    def _with_ancestors(self, emotion: str) -> list[str]:
        return [emotion, *(above.id for above in self._ontology.ancestors(emotion))]

    def _distance(self, first: str, second: str) -> tuple[float | None, float | None]:
        here, there = self._ontology[first].vad, self._ontology[second].vad
        if here is None or there is None:
            return None, None
        distance = here.distance(there)
        return distance, bisect_left(self._distances, distance) / max(1, len(self._distances))

    @cached_property
    def _distances(self) -> list[float]:
        placed = [emotion.vad for emotion in self._ontology if emotion.vad is not None]
        return sorted(one.distance(other) for one, other in combinations(placed, 2))


def score(steps: Sequence[Step]) -> float | None:
    """Return the mean of what is known of the steps' scores, 0 to 1; None when nothing is.

    >>> score([Step("joy", "delight", "same"), Step("joy", "fear", "unknown", (), 1.2, 0.75)])
    0.625
    >>> score([]) is None
    True
    """
    known = [each.score for each in steps if each.score is not None]
    return fmean(known) if known else None
