"""Labelled text to learn from: the user's files, and the project's own sentences.

The sentences in ``vocab/corpus`` were written for the project with a language model, a file a domain, and reviewed by
nobody; their labels say what they were written to express.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kgservice.classify.evaluation import Example, Reading, read_examples
from kgservice.errors import TableError
from kgservice.ontology import Ontology

CORPUS = "vocab/corpus"
LABEL_FIELD = "emotions"


@dataclass(frozen=True)
class LabelledSet:
    """The examples of one file that teach something: those with an emotion of the tree, and neutral ones.

    ``weight``: how many examples each of them counts for.
    """

    name: str
    examples: tuple[Example, ...]
    weight: float = 1.0


def read_set(file: Path, ontology: Ontology) -> LabelledSet:
    """Read a labelled file but for its held-out part, which stays unseen so that it can be measured.

    Raises what `read_examples` raises.
    """
    return LabelledSet(file.stem, _teaching(file, Reading(ontology, held_out=True).all_but(file)))


def read_corpus(root: Path, ontology: Ontology, weight: float) -> LabelledSet:
    """Read the project's own sentences under ``root``.

    Raises `TableError` when there are none, or for a malformed row or unknown emotion.
    """
    folder, reading = root / CORPUS, Reading(ontology, label_field=LABEL_FIELD)
    examples = tuple(e for file in sorted(folder.glob("*.tsv")) for e in _teaching(file, reading))
    if not examples:
        raise TableError(str(folder), None, None, "there are no sentences", "Restore the folder's TSV files.")
    return LabelledSet("corpus", examples, weight)


def _teaching(file: Path, reading: Reading) -> tuple[Example, ...]:
    return tuple(example for example in read_examples(file, reading) if not example.outside)


def without(sets: Sequence[LabelledSet], name: str) -> list[LabelledSet]:
    """Return the sets of another name.

    >>> [s.name for s in without([LabelledSet("xed", ()), LabelledSet("tec", ())], "tec")]
    ['xed']
    """
    return [one for one in sets if one.name != name]
