"""All that is learned from, read once, so that weights can be learned with and without each set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgservice.classify import EmotionClassifier
from kgservice.classify.features import Features
from kgservice.classify.weights import AFFECT, Weights, read_affect
from kgservice.learn.associations import CORPUS_WEIGHT, Associations, learn
from kgservice.learn.calibration import Choices, calibrated
from kgservice.learn.labelled import LabelledSet, read_corpus, read_set, without
from kgservice.learn.readings import WordVectors, read
from kgservice.vocab.embedding import Model, Progress

Steps = Callable[[str], None]
"""Called with what is done next."""


@dataclass(frozen=True)
class Study:
    """The sets, what the classifier reads in each of their texts, and the vectors of words."""

    sets: Sequence[LabelledSet]
    features: dict[str, list[Features]]
    words: WordVectors

    def learn(self, leave_out: str = "") -> Associations:
        """Learn from all sets but the one named."""
        import numpy as np

        used = without(self.sets, leave_out)
        weights = np.concatenate([np.full(len(one.examples), one.weight) for one in used])
        examples = [example for one in used for example in one.examples]
        return learn(examples, [f for one in used for f in self.features[one.name]], weights, self.words)


def study(
    root: Path,
    files: Iterable[Path],
    classifier: EmotionClassifier,
    model: Model,
    *,
    step: Steps = lambda text: None,
    progress: Progress | None = None,
) -> Study:
    """Read labelled files, and the project's own sentences under ``root``.

    ``classifier``: whose reading is learned from; ``model``: embeds the words.  Raises what reading the files raises.
    """
    sets = [read_corpus(root, classifier.ontology, CORPUS_WEIGHT)]
    for file in files:
        step(f"reading {file.name}")
        sets.append(read_set(file, classifier.ontology))
    features = {one.name: read(classifier, one.examples) for one in sets}
    step("embedding words")
    known = _words(root, classifier, (f for found in features.values() for f in found))
    return Study(sets, features, WordVectors.about_mean(known, model.embed(known, progress)))


def _words(root: Path, classifier: EmotionClassifier, features: Iterable[Features]) -> list[str]:
    """Return the words to learn about: of the texts, the lexicon, and the table of word affect."""
    found = {form for one in features for form in one.forms}
    found |= set(classifier.lexicon.forms) | set(read_affect(root / AFFECT))
    return sorted(word for word in found if " " not in word and any(map(str.isalpha, word)))


def weights_of(root: Path, learned: Associations, choices: Choices, before: Weights) -> Weights:
    """Return what was learned as the classifier takes it, with the affect under ``root``."""
    return Weights(learned.rows(), read_affect(root / AFFECT), calibrated(learned, choices, before.calibration))
