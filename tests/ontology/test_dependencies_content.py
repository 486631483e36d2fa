"""The committed links: every row keeps the rules of its relation, and the table is what its sources make.

Where a test looks at every row, it asserts on the list of those that break the rule, so that a failure names them all.
"""

from __future__ import annotations

import re

import pytest

from kgservice import content, tsv
from kgservice.namespaces import SLUG
from kgservice.ontology import tables
from kgservice.ontology.dependencies import REMARK, Outside, derive_dependencies, read_rows
from kgservice.ontology.dependency_figures import evaluate_dependencies
from kgservice.ontology.intensity import is_acyclic
from kgservice.ontology.model import Dependency, Ontology
from kgservice.ontology.sources import read_sources

FILE = content.path("ontology", "dependencies.tsv")


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return tables.read_ontology(content.path("ontology"))


@pytest.fixture(scope="module")
def rows() -> list[Dependency]:
    return read_rows(FILE)


def _of(rows: list[Dependency], relation: str) -> list[tuple[str, str]]:
    return [(row.subject, row.object) for row in rows if row.relation == relation]


def test_the_file_says_how_it_is_made() -> None:
    assert FILE.read_text("utf-8").splitlines()[0] == f"# {REMARK}"


def test_rows_are_sorted_and_none_stands_twice(rows: list[Dependency]) -> None:
    keys = [(row.relation, *row.key) for row in rows]
    assert keys == sorted(set(keys))


def test_every_emotion_exists_and_its_label_is_in_step(ontology: Ontology) -> None:
    table = tsv.read(FILE, tables.DEPENDENCY_COLUMNS)
    wrong = [
        (row.number, end)
        for row in table
        for end in ("subject", "object")
        if ontology.get(row[end]) is None or ontology[row[end]].label != row[f"{end}_label"]
    ]
    assert wrong == []


def test_every_row_says_kind_method_evidence_and_a_known_source(rows: list[Dependency]) -> None:
    sources = {source.id for source in read_sources(content.path("ontology", "sources.tsv"))}
    assert [row.key for row in rows if not (SLUG.fullmatch(row.kind) and SLUG.fullmatch(row.method))] == []
    assert [row.key for row in rows if not row.evidence or row.source not in sources] == []


def test_confidence_lies_between_0_and_1_and_a_score_comes_with_parameters(rows: list[Dependency]) -> None:
    assert [row.key for row in rows if not 0 <= row.confidence <= 1] == []
    assert [row.key for row in rows if row.score is not None and not row.parameters] == []


def test_no_link_is_reflexive(rows: list[Dependency]) -> None:
    assert [row.key for row in rows if row.subject == row.object] == []


def test_opposites_stand_once_in_the_order_of_their_ids(rows: list[Dependency]) -> None:
    assert [pair for pair in _of(rows, "isOppositeOf") if pair[0] > pair[1]] == []


@pytest.mark.parametrize("relation", ["isComposedOf", "moreIntenseThan"])
def test_asymmetric_links_never_go_both_ways(rows: list[Dependency], relation: str) -> None:
    pairs = set(_of(rows, relation))
    assert sorted(pair for pair in pairs if pair[::-1] in pairs) == []


@pytest.mark.parametrize("relation", ["isComposedOf", "moreIntenseThan"])
def test_published_and_computed_links_together_close_no_circle(rows: list[Dependency], relation: str) -> None:
    assert is_acyclic(_of(rows, relation))


def test_every_relation_has_rows_and_published_ones_are_told_from_computed_ones(rows: list[Dependency]) -> None:
    assert {row.relation for row in rows} == {"isComposedOf", "isOppositeOf", "leadsTo", "moreIntenseThan"}
    computed = {
        "theory-derived",
        "lexical-antonym-derived",
        "vad-mirror",
        "vad-order",
        "lexical-cause",
        "lexical-entailment",
    }
    wrong = [r.key for r in rows if (r.kind in computed or r.kind.startswith("corpus-")) and r.status == "published"]
    assert wrong == []


def test_anger_and_fear_are_opposites_for_plutchik_and_not_for_vad(rows: list[Dependency]) -> None:
    both = {
        row.kind: row for row in rows if (row.subject, row.relation, row.object) == ("anger", "isOppositeOf", "fear")
    }
    assert both["theory"].status == "published"
    assert "on one side, so VAD does not call it opposite" in both["theory"].evidence
    assert both["vad-mirror"].status == "rejected"


def test_transitions_say_how_often_and_how_sure(rows: list[Dependency]) -> None:
    counted = re.compile(r"\d+ of \d+ changes from .+ are to .+, [\d.]+ expected; lift [\d.]+, G [\d.]+, q [\d.e-]+")
    found = [row for row in rows if row.kind.startswith("corpus-transition")]
    assert found
    assert [row.key for row in found if not counted.search(row.evidence) or (row.score or 0) <= 1] == []


def test_the_table_is_what_the_committed_tables_make(rows: list[Dependency]) -> None:
    """Fails when VAD, published links or rulings changed since: run `kgservice derive dependencies` again."""
    assert derive_dependencies(content.root(), Outside()) == rows


def test_the_figures_of_the_readme_are_those_of_the_tables() -> None:
    readme = content.path("ontology", "README.md")
    if not readme.exists():
        pytest.skip("the wheel carries no README of the folder")
    text = readme.read_text("utf-8")
    assert [t.name for t in evaluate_dependencies(content.root(), Outside()) if t.to_markdown() not in text] == []
