"""How much of a word's use is emotional: the counts of sense-tagged uses that come with WordNet.

The counts stem from the texts that Princeton tagged by hand (SemCor among them) and stand in ``index.sense``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kgservice.wordnet import WordNet

PRIOR_USES = 4.0
"""How many tagged uses the prior is worth: senses that nobody tagged share them by rank, as 1 / rank (Zipf)."""

CLOSED_CLASS: Mapping[str, float] = {
    "like": 0.1,
    "down": 0.1,
    "low": 0.3,
    "may": 0.0,
    "might": 0.0,
    "will": 0.0,
    "well": 0.1,
    "over": 0.0,
    "off": 0.0,
    "to": 0.0,
}
"""Words that are mostly prepositions, auxiliaries or particles, which WordNet does not hold: how much of the use of the
written word its WordNet senses cover.  Estimated for this project (source ``kgservice``), not counted."""


def sense_share(wordnet: WordNet, term: str, emotional: Collection[str]) -> float:
    """Return the smoothed share of a term's uses whose synset is in ``emotional``, 0 to 1, over all parts of speech.

    0 for a term that WordNet does not hold.  Dirichlet smoothing with a prior of `PRIOR_USES` uses.
    """
    senses = wordnet.senses(term)
    if not senses:
        return 0.0
    ranks = sum(1 / number for _, number, _ in senses)
    uses = [(synset.id, count + PRIOR_USES / number / ranks) for synset, number, count in senses]
    inside = sum(use for synset, use in uses if synset in emotional)
    return CLOSED_CLASS.get(term, 1.0) * inside / sum(use for _, use in uses)
