"""The figures, worked out by hand on the full miniature under a schema of ten terms; and the table in the README.

What the miniature holds: 10 emotions (3 primaries, 3 secondaries, 3 tertiaries, awe beside them), 11 ratings (one by
people, of joy), 6 statements of 5 links, 3 sources, 2 concept schemes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice import content, tsv
from kgservice.errors import BuildError, ContentError
from kgservice.ontology import deprecation, metrics, release
from kgservice.ontology.model import Ontology

SCHEMA = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tone: <https://w3id.org/tone-kg/schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/tone-kg/ontology> a owl:Ontology ;
    owl:versionIRI <https://w3id.org/tone-kg/ontology/0.1.0> ; owl:versionInfo "0.1.0" .
skos:Concept a owl:Class .
tone:Emotion a owl:Class ; rdfs:subClassOf skos:Concept ; rdfs:label "emotion"@en .
tone:EmotionEpisode a owl:Class ; owl:disjointWith tone:Emotion .
skos:broader a owl:ObjectProperty .
tone:leadsTo a owl:ObjectProperty , owl:IrreflexiveProperty ;
    rdfs:domain tone:Emotion ; rdfs:range tone:Emotion ; owl:inverseOf tone:followsFrom .
tone:followsFrom a owl:ObjectProperty .
tone:tier a owl:DatatypeProperty , owl:FunctionalProperty ; rdfs:domain tone:Emotion ; rdfs:range xsd:integer .
tone:relation a owl:AnnotationProperty ; rdfs:domain tone:Emotion .
skos:prefLabel a owl:AnnotationProperty .
"""


@pytest.fixture
def figures(full: Path) -> dict[str, float]:
    (full / "ontology" / "schema.ttl").write_text(SCHEMA, encoding="utf-8")
    file = release.write(full)[0]
    return metrics.metrics(release.load(file), file.read_bytes(), frozenset({"joy", "fear", "no-such-emotion"}))


EXPECTED = {
    "classes": 3 + 10,
    "emotion classes": 10,
    "object properties": 3,
    "datatype properties": 1,
    "annotation properties": 2,
    "individuals": 10 + 11 + 6 + 3 + 2,
    "emotion individuals": 10,
    "ratings": 11,
    "statements": 6,
    "sources": 3,
    "deprecated emotions": 0,
    "subclass axioms": 1 + 10,
    "disjointness axioms": 1 + 3,  # that of the schema, and one a pair of primaries
    "domain and range axioms": 2 + 2,  # the domain of an annotation property is no logical axiom
    "inverse axioms": 1,
    "property characteristics": 2,
    "class assertions": 3 * 10 + 11 + 6 + 3 + 2,  # an emotion is a concept, an emotion, and one of its tier
    "object property assertions": 1 + 1 + 6,  # anxiety leads to grief, grief follows from anxiety, six broader ones
    "data property assertions": 9,  # the tiers
    "logical axioms": 11 + 4 + 4 + 1 + 2 + 52 + 8 + 9,
    "declarations": 13 + 3 + 1 + 2 + 32,
    # of the schema three; labels of emotions (twice), sources and schemes; addresses of sources; relations
    "annotations": 3 + 20 + 3 + 2 + 3 + 6,
    "emotions of tier 1": 3,
    "emotions of tier 2": 3,
    "emotions of tier 3": 3,
    "extension emotions": 1,
    "depth, deepest": 3,
    "depth, mean of leaves": 3.0,
    "narrower emotions, most": 1,
    "narrower emotions, mean": 1.0,
    "relationship richness": 3 / (3 + 11),
    "attribute richness": 1 / 13,
    "inheritance richness": 11 / 13,
    "links: isComposedOf": 2,
    "links: isOppositeOf": 1,
    "links: leadsTo": 1,  # stated twice, by two methods
    "links: moreIntenseThan": 1,
    "coverage: definition": 1.0,
    "coverage: definition source": 1.0,
    "coverage: classification source": 1.0,
    "coverage: tier, or marked as extension": 1.0,
    "coverage: VAD": 1.0,
    "coverage: VAD with a rating's provenance": 1.0,
    "coverage: VAD rated by people": 0.1,
    "coverage: an opposite": 0.2,
    "coverage: components": 0.1,
    "coverage: an emotion it leads to": 0.1,
    "coverage: mapped from another scheme": 0.2,
}


@pytest.mark.parametrize(("name", "value"), EXPECTED.items())
def test_a_figure_is_what_can_be_counted_by_hand(figures: dict[str, float], name: str, value: float) -> None:
    assert figures[name] == pytest.approx(value)


