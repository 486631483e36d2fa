"""Cases drawn from conversations: a turn, the answer that was given, and answers given elsewhere."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.dialogue import Dialogue, Said
from kgservice.classify.response import NEUTRAL, Mood, mood

SEED = 20261121


@dataclass(frozen=True)
class Turn:
    """A turn with its mood by the classifier, and by people (None where nobody labelled it)."""

    said: Said
    read: Mood
    labelled: Mood | None


@dataclass(frozen=True)
class Case:
    """A turn, and candidates for the next one, the true one first."""

    before: Turn
    candidates: tuple[Turn, ...]

    @property
    def is_emotional(self) -> bool:
        """Whether the turn before has an emotion: by people, else by the classifier."""
        return best(self.before.read if self.before.labelled is None else self.before.labelled) != NEUTRAL


Talk = Sequence[Case]
"""The cases of one conversation; maybe none."""


def talks(dialogues: Iterable[Dialogue], classifier: EmotionClassifier, candidates: int, most: int) -> list[Talk]:
    """Return the cases of every conversation, in an order drawn once and for all.

    ``candidates``: how many a case has; ``most``: cases of a conversation, drawn among all it has.  Conversations of a
    source that has no other give no case.
    """
    read = [(dialogue.source, [_turn(said, classifier) for said in dialogue.turns]) for dialogue in dialogues]
    draw = random.Random(SEED)
    draw.shuffle(read)
    pools: dict[str, list[tuple[int, Turn]]] = defaultdict(list)
    for place, (source, turns) in enumerate(read):
        pools[source] += [(place, turn) for turn in turns]
    found: list[Talk] = []
    for place, (source, turns) in enumerate(read):
        others = len(pools[source]) > len(turns)
        steps = [pair for pair in pairwise(turns) if others and pair[0].said.speaker != pair[1].said.speaker]
        kept = draw.sample(steps, min(most, len(steps)))
        found.append([Case(one, (two, *_drawn(two, place, pools[source], draw, candidates - 1))) for one, two in kept])
    return found


def _drawn(
    right: Turn, place: int, pool: Sequence[tuple[int, Turn]], draw: random.Random, count: int
) -> Iterator[Turn]:
    """Yield turns of other conversations that say something else; after many draws in vain, what comes."""
    for _ in range(count):
        for _ in range(100):
            elsewhere, turn = draw.choice(pool)
            if elsewhere != place and turn.said.text.strip() != right.said.text.strip():
                break
        yield turn


def _turn(said: Said, classifier: EmotionClassifier) -> Turn:
    shares = None
    if said.emotions is not None:
        shares = {emotion: 1 / len(said.emotions) for emotion in said.emotions} or {NEUTRAL: 1.0}
    return Turn(said, mood(classifier.classify(said.text)), shares)


def best(shares: Mood) -> str:
    """Return the emotion, or neutral, with the greatest share."""
    return max(shares, key=lambda name: (shares[name], name))
