"""How far apart emotions are by a sentence model: the third matrix beside `kgservice.ontology.matrices`'s two."""

from __future__ import annotations

from kgservice.ontology import Ontology
from kgservice.ontology.matrices import Matrix
from kgservice.vocab.embedding import Model


def embedding_distances(ontology: Ontology, model: Model) -> Matrix:
    """Return half of 1 minus the cosine of the embeddings of "label: definition", 0 to 1, for every two emotions.

    Opposites come out near each other, because they are spoken of in the same contexts.  Raises `MissingExtra` without
    sentence-transformers.
    """
    emotions = list(ontology)
    vectors = model.embed([f"{emotion.label}: {emotion.definition}" for emotion in emotions]).astype("float64")
    cosines = vectors @ vectors.T
    rows = [[min(1.0, max(0.0, (1 - each) / 2)) for each in row] for row in ((cosines + cosines.T) / 2).tolist()]
    for place, row in enumerate(rows):
        row[place] = 0.0
    return Matrix("embedding distance", tuple(each.id for each in emotions), tuple(map(tuple, rows)))
