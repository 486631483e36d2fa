"""How much of a word's use is emotional: the counts of sense-tagged uses that come with WordNet.

The counts stem from the texts that Princeton tagged by hand (SemCor among them) and stand in ``index.sense``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kgservice.vocab.morphology import stems
from kgservice.wordnet import Synset, WordNet

PRIOR_USES = 4.0
"""How many tagged uses the prior is worth: senses that nobody tagged share them by rank, as 1 / rank (Zipf)."""

CLOSED_CLASS: Mapping[str, float] = {
    "like": 0.03,
    "down": 0.1,
    "low": 0.3,
    "may": 0.0,
    "might": 0.0,
    "will": 0.0,
    "well": 0.1,
}
"""Words that are mostly prepositions, auxiliaries or particles, which WordNet does not hold: how much of the use of the
written word its WordNet senses cover.  Estimated for this project (source ``kgservice``), not counted."""


INFLECTED_FORMS = 4
"""A verb is written in about this many forms, so each takes that part of the verb's uses."""


def sense_share(
    wordnet: WordNet, term: str, emotional: Collection[str], irregular: Mapping[str, tuple[str, ...]]
) -> float:
    """Return the smoothed share of a term's uses whose synset is in ``emotional``, 0 to 1, over all parts of speech.

    A term that is also a form of a verb (``trying``) takes part in the uses of that verb.  0 for a term that WordNet
    does not hold.  Dirichlet smoothing with a prior of `PRIOR_USES` uses.
    """
    senses = wordnet.senses(term)
    if not senses:
        return 0.0
    ranks = sum(1 / number for _, number, _ in senses)
    uses = [(synset.id, count + PRIOR_USES / number / ranks) for synset, number, count in senses]
    uses += [(synset.id, count / INFLECTED_FORMS) for synset, _, count in _verb_senses(wordnet, term, irregular)]
    inside = sum(use for synset, use in uses if synset in emotional)
    return CLOSED_CLASS.get(term, 1.0) * inside / sum(use for _, use in uses)


def tagged_uses(wordnet: WordNet, term: str) -> int:
    """Return how many tagged uses a term has in all; 0 for most."""
    return sum(count for _, _, count in wordnet.senses(term))


def _verb_senses(
    wordnet: WordNet, term: str, irregular: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[Synset, int, int], ...]:
    for verb in (*irregular.get(term, ()), *stems(term)):
        if verb != term and (senses := wordnet.senses(verb, "v")):
            return senses
    return ()
