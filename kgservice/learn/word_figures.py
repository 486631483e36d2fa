"""The figures of the section *VAD of words* in ``vocab/README.md``, which ``kgservice derive words`` writes."""

from __future__ import annotations

from collections import Counter

from kgservice.figuretable import Cell, FigureTable
from kgservice.learn.words import Derived


def figures(derived: Derived) -> list[FigureTable]:
    """Return the counts by method and source, the cross-validated quality, and the errors of the EPA maps."""
    dimensions = ("valence", "arousal", "dominance")
    counts = Counter((word.method, word.source) for word in derived.words.values())
    rows = [(method, source, count) for (method, source), count in sorted(counts.items())]
    measured: list[tuple[Cell, ...]] = []
    for what, quality in derived.qualities.items():
        measured.append((what, quality.words, "Pearson r", *quality.r))
        measured.append((what, quality.words, "mean absolute error", *quality.error))
    maps = tuple((figure.component, figure.pairs, *figure.error) for figure in derived.maps)
    return [
        FigureTable("words", ("method", "source", "forms"), (*rows, ("all", None, len(derived.words)))),
        FigureTable("word-estimates", ("of", "words", "figure", *dimensions), tuple(measured)),
        FigureTable("word-maps", ("component", "words", *dimensions), maps),
    ]
