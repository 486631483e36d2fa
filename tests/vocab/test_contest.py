"""The contest on a WordNet of seven synsets, made here; vectors are the counts of letters, or planted by hand.

blue (mood) ─ sadness          hot (angry) ─ anger          glee ─ joy
blue (joke) ─ disgust          hot (of food)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kgservice.ontology import load_ontology
from kgservice.vocab import candidates
from kgservice.vocab.claims import ANY, Claim, ordered
from kgservice.vocab.contest import Contest, Lexical
from kgservice.vocab.embedding import Model
from kgservice.vocab.glosses import definition, gloss
from kgservice.vocab.valence import Valence
from kgservice.wordnet import Synset, WordNet

ONTOLOGY = load_ontology()
GLOSSES = {
    "00000001-a": ("blue", "filled with melancholy"),
    "00000002-a": ("blue", "suggestive of sexual impropriety"),
    "00000003-a": ("hot", "moved to anger"),
    "00000004-a": ("hot", "of a high temperature"),
    "00000005-n": ("glee", "great merriment"),
    "00000006-n": ("mirth", "great merriment"),
}
WORDNET = WordNet(
    [Synset(i, "adj.all", (lemma,), (), text) for i, (lemma, text) in GLOSSES.items()],
    [(lemma, i, number, 9 - number) for number, (i, (lemma, _)) in enumerate(GLOSSES.items(), start=1)],
)


class Planted(Model):
    """A model for which a text points to the emotions planted for it; everything else points nowhere in common."""

    def __init__(self, planted: dict[str, dict[str, float]]) -> None:
        super().__init__("planted", Path(), "0" * 64)
        self.axis = {emotion.id: i for i, emotion in enumerate(ONTOLOGY)}
        self.planted = planted

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), len(self.axis) + 40), dtype=np.float32)
        labels = {f"{e.label}: {e.definition}": e.id for e in ONTOLOGY}
        for row, text in zip(rows, texts, strict=True):
            for emotion, value in self.planted.get(text, {labels.get(text, ""): 1.0}).items():
                row[self.axis.get(emotion, len(self.axis))] = value
            row[len(self.axis) + 1 + sum(map(ord, text)) % 39] += np.sqrt(max(0.0, 1 - float(row @ row)))
        return rows


def texts(**planted: dict[str, float]) -> dict[str, dict[str, float]]:
    return {f"{lemma}: {text}": planted.get(lemma, {}) for lemma, text in GLOSSES.values()}


def resolved(claims: list[Claim], planted: dict[str, dict[str, float]], valence: Valence | None = None):
    seeded = [claim for claim in claims if claim.synset]
    contest = Contest(ONTOLOGY, Lexical(WORDNET), Planted(planted), seeded, valence)
    return list(contest.candidates(ordered(claims)))


def claim(term: str, emotion: str, synset: str = "", relation: str = "synonym", depth: int = 1, route: str = ""):
    return Claim(term, "", emotion, relation, synset, depth, route)


BLUE = [claim("blue", "sadness", "00000001-a"), claim("blue", "disgust", "00000002-a", depth=2)]


def test_senses_with_clearly_different_glosses_are_candidates_of_their_own():
    found = resolved(BLUE, texts())
    assert [(c.emotion, c.synset) for c in found] == [("sadness", "00000001-a"), ("disgust", "00000002-a")]
    assert all(c.routes == (f"wn30:{c.synset}:synonym",) for c in found)


def test_senses_with_like_glosses_are_one_and_the_nearer_emotion_has_it():
    alike = {f"{lemma}: {text}": {"awe": 0.8} for lemma, text in GLOSSES.values()}
    assert [c.emotion for c in resolved(BLUE, alike)] == ["sadness"]


def test_senses_of_one_family_are_never_told_apart():
    claims = [claim("blue", "sadness", "00000001-a"), claim("blue", "gloom", "00000002-a")]
    assert len(resolved(claims, texts())) == 1


def test_a_source_without_senses_gets_the_sense_whose_gloss_is_nearest():
    planted = texts() | {"hot: moved to anger": {"anger": 0.7}, "hot: of a high temperature": {"anger": 0.1}}
    listed = [claim("hot", "anger", "", "thesaurus", 2, f"moby:{label}") for label in ("ire", "wrath")]
    [found] = resolved(listed, planted)
    assert (found.synset, found.pos, found.score) == ("00000003-a", "adjective", 0.7)


def test_a_thesaurus_adds_its_route_but_decides_nothing_beside_a_dictionary():
    claims = [
        claim("glee", "joy", "00000005-n"),
        claim("glee", "cheerfulness", "", "thesaurus", 0, "moby:cheerfulness"),
        claim("glee", "fear", "", "thesaurus", 0, "moby:fear"),
    ]
    [found] = resolved(claims, texts())
    assert (found.emotion, found.relation) == ("joy", "synonym")
    assert found.routes == ("moby:cheerfulness", "wn30:00000005-n:synonym")


@pytest.mark.parametrize(
    ("routes", "cosine", "status"),
    [
        (("moby:joy", "moby:glee"), 0.9, "needs-review"),
        (("moby:joy", "roget:836"), 0.9, "needs-review"),
        (("moby:joy", "moby:glee", "roget:836"), 0.9, "accepted-automatically"),
        (("moby:joy", "moby:glee", "roget:836"), 0.45, "needs-review"),
    ],
    ids=["one thesaurus", "one entry of each", "both and the embedding", "both without the embedding"],
)
def test_what_thesauri_list_is_accepted_only_when_both_and_the_embedding_agree(routes, cosine: float, status: str):
    listed = [claim("mirth", "joy", "", "thesaurus", 2, route) for route in routes]
    [found] = resolved(listed, texts(mirth={"joy": cosine}))
    assert (found.status, found.routes) == (status, tuple(sorted(routes)))


def test_what_a_thesaurus_lists_without_any_likeness_is_not_proposed():
    listed = [claim("mirth", "joy", "", "thesaurus", 2, f"moby:{n}") for n in "ab"]
    assert resolved(listed, texts(mirth={"joy": 0.2})) == []


def test_a_term_alone_is_placed_among_all_emotions_and_awaits_a_person():
    near = {"mirth": {"amusement": 0.6, "glee": 0.5, "fear": 0.3}}
    [found] = resolved([claim("mirth", ANY, "", "placed", 2, "list:mine.txt:1")], texts(**near))
    assert (found.emotion, found.synset, found.status) == ("amusement", "00000006-n", "needs-review")
    assert found.reason == "placed by similarity alone"
    assert [emotion for emotion, _ in found.contenders[:3]] == ["amusement", "glee", "fear"]


def test_a_term_alone_that_a_dictionary_knows_only_adds_its_way():
    claims = [claim("mirth", ANY, "", "placed", 2, "list:mine.txt:1"), claim("mirth", "joy", "00000006-n")]
    [found] = resolved(claims, texts(mirth={"fear": 0.9}))
    assert (found.emotion, found.status) == ("joy", "accepted-automatically")
    assert found.routes == ("list:mine.txt:1", "wn30:00000006-n:synonym")


def test_a_close_call_between_families_awaits_a_person_and_a_clear_one_does_not():
    claims = [claim("glee", "joy", "00000005-n"), claim("glee", "fear", "00000005-n")]
    [close] = resolved(claims, texts(glee={"joy": 0.52, "fear": 0.5}))
    assert (close.emotion, close.margin, close.status, close.reason) == ("joy", 0.02, "needs-review", "close to fear")
    [clear] = resolved(claims, texts(glee={"joy": 0.5, "fear": 0.6}))
    assert (clear.emotion, clear.margin, clear.status) == ("fear", 0.1, "accepted-automatically")


def test_the_order_and_repetition_of_claims_change_nothing(tmp_path: Path):
    claims = [*BLUE, claim("glee", "joy", "00000005-n"), claim("glee", "joy", "", "thesaurus", 2, "moby:joy")]
    once = resolved(claims, texts())
    assert resolved([*reversed(claims), *claims], texts()) == once


def test_blocks_do_not_change_what_is_found(monkeypatch):
    claims = [*BLUE, claim("glee", "joy", "00000005-n"), claim("mirth", "joy", "00000006-n")]
    once = resolved(claims, texts())
    monkeypatch.setattr("kgservice.vocab.contest.BLOCK", 1)
    assert resolved(claims, texts()) == once


def test_a_gloss_is_read_from_the_database_and_not_from_the_table(proposed, wordnet_folder: Path):
    assert gloss(proposed["gleeful"], wordnet_folder) == "our own gloss"
    assert definition("99999999-n", wordnet_folder) == definition("", wordnet_folder) == ""
    assert "gloss" not in candidates.COLUMNS
