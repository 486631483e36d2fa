"""What changed between two releases of the ontology, as facts and as Markdown.

Text diffs of Turtle mislead; this compares emotions and links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgservice.ontology.model import DIMENSIONS, Dependency, Emotion, Ontology

VAD_STEP = 0.05
"""How far a VAD number must move to count as changed: about a third of the standard error of a rated mean."""

_FIELDS = {
    "label": "relabelled",
    "broader": "moved",
    "tier": "another tier",
    "definition": "redefined",
    "alt_labels": "other alternative labels",
    "vad_method": "VAD method",
    "deprecated": "deprecated",
}
"""Fields compared as they are, and the words for a change in each."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: ``kind`` says what sort, ``subject`` which emotion or link; None where there was or is nothing."""

    kind: str
    subject: str
    old: str | None = None
    new: str | None = None


def diff(old: Ontology, new: Ontology, vad_step: float = VAD_STEP) -> tuple[Change, ...]:
    """Return every change from ``old`` to ``new``: emotions first, sorted by id, then links; empty when equal.

    ``vad_step``: smaller moves of a VAD number (on the scale -1 to 1) are left out.

    >>> from kgservice.ontology import Emotion, Ontology
    >>> joy = Emotion("joy", "joy", 1, None, "A pleasant emotion.", "kgservice", "shaver1987")
    >>> diff(Ontology([]), Ontology([joy]))
    (Change(kind='added', subject='joy', old=None, new='joy'),)
    >>> diff(Ontology([joy]), Ontology([joy]))
    ()
    """
    changes: list[Change] = []
    for emotion in sorted({*old.ids, *new.ids}):
        changes += _emotion_changes(old.get(emotion), new.get(emotion), vad_step)
    return (*changes, *_link_changes(old.dependencies, new.dependencies))


def _emotion_changes(old: Emotion | None, new: Emotion | None, vad_step: float) -> Iterator[Change]:
    if old is None and new is not None:
        yield Change("added", new.id, None, new.label)
    elif new is None and old is not None:
        yield Change("removed", old.id, old.label, None)
    elif old is not None and new is not None:
        for name, kind in _FIELDS.items():
            before, after = _text(getattr(old, name, None)), _text(getattr(new, name, None))
            if before != after:
                yield Change(kind, new.id, before, after)
        yield from _vad_changes(old, new, vad_step)


def _vad_changes(old: Emotion, new: Emotion, vad_step: float) -> Iterator[Change]:
    if old.vad is None or new.vad is None:
        if old.vad != new.vad:
            yield Change("VAD", new.id, _text(old.vad), _text(new.vad))
        return
    for dimension, before, after in zip(DIMENSIONS, old.vad, new.vad, strict=True):
        if abs(before - after) > vad_step:
            yield Change(dimension, new.id, f"{before:+.2f}", f"{after:+.2f}")


def _link_changes(old: Iterable[Dependency], new: Iterable[Dependency]) -> Iterator[Change]:
    before, after = {_link(d): d for d in old}, {_link(d): d for d in new}
    for link in sorted({*before, *after}):
        if link not in before:
            yield Change("link added", link, None, _confidence(after[link]))
        elif link not in after:
            yield Change("link removed", link, _confidence(before[link]), None)
        elif before[link].confidence != after[link].confidence:
            yield Change("link confidence", link, _confidence(before[link]), _confidence(after[link]))


def _link(d: Dependency) -> str:
    return f"{d.subject} {d.relation} {d.object} ({d.kind}, {d.method}, {d.source})"


def _confidence(d: Dependency) -> str:
    return f"{d.confidence:.2f}"


def _text(value: object) -> str | None:
    if not value:
        return None
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def to_markdown(old: Ontology, new: Ontology, changes: Iterable[Change]) -> str:
    """Return the changes as Markdown: a heading, then one table a kind of change.

    >>> from kgservice.ontology import Ontology
    >>> print(to_markdown(Ontology([], version="1"), Ontology([], version="2"), ()), end="")
    # Changes from 1 to 2
    <BLANKLINE>
    Nothing changed.
    """
    lines = [f"# Changes from {old.version} to {new.version}", ""]
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.kind, []).append(change)
    for kind, group in groups.items():
        lines += [f"## {kind[0].upper() + kind[1:]} ({len(group)})", "", "| what | before | after |", "|---|---|---|"]
        lines += [f"| {c.subject} | {_cell(c.old)} | {_cell(c.new)} |" for c in group] + [""]
    if not groups:
        lines += ["Nothing changed.", ""]
    return "\n".join(lines[:-1]) + "\n"


def _cell(value: str | None) -> str:
    return (value or "").replace("|", "\\|")
