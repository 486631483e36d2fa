"""Which slips of a form are left alone, over a handful of English words; and whether the table fits."""

from __future__ import annotations

from pathlib import Path

import pytest
from mini_lexicon import sense
from typer.testing import CliRunner

from kgservice import content, load_ontology, tsv
from kgservice.classify import lookalikes
from kgservice.classify.english import English
from kgservice.classify.lookalikes import Lookalikes, write_misspellings
from kgservice.classify.misspelling import COLUMNS, FILE, Misspellings, load_misspellings
from kgservice.classify.rollup import Rollup
from kgservice.classify.slips import KINDS, kind, slips
from kgservice.cli import app
from kgservice.errors import TableError
from kgservice.vocab import Lexicon, load_lexicon
from kgservice.vocab.lexicon import FILE as LEXICON
from kgservice.vocab.lexicon import dumps

pytest.importorskip("lemminflect")

RANKS = {"excited": 7_000, "exited": 15_000, "furious": 10_000, "curious": 9_000, "evicted": 25_000, "fumious": 300}
TERMS = (
    ("excited", "adjective", (), "joy", 0.8),
    ("furious", "adjective", (), "anger", 0.8),
    ("charming", "adjective", (), "joy", 0.7),
    ("charring", "verb", (), "anger", 0.7),
    ("gladsome", "adjective", (), "joy", 0.3),
    ("mourn", "verb", ("mourned",), "sadness", 0.8),
)
WORDS = {*RANKS, "charming", "charring", "gladsome", "mourn", "mourned", "chart"}


def lexicon() -> Lexicon:
    return Lexicon(sense(*term) for term in TERMS)


def made(words: set[str] = WORDS, ranks: dict[str, int] = RANKS) -> dict[str, tuple[float, set[str]]]:
    """Return what a slip of each form may cost, and what looks like one."""
    ranks = {"charming": 9_000, "charring": 9_000, "gladsome": 9_000, "mourned": 9_000, **ranks}
    found = Lookalikes(lexicon(), Rollup(load_ontology()), English(words, ranks))
    return {str(row["form"]): (float(str(row["cost"])), set(row["lookalikes"])) for row in found.rows()}


def test_usual_and_long_forms_have_more_slips_than_others() -> None:
    costs = {form: cost for form, (cost, _) in made().items()}
    assert costs["furious"] == 13  # 280,000 / 10,000 is 28: a letter alike costs 13, one put in 45
    assert made(ranks={"furious": 6_000})["furious"][0] == 45
    assert "gladsome" not in costs  # weighs too little
    assert "mourn" not in costs  # of a rare short word nothing is read
    assert costs["mourned"] == 13


def test_a_word_is_a_lookalike() -> None:
    assert "exited" in made()["excited"][1]
    assert "exited" not in made(WORDS - {"exited"}, {"excited": 7_000})["excited"][1]


def test_what_is_likelier_a_slip_of_another_word_is_a_lookalike() -> None:
    assert "fumrious" in slips("furious", 45) and "fumrious" not in made()["furious"][1]  # costs more than 13
    assert "fuious" in made()["furious"][1]  # fumious is more usual, and lacks a letter too
    assert "fuious" not in made(WORDS - {"fumious"})["furious"][1]


def test_a_slip_of_a_much_rarer_word_is_not_left_alone() -> None:
    assert "exicted" not in made()["excited"][1]  # of evicted too, but with an unusual letter


def test_a_slip_that_is_read_of_two_families_is_a_lookalike_of_both() -> None:
    found = made()
    assert "charing" in found["charming"][1] and "charing" in found["charring"][1]


def test_what_may_be_derived_from_another_word_is_a_lookalike() -> None:
    assert "charting" in made()["charring"][1] and "charting" not in made(WORDS - {"chart"})["charring"][1]


def test_a_table_is_written_under_the_root_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "vocab" / "release" / "lexicon.tsv"
    file.parent.mkdir(parents=True)
    labels = {emotion.id: emotion.label for emotion in load_ontology()}
    file.write_text(dumps(lexicon(), labels), encoding="utf-8")
    assert write_misspellings(tmp_path, English(WORDS, RANKS)) == len(list(load_misspellings(tmp_path / FILE)))
    assert load_misspellings(tmp_path / FILE).get("exicted") == "excited"
    assert load_misspellings(tmp_path / FILE).get("exited") is None


def test_a_wrong_folder_is_refused_before_anything_long_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookalikes, "load_english", lambda: pytest.fail("the words were read first"))
    with pytest.raises(TableError, match="the file does not exist"):
        write_misspellings(tmp_path)


def test_the_command_says_where_it_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookalikes, "load_english", lambda: English({"happy"}, {"happy": 3_000}))
    (tmp_path / "vocab" / "release").mkdir(parents=True)
    (tmp_path / "vocab" / "release" / "lexicon.tsv").write_bytes(content.path(*LEXICON.split("/")).read_bytes())
    done = CliRunner().invoke(app, ["derive", "misspellings", "--root", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "misspellings.tsv: 1 rows" in done.stderr
    (row,) = tsv.read(tmp_path / FILE, COLUMNS)
    assert row["form"] == "happy" and float(row["cost"]) == 4


def _packaged_lexicon() -> bytes:
    from kgservice import content

    return content.path(*LEXICON.split("/")).read_bytes()


def test_the_committed_table_fits_the_lexicon() -> None:
    lexicon, costs = load_lexicon(), {k.cost for k in KINDS}
    for row in tsv.read(content.path(*FILE.split("/")), COLUMNS):
        form, cost = row["form"], float(row["cost"])
        assert lexicon[form][0].weight >= lookalikes.MIN_WEIGHT and cost in costs
        kinds = [kind(form, lookalike) for lookalike in row.list_of("lookalikes")]
        assert all(k is not None and k.cost <= cost and len(form) >= k.letters for k in kinds)


def test_a_lookalike_is_not_read_though_another_form_is_near() -> None:
    misspellings = Misspellings([("charming", 45, "charing"), ("charring", 45, "charing")])
    assert misspellings.get("charing") is None and misspellings.get("charmng") == "charming"
