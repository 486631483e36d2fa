from __future__ import annotations

import pyoxigraph as ox
import rdflib

from kgservice import namespaces as ns
from kgservice.ontology import load_ontology
from kgservice.vocab import Lexicon, load_lexicon
from kgservice.vocab.model import POS, Sense
from kgservice.vocab.ontolex import POS as LEXINFO_POS
from kgservice.vocab.ontolex import ntriples

ODD = Lexicon(
    [
        Sense('say "no" \\ <o>', "phrase", ("it's é", "a#b/c?d"), "joy", 0.5, None, "authored", "kgservice", ""),
        Sense("\N{GRINNING FACE}", "emoji", (), "joy", 0.75, 0.123, "synonym", "wordnet30", "wn30:1-n", "someone"),
    ],
    "1.2.3",
)


def test_both_parsers_read_the_same_triples_and_no_blank_nodes():
    text = "".join(ntriples(ODD))
    ours = {str(quad.triple) for quad in ox.parse(text, ox.RdfFormat.N_TRIPLES)}
    graph = rdflib.Graph().parse(data=text, format="nt")
    assert len(ours) == len(graph) == text.count("\n")
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]


def test_the_whole_lexicon_parses():
    text = "".join(ntriples(load_lexicon()))
    assert sum(1 for _ in ox.parse(text, ox.RdfFormat.N_TRIPLES)) == text.count("\n")


def test_an_entry_says_form_part_of_speech_and_sense():
    graph = rdflib.Graph().parse(data="".join(ntriples(ODD)), format="nt")
    entry = rdflib.URIRef(ns.term_iri("\N{GRINNING FACE}"))
    sense = graph.value(entry, rdflib.URIRef(ns.ONTOLEX + "sense"))
    assert graph.value(sense, rdflib.URIRef(ns.ONTOLEX + "reference")) == rdflib.URIRef(ns.emotion_iri("joy"))
    assert str(graph.value(sense, rdflib.URIRef(ns.TONE + "weight"))) == "0.75"
    form = graph.value(entry, rdflib.URIRef(ns.ONTOLEX + "canonicalForm"))
    written = graph.value(form, rdflib.URIRef(ns.ONTOLEX + "writtenRep"))
    assert written == rdflib.Literal("\N{GRINNING FACE}", lang="en")
    assert str(graph.value(sense, rdflib.URIRef(ns.TONE + "score"))) == "0.123"
    assert str(graph.value(sense, rdflib.URIRef(ns.TONE + "reviewer"))) == "someone"


def test_inflected_forms_are_other_forms():
    graph = rdflib.Graph().parse(data="".join(ntriples(ODD)), format="nt")
    forms = graph.objects(rdflib.URIRef(ns.term_iri('say "no" \\ <o>')), rdflib.URIRef(ns.ONTOLEX + "otherForm"))
    written = {str(graph.value(form, rdflib.URIRef(ns.ONTOLEX + "writtenRep"))) for form in forms}
    assert written == {"it's é", "a#b/c?d"}


def test_senses_of_unknown_emotions_are_left_out_when_the_ontology_is_given():
    lexicon = Lexicon([*ODD, Sense("zzz", "phrase", (), "no-such-emotion", 0.5, None, "authored", "kgservice", "")])
    assert "no-such-emotion" not in "".join(ntriples(lexicon, load_ontology()))
    assert "no-such-emotion" in "".join(ntriples(lexicon))


def test_every_part_of_speech_has_a_name_in_lexinfo():
    assert set(LEXINFO_POS) == set(POS)
