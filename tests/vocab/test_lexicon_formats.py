from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib

from kgservice import content
from kgservice.errors import UnknownId
from kgservice.vocab import Lexicon, lexicon, load_lexicon
from kgservice.vocab.formats import LEXICON_FORMATS, serialise

SMALL = Lexicon(list(load_lexicon())[:200], "1.0")


def test_tsv_is_the_committed_table():
    assert serialise("tsv") == content.path(*lexicon.FILE.split("/")).read_bytes()


def test_json_lines_hold_every_sense():
    lines = serialise("jsonl", SMALL).decode().splitlines()
    assert [json.loads(line)["term"] for line in lines] == [sense.term for sense in SMALL]


def test_turtle_holds_the_same_triples_as_the_lines_it_is_made_of():
    from kgservice.vocab.ontolex import ntriples

    data = serialise("ttl", SMALL)
    expected = {quad.triple for quad in ox.parse("".join(ntriples(SMALL)), ox.RdfFormat.N_TRIPLES)}
    assert {quad.triple for quad in ox.parse(data, ox.RdfFormat.TURTLE)} == expected
    assert len(rdflib.Graph().parse(data=data, format="turtle")) == len(expected)


@pytest.mark.parametrize("extension", LEXICON_FORMATS)
def test_equal_lexicons_give_equal_bytes(extension: str):
    assert serialise(extension, SMALL) == serialise(extension, SMALL)


def test_an_unknown_form_names_the_nearest():
    with pytest.raises(UnknownId, match="jsonl"):
        serialise("json")
