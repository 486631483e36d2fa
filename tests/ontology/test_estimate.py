"""Estimates on an invented tree, whose words have no meaning but the number that ends them.

    glad0 (1)          grim0 (1)
      glad1 (2)          grim1 (2)
        glad2 ... glad5    grim2 ... grim5

Glad words have valence 0.5, grim words -0.5; arousal and dominance are 0.  ``feel`` stands in for the sentence model.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kgservice.ontology.affect_entries import Entries, EntryTable
from kgservice.ontology.estimate import FRAME, Rated, branch, estimate, hidden_words
from kgservice.ontology.model import VAD, Emotion, Ontology
from kgservice.ontology.norm_formats import norm_format
from kgservice.ontology.norms import Norm


def emotion(name: str, tier: int | None, broader: str | None = None, label: str = "") -> Emotion:
    return Emotion(name, label or name, tier, broader, "", "", "", extension=tier is None)


def family(name: str) -> list[Emotion]:
    heads = [emotion(f"{name}0", 1), emotion(f"{name}1", 2, f"{name}0")]
    return heads + [emotion(f"{name}{i}", 3, f"{name}1") for i in range(2, 6)]


def with_links(emotions: list[Emotion]) -> Ontology:
    narrower = {e.id: tuple(sorted(o.id for o in emotions if o.broader == e.id)) for e in emotions}
    return Ontology(replace(e, narrower=narrower[e.id]) for e in emotions)


ONTOLOGY = with_links([*family("glad"), *family("grim"), emotion("beside", None)])
TRUTH = {"glad": VAD(0.5, 0, 0), "grim": VAD(-0.5, 0, 0)}


def vads(*without: str) -> dict[str, VAD]:
    return {e.id: TRUTH[e.id[:4]] for e in ONTOLOGY if e.id[:4] in TRUTH and e.id not in without}


def rated(known: dict[str, VAD], synonyms: dict[str, tuple[str, ...]] | None = None) -> Rated:
    entries = {(e.id, ""): Entries((e.label,), (), (synonyms or {}).get(e.id, ())) for e in ONTOLOGY}
    words = [f"{kind} word {i}" for kind in ("glum", "good") for i in range(6)]  # none begins like an emotion's word
    norms = {w: Norm(w, norm_format("glasgow"), (3 if w.startswith("glum") else 7, 5, 5), None, None) for w in words}
    return Rated(ONTOLOGY, known, EntryTable(entries), norms)


def feel(texts):
    assert all(text.startswith("I feel ") for text in texts)
    return np.array([[-1.0 if "glum" in text or "grim" in text else 1.0, 0.5] for text in texts], dtype=np.float32)


def test_nothing_wanted_gives_nothing():
    assert estimate([], rated(vads()), feel) == {}


def test_an_estimate_is_the_mean_of_its_guesses_with_a_held_out_error():
    known = vads("glad5")
    found = estimate(["glad5"], rated(known), feel)["glad5"]
    assert found.guesses == ("regression", "branch")
    assert found.tried_on == len(known)
    assert found.vad.valence == pytest.approx(0.5, abs=0.05)
    assert found.error[0] < 0.05


def test_a_synonym_is_a_third_guess_tried_on_those_that_have_one():
    known = vads("glad5") | {"glad4": VAD(0.9, 0.9, 0.9)}
    synonyms = {"glad5": ("glad4",), "glad4": ("glad5",), "grim2": ("grim3",), "grim3": ("grim2",)}
    found = estimate(["glad5"], rated(known, synonyms), feel)["glad5"]
    assert found.guesses == ("regression", "branch", "synonyms")
    assert found.tried_on == 2  # grim2 and grim3: the synonym of glad4 is not rated
    assert found.vad.arousal == pytest.approx((0 + branch("glad5", rated(known)).arousal + 0.9) / 3, abs=0.05)


def test_an_emotion_beside_the_tree_has_no_branch():
    found = estimate(["beside"], rated(vads()), feel)["beside"]
    assert found.guesses == ("regression",)


def test_an_error_that_cannot_be_measured_is_an_error():
    with pytest.raises(ValueError, match="no rated emotion has the guesses regression, branch, synonyms"):
        estimate(["glad5"], rated(vads("glad5"), {"glad5": ("glad4",)}), feel)


def test_a_branch_leaves_out_the_emotion_itself_and_weighs_secondary_and_primary_alike():
    known = {"glad0": VAD(1, 0, 0), "glad2": VAD(0.5, 0, 0), "glad3": VAD(-1, 0, 0)}
    # secondary: glad2 alone, 0.5; primary: glad0 and glad2, 0.75
    assert branch("glad3", rated(known)) == VAD(0.625, 0, 0)
    assert branch("glad0", rated(known)) == VAD(-0.25, 0, 0)
    assert branch("grim0", rated(known)) is None
    assert branch("beside", rated(known)) is None


def test_a_namesake_at_another_tier_gives_no_guess():
    twins = with_links([emotion("blorp", 1), emotion("blorp-secondary", 2, "blorp", label="blorp")])
    table = EntryTable({(e.id, ""): Entries((e.label,), ()) for e in twins})
    assert branch("blorp", Rated(twins, {"blorp-secondary": VAD(1, 1, 1)}, table, {})) is None


def test_words_that_would_give_an_emotion_away_are_hidden():
    table = EntryTable({("gloom", ""): Entries(("gloom",), ("gloomy",)), ("joy", ""): Entries(("joy",), ("joyful",))})
    words = ["gloomily", "gloss", "joy", "joyous", "joyful", "joyfully", "bloom"]
    assert hidden_words(["gloom"], table, words) == {"gloomily"}
    assert hidden_words(["joy"], table, words) == {"joy", "joyful", "joyfully"}  # "joy" is too short to be a beginning
    assert hidden_words([], table, words) == set()


def test_the_word_is_framed_as_a_feeling():
    assert FRAME.format("joy") == "I feel joy."
