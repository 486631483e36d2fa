"""How well two sets of emotions agree at each tier: precision, recall and F1 over sets.

In: ids of emotions, as `kgservice.classify.open_labels` finds them for free words, with words that fit no emotion
standing for themselves.  Out: `Overlap`.  Set-level scores compare what was named at all, not how often: the first set
is what was expected, the second what was given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kgservice.ontology.model import Ontology


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two sets at one tier: ``expected`` and ``given``, sorted."""

    tier: int
    expected: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def shared(self) -> tuple[str, ...]:
        """What stands in both sets, sorted; maybe nothing."""
        return tuple(sorted(set(self.expected) & set(self.given)))

    @property
    def precision(self) -> float | None:
        """The share of what was given that was expected, 0 to 1; None when nothing was given."""
        return len(self.shared) / len(self.given) if self.given else None

    @property
    def recall(self) -> float | None:
        """The share of what was expected that was given, 0 to 1; None when nothing was expected."""
        return len(self.shared) / len(self.expected) if self.expected else None

    @property
    def f1(self) -> float | None:
        """Twice what is shared over the size of both sets, 0 to 1; None when both are empty."""
        size = len(self.expected) + len(self.given)
        return 2 * len(self.shared) / size if size else None

    def to_dict(self) -> dict[str, object]:
        """Return the sets and the scores as JSON."""
        names = ("tier", "precision", "recall", "f1")
        sets = {"expected": list(self.expected), "given": list(self.given), "shared": list(self.shared)}
        return {name: getattr(self, name) for name in names} | sets


def overlap(ontology: Ontology, expected: Iterable[str], given: Iterable[str], tier: int) -> Overlap:
    """Compare two sets at a tier (1, 2 or 3).

    An emotion below that tier counts as the one above it there; one above it, or beside the tree, and a word that is
    no emotion, count as themselves: they agree with nothing but themselves.

    >>> from kgservice.ontology import load_ontology
    >>> found = overlap(load_ontology(), ["delight", "grief"], ["bliss"], tier=1)
    >>> found.precision, found.recall, round(found.f1, 2)
    (1.0, 0.5, 0.67)
    >>> overlap(load_ontology(), ["delight", "grief"], ["bliss"], tier=3).shared
    ()
    """
    one, other = ({_at(ontology, each, tier) for each in names} for names in (expected, given))
    return Overlap(tier, tuple(sorted(one)), tuple(sorted(other)))


def _at(ontology: Ontology, name: str, tier: int) -> str:
    above = ontology.at(name, tier) if name in ontology else None
    return above.id if above else name
