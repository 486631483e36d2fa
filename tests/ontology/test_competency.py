"""The competency questions of ``sparql/cq``: exact on the miniature content, answered by the release.

Each question is a query whose first line asks it, beside the rows expected on the miniature content of `conftest.full`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgservice import content
from kgservice.namespaces import PREFIXES
from kgservice.ontology import release

FOLDER = content.path("sparql", "cq")
QUESTIONS = sorted(FOLDER.glob("*.rq"))


def short(term: object) -> str:
    """Write an IRI with its prefix and a literal by its value."""
    if isinstance(term, ox.NamedNode):
        fitting = [(iri, p) for p, iri in PREFIXES.items() if term.value.startswith(iri) and term.value != iri]
        return f"{max(fitting)[1]}:{term.value.removeprefix(max(fitting)[0])}" if fitting else term.value
    assert isinstance(term, ox.Literal) or term is None
    return term.value if term is not None else ""


def answer(turtle: bytes, query: Path) -> str:
    """Return the answer as TSV with a header; a boolean as one cell."""
    store = ox.Store()
    store.load(turtle, format=ox.RdfFormat.TURTLE)
    found = store.query(query.read_text(encoding="utf-8"))
    if isinstance(found, ox.QueryBoolean):
        return f"answer\n{str(bool(found)).lower()}\n"
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    lines = ["\t".join(short(solution[name]) for name in names) for solution in found]
    return "\n".join(["\t".join(names), *lines]) + "\n"


@cache
def released() -> bytes:
    return content.path("ontology", "release", release.FILE).read_bytes()


def test_there_are_at_least_twenty_five_questions() -> None:
    assert len(QUESTIONS) >= 25


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.stem)
def test_every_query_starts_with_the_question_it_answers(query: Path) -> None:
    first = query.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# Question: ")
    assert first.endswith("?")


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.stem)
def test_the_miniature_content_gives_exactly_the_expected_rows(query: Path, full: Path) -> None:
    turtle = release.make(full)[release.FILE]
    assert answer(turtle, query) == query.with_suffix(".tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.stem)
def test_the_release_answers_every_question(query: Path) -> None:
    assert len(answer(released(), query).splitlines()) > 1


def test_the_readme_lists_every_question() -> None:
    readme = content.path("sparql", "README.md").read_text(encoding="utf-8")
    missing = [q.stem for q in QUESTIONS if f"| {q.stem} | {q.read_text().splitlines()[0][12:]} |" not in readme]
    assert not missing
