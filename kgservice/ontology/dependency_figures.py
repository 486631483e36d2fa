"""How good the derived links are: the figures of the section *Dependencies* in ``ontology/README.md``.

In: what `dependencies` derives from.  Out: one `FigureTable` per section whose source is given, which `write_figures`
puts between the marks of that section; so every figure there comes from a command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kgservice.figuretable import Cell, FigureTable
from kgservice.ontology.composition import BASIC, CUTS, Space, compositions, evaluate
from kgservice.ontology.conversations import Conversation, pairs, read_conversations
from kgservice.ontology.dependencies import FILE, Outside, Tables, read_rows, transition_families
from kgservice.ontology.intensity import accuracy
from kgservice.ontology.leads_to import ANNOTATED, Family, families, replicate
from kgservice.ontology.opposites import fit
from kgservice.ontology.prediction import MODELS, Score, Task
from kgservice.ontology.prediction import evaluate as predict
from kgservice.ontology.transitions import assess, changes

MIN_GUESSES = 100
"""Families with fewer held-out guesses are not shown: their figures would say nothing."""


def evaluate_dependencies(
    root: Path, outside: Outside, progress: Callable[[str], None] = lambda step: None
) -> list[FigureTable]:
    """Measure every section whose source is given.

    ``root``: the folder that holds ``ontology``, its ``dependencies.tsv`` derived already.  ``rows``, ``opposites`` and
    ``intensities`` need no outside source.  Raises what `derive_dependencies` raises.  A minute with every source.
    """
    known = Tables(root)
    progress("opposites")
    found = [_rows(known), _opposites(known, outside), _intensities(known)]
    if outside.embed is not None:
        progress("compositions")
        found.append(_compositions(known, outside))
    if outside.conversations is not None:
        progress("transitions")
        found += _transitions(known, outside, outside.conversations)
    return found


def _rows(known: Tables) -> FigureTable:
    rows = read_rows(known.folder / FILE)
    counts = Counter((row.relation, row.kind, row.method, row.source, row.status) for row in rows)
    confidences: dict[tuple[str, ...], list[float]] = {}
    for row in rows:
        confidences.setdefault((row.relation, row.kind, row.method, row.source, row.status), []).append(row.confidence)
    lines = [(*key, counts[key], _span(confidences[key])) for key in sorted(counts)]
    columns = ("relation", "kind", "method", "source", "status", "rows", "confidence")
    return FigureTable("rows", columns, (*lines, ("all", None, None, None, None, len(rows), None)))


def _span(numbers: Sequence[float]) -> str:
    low, high = min(numbers), max(numbers)
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _opposites(known: Tables, outside: Outside) -> FigureTable:
    stated = known.opposites(known.antonyms(outside))
    lines: list[tuple[Cell, ...]] = []
    for method, rule, quality in fit(list(known.ontology), stated):
        counts = (quality.tried, quality.reference, quality.accepted, quality.right)
        shares = (quality.precision, quality.recall, quality.base, quality.auc)
        lines.append((method, str(rule), *counts, *shares, "yes" if quality.is_kept else "no"))
    columns = ("method", "rule on all pairs", "pairs", "stated", "proposed", "right")
    return FigureTable("opposites", (*columns, "precision", "recall", "base", "AUC", "kept"), tuple(lines))


def _intensities(known: Tables) -> FigureTable:
    lines = []
    sources = sorted({row.source for row in known.published if row.relation == "moreIntenseThan"})
    for source in (*sources, ""):
        lines.append((source or "all", *accuracy(known.ontology, known.orders(source))))
    columns = ("source", "stated orders", "right", "beyond the margin", "of these right")
    return FigureTable("intensities", columns, tuple(lines))


def _compositions(known: Tables, outside: Outside) -> FigureTable:
    assert outside.embed is not None
    space, published = Space(known.ontology, outside.embed), compositions(known.published)
    lines: list[tuple[Cell, ...]] = []
    for name, pool in (("eight basic emotions", BASIC), ("all emotions", known.ontology.ids)):
        for ranks in evaluate(space, published, pool):
            recalls = [ranks.recall(cut) for cut in CUTS]
            shown = [" / ".join(f"{share:.2f}" for share in recall) for recall in recalls]
            lines.append((name, ranks.method, len(ranks.ranks), max(ranks.pairs), *shown))
    columns = ("parts from", "method", "compositions", "pairs", *(f"recall at {cut}" for cut in CUTS))
    return FigureTable("compositions", columns, tuple(lines))


def _transitions(known: Tables, outside: Outside, file: Path) -> list[FigureTable]:
    """Return the links and both prediction tasks, with the annotated ones also without bridging neutral turns."""
    found: list[tuple[str, Family, list[Conversation]]] = []
    for labelled in (False, True):
        for family, talks in transition_families(known, outside, labelled=labelled):
            found.append((f"{family.level}, {family.labels}", family, talks))
    unbridged = families(read_conversations(file, known.sources), "tier 1", ANNOTATED)
    found += [("tier 1, annotators, neutral not bridged", family, talks) for family, talks in unbridged]
    columns = ("labels", "corpus", "speaker", "pairs", "changes", "tested", "links", "links in a half", "held")
    links = FigureTable("transitions", columns, tuple(_counted(*entry) for entry in found))
    return [links, _predicted("changes-predicted", "change", found), _predicted("next-predicted", "next", found)]


def _counted(name: str, family: Family, talks: Sequence[Conversation]) -> tuple[Cell, ...]:
    followed = [pair for talk in talks for pair in pairs(talk, family.speaker)]
    judged = assess(changes(followed))
    links = sum(transition.is_link for transition in judged)
    half = replicate(talks, family.speaker)
    changed = sum(pair.first != pair.second for pair in followed)
    counts = (len(followed), changed, len(judged), links)
    return (name, family.source, family.speaker, *counts, round(half.found, 2), round(half.held, 2))


def _predicted(name: str, task: Task, found: Iterable[tuple[str, Family, list[Conversation]]]) -> FigureTable:
    """Return one line a family of at least `MIN_GUESSES`; every guess by chance alone is left out."""
    shown = [model for model in MODELS[task] if model != "uniform"]
    lines: list[tuple[Cell, ...]] = []
    for labels, family, talks in found:
        count, scores = predict(talks, family.speaker, task)
        if count >= MIN_GUESSES:
            by_model = {score.model: score for score in scores}
            best = by_model["links" if task == "change" else "staying and links"]
            gain = f"{best.gain:+.4f} ({best.gain_low:+.4f} to {best.gain_high:+.4f})"
            lines.append((labels, family.source, family.speaker, count, *(_both(by_model[m]) for m in shown), gain))
    gained = f"gain of {'links' if task == 'change' else 'staying and links'} in log-loss (95 %)"
    return FigureTable(name, ("labels", "corpus", "speaker", "guesses", *shown, gained), tuple(lines))


def _both(score: Score) -> str:
    return f"{score.log_loss:.4f} / {score.accuracy:.3f}"
