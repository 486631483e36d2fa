from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from kgservice import content, tsv
from kgservice.errors import StaleRelease, TableError, UnknownTerm, UnreadableText
from kgservice.ontology import load_ontology
from kgservice.vocab import Lexicon, candidates, decisions, expressions, lexicon, load_lexicon, normalize
from kgservice.vocab.labels import own_labels
from kgservice.vocab.model import Sense

LEXICON = load_lexicon()

EXPECTED = {
    **{"happy": "joy", "glad": "joy", "excited": "joy", "proud": "joy", "delighted": "joy", "hopeful": "joy"},
    **{"furious": "anger", "annoyed": "anger", "jealous": "anger", "hate": "anger", "disgusted": "anger"},
    **{"terrified": "fear", "afraid": "fear", "scared": "fear", "worried": "fear", "nervous": "fear"},
    **{"ashamed": "sadness", "lonely": "sadness", "sorry": "sadness", "grieving": "sadness", "miserable": "sadness"},
    **{"love": "love", "miss": "love", "adore": "love", "fond": "love", "amazed": "surprise", "surprised": "surprise"},
}
EVERYDAY = ["like", "mean", "left", "blue", "hot", "sweet", "cold", "bad", "light", "close", "taking", "trying", "well"]


@pytest.mark.parametrize(("term", "primary"), EXPECTED.items())
def test_plain_emotion_words_speak_for_their_primary(term: str, primary: str):
    ontology = load_ontology()
    best = LEXICON[term][0]
    assert ontology.at(best.emotion, 1).id == primary
    assert best.weight >= 0.3


@pytest.mark.parametrize("term", EVERYDAY)
def test_everyday_words_do_not_speak_strongly(term: str):
    assert max((sense.weight for sense in LEXICON.get(term)), default=0) <= 0.65


def test_every_sense_names_an_emotion_that_exists():
    known = set(load_ontology().ids)
    assert [sense for sense in LEXICON if sense.emotion not in known] == []


def test_every_label_speaks_for_its_own_emotion_only():
    wrong = {
        label: [sense.emotion for sense in LEXICON.get(label)]
        for label, emotion in own_labels(load_ontology()).items()
        if {sense.emotion for sense in LEXICON.get(label)} != {emotion}
    }
    assert wrong == {}


def test_terms_and_forms_are_in_normal_form():
    assert [form for form in LEXICON.forms if form != normalize(form)] == []


def test_no_form_is_a_term_itself():
    terms = set(LEXICON.terms)
    assert [(s.term, form) for s in LEXICON for form in s.forms if form in terms] == []


def test_rows_are_sorted_and_no_pair_stands_twice():
    rows = tsv.read(content.path(*lexicon.FILE.split("/")), lexicon.COLUMNS)
    pairs = [(row["term"], row["emotion"]) for row in rows]
    assert pairs == sorted(pairs) and max(Counter(pairs).values()) == 1


def test_wordnet_alone_gives_two_thousand_terms():
    found = {sense.term for sense in LEXICON if sense.source == lexicon.SOURCE}
    proposed = candidates.read(content.path(*candidates.FILE.split("/")), {e.id: e.label for e in load_ontology()})
    assert len({c.term for c in proposed if c.status != candidates.DROPPED}) >= 2000
    assert len(found) >= 1500


def test_the_committed_lexicon_fits_its_tables():
    lexicon.check(content.root())


def test_nobody_is_said_to_have_reviewed_what_nobody_has():
    labels = {emotion.id: emotion.label for emotion in load_ontology()}
    ruled = decisions.read(content.path(*decisions.FILE.split("/")), labels)
    assert {s.reviewer for s in LEXICON} - {""} <= {decision.reviewer for decision in ruled}


def test_loading_the_vocabulary_loads_no_heavy_library():
    code = "import sys, kgservice.vocab as v; v.load_lexicon(); print([m for m in HEAVY if m in sys.modules])"
    code = code.replace("HEAVY", "('rdflib', 'numpy', 'torch', 'fastapi', 'spacy', 'sentence_transformers')")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def sense(term: str, emotion: str, **others) -> Sense:
    defaults = {"pos": "noun", "forms": (), "weight": 0.5, "score": 0.4, "method": "synonym"}
    defaults |= {"source": "wordnet30", "evidence": ""}
    return Sense(term=term, emotion=emotion, **(defaults | others))


def authored(term: str, emotion: str) -> Sense:
    return sense(term, emotion, method="authored", source="kgservice", score=None, weight=0.7)


def test_authored_senses_stand_instead_of_the_proposed_one_and_take_its_forms():
    merged = lexicon.merge([sense("chill", "fear", forms=("chills",))], [authored("chill", "joy")])
    assert [(s.term, s.emotion, s.forms) for s in merged] == [("chill", "joy", ("chills",))]


def test_a_label_keeps_its_emotion_against_authored_senses():
    merged = lexicon.merge([sense("grief", "grief", method="label")], [authored("grief", "fear")])
    assert [(s.term, s.emotion) for s in merged] == [("grief", "grief")]


