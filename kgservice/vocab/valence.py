"""Whether a term is pleasant: rated by people where a norm has it, else estimated from its embedding.

The rating is that of the Glasgow Norms (CC BY 4.0, a copy that the user gives).  The estimate is a ridge regression
from the vector of "I feel TERM." to those ratings; it can be wrong about rare words, so it only raises doubts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgservice.ontology.norms import Norm, read_norms
from kgservice.vocab.embedding import Model, Progress

FRAME = "I feel {}."
"""The sentence that is embedded for a term; the frame of the VAD estimates of ``ontology``."""

PENALTY = 1.0
"""Ridge penalty, in units of vectors of length 1.  Our choice."""

RATED, ESTIMATED = "rated", "estimated"


@dataclass(frozen=True)
class Valence:
    """Valence from -1 to 1 by term."""

    rated: Mapping[str, float] = field(default_factory=dict)
    estimated: Mapping[str, float] = field(default_factory=dict)

    def of(self, term: str) -> tuple[float | None, str]:
        """Return a term's valence and its method; (None, "") when nothing is known."""
        if term in self.rated:
            return self.rated[term], RATED
        return (self.estimated[term], ESTIMATED) if term in self.estimated else (None, "")


def measure(norms: Path | None, terms: Sequence[str], model: Model, progress: Progress | None = None) -> Valence:
    """Return the valence of terms by the Glasgow Norms in ``norms``; of none when there is no such file.

    Entries with a sense mark, such as ``content (happy)``, neither rate a term nor train the estimate.
    """
    if norms is None:
        return Valence()
    table: Mapping[str, Norm] = read_norms(norms, "glasgow")
    rated = {entry: norm.vad.valence for entry, norm in table.items() if "(" not in entry}
    marked = {entry.partition(" (")[0] for entry in table if "(" in entry}
    unrated = [term for term in terms if term not in rated or term in marked]
    sure = {term: rated[term] for term in terms if term in rated and term not in marked}
    return Valence(sure, dict(zip(unrated, _estimate(rated, unrated, model, progress), strict=True)))


def _estimate(rated: Mapping[str, float], terms: Sequence[str], model: Model, progress: Progress | None) -> list[float]:
    import numpy as np

    if not terms:
        return []
    known = model.embed([FRAME.format(word) for word in rated], progress)
    values = np.array(list(rated.values()))
    centre, mean = known.mean(axis=0), values.mean()
    moved = known - centre
    slope = np.linalg.solve(moved.T @ moved + PENALTY * np.eye(moved.shape[1]), moved.T @ (values - mean))
    asked = model.embed([FRAME.format(term) for term in terms], progress) - centre
    return [float(value) for value in np.clip(asked @ slope + mean, -1, 1)]
