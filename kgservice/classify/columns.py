"""A prediction as one flat row: the columns of CSV, TSV, Parquet and data frames.

The one place that says which columns there are, in which order, and what each holds; `frames` gives them Arrow types,
the command line writes them as text.

========= =====================================================================================================
primary   id of the best primary emotion; empty when the text is neutral or has extension emotions only
score     that emotion's score among the six primaries, above 0 to 1; empty without a primary
neutral   probability that the text is neutral, 0 to 1
labels    (emotion id, score) pairs, best first, at the finest tier that the evidence supports; maybe none
valence   -1 to 1, as arousal and dominance; all three are empty when nothing in the text has a VAD
evidence  the places that speak for an emotion, and those that a negation takes away; only when asked for
========= =====================================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable

from kgservice.classify.prediction import Prediction
from kgservice.errors import TableError, nearest
from kgservice.ontology.model import DIMENSIONS

COLUMNS = ("primary", "score", "neutral", "labels", *DIMENSIONS)
EVIDENCE = "evidence"


def row(prediction: Prediction) -> dict[str, object]:
    """Return the values of `COLUMNS` by name; an unknown one is None.

    >>> from kgservice import EmotionClassifier
    >>> answer = row(EmotionClassifier().classify(""))
    >>> answer["primary"], answer["score"], answer["labels"], answer["valence"]
    (None, None, (), None)
    """
    primary = prediction.primary
    vad = prediction.vad
    return {
        "primary": primary,
        "score": dict(prediction.tier(1))[primary] if primary else None,
        "neutral": prediction.neutral,
        "labels": prediction.labels,
        **(vad.to_dict() if vad else dict.fromkeys(DIMENSIONS)),
    }


def written(prediction: Prediction) -> dict[str, object]:
    """Return `row` and the evidence as CSV and tables show them: ``joy:0.620`` for a label, ``not sad`` for a place.

    >>> from kgservice import EmotionClassifier
    >>> "not afraid" in written(EmotionClassifier().classify("We are not afraid."))["evidence"]
    True
    """
    labels = tuple(f"{emotion}:{score:.3f}" for emotion, score in prediction.labels)
    places = tuple(("not " if e.negated else "") + e.text for e in prediction.evidence)
    return {**row(prediction), "labels": labels, EVIDENCE: places}


def missing(file: str, line: int | None, wanted: str, known: list[str], what: str = "column") -> TableError:
    """Return (not raise) the error for a column that ``file`` lacks; it names the nearest of ``known``.

    >>> print(missing("reviews.csv", 1, "txt", ["id", "text"]))
    reviews.csv row 1, column txt: there is no such column. Nearest: text. Name the right one.
    >>> print(missing("reviews.csv", 1, "body", ["id", "text"]))
    reviews.csv row 1, column body: there is no such column. It holds: id, text. Name the right one.
    """
    near = nearest(wanted, known)
    fix = f"Nearest: {', '.join(near)}" if near else f"It holds: {', '.join(known[:8])}"
    return TableError(file, line, wanted, f"there is no such {what}", f"{fix}. Name the right one." if known else "")


def check_free(own: Iterable[str], added: Iterable[str], line: int | None = None, what: str = "the table") -> None:
    """Raise `TableError` when a column that is to be added is there already.

    >>> check_free(["id", "labels"], ["primary", "labels"])
    Traceback (most recent call last):
    ...
    kgservice.errors.TableError: the table, column labels: it is there already. Give a prefix for the added columns.
    """
    names = set(own)
    for name in added:
        if name in names:
            raise TableError(what, line, name, "it is there already", "Give a prefix for the added columns.")
