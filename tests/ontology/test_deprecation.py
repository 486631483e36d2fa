"""A retired id is never deleted and never used again; look-ups, release, checks and reasoner all know it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Literal, URIRef

from kgservice import content, tsv
from kgservice.errors import BuildError, DeprecatedEmotion, TableError, UnknownEmotion
from kgservice.namespaces import EMOTION, SLUG, SOURCE
from kgservice.ontology import deprecation, qc, reason, release, turtle
from kgservice.ontology.deprecation import Deprecation
from kgservice.ontology.graph import load_graph
from kgservice.ontology.model import Ontology
from kgservice.ontology.owl import build_graph
from kgservice.ontology.tables import read_ontology

# id, label, replaced_by, replaced_by_labels, since, reason
ROWS = (
    ("serenity-old", "serenity", "delight", "delight", "1.3.0", "Two ids for one emotion."),
    ("dread-old", "dread", "fear|anxiety", "fear|anxiety", "1.2.0", "One word for two emotions."),
    ("vapours", "vapours", "", "", "1.3.0", "No source tells what it is."),
)


def write_rows(root: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    """Write the table; every definition is the same, because nothing here looks at it."""
    rest = ("An emotion that was told apart once.", "kgservice")
    cells = [dict(zip(deprecation.COLUMNS, (*row, *rest), strict=True)) for row in rows]
    tsv.write(root / "ontology" / "deprecated.tsv", deprecation.COLUMNS, cells)


@pytest.fixture
def retired(full: Path) -> Path:
    """The full miniature with three retired emotions: replaced by one, by two, by none."""
    write_rows(full, ROWS)
    return full


@pytest.fixture
def ontology(retired: Path) -> Ontology:
    return read_ontology(retired / "ontology")


def test_a_retired_id_is_no_emotion(ontology: Ontology, full: Path) -> None:
    assert "serenity-old" not in ontology
    assert "serenity-old" not in ontology.ids
    assert ontology.get("serenity-old") is None
    assert ontology.labelled("serenity") == ()
    assert len(ontology) == 10


MESSAGES = {
    "serenity-old": 'No emotion "serenity-old": deprecated in 1.3.0, replaced by delight.',
    "dread-old": 'No emotion "dread-old": deprecated in 1.2.0, replaced by anxiety, fear.',
    "vapours": 'No emotion "vapours": deprecated in 1.3.0, not replaced. No source tells what it is.',
}


@pytest.mark.parametrize(("emotion", "message"), MESSAGES.items())
def test_looking_a_retired_id_up_names_its_replacement(ontology: Ontology, emotion: str, message: str) -> None:
    with pytest.raises(DeprecatedEmotion) as caught:
        ontology[emotion]
    assert str(caught.value) == message
    assert caught.value.nearest == caught.value.replaced_by == ontology.replacement(emotion)
    assert isinstance(caught.value, UnknownEmotion)


def test_an_id_that_never_was_is_unknown_not_deprecated(ontology: Ontology) -> None:
    with pytest.raises(UnknownEmotion) as caught:
        ontology["jooy"]
    assert not isinstance(caught.value, DeprecatedEmotion)
    with pytest.raises(UnknownEmotion, match="Nearest: joy"):
        ontology.replacement("jooy")


def test_nothing_replaces_an_emotion_that_is_in_use(ontology: Ontology) -> None:
    assert ontology.replacement("joy") == ()


def test_the_retired_are_listed_by_id_with_all_that_was_written(ontology: Ontology) -> None:
    assert [retired.id for retired in ontology.deprecations] == ["dread-old", "serenity-old", "vapours"]
    serenity = ontology.deprecations[1]
    assert (serenity.label, serenity.replaced_by, serenity.since) == ("serenity", ("delight",), "1.3.0")
    assert serenity.iri == EMOTION + "serenity-old"
    assert serenity.note == "Deprecated in 1.3.0: Two ids for one emotion."


@pytest.mark.parametrize("rows", [(), ROWS], ids=["header only", "three rows"])
def test_the_table_to_the_release_and_back_is_the_identity(full: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    write_rows(full, rows)
    release.write(full)
    release.check(full)
    loaded = release.load(release.files(full)[0])
    assert loaded.deprecations == read_ontology(full / "ontology").deprecations
    assert len(loaded.deprecations) == len(rows)
    assert len(loaded) == 10


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1).filter(str.strip)
SLUGS = st.from_regex(SLUG, fullmatch=True)
DEPRECATIONS = st.builds(
    Deprecation,
    id=SLUGS,
    label=WORDS,
    replaced_by=st.sets(SLUGS, max_size=3).map(lambda ids: tuple(sorted(ids))),
    since=st.just("1.3.0"),
    reason=WORDS,
    definition=WORDS,
    definition_source=SLUGS,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=DEPRECATIONS)
def test_any_record_comes_back_field_by_field(record: Deprecation, tmp_path: Path) -> None:
    file = tmp_path / "one.ttl"
    graph = build_graph(Ontology([], deprecations=[record]), [], content.path("ontology", "schema.ttl"))
    file.write_bytes(turtle.dumps(graph, "test"))
    assert release.load(file).deprecations == (record,)


def test_the_release_keeps_label_definition_and_reason_and_nothing_else(retired: Path) -> None:
    release.write(retired)
    graph = load_graph(release.files(retired)[0])
    label = Literal("obsolete serenity", lang="en")
    assert set(graph.predicate_objects(URIRef(EMOTION + "serenity-old"))) == {
        (RDF.type, OWL.Class),
        (RDF.type, OWL.NamedIndividual),
        (RDF.type, SKOS.Concept),
        (OWL.deprecated, Literal(True)),
        (RDFS.label, label),
        (SKOS.prefLabel, label),
        (SKOS.definition, Literal("An emotion that was told apart once.", lang="en")),
        (SKOS.historyNote, Literal("Deprecated in 1.3.0: Two ids for one emotion.", lang="en")),
        (DCTERMS.source, URIRef(SOURCE + "kgservice")),
        (DCTERMS.isReplacedBy, URIRef(EMOTION + "delight")),
    }


def test_all_that_is_said_of_a_retired_emotion_is_annotation(retired: Path) -> None:
    """OWL tools see no axiom in it; only that it is a concept stays, so that SKOS tools find it."""
    release.write(retired)
    graph = load_graph(release.files(retired)[0])
    dread, built_in = URIRef(EMOTION + "dread-old"), {RDF.type, RDFS.label, OWL.deprecated}
    said = set(graph.predicates(dread)) - built_in
    assert {p for p in said if (p, RDF.type, OWL.AnnotationProperty) not in graph} == set()
    assert list(graph.predicates(object=dread)) == []


def test_the_checks_accept_a_release_with_retired_emotions(retired: Path) -> None:
    release.write(retired)
    assert qc.run(retired) == ()


@pytest.mark.skipif(not reason.has_java(), reason="HermiT needs Java")
def test_the_reasoner_accepts_a_release_with_retired_emotions(retired: Path) -> None:
    release.write(retired)
    graph = load_graph(release.files(retired)[0])
    assert reason.check_consistency(graph).unsatisfiable == ()
    assert reason.owl_profile(graph) in reason.DL_PROFILES


ROW = ("serenity-old", "serenity", "delight", "delight", "1.3.0", "Two ids for one emotion.")
SELF = ("bliss-old", "bliss", "serenity-old", "serenity", "1.3.0", "Two ids.")
# rows, column, words of the message
BAD = {
    "id of the tree": ([("joy", *ROW[1:])], "id", '"joy" is retired here and an emotion there'),
    "id beside the tree": ([("awe", *ROW[1:])], "id", "ids are never used again"),
    "id twice": ([ROW, ROW], "id", "stands in row 2 already"),
    "capital in an id": ([("Serenity", *ROW[1:])], "id", "is not a slug"),
    "no label": ([(ROW[0], "", *ROW[2:])], "label", "the cell is empty"),
    "label of the release": ([(ROW[0], "obsolete serenity", *ROW[2:])], "label", "Leave obsolete out"),
    "unknown replacement": ([(*ROW[:2], "deligt", "delight", *ROW[4:])], "replaced_by", "Nearest: delight"),
    "retired replacement": ([ROW, SELF], "replaced_by", "Write what replaces it: delight"),
    "replaced by itself": ([(*ROW[:2], ROW[0], "serenity", *ROW[4:])], "replaced_by", "is retired itself"),
    "label out of step": ([(*ROW[:3], "glee", *ROW[4:])], "replaced_by_labels", 'Write "delight"'),
    "no version": ([(*ROW[:4], "", ROW[5])], "since", "the cell is empty"),
    "version in words": ([(*ROW[:4], "1.3", ROW[5])], "since", "Write three numbers, as in 1.3.0"),
    "no reason": ([(*ROW[:5], "")], "reason", "the cell is empty"),
}


@pytest.mark.parametrize(("rows", "column", "words"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_is_refused_with_its_place(full: Path, rows: list[tuple[str, ...]], column: str, words: str) -> None:
    write_rows(full, tuple(rows))
    with pytest.raises(TableError) as caught:
        read_ontology(full / "ontology")
    assert caught.value.file.endswith("deprecated.tsv")
    assert (caught.value.row, caught.value.column) == (len(rows) + 1, column)
    assert words in str(caught.value)


def test_an_unknown_source_of_the_definition_is_refused(retired: Path) -> None:
    file = retired / "ontology" / "deprecated.tsv"
    file.write_text(file.read_text(encoding="utf-8").replace("\tkgservice", "\tkgservise"), encoding="utf-8")
    with pytest.raises(TableError, match=r"column definition_source.*Nearest: kgservice"):
        read_ontology(retired / "ontology")


def test_a_release_whose_note_cannot_be_read_says_what_to_do(retired: Path) -> None:
    release.write(retired)
    file = release.files(retired)[0]
    file.write_text(file.read_text(encoding="utf-8").replace("Deprecated in 1.2.0", "Gone in 1.2.0"), encoding="utf-8")
    with pytest.raises(BuildError, match=r"does not read: Deprecated in VERSION: REASON\. Run: kgservice build"):
        release.load(file)


def test_the_packaged_table_has_the_columns() -> None:
    rows = tsv.read(content.path("ontology", "deprecated.tsv"), deprecation.COLUMNS)
    assert [row["id"] for row in rows] == [r.id for r in read_ontology(content.path("ontology")).deprecations]
