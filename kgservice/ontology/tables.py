"""The tables that people edit, read into an `Ontology`: the first station of the build.

In: ``emotions.tsv``, ``sources.tsv`` and, where they exist, ``extension.tsv``, ``affect.tsv``, ``dependencies.tsv``,
``deprecated.tsv`` and ``labels/*.tsv`` of one folder.  Out: emotions whose every reference holds, or a `TableError`
that names file, row, column and fix.  Rows of ``dependencies.tsv`` with the status ``rejected`` stay in the table, for
the record, and go no further.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import kgservice
from kgservice import tsv
from kgservice.errors import nearest
from kgservice.ontology import affect
from kgservice.ontology.deprecation import read_deprecations
from kgservice.ontology.languages import NO_NAMES
from kgservice.ontology.model import RELATIONS, STATUSES, TIERS, VAD, Dependency, Emotion, Ontology, Rating
from kgservice.ontology.sources import read_sources
from kgservice.ontology.translations import FOLDER, names, read_translations
from kgservice.tsv import Row

P = ParamSpec("P")
T = TypeVar("T")

_TEXT_COLUMNS = ("alt_labels", "definition", "definition_source", "classification_source")
EMOTION_COLUMNS = ("id", "label", "tier", "broader", "broader_label", *_TEXT_COLUMNS)
EXTENSION_COLUMNS = ("id", "label", *_TEXT_COLUMNS, "related", "related_labels")
DEPENDENCY_KEY = ("subject", "relation", "object", "kind", "method", "source")
DEPENDENCY_COLUMNS = (
    *("subject", "subject_label", "relation", "object", "object_label", "kind", "method", "parameters"),
    *("score", "confidence", "evidence", "source", "status"),
)
DECIMALS = 4
"""Digits kept of every VAD number: finer than any rating is sure."""


def read_ontology(folder: Path) -> Ontology:
    """Read the tables of one folder; the version is that of the package.

    ``folder`` holds at least ``emotions.tsv`` and ``sources.tsv``.  VAD numbers are rounded to `DECIMALS` digits.
    Raises `TableError` for the first row that breaks a rule, `UnreadableText` for a file that is not UTF-8.

    >>> from kgservice import content
    >>> ontology = read_ontology(content.path("ontology"))
    >>> [emotion.id for emotion in ontology.at_tier(1)]
    ['anger', 'fear', 'joy', 'love', 'sadness', 'surprise']
    >>> ontology.get("jooy") is None
    True
    """
    sources = [source.id for source in read_sources(folder / "sources.tsv")]
    emotions = _read_tree(folder / "emotions.tsv", sources)
    if (folder / "extension.tsv").exists():
        emotions |= _read_extension(folder / "extension.tsv", emotions, sources)
    labels = {emotion.id: emotion.label for emotion in emotions.values()}
    retired = _optional(read_deprecations, folder / "deprecated.tsv", labels, sources) or ()
    affects = _optional(affect.read_ratings, folder / "affect.tsv", list(emotions), sources)
    ratings: Mapping[str, Iterable[Rating]] = affects or {}
    dependencies = _optional(read_dependencies, folder / "dependencies.tsv", emotions, sources) or ()
    rated = [_with_vad(emotion, tuple(ratings.get(emotion.id, ()))) for emotion in emotions.values()]
    translated = names(read_translations(folder / FOLDER, labels, sources))
    named = [replace(emotion, names=translated.get(emotion.id, NO_NAMES)) for emotion in rated]
    return Ontology(_linked(named, dependencies), dependencies, kgservice.__version__, retired)


def read_dependencies(file: Path, emotions: Mapping[str, Emotion], sources: Collection[str]) -> tuple[Dependency, ...]:
    """Read ``dependencies.tsv``: the rows that are not rejected, sorted by `DEPENDENCY_KEY`; maybe none.

    Raises `TableError` for an unknown emotion, relation, source or status, a label out of step, a link from an
    emotion to itself, a confidence outside 0 to 1, a kind or method that is not a slug, a row twice.
    """
    rows = tsv.read(file, DEPENDENCY_COLUMNS, key=DEPENDENCY_KEY)
    found = [_dependency(row, emotions, sources) for row in rows]
    return tuple(sorted((d for d in found if d.status != "rejected"), key=lambda d: d.key))


def _optional(read: Callable[Concatenate[Path, P], T], file: Path, *args: P.args, **kwargs: P.kwargs) -> T | None:
    """Read a table that need not be there; None when it is not."""
    return read(file, *args, **kwargs) if file.exists() else None


def _read_tree(file: Path, sources: Collection[str]) -> dict[str, Emotion]:
    rows = {row["id"]: row for row in tsv.read(file, EMOTION_COLUMNS, key=["id"])}
    emotions = {}
    places: dict[tuple[str, int], int] = {}
    for row in rows.values():
        tier = _tier(row)
        broader = _broader(row, tier, rows)
        place = (row.required("label").casefold(), tier)
        if place in places:
            problem = f'"{row["label"]}" labels the emotion of row {places[place]} at tier {tier} already'
            raise row.error("label", problem, "Give one of them another label.")
        places[place] = row.number
        emotions[row["id"]] = _emotion(row, sources, tier=tier, broader=broader)
    return emotions


def _read_extension(file: Path, tree: Mapping[str, Emotion], sources: Collection[str]) -> dict[str, Emotion]:
    rows = tsv.read(file, EXTENSION_COLUMNS, key=["id"])
    labels = {emotion.id: emotion.label for emotion in tree.values()}
    taken = {label.casefold() for label in labels.values()}
    for row in rows:
        if row["id"] in tree:
            raise row.error("id", f'"{row["id"]}" is an emotion of the tree already', "Remove one of the two rows.")
        if row.required("label").casefold() in taken:
            raise row.error("label", f'"{row["label"]}" labels another emotion already', "Give it another label.")
        taken.add(row["label"].casefold())
        labels[row["id"]] = row["label"]
    return {row["id"]: _emotion(row, sources, extension=True, related=_related(row, labels)) for row in rows}


def _emotion(
    row: Row,
    sources: Collection[str],
    *,
    tier: int | None = None,
    broader: str | None = None,
    extension: bool = False,
    related: tuple[str, ...] = (),
) -> Emotion:
    return Emotion(
        id=row.slug("id"),
        label=row.required("label"),
        tier=tier,
        broader=broader,
        definition=row.required("definition"),
        definition_source=row.one_of("definition_source", sources),
        classification_source=row.one_of("classification_source", sources),
        alt_labels=tuple(sorted(set(row.list_of("alt_labels")))),
        extension=extension,
        related=related,
    )


def _tier(row: Row) -> int:
    tier = row.integer("tier")
    if tier not in TIERS:
        raise row.error("tier", f"{tier} is not a tier", "Write 1 (primary), 2 (secondary) or 3 (tertiary).")
    return tier


def _broader(row: Row, tier: int, rows: Mapping[str, Row]) -> str | None:
    """Return the id of the broader emotion.  A step of one tier each rules out cycles."""
    if tier == 1:
        if row["broader"]:
            raise row.error("broader", "a primary emotion has no broader one", "Empty the cell or correct the tier.")
        return None
    broader = rows[row.one_of("broader", rows)]
    if _tier(broader) != tier - 1:
        problem = f'"{broader["id"]}" is at tier {broader["tier"]}, so this cannot be tier {tier}'
        raise row.error("broader", problem, f"Name an emotion of tier {tier - 1} or correct the tier.")
    _in_step(row, "broader_label", broader["label"])
    return broader["id"]


def _in_step(row: Row, column: str, label: str) -> None:
    if row[column] != label:
        raise row.error(column, f'"{row[column]}" is not the label of that id', f'Write "{label}" or correct the id.')


def _related(row: Row, labels: Mapping[str, str]) -> tuple[str, ...]:
    related = row.list_of("related")
    for emotion in related:
        if emotion not in labels or emotion == row["id"]:
            near = ", ".join(nearest(emotion, set(labels) - {row["id"]})) or "none"
            raise row.error("related", f'"{emotion}" is no other emotion', f"Nearest: {near}.")
    _in_step(row, "related_labels", "|".join(labels[emotion] for emotion in related))
    return tuple(sorted(set(related)))


def _dependency(row: Row, emotions: Mapping[str, Emotion], sources: Collection[str]) -> Dependency:
    for end in ("subject", "object"):
        _in_step(row, f"{end}_label", emotions[row.one_of(end, emotions)].label)
    if row["subject"] == row["object"]:
        raise row.error("object", "an emotion cannot be linked with itself", "Name another emotion.")
    return Dependency(
        subject=row["subject"],
        relation=row.one_of("relation", RELATIONS),
        object=row["object"],
        kind=row.slug("kind"),
        method=row.slug("method"),
        parameters=row["parameters"],
        score=row.number_in("score", float("-inf"), float("inf")) if row["score"] else None,
        confidence=row.number_in("confidence", 0, 1),
        evidence=row["evidence"],
        source=row.one_of("source", sources),
        status=row.one_of("status", STATUSES),
    )


def _with_vad(emotion: Emotion, ratings: tuple[Rating, ...]) -> Emotion:
    if not ratings:
        return emotion
    combined = affect.combine_vad(ratings)
    return replace(
        emotion,
        vad=_rounded_vad(combined.vad),
        vad_method=combined.method,
        vad_error=_rounded(combined.error),
        ratings=tuple(sorted(map(_rounded_rating, ratings), key=lambda rating: rating.source)),
    )


def _rounded_rating(rating: Rating) -> Rating:
    return replace(
        rating,
        entry=tuple(sorted(rating.entry)),
        mean=_rounded_vad(rating.mean),
        sd=rating.sd and _rounded(rating.sd),
        error=_rounded(rating.error),
    )


def _rounded_vad(vad: VAD) -> VAD:
    return VAD(*_rounded((vad.valence, vad.arousal, vad.dominance)))


def _rounded(numbers: tuple[float, float, float]) -> tuple[float, float, float]:
    first, second, third = (round(number, DECIMALS) + 0.0 for number in numbers)
    return first, second, third


def _linked(emotions: list[Emotion], dependencies: tuple[Dependency, ...]) -> Iterable[Emotion]:
    """Yield the emotions with their links filled in; opposites and related emotions in both directions."""
    links: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for emotion in emotions:
        if emotion.broader:
            links["narrower", emotion.broader].add(emotion.id)
        for related in emotion.related:
            links["related", emotion.id].add(related)
            links["related", related].add(emotion.id)
    for d in dependencies:
        links[d.relation, d.subject].add(d.object)
        if d.relation == "isOppositeOf":
            links[d.relation, d.object].add(d.subject)
    for emotion in emotions:
        yield replace(
            emotion,
            narrower=tuple(sorted(links["narrower", emotion.id])),
            opposites=tuple(sorted(links["isOppositeOf", emotion.id])),
            components=tuple(sorted(links["isComposedOf", emotion.id])),
            leads_to=tuple(sorted(links["leadsTo", emotion.id])),
            related=tuple(sorted(links["related", emotion.id])),
        )
