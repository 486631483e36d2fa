"""The miniature content with every optional table, for tests of the tables and the release.

To the nine emotions of ``tests/data/mini`` come one beside the tree, made-up ratings, and these links, all of kind
``made-up`` and from the source ``kgservice``, which says truly that nobody published them::

    joy     isOppositeOf     sadness              accepted
    awe     isComposedOf     fear, delight        published   (awe stands beside the tree, related to fear)
    anxiety leadsTo          grief                computed, twice, by two methods
    grief   moreIntenseThan  sadness-secondary    published
    fear    leadsTo          joy                  rejected, so it goes no further
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgservice import tsv
from kgservice.ontology import affect, tables

EMOTIONS = ("anxiety", "cheerfulness", "delight", "fear", "grief", "joy", "nervousness", "sadness", "sadness-secondary")
LINKS = (
    ("anxiety", "leadsTo", "grief", "co-occurrence", "12.25", "0.4", "computed"),
    ("anxiety", "leadsTo", "grief", "guess", "", "0.125", "computed"),
    ("awe", "isComposedOf", "delight", "read", "", "1", "published"),
    ("awe", "isComposedOf", "fear", "read", "", "1", "published"),
    ("fear", "leadsTo", "joy", "guess", "", "0.01", "rejected"),
    ("grief", "moreIntenseThan", "sadness-secondary", "read", "", "0.9", "published"),
    ("joy", "isOppositeOf", "sadness", "read", "0.000012", "0.9", "accepted"),
)


@pytest.fixture
def full(mini: Path, tmp_path: Path) -> Path:
    """A root folder of its own, whose ``ontology`` holds every table."""
    root = tmp_path / "full"
    folder = root / "ontology"
    shutil.copytree(mini / "ontology", folder)
    tsv.write(folder / "extension.tsv", tables.EXTENSION_COLUMNS, [_awe()])
    tsv.write(folder / "affect.tsv", affect.COLUMNS, _ratings())
    tsv.write(folder / "dependencies.tsv", tables.DEPENDENCY_COLUMNS, _links())
    return root


def _awe() -> dict[str, object]:
    return {
        "id": "awe",
        "label": "awe",
        "alt_labels": ("wonderment", "reverence"),
        "definition": "A hushed emotion before something vast.",
        "definition_source": "kgservice",
        "classification_source": "kgservice",
        "related": "fear",
        "related_labels": "fear",
    }


def _ratings() -> Iterator[dict[str, object]]:
    """Yield an estimate for every emotion, and for joy a rating by people as well."""
    for place, emotion in enumerate((*EMOTIONS, "awe")):
        yield _rating(emotion, "kgservice", (emotion,), "estimated", "-1..1", f"0.{place}", sd=None, n=None)
    yield _rating("joy", "glasgow2019", ("joyful", "joy"), "rated", "1..9", "7", sd="1.3", n=33)


def _rating(
    emotion: str, source: str, entry: tuple[str, ...], method: str, scale: str, mean: str, *, sd: object, n: object
) -> dict[str, object]:
    row: dict[str, object] = {"emotion": emotion, "label": emotion.removesuffix("-secondary"), "source": source}
    row |= {"entry": entry, "method": method, "scale": scale}
    for dimension in ("valence", "arousal", "dominance"):
        values = {"mean": mean, "sd": sd, "n": n, "error": "0.2"}
        row |= {f"{dimension}_{part}": value for part, value in values.items()}
    return row


def _links() -> Iterator[dict[str, object]]:
    for subject, relation, object_, method, score, confidence, status in LINKS:
        yield {
            "subject": subject,
            "subject_label": subject.removesuffix("-secondary"),
            "relation": relation,
            "object": object_,
            "object_label": object_.removesuffix("-secondary"),
            "kind": "made-up",
            "method": method,
            "parameters": "window=2; minimum=5",
            "score": score,
            "confidence": confidence,
            "evidence": 'a "test" of\\escapes',
            "source": "kgservice",
            "status": status,
        }
