"""What the learning texts express in VAD, as a sentence model sees it: the targets that words are fitted to.

No text with rated VAD is learned from.  The target of a text is made of two guesses: a regression from embeddings to
the VAD of rated *words*, applied to the text; and a ridge regression to the VAD of the emotions that the texts were
labelled with.  Labels say nothing about the arousal of a text without an emotion, so arousal comes from words alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kgservice.classify.evaluation import Example
from kgservice.ontology import VAD, Ontology
from kgservice.vocab.kernel import fit, standardised

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.floating]

WORD_PENALTY = 0.5
"""Penalty of the regression on words when it is applied to texts: stronger than for words, as texts are unlike them."""

LABEL_PENALTY = 100.0
"""Ridge penalty of the regression on labels, in texts with vectors of length 1."""

LABEL_SHARE = 0.7
"""How much the guess from labels counts beside that from words, in valence and dominance."""

VALENCE_IN_DOMINANCE = 0.3
"""How much of the valence is taken out of the dominance: the two go together less in texts than in words."""

SPREAD = 1.1
"""Standard deviation of the targets over that of the guess from words."""


def targets(words: Numbers, rated: Numbers, texts: Numbers, labels: Numbers) -> Numbers:
    """Return the target of each text, of shape (texts, 3), from -1 to 1.

    ``words`` and ``texts``: their vectors; ``rated``: the VAD of the words; ``labels``: the VAD of the texts' labels.
    The four constants of this module were chosen among a few values on the training split of EmoBank.
    """
    import numpy as np

    heard = fit(words, rated, WORD_PENALTY).predict(texts, own_scale=True)
    told, own = standardised(_ridge(texts, labels)), standardised(heard)
    mixed = own + np.array([LABEL_SHARE, 0.0, LABEL_SHARE]) * told
    mixed[:, 2] -= VALENCE_IN_DOMINANCE * own[:, 0]
    made: Numbers = np.clip(standardised(mixed) * heard.std(axis=0) * SPREAD + rated.mean(axis=0), -1, 1)
    return made


def _ridge(texts: Numbers, labels: Numbers) -> Numbers:
    import numpy as np

    moved = texts - texts.mean(axis=0)
    square = moved.T @ moved + LABEL_PENALTY * np.eye(moved.shape[1])
    guess: Numbers = moved @ np.linalg.solve(square, moved.T @ (labels - labels.mean(axis=0)))
    return guess


def label_vads(examples: Sequence[Example], ontology: Ontology) -> Numbers:
    """Return the mean VAD of each example's emotions, the middle of the scale for none.

    >>> from kgservice import load_ontology
    >>> joy, nothing = label_vads([Example(1, "", frozenset({"joy"})), Example(2, "", frozenset())], load_ontology())
    >>> bool(joy[0] > 0.5), nothing.tolist()
    (True, [0.0, 0.0, 0.0])
    """
    import numpy as np

    vads = {emotion.id: tuple(emotion.vad or VAD(0, 0, 0)) for emotion in ontology}
    return np.array([np.mean([vads[e] for e in sorted(x.gold)] or [(0.0, 0.0, 0.0)], axis=0) for x in examples])
