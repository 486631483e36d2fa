"""The authored expressions as candidates: most of the lexicon, and nobody has reviewed it either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from kgservice.vocab import expressions
from kgservice.vocab.candidates import Candidate
from kgservice.vocab.review.standing import Pair

AUTHORED = "authored"
"""The status of what was written for this project and never measured."""


def measured(candidate: Candidate) -> float | None:
    """Return the cosine of a candidate's emotion, None for an expression, of which nothing was measured."""
    return None if candidate.status == AUTHORED else candidate.score


def authored(file: Path, labels: Mapping[str, str], proposed: Collection[Pair]) -> Iterator[Candidate]:
    """Yield the expressions of a table as candidates, but those that are proposed as candidates too.

    Their contenders are all emotions that the table gives the term.  Nothing was measured of them, so ``score`` is 0
    and there is no margin; ``reason`` names the weight.  Raises `TableError`.
    """
    senses = expressions.read(file, labels)
    emotions = defaultdict(list)
    for sense in senses:
        emotions[sense.term].append((sense.emotion, 0.0))
    for sense in senses:
        if (sense.term, sense.emotion) not in proposed:
            yield Candidate(
                term=sense.term,
                pos=sense.pos,
                forms=sense.forms,
                emotion=sense.emotion,
                emotion_label=labels[sense.emotion],
                relation=AUTHORED,
                synset="",
                depth=0,
                routes=(f"expressions:{sense.emotion}",),
                contenders=tuple(emotions[sense.term]),
                score=0.0,
                margin=None,
                sense_share=1.0,
                uses=0,
                valence=None,
                valence_method="",
                status=AUTHORED,
                reason=f"weight {sense.weight:g}",
                method=AUTHORED,
                model="",
            )
