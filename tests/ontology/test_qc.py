"""Each check has a header, catches the smallest graph that breaks its rule, and passes the release.

The bad graphs are ``tests/data/bad/<CODE>.ttl``; the good ones are the release of ``full`` and the packaged one.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest

from kgservice import content
from kgservice.errors import BuildError
from kgservice.namespaces import BASE, PREFIXES
from kgservice.ontology import qc, release

BAD = Path(__file__).parent.parent / "data" / "bad"
CHECKS = {check.code: check for check in qc.read_checks(content.path("sparql", "qc"))}


def store_of(*files: Path) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for file in files:
        store.load(path=file)
    return store


@pytest.fixture(scope="module")
def packaged() -> pyoxigraph.Store:
    return store_of(*release.files())


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_catches_its_bad_graph(code: str) -> None:
    found = qc.violations(store_of(BAD / f"{code}.ttl"), [CHECKS[code]])
    assert {violation.code for violation in found} == {code}
    assert all(violation.entity and violation.property for violation in found)


@pytest.mark.parametrize("code", CHECKS)
def test_a_bad_graph_is_small_and_says_what_it_breaks(code: str) -> None:
    text = (BAD / f"{code}.ttl").read_text(encoding="utf-8")
    assert text.startswith(f"# {CHECKS[code].title}: {code} must catch this.\n")
    assert len(text.splitlines()) <= 12


@pytest.mark.parametrize("code", [code for code in CHECKS if code.startswith("E")])
def test_the_release_passes(code: str, packaged: pyoxigraph.Store) -> None:
    assert qc.violations(packaged, [CHECKS[code]]) == ()


def test_the_full_miniature_passes_every_check_warnings_included(full: Path) -> None:
    release.write(full)
    assert qc.run(full) == ()


def test_the_miniature_without_ratings_lacks_only_vad(mini: Path, tmp_path: Path) -> None:
    file = tmp_path / "mini.ttl"
    file.write_bytes(release.make(mini)[release.FILE])
    found = qc.violations(store_of(file), CHECKS.values())
    assert {(violation.code, violation.property) for violation in found} == {
        ("E161", f"tone:{dimension}") for dimension in ("valence", "arousal", "dominance")
    }
    assert len(found) == 9 * 3


def test_every_bad_graph_has_its_check() -> None:
    assert {file.stem for file in BAD.glob("[EW]*.ttl")} == set(CHECKS)


def test_there_are_enough_checks() -> None:
    assert len(CHECKS) >= 25


@pytest.mark.parametrize("code", CHECKS)
def test_the_prefixes_of_a_check_are_those_of_the_project_and_all_used(code: str) -> None:
    query = CHECKS[code].query
    declared = dict(re.findall(r"^PREFIX (\w+): <(.*)>$", query, re.MULTILINE))
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}
    body = query[query.index("SELECT") :]
    assert [prefix for prefix in declared if f"{prefix}:" not in body] == []


@pytest.mark.parametrize("code", CHECKS)
def test_the_words_of_a_check_are_sentences(code: str) -> None:
    check = CHECKS[code]
    assert check.title[0].isupper() and not check.title.endswith(".")
    assert check.problem.endswith((".", ")."))
    assert check.fix.endswith(".")
    assert "|" not in check.title + check.problem + check.fix


def test_the_known_namespaces_are_those_of_the_project() -> None:
    listed = set(re.findall(r'"(https://w3id\.org/tone-kg/[^"]+)"', CHECKS["E112"].query))
    assert {iri for iri in PREFIXES.values() if iri.startswith(BASE)} <= listed


def test_codes_are_listed_in_order() -> None:
    codes = qc.check_codes()
    assert list(codes) == sorted(codes, key=lambda code: code[1:])
    assert set(codes) == set(CHECKS)


def test_the_table_in_the_readme_is_the_folder() -> None:
    readme = content.path("sparql", "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- checks -->\n")[2].partition("\n<!-- /checks -->")[0]
    assert shown == qc.table(CHECKS.values())


def test_a_violation_is_a_row_with_the_columns_in_order() -> None:
    (found,) = qc.violations(store_of(BAD / "E142.ttl"), [CHECKS["E142"]])[:1]
    assert tuple(found.to_dict()) == qc.COLUMNS
    assert (found.severity, found.entity, found.property) == ("error", "emotion:delight", "skos:broader")


def test_a_warning_is_a_warning() -> None:
    assert CHECKS["W105"].severity == "warning"


def check_file(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


HEADER = "# Title: T\n# Problem: P.\n# Fix: F.\n\n"
BROKEN = {
    "no code": ("label.rq", HEADER, "is no name for a check"),
    "another severity": ("X101-label.rq", HEADER, "is no name for a check"),
    "no title": ("E101-label.rq", HEADER.replace("# Title: T\n", ""), "Add a line: # Title"),
    "empty problem": ("E101-label.rq", HEADER.replace("P.", ""), "Add a line: # Problem"),
    "no fix": ("E101-label.rq", HEADER.replace("# Fix: F.\n", ""), "Add a line: # Fix"),
}


@pytest.mark.parametrize(("name", "text", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_check_that_breaks_the_rules_is_refused(tmp_path: Path, name: str, text: str, words: str) -> None:
    check_file(tmp_path, name, text)
    with pytest.raises(BuildError, match=re.escape(words)):
        qc.read_checks(tmp_path)


def test_two_checks_with_one_code_are_refused(tmp_path: Path) -> None:
    check_file(tmp_path, "E101-one.rq", HEADER)
    check_file(tmp_path, "E101-two.rq", HEADER)
    with pytest.raises(BuildError, match="another file has the code E101"):
        qc.read_checks(tmp_path)


QUERIES = {"no SPARQL": ("SELECT ?entity {", "E101 is not SPARQL"), "no table": ("ASK {}", "E101 is no SELECT")}


@pytest.mark.parametrize(("query", "words"), QUERIES.values(), ids=QUERIES.keys())
def test_a_check_that_is_no_select_query_is_refused(tmp_path: Path, query: str, words: str) -> None:
    check_file(tmp_path, "E101-one.rq", HEADER + query)
    with pytest.raises(BuildError, match=words):
        qc.violations(pyoxigraph.Store(), qc.read_checks(tmp_path))


def test_a_folder_without_checks_finds_nothing(tmp_path: Path) -> None:
    assert qc.read_checks(tmp_path) == ()


def test_a_root_brings_its_own_checks(full: Path) -> None:
    release.write(full)
    folder = full / "sparql" / "qc"
    folder.mkdir(parents=True)
    body = "SELECT ?entity ?property ?value { ?entity ?property ?value FILTER(?value = 3) } LIMIT 1"
    check_file(folder, "W900-three.rq", HEADER + body)
    assert qc.check_codes(full) == ("W900",)
    assert [(violation.code, violation.value) for violation in qc.run(full)] == [("W900", "3")]


def test_without_a_release_the_fix_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="Run: kgservice build"):
        qc.run(tmp_path)


def test_a_release_that_is_no_turtle_is_named(full: Path) -> None:
    release.write(full)
    (full / "ontology" / "release" / release.FILE).write_text("emotion:joy", encoding="utf-8")
    with pytest.raises(BuildError, match=r"emotions\.ttl is not Turtle"):
        qc.run(full)
