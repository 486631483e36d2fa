"""leadsTo rows from conversations, with a confidence from conversations that were left out.

In: conversations whose turns carry emotions of one level.  Out: one row per link, corpus and speaker, as
`transitions` finds them.  A corpus is never added to another: the shares of their emotions differ, and the sum would
show links that neither has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import kgservice
from kgservice.ontology.calibration import DECIMALS, shrunk
from kgservice.ontology.conversations import SPEAKERS, Conversation, Pair, Speaker, Turn, pairs
from kgservice.ontology.model import Dependency, Ontology
from kgservice.ontology.prediction import SEED, folds
from kgservice.ontology.transitions import (
    MAX_Q,
    MIN_COUNT,
    MIN_EXPECTED,
    Transition,
    assess,
    changes,
    fit_independence,
    links,
)

ANNOTATED, CLASSIFIED = "annotated-transition", "classified-transition"
"""The methods: by whose labels the turns carry emotions."""

SPLITS = 20
"""Random halvings of the conversations behind a confidence."""


class Family(NamedTuple):
    """What is tested together: one corpus, one level, one way of labelling, one speaker relation.

    ``level``: such as ``tier 1``.  ``method``: `ANNOTATED` or `CLASSIFIED`.
    """

    source: str
    level: str
    method: str
    speaker: Speaker

    @property
    def labels(self) -> str:
        """Who labelled the turns: the annotators, or this version of the classifier."""
        return "annotators" if self.method == ANNOTATED else f"kgservice {kgservice.__version__}"

    @property
    def kind(self) -> str:
        """The kind of the rows."""
        return f"corpus-transition-{self.speaker}"


class Replication(NamedTuple):
    """Links found in one half of the conversations that come too often in the other half as well.

    ``found`` and ``held`` are means over `SPLITS` halvings.
    """

    found: float
    held: float

    @property
    def confidence(self) -> float:
        """The share that held, shrunk as if all halvings together were one."""
        return shrunk(self.held, self.found)


def at_tier(conversations: Iterable[Conversation], ontology: Ontology, tier: int) -> list[Conversation]:
    """Return the conversations with every emotion replaced by the one above it at ``tier`` (1, 2 or 3).

    A turn whose emotion stands above that tier, or beside the tree, says nothing at that tier: it gets None and forms
    no pair.  To bridge neutral turns, take them out first (`Conversation.without_neutral`).
    """
    ids = {emotion.id: ontology.at(emotion.id, tier) for emotion in ontology}
    rolled = {emotion: at.id if at else None for emotion, at in ids.items()}
    return [
        Conversation(
            talk.source, tuple(Turn(turn.speaker, turn.emotion and rolled[turn.emotion]) for turn in talk.turns)
        )
        for talk in conversations
    ]


def families(conversations: Sequence[Conversation], level: str, method: str) -> list[tuple[Family, list[Conversation]]]:
    """Return every family of the conversations with its own, sorted by source; empty without conversations."""
    sources = sorted({talk.source for talk in conversations})
    return [
        (Family(source, level, method, speaker), [talk for talk in conversations if talk.source == source])
        for source in sources
        for speaker in SPEAKERS
    ]


def replicate(conversations: Sequence[Conversation], speaker: Speaker) -> Replication:
    """Find links in one half of the conversations and look for them in the other, `SPLITS` times.

    A link holds when the other half has more such changes than its own frequencies expect.
    """
    found = held = 0
    counted = [list(pairs(talk, speaker)) for talk in conversations]
    for split in range(SPLITS):
        dealt = folds(len(counted), 2, SEED + split)
        here, there = (
            changes(pair for part, group in zip(dealt, counted, strict=True) if part == half for pair in group)
            for half in (0, 1)
        )
        for transition in links(here):
            expected = fit_independence(there, free=[transition.pair]).expected(transition.pair)
            found += 1
            held += there.get(transition.pair, 0) > expected
    return Replication(found / SPLITS, held / SPLITS)


def transition_rows(family: Family, conversations: Sequence[Conversation]) -> list[Dependency]:
    """Return the leadsTo rows of one family, the most significant first; often none."""
    counts = changes(pair for talk in conversations for pair in pairs(talk, family.speaker))
    judged = assess(counts)
    found = [transition for transition in judged if transition.is_link]
    if not found:
        return []
    confidence = round(replicate(conversations, family.speaker).confidence, DECIMALS)
    left = {first: sum(count for pair, count in counts.items() if pair.first == first) for first, _ in counts}
    return [_row(family, transition, len(judged), left[transition.pair.first], confidence) for transition in found]


def _row(family: Family, transition: Transition, judged: int, left: int, confidence: float) -> Dependency:
    pair: Pair = transition.pair
    evidence = (
        f"{transition.count} of {left} changes from {pair.first} are to {pair.second}, {transition.expected:.1f} "
        f"expected; lift {transition.lift:.2f}, G {transition.g:.1f}, q {transition.q:.1g}"
    )
    bounds = f"expected>={MIN_EXPECTED:g}; count>={MIN_COUNT}; q<={MAX_Q:g} (BH)"
    parameters = f"level={family.level}; labels={family.labels}; tested={judged}; {bounds}"
    return Dependency(
        *(pair.first, "leadsTo", pair.second, family.kind, family.method, parameters),
        *(round(transition.lift, 4), confidence, evidence, family.source, "computed"),
    )