def test_no_figure_goes_unchecked_and_the_order_is_fixed(figures: dict[str, float]) -> None:
    assert list(figures) == ["triples", *EXPECTED]


def beside(data: bytes) -> int:
    """Count the triples that make the header: that it is an ontology, its version, maybe the version before."""
    lines = data.decode().split("\n\n")[1].splitlines()
    return sum(line.strip().startswith(("a owl:Ontology", "owl:versionIRI", "owl:priorVersion")) for line in lines)


def assert_partition(found: dict[str, float], data: bytes) -> None:
    assert beside(data) >= 2
    assert found["triples"] == beside(data) + found["declarations"] + found["logical axioms"] + found["annotations"]


@pytest.mark.parametrize("root", ["mini", "full", "packaged"])
def test_every_triple_is_counted_once(root: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if root == "packaged":
        data = release.files()[0].read_bytes()
    else:
        data = release.make(request.getfixturevalue(root))[release.FILE]
    (file := tmp_path / "emotions.ttl").write_bytes(data)
    assert_partition(metrics.metrics(release.load(file), data), data)


def test_retired_emotions_count_as_such_and_cover_nothing(full: Path) -> None:
    before = release.write(full)[0]
    old = metrics.metrics(release.load(before), before.read_bytes())
    row = dict.fromkeys(deprecation.COLUMNS, "") | {
        "id": "glee-old",
        "label": "glee",
        "since": "0.2.0",
        "reason": "Why.",
    }
    row |= {"definition": "A loud emotion.", "definition_source": "kgservice"}
    tsv.write(full / "ontology" / "deprecated.tsv", deprecation.COLUMNS, [row])
    after = release.write(full)[0]
    new = metrics.metrics(release.load(after), after.read_bytes())
    assert new["deprecated emotions"] == 1
    changed = {name for name in old if old[name] != new[name]}
    assert {name for name in changed if name.startswith(("coverage", "links", "emotion"))} == set()
    assert_partition(new, after.read_bytes())


def test_an_empty_ontology_has_figures_all_the_same() -> None:
    found = metrics.metrics(Ontology([]), b"")
    assert list(found) == ["triples", *EXPECTED]
    assert set(found.values()) == {0}


def test_shares_are_shown_as_per_cent_and_counts_as_they_are(figures: dict[str, float]) -> None:
    lines = metrics.to_markdown(figures).splitlines()
    assert lines[:2] == ["| figure | value |", "|---|---|"]
    assert {
        "| logical axioms | 91 |",
        "| inheritance richness | 0.846 |",
        "| coverage: an opposite | 20 % |",
    } <= set(lines)
    assert len(lines) == 2 + len(figures)


def test_a_release_is_measured_with_its_crosswalk(crossed: Path) -> None:
    release.write(crossed)
    assert metrics.of_release(crossed)["coverage: mapped from another scheme"] == pytest.approx(0.2)  # joy, sadness


def test_without_a_release_the_fix_is_named(full: Path) -> None:
    with pytest.raises(BuildError, match="Run: kgservice build"):
        metrics.of_release(full)


def readme(root: Path, text: str) -> Path:
    file = root / "ontology" / "README.md"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_readme_gets_the_table_and_keeps_the_rest(crossed: Path) -> None:
    release.write(crossed)
    file = readme(crossed, "# Before\n\n<!-- metrics -->\nold\n<!-- /metrics -->\n\nAfter | as it was.\n")
    assert metrics.refresh_readme(crossed) == file
    table = metrics.to_markdown(metrics.of_release(crossed))
    whole = f"# Before\n\n<!-- metrics -->\n{table}<!-- /metrics -->\n\nAfter | as it was.\n"
    assert file.read_text(encoding="utf-8") == whole
    metrics.refresh_readme(crossed)
    assert file.read_text(encoding="utf-8") == whole
    assert metrics.shown_in_readme(crossed) == table


@pytest.mark.parametrize("text", ["", "<!-- metrics -->\n| a |\n", "<!-- /metrics -->\n<!-- metrics -->\n"])
def test_a_readme_without_the_marks_is_left_alone(crossed: Path, text: str) -> None:
    release.write(crossed)
    file = readme(crossed, text)
    with pytest.raises(ContentError, match=r"has no place for the figures\. Add two lines: <!-- metrics -->"):
        metrics.refresh_readme(crossed)
    assert file.read_text(encoding="utf-8") == text


def test_the_readme_of_the_project_shows_the_figures_of_the_release() -> None:
    """When this fails, run the command that its section "Metrics" names."""
    root = content.root()
    assert metrics.shown_in_readme(root) == metrics.to_markdown(metrics.of_release(root))
