"""Nine emotions, one beside the tree, and a dozen terms, small enough to hold in the head.

::

    joy      cheerfulness       delight  (+0.8, +0.4, +0.2)  happy 0.8, glad 0.6, over the moon 0.9, yay 0.5, :) 0.5
    sadness  sadness-secondary  grief    (-0.8, -0.4, -0.2)  sad 0.8, mourn 0.9, heartbroken 0.7, can't bear 0.6
    fear     nervousness        anxiety  (-0.6, +0.6, -0.6)  afraid 0.8, nervous 0.4, cold feet 0.6
    awe, beside the tree                 (none)              awed 0.7

The three numbers are valence, arousal and dominance, the same for a whole branch.
"""

from __future__ import annotations

from kgservice.ontology import VAD, Emotion, Ontology
from kgservice.vocab import Lexicon, Sense

BRANCHES = (
    (("joy", "cheerfulness", "delight"), VAD(0.8, 0.4, 0.2)),
    (("sadness", "sadness-secondary", "grief"), VAD(-0.8, -0.4, -0.2)),
    (("fear", "nervousness", "anxiety"), VAD(-0.6, 0.6, -0.6)),
)
TERMS = (
    ("happy", "adjective", ("happier", "happiest"), "joy", 0.8),
    ("glad", "adjective", (), "delight", 0.6),
    ("over the moon", "phrase", (), "delight", 0.9),
    ("yay", "interjection", (), "joy", 0.5),
    (":)", "emoticon", (), "joy", 0.5),
    ("sad", "adjective", (), "sadness-secondary", 0.8),
    ("mourn", "verb", ("mourned", "mourning", "mourns"), "grief", 0.9),
    ("heartbroken", "adjective", (), "grief", 0.7),
    ("can't bear", "phrase", (), "sadness", 0.6),
    ("afraid", "adjective", (), "fear", 0.8),
    ("nervous", "adjective", (), "nervousness", 0.4),
    ("cold feet", "phrase", (), "anxiety", 0.6),
    ("awed", "adjective", (), "awe", 0.7),
)


def emotion(name: str, tier: int | None, broader: str | None = None, vad: VAD | None = None) -> Emotion:
    return Emotion(name, name.split("-")[0], tier, broader, "", "", "", extension=tier is None, vad=vad)


def sense(term: str, pos: str, forms: tuple[str, ...], emotion: str, weight: float) -> Sense:
    return Sense(term, pos, forms, emotion, weight, None, "authored", "kgservice", "")


def mini_ontology() -> Ontology:
    tree = [
        emotion(name, tier, broader, vad)
        for names, vad in BRANCHES
        for tier, name, broader in zip((1, 2, 3), names, (None, *names), strict=False)
    ]
    return Ontology([*tree, emotion("awe", None)])


def mini_lexicon() -> Lexicon:
    return Lexicon(sense(*term) for term in TERMS)
