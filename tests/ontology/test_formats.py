"""Every form of the release says the same, keeps every digit, and reads in two independent parsers."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyoxigraph
import pytest
import rdflib
from rdflib import XSD, Graph, Literal
from rdflib.term import Node

from kgservice import content, load_ontology, tsv
from kgservice.errors import BuildError
from kgservice.ontology import formats, mapping_table, release, turtle
from kgservice.ontology.graph import load_graph

RDF_FORMS = {
    "ttl": ("turtle", pyoxigraph.RdfFormat.TURTLE),
    "owl": ("xml", pyoxigraph.RdfFormat.RDF_XML),
    "jsonld": ("json-ld", pyoxigraph.RdfFormat.JSON_LD),
    "nt": ("nt", pyoxigraph.RdfFormat.N_TRIPLES),
    "skos": ("turtle", pyoxigraph.RdfFormat.TURTLE),
}
WHOLE = [form for form in RDF_FORMS if form != "skos"]
"""The forms that hold every triple of the ontology."""


@pytest.fixture(scope="module")
def triples() -> set[str]:
    return {str(quad.triple) for quad in pyoxigraph.parse(path=release.files()[0])}


def by_oxigraph(form: str, data: bytes) -> set[str]:
    return {str(quad.triple) for quad in pyoxigraph.parse(data, format=RDF_FORMS[form][1])}


def by_rdflib(form: str, data: bytes) -> set[str]:
    """Every triple in the same words as pyoxigraph's, with the lexical forms that stand in the file."""
    graph = Graph().parse(data=data, format=RDF_FORMS[form][0])
    return {str(pyoxigraph.Triple(term(s), term(p), term(o))) for s, p, o in graph}  # type: ignore[arg-type]


def term(node: Node) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if not isinstance(node, Literal):
        return pyoxigraph.NamedNode(str(node))
    if node.language:
        return pyoxigraph.Literal(str(node), language=node.language)
    return pyoxigraph.Literal(str(node), datatype=pyoxigraph.NamedNode(str(node.datatype or XSD.string)))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser still uses it
@pytest.mark.parametrize("form", RDF_FORMS)
def test_two_parsers_read_the_same_triples(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # else rdflib makes 0.5000 into 0.5
    data = formats.serialise(form)
    found = by_oxigraph(form, data)
    assert len(found) > 1000
    assert by_rdflib(form, data) == found


@pytest.mark.parametrize("form", WHOLE)
def test_every_triple_comes_back_with_its_lexical_form(form: str, triples: set[str]) -> None:
    assert by_oxigraph(form, formats.serialise(form)) == triples


def test_owlready_reads_the_rdf_xml(triples: set[str]) -> None:
    """A third reader, of OWL tools.  It shortens numbers and cuts last slashes of IRIs, so subjects are compared."""
    owlready2 = pytest.importorskip("owlready2", reason="owlready2 comes with the build extra")
    world, read = owlready2.World(), io.BytesIO()
    world.get_ontology("http://anonymous/").load(fileobj=io.BytesIO(formats.serialise("owl")))
    world.save(read, format="ntriples")
    found = [triple.split()[:2] for triple in by_oxigraph("nt", read.getvalue()) if "://anonymous" not in triple]
    assert sorted(found) == sorted(triple.split()[:2] for triple in triples)


def test_every_form_is_tested_here() -> None:
    assert {*RDF_FORMS, "csv", "sssom"} == set(formats.FORMATS) == set(formats.ENDINGS)


def test_the_readme_lists_every_form_with_its_ending() -> None:
    text = content.path("ontology", "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(\w+)` \| `\.([\w.]+)` \|", text, re.MULTILINE))
    assert listed == formats.ENDINGS


def test_who_asks_by_media_type_gets_the_first_form_of_it() -> None:
    first: dict[str, str] = {}
    for form, (media_type, _) in formats.FORMATS.items():
        first.setdefault(media_type, form)
    assert first["text/turtle"] == "ttl"
    assert set(formats.FORMATS) - set(first.values()) == {"skos"}


@pytest.mark.parametrize("form", formats.FORMATS)
def test_a_name_without_dots_can_be_asked_for_as_an_extension(form: str) -> None:
    assert form.isalnum() and form.islower()
    assert formats.ENDINGS[form].startswith(form)


def test_turtle_is_the_committed_file_byte_by_byte() -> None:
    assert formats.serialise("ttl") == release.files()[0].read_bytes()


def test_json_ld_has_a_context_and_short_names() -> None:
    document = json.loads(formats.serialise("jsonld"))
    joy = next(node for node in document["@graph"] if node["@id"] == "emotion:joy")
    assert document["@context"]["emotion"] == "https://w3id.org/tone-kg/emotion/"
    assert {"@language": "en", "@value": "joy"} in joy["skos:prefLabel"]


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


def test_two_parsers_read_the_same_csv() -> None:
    text = formats.serialise("csv").decode()
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == len(load_ontology()) + 1
    other = np.loadtxt(io.StringIO(text), dtype=str, delimiter=",", quotechar='"', comments=None)
    assert other.tolist() == rows


def test_two_parsers_read_the_same_sssom(tmp_path: Path) -> None:
    file = tmp_path / "mappings.sssom.tsv"
    file.write_bytes(formats.serialise("sssom"))
    ours = [list(row.values()) for row in tsv.read(file, mapping_table.COLUMNS)]
    assert len(ours) > 1000
    lines = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    assert [list(mapping_table.COLUMNS), *ours] == list(csv.reader(lines, delimiter="\t"))


@pytest.mark.parametrize("form", [form for form in formats.FORMATS if form != "sssom"])
def test_another_file_can_be_written_in_every_form(form: str, mini: Path, tmp_path: Path) -> None:
    file = tmp_path / "mini.ttl"
    file.write_bytes(release.make(mini)[release.FILE])
    assert b"cheerfulness" in formats.serialise(form, file)
    assert b"jealousy" not in formats.serialise(form, file)


def test_a_file_without_a_content_folder_has_no_mappings(mini: Path, tmp_path: Path) -> None:
    file = tmp_path / "mini.ttl"
    file.write_bytes(release.make(mini)[release.FILE])
    last = formats.serialise("sssom", file).decode().splitlines()[-1]
    assert last == "\t".join(mapping_table.COLUMNS)


def test_the_crosswalk_of_a_content_folder_is_taken_in(crossed: Path) -> None:
    file = release.write(crossed)[0]
    assert b"toy:glad\tGlad\tskos:exactMatch\temotion:joy\tjoy" in formats.serialise("sssom", file)
    assert b"skos:exactMatch <https://w3id.org/tone-kg/scheme/toy/glad>" in formats.serialise("skos", file)
    for form in (*WHOLE, "csv"):
        assert b"toy/glad" not in formats.serialise(form, file)


@pytest.mark.parametrize("form", ["ttl", "skos"])
def test_turtle_is_written_in_the_canonical_form(form: str, tmp_path: Path) -> None:
    data = formats.serialise(form)
    file = tmp_path / "again.ttl"
    file.write_bytes(data)
    remark = data.decode().split("\n", 1)[0].removeprefix("# ")
    assert turtle.dumps(load_graph(file), remark) == data


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
