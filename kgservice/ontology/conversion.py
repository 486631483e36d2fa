"""What turning a label of one scheme into labels of another gives, and what it loses: `Conversion`.

A relation between two labels is named from the first to the second: ``exact``; ``close``; ``broader`` (the second
is wider, so it says less); ``narrower`` (the second says more than was meant); ``ambiguous`` (the two overlap, or
several narrower ones fit alike); ``none``.  Nothing here reads a file: `crosswalk` finds the candidates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kgservice.ontology.schemes import Label

LOSSES = ("exact", "close", "broader", "narrower", "ambiguous", "none")
"""What may be lost, least first."""

LOSS_OF_PREDICATE = {
    "skos:exactMatch": "exact",
    "skos:closeMatch": "close",
    "skos:broadMatch": "broader",
    "skos:narrowMatch": "narrower",
    "skos:relatedMatch": "ambiguous",
}
"""The relation of a mapping's subject to its object."""

_INVERSES = {"broader": "narrower", "narrower": "broader"}


@dataclass(frozen=True, slots=True)
class Converted:
    """One label of the target, or None when nothing fits.

    ``loss``: one of `LOSSES`.  ``confidence``: 0 to 1, the product of the mappings used and of a discount for each
    step in the tree, 0 for no target; authored figures, not measured ones.  ``via``: ids of the emotions passed, from
    the source's side to the target's; empty for a published direct mapping.
    """

    target: Label | None
    loss: str
    confidence: float
    via: tuple[str, ...] = ()
    comment: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return what the conversion answers in JSON."""
        target = {"id": self.target and self.target.id, "label": self.target and self.target.label}
        rest = {"loss": self.loss, "confidence": round(self.confidence, 4), "via": list(self.via)}
        return target | rest | {"comment": self.comment}


@dataclass(frozen=True, slots=True)
class Conversion:
    """Everything that one label becomes in the scheme ``target`` (an id): at least one item, best first.

    All items share one loss: only the least lossy ones are kept.
    """

    label: Label
    target: str
    items: tuple[Converted, ...]

    @property
    def loss(self) -> str:
        """What is lost at best, one of `LOSSES`."""
        return self.items[0].loss

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels of the target, best first; empty when nothing fits."""
        return tuple(item.target for item in self.items if item.target)

    def to_dict(self) -> dict[str, object]:
        """Return what the conversion answers in JSON."""
        source = {"from": self.label.scheme, "id": self.label.id, "label": self.label.label}
        return source | {"to": self.target, "loss": self.loss, "items": [item.to_dict() for item in self.items]}


def compose(first: str, second: str) -> str:
    """Return the relation of A to C, given that of A to B and that of B to C.

    Up and down again, or the reverse, or by way of a mere overlap, leaves only an overlap.

    >>> compose("close", "broader"), compose("broader", "broader"), compose("broader", "narrower")
    ('broader', 'broader', 'ambiguous')
    """
    if first == second or second == "exact":
        return first
    if first == "exact":
        return second
    if "close" in (first, second):
        return second if first == "close" else first
    return "ambiguous"


def inverse(loss: str) -> str:
    """Return the relation of B to A, given that of A to B.

    >>> inverse("broader"), inverse("close")
    ('narrower', 'close')
    """
    return _INVERSES.get(loss, loss)


def least_lossy(items: Iterable[Converted]) -> tuple[Converted, ...]:
    """Return the items that lose least, each target once, best first; empty for none.

    Several narrower targets are a choice that the source does not make, so they come back as ambiguous, the
    confidence shared among them.
    """
    best: dict[str, Converted] = {}
    for item in sorted(items, key=_rank):
        if item.target:
            best.setdefault(item.target.id, item)
    kept = tuple(item for item in best.values() if item.loss == next(iter(best.values())).loss)
    return _shared(kept) if kept and kept[0].loss == "narrower" and len(kept) > 1 else kept


def loss_counts(conversions: Iterable[Conversion]) -> dict[str, int]:
    """Return how many conversions lose what, for every one of `LOSSES`.

    >>> loss_counts([])["exact"]
    0
    """
    counts = Counter(conversion.loss for conversion in conversions)
    return {loss: counts[loss] for loss in LOSSES}


def _rank(item: Converted) -> tuple[int, float, int, str]:
    return LOSSES.index(item.loss), -item.confidence, len(item.via), item.target.id if item.target else ""


def _shared(items: Sequence[Converted]) -> tuple[Converted, ...]:
    comment = f"one of {len(items)} narrower labels"
    share = 1 / len(items)
    return tuple(replace(item, loss="ambiguous", confidence=item.confidence * share, comment=comment) for item in items)
