"""Senses after the decisions: what the compiled lexicon takes from `review.standing`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kgservice.vocab.decisions import Decision
from kgservice.vocab.model import Sense
from kgservice.vocab.review.standing import Pair, standing

DECIDED = "decision"
"""The method of a sense that only a person's ruling supports."""

SOURCE = "kgservice"
UNWEIGHED = 0.5
"""The weight of a sense that only a person's ruling supports, when the person sets none.  Our choice."""


def rule(senses: Iterable[Sense], ruled: Sequence[Decision], offered: Iterable[Sense] = ()) -> list[Sense]:
    """Return the senses after the decisions, those without a decision unchanged.

    Per pair of term and emotion an adjudication counts, else the newest ruling of anybody.  ``offered``: senses that
    the lexicon leaves out unless a person accepts them.  A pair that neither holds, or to which a term is moved, takes
    part of speech and forms from another sense of the term; without one it is a noun, or a phrase with a space in it.

    >>> sense = Sense("gleeful", "adjective", (), "joy", 0.4, 0.3, "similar", "wordnet30", "")
    >>> ruling = Decision("gleeful", "joy", "reassign", "delight", 0.8, "anna", "2026-01-31", "")
    >>> [(moved.emotion, moved.pos, moved.weight, moved.reviewer) for moved in rule([sense], [ruling])]
    [('delight', 'adjective', 0.8, 'anna')]
    """
    kept = {(sense.term, sense.emotion): sense for sense in senses}
    known = {(sense.term, sense.emotion): sense for sense in offered} | kept
    by_term = {term: sense for (term, _), sense in known.items()}
    counting = [held.ruling for held in standing(ruled).values() if held.ruling is not None]
    for decision in counting:
        if decision.verdict in ("reject", "reassign"):
            kept.pop(decision.pair, None)
    for decision in counting:
        for pair, weight in _given(decision):
            beside = known.get(decision.pair) or by_term.get(decision.term)
            kept[pair] = _accepted(kept.get(pair) or known.get(pair), beside, pair, weight, decision)
    return list(kept.values())


def _given(decision: Decision) -> list[tuple[Pair, float | None]]:
    """Return the pairs that a decision lets in, with the weights that it sets."""
    to = (decision.term, decision.to)
    return {
        "accept": [(decision.pair, decision.weight)],
        "reassign": [(to, decision.weight)],
        "split": [(decision.pair, decision.weight), (to, decision.to_weight)],
    }.get(decision.verdict, [])


def _accepted(sense: Sense | None, beside: Sense | None, pair: Pair, weight: float | None, decision: Decision) -> Sense:
    if sense is not None:
        return replace(sense, weight=weight or sense.weight, reviewer=decision.reviewer)
    term, emotion = pair
    pos = beside.pos if beside else ("phrase" if " " in term else "noun")
    forms = beside.forms if beside else ()
    weight = weight or (beside.weight if beside else UNWEIGHED)
    return Sense(term, pos, forms, emotion, weight, None, DECIDED, SOURCE, decision.note, decision.reviewer)
