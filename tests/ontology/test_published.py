"""The hand-entered links: read strictly, and consistent with the theories that they come from."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from kgservice import content
from kgservice.errors import TableError
from kgservice.ontology.model import Dependency
from kgservice.ontology.published import read_published
from kgservice.ontology.sources import read_sources
from kgservice.ontology.tables import read_ontology

LABELS = {"joy": "joy", "grief": "grief", "sadness-secondary": "sadness"}
HEADER = "subject\tsubject_label\trelation\tobject\tobject_label\tkind\tsource\tevidence\n"


def _read(tmp_path: Path, *rows: str) -> list[Dependency]:
    file = tmp_path / "published.tsv"
    file.write_text(HEADER + "".join(row.replace(" | ", "\t") + "\n" for row in rows), encoding="utf-8")
    return read_published(file, LABELS, ["plutchik1980"])


@pytest.fixture(scope="module")
def published() -> list[Dependency]:
    folder = content.path("ontology")
    labels = {emotion.id: emotion.label for emotion in read_ontology(folder)}
    return read_published(folder / "published.tsv", labels, [s.id for s in read_sources(folder / "sources.tsv")])


def test_a_stated_link_is_published_and_a_derived_one_computed(tmp_path: Path) -> None:
    stated, derived = _read(
        tmp_path,
        "grief | grief | isOppositeOf | joy | joy | theory | plutchik1980 | opposite",
        "grief | grief | isOppositeOf | sadness-secondary | sadness | theory-derived | plutchik1980 | components",
    )
    assert (stated.status, stated.method, stated.score) == ("published", "read-from-source", None)
    assert (derived.status, derived.method) == ("computed", "opposite-components")
    assert stated.confidence > derived.confidence > 0


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param("jooy | joy | leadsTo | grief | grief | theory | plutchik1980 | x", "subject", id="unknown"),
        pytest.param("joy | Joy | leadsTo | grief | grief | theory | plutchik1980 | x", "subject_label", id="label"),
        pytest.param("joy | joy | leadsTo | joy | joy | theory | plutchik1980 | x", "object", id="with itself"),
        pytest.param("joy | joy | leedsTo | grief | grief | theory | plutchik1980 | x", "relation", id="relation"),
        pytest.param("joy | joy | leadsTo | grief | grief | guess | plutchik1980 | x", "kind", id="kind"),
        pytest.param("joy | joy | leadsTo | grief | grief | theory | plutchik1981 | x", "source", id="source"),
        pytest.param("joy | joy | leadsTo | grief | grief | theory | plutchik1980 | ", "evidence", id="evidence"),
        pytest.param("joy | joy | isOppositeOf | grief | grief | theory | plutchik1980 | x", "subject", id="order"),
    ],
)
def test_a_bad_row_names_file_row_and_column(tmp_path: Path, row: str, column: str) -> None:
    with pytest.raises(TableError) as caught:
        _read(tmp_path, row)
    assert (caught.value.row, caught.value.column) == (2, column)
    assert "published.tsv" in str(caught.value)


def test_every_composition_has_two_parts(published: list[Dependency]) -> None:
    parts: dict[tuple[str, str], list[str]] = {}
    for row in published:
        if row.relation == "isComposedOf":
            parts.setdefault((row.subject, row.source), []).append(row.object)
    assert {name: found for name, found in parts.items() if len(found) != 2} == {}


def test_derived_opposites_are_the_dyads_whose_parts_are_opposites(published: list[Dependency]) -> None:
    opposite = {
        frozenset((r.subject, r.object)) for r in published if (r.relation, r.kind) == ("isOppositeOf", "theory")
    }
    dyads: dict[str, list[str]] = {}
    for row in published:
        if (row.relation, row.source) == ("isComposedOf", "plutchik1980"):
            dyads.setdefault(row.subject, []).append(row.object)

    def mirrored(one: str, other: str) -> bool:
        (a, b), (c, d) = dyads[one], dyads[other]
        ways = ({frozenset((a, c)), frozenset((b, d))}, {frozenset((a, d)), frozenset((b, c))})
        return any(way <= opposite for way in ways)

    derived = {(r.subject, r.object) for r in published if r.kind == "theory-derived"}
    assert derived == {pair for pair in combinations(sorted(dyads), 2) if mirrored(*pair)}


def test_orders_of_the_atlas_have_ranges_that_do_not_overlap(published: list[Dependency]) -> None:
    rows = [row for row in published if row.source == "ekman-atlas2016"]
    assert rows
    for row in rows:
        above, below = row.evidence.split(": ")[1].split(", ")[:2]
        assert int(above.split()[1]) > int(below.split()[3]), row.evidence
        assert (above.split()[0], below.split()[0]) == (row.subject, row.object)
