"""Baselines that learn from labelled texts or embed texts: what machine learning gives with little effort.

They answer in batches, load their libraries when they are made, and say with `MissingExtra` which one is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kgservice.classify.evaluation.dataset import Example, Reading, read_examples
from kgservice.classify.evaluation.labellers import Entrant, Labeller, Weights
from kgservice.classify.evaluation.meanings import NEUTRAL
from kgservice.errors import MissingExtra, TableError
from kgservice.ontology import Ontology
from kgservice.vocab.embedding import Model, model

TEMPERATURE = 0.05
"""By how much cosines are divided before the softmax that makes weights of them; our choice, it leaves ranks alone."""

MANY = 1000
"""Training texts from which a word must occur in two of them to be learned."""


def tf_idf(files: Sequence[Path], reading: Reading, measured: Iterable[Path] = ()) -> Entrant:
    """Return logistic regression on TF-IDF of words and pairs of words, trained on labelled files.

    Of a file that is also ``measured``, only the rows are learned that ``reading`` leaves out; of another, all.  A text
    with several labels is learned once for each, one without any as neutral.  Loading it raises `MissingExtra` without
    scikit-learn, what `read_examples` raises, and `TableError` when the files hold fewer than two classes.
    """
    both = {file.resolve() for file in measured}

    def examples() -> Iterator[Example]:
        for file in files:
            rest = reading.all_but(file) if file.resolve() in both else reading.whole()
            yield from read_examples(file, rest)

    return Entrant("TF-IDF", lambda: trained(examples()), calibrated=True)


def trained(examples: Iterable[Example]) -> Labeller:
    """Return a labeller that has learned from examples; see `tf_idf`."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
    except ImportError:
        raise MissingExtra("The TF-IDF baseline", "scikit-learn", "evaluate") from None
    rows = [(e.text, label) for e in examples if not e.outside for label in sorted(e.gold) or [NEUTRAL]]
    texts, labels = [text for text, _ in rows], [label for _, label in rows]
    if len(set(labels)) < 2:
        found = ", ".join(sorted(set(labels))) or "none"
        raise TableError("the training rows", None, "labels", f"one class at most ({found})", "Give other rows.")
    least = 2 if len(rows) >= MANY else 1
    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=least, sublinear_tf=True)
    learner = make_pipeline(vectors, LogisticRegression(C=10, class_weight="balanced", max_iter=1000))
    learner.fit(texts, labels)
    classes = [str(label) for label in learner.classes_]
    return lambda batch: (_weights(classes, row) for row in learner.predict_proba(list(batch)))


def _weights(classes: Sequence[str], chances: Iterable[float]) -> Weights:
    """Return the probabilities; that of neutral only where it is the best."""
    weights = {label: float(chance) for label, chance in zip(classes, chances, strict=True)}
    if max(weights, key=lambda label: weights[label]) != NEUTRAL:
        weights.pop(NEUTRAL, None)
    return weights


def nearest_label(ontology: Ontology, tier: int = 1, name: str = "minilm", cache: Path | None = None) -> Entrant:
    """Return the labeller that gives the emotions of a tier by the cosine of "label: definition" to the text.

    ``name``, ``cache``: the sentence model and a folder for its vectors, see `embedding.model`.  Loading it raises
    `MissingExtra` without the build extra.
    """
    return Entrant("nearest label", lambda: _nearest(ontology, tier, model(name, cache)))


def _nearest(ontology: Ontology, tier: int, embedder: Model) -> Labeller:
    emotions = ontology.at_tier(tier)
    ends = embedder.embed([f"{emotion.label}: {emotion.definition}" for emotion in emotions])
    ids = [emotion.id for emotion in emotions]

    def label(batch: Sequence[str]) -> Iterable[Weights]:
        import numpy as np

        powers = np.exp((embedder.embed(batch) @ ends.T) / TEMPERATURE)
        shares = powers / powers.sum(axis=1, keepdims=True)
        return (dict(zip(ids, map(float, row), strict=True)) for row in shares)

    return label
