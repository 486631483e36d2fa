"""Estimate the VAD of words that nobody rated, and measure how good that is.

Of any word: kernel regression from its embedding to the ratings of the Glasgow Norms.  Of a term of the lexicon: the
mean of that and of the VAD of its emotions, by the weight of its senses; of emoji and emoticons, which the model cannot
read, the latter alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kgservice.ontology import VAD, Ontology
from kgservice.vocab import Lexicon
from kgservice.vocab.embedding import Model
from kgservice.vocab.kernel import Quality, fit, held_out, quality

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.floating]

FRAME = "the feeling of {}"
"""What is embedded for a word: of five frames the one with the best cross-validated figures (``vocab/README.md``)."""

PENALTY = 0.1
"""Penalty of the regression on words."""

EMOTION_SHARE = 0.5
"""Share of its emotions in the estimate of a term; of 0.2 to 0.5 the one with the smallest error in valence."""


def estimate(words: Sequence[str], rated: Mapping[str, VAD], by_emotion: Mapping[str, VAD], model: Model) -> Numbers:
    """Return the estimates of ``words``, of shape (words, 3), from -1 to 1.

    ``rated``: the words to learn from.  ``by_emotion``: the VAD of the emotions of every term.
    """
    known = fit(model.embed([FRAME.format(word) for word in rated]), array(rated.values()), PENALTY)
    guessed = known.predict(model.embed([FRAME.format(word) for word in words]))
    return with_emotions(words, guessed, by_emotion)


def qualities(
    rated: Mapping[str, VAD], by_emotion: Mapping[str, VAD], families: Sequence[str], model: Model
) -> dict[str, Quality]:
    """Return how good held-out estimates are: of all rated words, and of the terms among them by both ways.

    ``families``: of each rated word, in order.  Raises `ValueError` for fewer than two rated terms.
    """
    words, values = list(rated), array(rated.values())
    guessed = held_out(model.embed([FRAME.format(word) for word in words]), values, families, PENALTY)
    terms = [place for place, word in enumerate(words) if word in by_emotion]
    if len(terms) < 2:
        raise ValueError(f"{len(terms)} terms of the lexicon are rated, too few to say how good their estimates are")
    mixed = with_emotions(words, guessed.copy(), by_emotion)
    return {
        "all words": quality(guessed, values),
        "terms, by embedding alone": quality(guessed[terms], values[terms]),
        "terms, with their emotions": quality(mixed[terms], values[terms]),
    }


def with_emotions(words: Sequence[str], guessed: Numbers, by_emotion: Mapping[str, VAD]) -> Numbers:
    """Mix the VAD of their emotions into the guesses for terms, in place, and return these."""
    for place, word in enumerate(words):
        if word in by_emotion:
            share = EMOTION_SHARE if word[0].isalnum() else 1.0
            guessed[place] = share * array([by_emotion[word]])[0] + (1 - share) * guessed[place]
    return guessed


def emotion_vads(lexicon: Lexicon, ontology: Ontology) -> dict[str, VAD]:
    """Return the mean VAD of its emotions by form, by the weight of the senses; no form of an emotion's own label.

    Labels are left out since the VAD of an emotion is the rating of its label where there is one.
    """
    points = {emotion.id: emotion.vad for emotion in ontology if emotion.vad is not None}
    labels = {emotion.label for emotion in ontology}
    sums: dict[str, list[float]] = {}
    for sense in lexicon:
        if sense.emotion in points and sense.term not in labels:
            for form in (sense.term, *sense.forms):
                total = sums.setdefault(form, [0.0] * 4)
                for place, number in enumerate((*points[sense.emotion], 1.0)):
                    total[place] += sense.weight * number
    return {form: VAD(v / weight, a / weight, d / weight) for form, (v, a, d, weight) in sums.items()}


def array(points: Any) -> Numbers:
    """Return points as an array of one row each."""
    import numpy as np

    return np.array([tuple(point) for point in points], dtype=np.float32)
