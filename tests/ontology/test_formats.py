"""Every form of the release says the same, keeps every digit, and reads in two independent parsers."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Graph

from kgservice import load_ontology
from kgservice.errors import BuildError
from kgservice.ontology import formats, release

RDF_FORMS = {
    "ttl": ("turtle", pyoxigraph.RdfFormat.TURTLE),
    "owl": ("xml", pyoxigraph.RdfFormat.RDF_XML),
    "jsonld": ("json-ld", pyoxigraph.RdfFormat.JSON_LD),
    "nt": ("nt", pyoxigraph.RdfFormat.N_TRIPLES),
}


@pytest.fixture(scope="module")
def triples() -> set[str]:
    return {str(quad.triple) for quad in pyoxigraph.parse(path=release.files()[0])}


@pytest.mark.parametrize("form", RDF_FORMS)
def test_oxigraph_reads_every_triple_back_with_its_lexical_form(form: str, triples: set[str]) -> None:
    data = formats.serialise(form)
    assert {str(quad.triple) for quad in pyoxigraph.parse(data, format=RDF_FORMS[form][1])} == triples


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser still uses it
@pytest.mark.parametrize("form", RDF_FORMS)
def test_rdflib_reads_as_many_triples(form: str, triples: set[str]) -> None:
    assert len(Graph().parse(data=formats.serialise(form), format=RDF_FORMS[form][0])) == len(triples)


def test_every_form_is_tested_here() -> None:
    assert {*RDF_FORMS, "csv"} == set(formats.FORMATS)


def test_each_media_type_stands_for_one_form() -> None:
    types = [form.media_type for form in formats.FORMATS.values()]
    assert len(set(types)) == len(types)


def test_turtle_is_the_committed_file_byte_by_byte() -> None:
    assert formats.serialise("ttl") == release.files()[0].read_bytes()


def test_json_ld_has_a_context_and_short_names() -> None:
    document = json.loads(formats.serialise("jsonld"))
    joy = next(node for node in document["@graph"] if node["@id"] == "emotion:joy")
    assert document["@context"]["emotion"] == "https://w3id.org/tone-kg/emotion/"
    assert joy["skos:prefLabel"] == {"@language": "en", "@value": "joy"}


def test_csv_has_one_row_an_emotion_with_vad_and_lists() -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(formats.serialise("csv").decode()))}
    ontology = load_ontology()
    assert tuple(rows) == ontology.ids
    for emotion in ontology:
        row = rows[emotion.id]
        assert (row["label"], row["definition"], row["broader"]) == (
            emotion.label,
            emotion.definition,
            emotion.broader or "",
        )
        assert emotion.vad is not None
        assert [float(row[name]) for name in ("valence", "arousal", "dominance")] == list(emotion.vad)
        assert row["tier"] == ("" if emotion.tier is None else str(emotion.tier))
        assert row["extension"] == ("true" if emotion.extension else "false")
        assert row["related"] == "|".join(emotion.related)


@pytest.mark.parametrize("form", formats.FORMATS)
def test_another_file_can_be_written_in_every_form(form: str, mini: Path, tmp_path: Path) -> None:
    file = tmp_path / "mini.ttl"
    file.write_bytes(release.make(mini)[release.FILE])
    assert b"cheerfulness" in formats.serialise(form, file)
    assert b"jealousy" not in formats.serialise(form, file)


def test_the_bytes_do_not_depend_on_the_order_of_sets() -> None:
    code = "import hashlib; from kgservice.ontology.formats import *\n"
    code += "print([hashlib.sha256(serialise(form)).hexdigest() for form in FORMATS])"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


def test_an_unknown_form_names_the_nearest() -> None:
    with pytest.raises(formats.UnknownFormat, match=r'No format "json-ld"\. Nearest: jsonld'):
        formats.serialise("json-ld")


def test_a_missing_release_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="Run: kgservice build"):
        formats.serialise("nt", tmp_path / "none.ttl")