def test_an_authored_sense_has_the_ways_to_what_it_replaces_as_evidence():
    ways = "moby:joy|wn30:00000101-n:synonym"
    proposed = [sense("glee", "joy", evidence=ways), sense("glee", "fear", evidence="moby:fear", forms=("glees",))]
    merged = lexicon.merge(proposed, [authored("glee", "joy"), authored("glee", "love")])
    assert [(s.emotion, s.evidence, s.forms) for s in merged] == [("joy", ways, ("glees",)), ("love", "", ("glees",))]


def test_senses_that_were_kept_apart_are_both_in_the_lexicon():
    merged = lexicon.merge([sense("wonder", "amazement"), sense("wonder", "curiosity")], [])
    assert [(s.term, s.emotion) for s in merged] == [("wonder", "amazement"), ("wonder", "curiosity")]


@pytest.fixture
def built(root, proposed):
    """A folder with candidates and one expression, and the lexicon made of them."""
    candidates.write(root / candidates.FILE, proposed.values())
    row = {
        "term": "over the moon",
        "pos": "phrase",
        "emotion": "joy",
        "emotion_label": "joy",
        "weight": 0.8,
        "note": "",
    }
    tsv.write(root / expressions.FILE, expressions.COLUMNS, [row])
    lexicon.write(root)
    return root


def test_the_build_is_byte_identical_and_reads_only_tables(built):
    assert lexicon.make(built)[lexicon.FILE] == (built / lexicon.FILE).read_bytes()
    lexicon.check(built)


DECISION = "mirth\tjoy\t{verdict}\t\t\tAnna Test\t\t2026-01-31\n"


@pytest.mark.parametrize(
    ("verdicts", "found"),
    [
        ([], []),
        (["accept"], [("phrase", ("mirths",), "moby", "Anna Test")]),
        (["reject"], []),
        (["accept", "withdraw"], []),
    ],
    ids=["nobody", "accepted", "rejected", "accepted and withdrawn"],
)
def test_what_only_a_thesaurus_lists_enters_by_a_person(built, proposed, verdicts: list[str], found: list):
    listed = replace(
        proposed["unease"], term="mirth", pos="phrase", forms=("mirths",), emotion="joy", emotion_label="joy",
        routes=("moby:joy", "moby:glee"), relation="thesaurus", status="needs-review",
    )  # fmt: skip
    candidates.write(built / candidates.FILE, [*proposed.values(), listed])
    rows = "".join(DECISION.format(verdict=verdict) for verdict in verdicts)
    (built / decisions.FILE).write_text("\t".join(decisions.COLUMNS) + "\n" + rows)
    lexicon.write(built)
    senses = load_lexicon(built / lexicon.FILE).get("mirth")
    assert [(s.pos, s.forms, s.source, s.reviewer) for s in senses] == found


def test_a_changed_table_makes_the_release_stale_and_names_the_term(built):
    file = built / expressions.FILE
    file.write_text(file.read_text().replace("\t0.8\t", "\t0.9\t"))
    with pytest.raises(StaleRelease, match="over the moon"):
        lexicon.check(built)


def test_a_missing_release_is_stale(built):
    (built / lexicon.FILE).unlink()
    with pytest.raises(StaleRelease, match="missing"):
        lexicon.check(built)


def test_a_lexicon_reads_back_as_it_was_made(built):
    read = load_lexicon(built / lexicon.FILE)
    assert isinstance(read, Lexicon)
    [moon] = read["over the moon"]
    assert (moon.method, moon.source, moon.reviewer, moon.weight) == ("authored", "kgservice", "", 0.8)
    assert read["delighted"][0].term == "delight"
    with pytest.raises(UnknownTerm):
        read["over the mon"]


def test_the_quick_and_the_strict_reader_agree(built):
    file = built / lexicon.FILE
    quick = list(load_lexicon(file))
    file.write_text(file.read_text().replace(lexicon.REMARK, "another remark"))
    assert lexicon._read_canonical(file) is None
    assert list(load_lexicon(file)) == quick


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\t0.80\t", "\t1.80\t", "column weight: 1.80 is outside 0.01 to 1"),
        ("\t0.80\t", "\thigh\t", 'column weight: "high" is not a number'),
        ("\tphrase\t", "\tphrasee\t", r'column pos: "phrasee" is not known. Nearest: phrase'),
        ("over the moon\tphrase", "over the moon", "cells instead of 11"),
        ("\tauthored\t", "\t\t", "column method: the cell is empty"),
    ],
    ids=["weight-high", "weight-text", "pos", "cells", "method"],
)
def test_a_malformed_row_is_named(built, old: str, new: str, message: str):
    file = built / lexicon.FILE
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(TableError, match=message):
        load_lexicon(file)


def test_a_pair_that_stands_twice_is_named(built):
    file = built / lexicon.FILE
    last = file.read_text().splitlines()[-1]
    file.write_text(file.read_text() + last + "\n")
    with pytest.raises(TableError, match="already"):
        load_lexicon(file)


def test_a_lexicon_that_is_not_utf8_is_named(tmp_path):
    (tmp_path / "lexicon.tsv").write_bytes("térm\n".encode("latin-1"))
    with pytest.raises(UnreadableText):
        load_lexicon(tmp_path / "lexicon.tsv")


def test_a_missing_lexicon_is_named(tmp_path):
    with pytest.raises(TableError, match="does not exist"):
        load_lexicon(tmp_path / "lexicon.tsv")
