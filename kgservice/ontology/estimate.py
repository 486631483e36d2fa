"""VAD of emotions that nobody rated, with an error measured on those that people did rate.

An estimate is the plain mean of what is there of three guesses, each a VAD:

regression
    Support vector regression from the sentence vector of "I feel WORD." to the Glasgow rating of the word.
branch
    The mean of the rated emotions of the same secondary, averaged with the mean of those of the same primary.
synonyms
    The mean of the rated emotions whose word shares a WordNet 3.0 synset with this one's.

Every rated emotion of the tree is guessed in the same way without its own rating: the regression is trained without
the words of the emotion, their forms and whatever begins alike, five folds of emotions.  The error of an estimate is
the root mean square error over the rated emotions for which the same guesses are there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kgservice.errors import MissingExtra
from kgservice.ontology.affect import mean_vad, root_mean_square
from kgservice.ontology.affect_entries import EntryTable
from kgservice.ontology.model import VAD, Ontology
from kgservice.ontology.norms import Norm, Triple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.floating]

FRAME = "I feel {}."
"""The sentence that is embedded for a word: better than the bare word on held-out emotions (see ontology/README.md)."""
FOLDS = 5
PENALTY, TUBE = 2.0, 0.2
"""C and epsilon of the regression, the latter in units of the 1-9 scale."""

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]
"""From texts to sentence vectors; given by the caller, because the home of sentence models is a layer above."""


class Estimate(NamedTuple):
    """The estimate of one emotion: the names of its guesses, their mean, its error, and on how many that was tried."""

    guesses: tuple[str, ...]
    vad: VAD
    error: Triple
    tried_on: int


class Rated(NamedTuple):
    """What is known: every emotion, the VAD of those that people rated, their entries, and the norms to learn from."""

    ontology: Ontology
    vads: Mapping[str, VAD]
    entries: EntryTable
    norms: Mapping[str, Norm]


def estimate(wanted: Collection[str], rated: Rated, embed: Embed) -> dict[str, Estimate]:
    """Estimate the VAD of the ``wanted`` emotions.

    ``embed``: texts to an array of one row per text, in the order given.  Returns emotion to `Estimate`, sorted; empty
    when nothing is wanted.  Raises `MissingExtra` without the ``build`` extra, `ValueError` when no rated emotion has
    the same guesses, so that no error can be measured.
    """
    if not wanted:
        return {}
    tried = _tried(rated)
    heard = _regression(sorted(wanted), tried, rated, embed)
    guesses = {emotion: _guesses(emotion, heard[emotion], rated) for emotion in heard}
    return {
        emotion: _estimate(guesses[emotion], [(rated.vads[t], guesses[t]) for t in tried]) for emotion in sorted(wanted)
    }


def _tried(rated: Rated) -> list[str]:
    """Return the rated emotions of the tree, one per label."""
    of_tree = (emotion for emotion in rated.ontology if emotion.tier is not None and emotion.id in rated.vads)
    return sorted({emotion.label: emotion.id for emotion in of_tree}.values())


def branch(emotion: str, rated: Rated) -> VAD | None:
    """Return the mean of an emotion's rated relatives, without itself and without its namesake at another tier.

    Half of it is the mean over its secondary emotion and all below that, half the mean over its primary and all
    below; only the latter where the secondary has no rated relative or the emotion is a primary.  None where nothing
    is rated, as for an emotion beside the tree.
    """
    heads = [rated.ontology.at(emotion, tier) for tier in (2, 1)]
    families = [_relatives(emotion, head.id, rated) for head in heads if head is not None]
    means = [mean_vad(family) for family in families if family]
    return mean_vad(means) if means else None


def _relatives(emotion: str, head: str, rated: Rated) -> list[VAD]:
    family = (rated.ontology[head], *rated.ontology.descendants(head))
    label = rated.ontology[emotion].label
    return [rated.vads[member.id] for member in family if member.label != label and member.id in rated.vads]


def _guesses(emotion: str, heard: VAD, rated: Rated) -> dict[str, VAD]:
    synonyms = [rated.vads[synonym] for synonym in rated.entries.synonyms(emotion) if synonym in rated.vads]
    guesses: dict[str, VAD | None] = {"regression": heard, "branch": branch(emotion, rated)}
    guesses["synonyms"] = mean_vad(synonyms) if synonyms else None
    return {name: guess for name, guess in guesses.items() if guess is not None}


def _estimate(guesses: Mapping[str, VAD], tried: Sequence[tuple[VAD, Mapping[str, VAD]]]) -> Estimate:
    names = tuple(guesses)
    trials = [(truth, _mean_of(others, names)) for truth, others in tried if set(names) <= set(others)]
    if not trials:
        raise ValueError(f"no rated emotion has the guesses {', '.join(names)}, so their error cannot be measured")
    return Estimate(names, _mean_of(guesses, names), root_mean_square(trials), len(trials))


def _mean_of(guesses: Mapping[str, VAD], names: Sequence[str]) -> VAD:
    return mean_vad([guesses[name] for name in names])


def _regression(wanted: Sequence[str], tried: Sequence[str], rated: Rated, embed: Embed) -> dict[str, VAD]:
    """Return the regression's guess for each emotion, made without its own words."""
    import numpy as np

    words = [entry for entry in rated.norms if "(" not in entry]
    values = np.array([tuple(rated.norms[word].vad) for word in words])
    emotions = [*wanted, *tried]
    vectors = embed([FRAME.format(word) for word in [*words, *(rated.ontology[e].label for e in emotions)]])
    known, asked = vectors[: len(words)], vectors[len(words) :]
    heard: dict[str, VAD] = {}
    for fold in ([*range(len(wanted))], *(range(len(wanted) + f, len(emotions), FOLDS) for f in range(FOLDS))):
        hidden = hidden_words([emotions[i] for i in fold], rated.entries, words)
        keep = [i for i, word in enumerate(words) if word not in hidden]
        for i, row in zip(fold, _predict(known[keep], values[keep], asked[list(fold)]), strict=True):
            heard[emotions[i]] = VAD(*(max(-1.0, min(1.0, float(value))) for value in row))
    return heard


def hidden_words(emotions: Sequence[str], entries: EntryTable, words: Sequence[str]) -> set[str]:
    """Return those of ``words`` that would give an emotion away: its own words, their forms, and what begins alike.

    Alike are words with the first letters of the emotion's word in common, all but its last two, at least four and
    at most six.
    """
    own = {word for emotion in emotions for word in entries.words(emotion)}
    stems = {word[: max(4, min(6, len(word) - 2))] for word in own if len(word) >= 4}
    return {word for word in words if word in own or any(word.startswith(stem) for stem in stems)}


def _predict(known: Numbers, values: Numbers, asked: Numbers) -> Numbers:
    try:
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler
        from sklearn.svm import SVR
    except ImportError:
        raise MissingExtra("Estimating VAD", "scikit-learn", "build") from None
    import numpy as np

    half = 4.0  # of the 1-9 scale on which the tube is stated
    models = [
        make_pipeline(StandardScaler(), SVR(C=PENALTY, epsilon=TUBE)).fit(known, column * half) for column in values.T
    ]
    return np.column_stack([model.predict(asked) / half for model in models])
