"""The embedding mode: the lexicon's judgement and that of a sentence model, put together.

In: texts, ``vocab/sentence-weights.tsv`` and the adapter that fits the model to emotions.  Out: predictions of the
same form.  Off unless asked for; needs the ``embed`` extra, takes some ten milliseconds a text, and every prediction
says that a model spoke.  The two make different mistakes, so their log-probabilities are summed, each with its share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from math import exp, log
from pathlib import Path
from typing import Any

from kgservice import content, tsv
from kgservice.classify.calibration import CLASSES
from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.clues import Part, weigh
from kgservice.classify.judge import Chances
from kgservice.classify.prediction import Prediction, writable
from kgservice.classify.sentence_prediction import SentencePrediction
from kgservice.classify.weights import Weights
from kgservice.errors import TableError
from kgservice.vocab.adapter import Adapter, read_adapter
from kgservice.vocab.embedding import Model, model

FILE = "vocab/sentence-weights.tsv"
ADAPTER = "vocab/sentence-adapter.safetensors"
BIAS = "bias"
COLUMNS = ("dimension", *CLASSES)
WORDS_SHARE, SHARE = 0.8, 0.4
"""What the log-probability by words, doubt and all, and that by the model count for.  Chosen by the means over five
held-out sets: mean macro-F1 .498 and calibration error .116; with 1 and .4 .496 and .134, with .6 and .4 .495 and .113;
with the doubt laid on the whole once more .494 and .114."""

BATCH = 64
"""Texts embedded at a time."""

MAX_CHARACTERS = 4_000
"""What the model is given of a text; it reads no more than the first 256 word pieces of it."""

_LEAST = 1e-12

Numbers = Sequence[float]


@dataclass(frozen=True)
class SentenceWeights:
    """What each dimension of a vector adds to each of `CLASSES`, in nats, and where a text starts."""

    bias: tuple[float, ...]
    dimensions: tuple[tuple[float, ...], ...]

    def chances(self, vector: Any) -> list[float]:
        """Return the probability of each of `CLASSES` for the vector of a text."""
        sums = [float(start + vector @ column) for start, column in zip(self.bias, self._columns, strict=True)]
        return _softmax(sums)

    @cached_property
    def _columns(self) -> Any:
        import numpy as np

        return np.array(self.dimensions).T


def read_sentence_weights(file: Path | None = None) -> SentenceWeights:
    """Read the table, by default the packaged one; raises `TableError` for a malformed one.

    >>> len(read_sentence_weights().dimensions)
    384
    """
    path = file or content.path(*FILE.split("/"))
    rows = tsv.read(path, COLUMNS, key=["dimension"])
    numbers = [tuple(row.number_in(name, -1e6, 1e6) for name in CLASSES) for row in rows]
    names = [row["dimension"] for row in rows]
    if names != [BIAS, *map(str, range(len(rows) - 1))]:
        raise TableError(content.display(path), None, "dimension", "rows are not bias, 0, 1, 2 …", "Derive it again.")
    return SentenceWeights(numbers[0], tuple(numbers[1:]))


class SentenceClassifier(EmotionClassifier):
    """Labels texts by words and by a sentence model; the same methods as `EmotionClassifier`.

    Slower by two orders of magnitude; give it many texts at once.

    >>> prediction = SentenceClassifier().classify("The vet said there is nothing more that they can do for her.")
    >>> prediction.primary, prediction.model.partition("+")[0]
    ('sadness', 'minilm@53aa51172d14')
    """

    def __init__(
        self,
        *,
        weights: Weights | None = None,
        sentences: SentenceWeights | None = None,
        adapter: Adapter | None = None,
        cache: Path | None = None,
        typos: bool = True,
    ) -> None:
        """Use the packaged lexicon, and by default the packaged ``weights``, ``sentences`` and ``adapter``.

        ``cache``: a folder to keep vectors of texts in.  Raises `MissingExtra` when the ``embed`` extra is missing.
        """
        super().__init__(weights=weights, typos=typos)
        fitted = adapter or read_adapter(content.path(*ADAPTER.split("/")))
        self._model: Model = replace(model(cache=cache), adapter=fitted)
        self._sentences = sentences or read_sentence_weights()

    def classify(self, text: str) -> Prediction:
        """Label one text; raises `TypeError` for anything but a `str`."""
        return next(self.classify_many([text]))

    def classify_many(self, texts: Iterable[str]) -> Iterator[Prediction]:
        """Label texts lazily, in order, `BATCH` at a time; raises as `EmotionClassifier.classify_many`."""
        if isinstance(texts, (str, bytes)):
            super().classify_many(texts)  # says what is wrong
        return self._in_batches(iter(texts))

    def _in_batches(self, texts: Iterator[str]) -> Iterator[Prediction]:
        while batch := list(islice(texts, BATCH)):
            read = [self._labeller.parts(text) for text in batch]  # first of all: it refuses what is no text
            vectors = self._model.embed([writable(text[:MAX_CHARACTERS]) for text in batch])
            for text, parts, vector in zip(batch, read, vectors, strict=True):
                yield self._predict(text, parts, vector) if text.strip() else super().classify(text)

    def _predict(self, text: str, parts: list[Part], vector: Any) -> SentencePrediction:
        judge, grounds = self._labeller.judge, self._labeller.grounds
        weights, said = weigh(parts), self._sentences.chances(vector)
        by_words = judge.chances(weights, parts)
        chances = Chances(together(by_words.values if by_words.known else [], said))
        return SentencePrediction(self._model.identity, said, text, weights, chances, judge, grounds, parts)


def together(words: Numbers, said: Numbers) -> list[float]:
    """Return the probabilities of both: the product of those by words and those by the model, each to its share.

    >>> [round(chance, 2) for chance in together([0.5, 0.5], [0.8, 0.2])]
    [0.64, 0.36]
    >>> together([], [0.5, 0.5])
    [0.5, 0.5]
    """
    pairs = zip(words or [1.0] * len(said), said, strict=True)
    return _softmax([WORDS_SHARE * log(max(w, _LEAST)) + SHARE * log(max(s, _LEAST)) for w, s in pairs])


def _softmax(sums: Sequence[float]) -> list[float]:
    highest = max(sums)
    powers = [exp(one - highest) for one in sums]
    total = sum(powers)
    return [power / total for power in powers]
