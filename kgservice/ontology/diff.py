"""What changed between two releases of the ontology, as facts and as Markdown.

Text diffs of Turtle mislead; this compares emotions and links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgservice.ontology.deprecation import Deprecation
from kgservice.ontology.model import DIMENSIONS, VAD, Dependency, Emotion, Ontology
from kgservice.ontology.tables import DECIMALS

VAD_STEP = 0.05
"""How far a VAD number must move to count as changed: three fifths of the median standard error (0.08) of those
that people rated."""

_FIELDS = {
    "label": "relabelled",
    "broader": "moved",
    "tier": "another tier",
    "definition": "redefined",
    "definition_source": "another source of the definition",
    "classification_source": "another source of the place",
    "alt_labels": "other alternative labels",
    "related": "other related emotions",
    "vad_method": "VAD method",
}
"""Fields compared as they are, and the words for a change in each."""

# What would end a table cell, or be read as emphasis, code, a link or HTML.
_MARKS = re.compile(r"[\\|`*_<>\[\]]")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: ``kind`` says what sort, ``subject`` which emotion or link; None where there was or is nothing."""

    kind: str
    subject: str
    old: str | None = None
    new: str | None = None


def diff(old: Ontology, new: Ontology, vad_step: float = VAD_STEP) -> tuple[Change, ...]:
    """Return every change from ``old`` to ``new``: emotions first, sorted by id, then links; empty when equal.

    ``vad_step``: moves of a VAD number (on the scale -1 to 1) up to this size are left out.  An emotion that is gone
    counts as ``deprecated`` when ``new`` knows its id, else as ``removed``, which no release should do.

    >>> from kgservice.ontology import Emotion, Ontology
    >>> joy = Emotion("joy", "joy", 1, None, "A pleasant emotion.", "kgservice", "shaver1987")
    >>> diff(Ontology([]), Ontology([joy]))
    (Change(kind='added', subject='joy', old=None, new='joy'),)
    >>> diff(Ontology([joy]), Ontology([joy]))
    ()
    """
    before = {retired.id: retired for retired in old.deprecations}
    after = {retired.id: retired for retired in new.deprecations}
    changes: list[Change] = []
    for emotion in sorted({*old.ids, *new.ids, *before, *after}):
        one, other = old.get(emotion) or before.get(emotion), new.get(emotion) or after.get(emotion)
        changes += _changes(emotion, one, other, vad_step)
    return (*changes, *_link_changes(old.dependencies, new.dependencies))


def _changes(
    emotion: str, old: Emotion | Deprecation | None, new: Emotion | Deprecation | None, vad_step: float
) -> Iterator[Change]:
    if isinstance(old, Emotion) and isinstance(new, Emotion):
        yield from _emotion_changes(old, new, vad_step)
    elif isinstance(old, Deprecation) and isinstance(new, Deprecation):
        if _fate(old) != _fate(new):
            yield Change("another replacement", emotion, _fate(old), _fate(new))
    elif isinstance(new, Deprecation):
        yield Change("deprecated", emotion, old.label if old else None, _fate(new))
    elif new is None:
        yield Change("removed", emotion, old.label if old else None, None)
    elif isinstance(old, Deprecation):
        yield Change("brought back", emotion, _fate(old), new.label)
    else:
        yield Change("added", emotion, None, new.label)


def _fate(retired: Deprecation) -> str:
    return f"replaced by {', '.join(retired.replaced_by)}" if retired.replaced_by else "not replaced"


def _emotion_changes(old: Emotion, new: Emotion, vad_step: float) -> Iterator[Change]:
    for name, kind in _FIELDS.items():
        before, after = _text(getattr(old, name)), _text(getattr(new, name))
        if before != after:
            yield Change(kind, new.id, before, after)
    yield from _vad_changes(old, new, vad_step)


def _vad_changes(old: Emotion, new: Emotion, vad_step: float) -> Iterator[Change]:
    if old.vad is None or new.vad is None:
        if old.vad != new.vad:
            yield Change("VAD", new.id, _point(old.vad), _point(new.vad))
        return
    for dimension, before, after in zip(DIMENSIONS, old.vad, new.vad, strict=True):
        if round(abs(before - after), DECIMALS) > vad_step:
            yield Change(dimension, new.id, _number(before), _number(after))


def _point(vad: VAD | None) -> str | None:
    return None if vad is None else " ".join(map(_number, vad))


def _number(value: float) -> str:
    return f"{value:+g}"


def _link_changes(old: Iterable[Dependency], new: Iterable[Dependency]) -> Iterator[Change]:
    before, after = {_link(d): d for d in old}, {_link(d): d for d in new}
    for link in sorted({*before, *after}):
        if link not in before:
            yield Change("link added", link, None, _confidence(after[link]))
        elif link not in after:
            yield Change("link removed", link, _confidence(before[link]), None)
        else:
            for kind, fact in (("link confidence", _confidence), ("link status", _status)):
                if fact(before[link]) != fact(after[link]):
                    yield Change(kind, link, fact(before[link]), fact(after[link]))


def _link(d: Dependency) -> str:
    return f"{d.subject} {d.relation} {d.object} ({d.kind}, {d.method}, {d.source})"


def _confidence(d: Dependency) -> str:
    return f"{d.confidence:g}"


def _status(d: Dependency) -> str:
    return d.status


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
        lines += [f"| {_cell(c.subject)} | {_cell(c.old)} | {_cell(c.new)} |" for c in group] + [""]
    if not groups:
        lines += ["Nothing changed.", ""]
    return "\n".join(lines[:-1]) + "\n"


def _cell(value: str | None) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    return " ".join(_MARKS.sub(r"\\\g<0>", value or "").split())
