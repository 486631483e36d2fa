"""Labels from any scheme to any other: published groupings are kept, the rest goes by way of the emotions."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from kgservice.errors import ContentError, UnknownLabel, UnknownScheme
from kgservice.ontology.conversion import LOSSES, Conversion
from kgservice.ontology.crosswalk import Crosswalk, conversion_table, convert, load, loss_counts, scheme, schemes
from kgservice.ontology.schemes import NEUTRAL, TONE
from kgservice.ontology.sssom import NO_TERM

# ekman_mapping.json and sentiment_mapping.json of the GoEmotions repository; its "joy" is the happiness of Ekman 1992.
EKMAN = {
    "anger": "anger annoyance disapproval",
    "disgust": "disgust",
    "fear": "fear nervousness",
    "happiness": "joy amusement approval excitement gratitude love optimism relief pride admiration desire caring",
    "sadness": "sadness disappointment embarrassment grief remorse",
    "surprise": "surprise realization confusion curiosity",
}
SENTIMENT = {
    "positive": "amusement excitement joy love desire optimism caring pride admiration gratitude relief approval",
    "negative": (
        "fear nervousness remorse embarrassment disappointment sadness grief disgust anger annoyance disapproval"
    ),
    "ambiguous": "realization surprise curiosity confusion",
    "neutral": "neutral",
}
ALL = [s.id for s in schemes()]
WITH_TABLE = [name for name in ALL if name not in load().outward]


def shape(conversion: Conversion) -> list[tuple[str | None, str]]:
    return [(item.target and item.target.id, item.loss) for item in conversion.items]


@pytest.mark.parametrize(("target", "grouping"), [("ekman", EKMAN), ("sentiment", SENTIMENT)])
def test_goemotions_is_grouped_as_its_authors_grouped_it(target: str, grouping: dict[str, str]) -> None:
    group = {label: name for name, labels in grouping.items() for label in labels.split()}
    found = {c.label.id: [label.id for label in c.labels] for c in conversion_table("goemotions", target)}
    assert found == {label.id: [group[label.id]] if label.id in group else [] for label in scheme("goemotions")}


def test_plutchik_intensities_go_to_their_own_dimension() -> None:
    found = {c.label.id: [label.id for label in c.labels] for c in conversion_table("plutchik-intensities", "plutchik")}
    assert found == {label.id: [label.details["dimension"]] for label in scheme("plutchik-intensities")}


def test_a_published_statement_that_nothing_fits_is_final() -> None:
    real = load().sets["goemotions-ekman"]
    rows = [replace(m, object_id=NO_TERM) if m.subject == "realization" else m for m in real.mappings]
    changed = load().sets | {real.name: replace(real, mappings=tuple(rows))}
    conversion = replace(load(), sets=changed, _bridges={}).convert("realization", "goemotions", "ekman")
    assert shape(conversion) == [(None, "none")]


@pytest.mark.parametrize(
    ("label", "source", "target", "expected"),
    [
        pytest.param("joy", "goemotions", "ekman", [("happiness", "exact")], id="same under another name"),
        pytest.param("happiness", "ekman", "goemotions", [("joy", "exact")], id="a published mapping backwards"),
        pytest.param("amusement", "goemotions", "carer", [("joy", "broader")], id="up the tree"),
        pytest.param("disgust", "ekman", "carer", [("anger", "broader")], id="disgust lies under anger"),
        pytest.param("enthusiasm", "tone", "isear", [("joy", "broader")], id="from our own emotions"),
        pytest.param("positive", "sentiment", "carer", [("joy", "ambiguous"), ("love", "ambiguous")], id="a choice"),
        pytest.param("fear", "carer", "plutchik-dyads", [("anxiety", "narrower")], id="the only narrower one"),
        pytest.param("sadness", "carer", "emotionml-occ", [("distress", "close")], id="close"),
        pytest.param("love", "carer", "plutchik", [("joy", "ambiguous"), ("trust", "ambiguous")], id="a dyad"),
        pytest.param("surprise", "carer", "isear", [(None, "none")], id="nothing fits"),
        pytest.param("3", "carer", "ekman", [("anger", "exact")], id="by published code"),
        pytest.param("Empathic_Pain", "cowen-keltner", "carer", [("sadness", "broader")], id="whatever the spelling"),
        pytest.param("loathing", "plutchik-intensities", "carer", [("anger", "broader")], id="disgust again"),
        pytest.param("joy", "ekman", "carer", [("joy", "exact")], id="by another name of the label"),
        pytest.param("sadness", "tone", "carer", [("sadness", "exact")], id="one label at two tiers: the higher"),
        pytest.param("sadness-secondary", "tone", "carer", [("sadness", "broader")], id="the lower of the two"),
    ],
)
def test_a_label_becomes(label: str, source: str, target: str, expected: list[tuple[str | None, str]]) -> None:
    assert shape(convert(label, source, target)) == expected


@pytest.mark.parametrize(
    ("label", "source", "tier", "expected"),
    [
        ("terror", "mfoem", 1, [("fear", "broader")]),
        ("terror", "mfoem", 2, [("horror", "broader")]),
        ("terror", "mfoem", 3, [("terror", "exact")]),
        ("surprise", "carer", 2, [("surprise-secondary", "narrower")]),
        ("gratitude", "goemotions", 1, [("joy", "broader")]),
        ("gratitude", "emotionml-occ", 1, [("joy", "ambiguous")]),
    ],
)
def test_a_label_becomes_emotions_of_the_tier_asked_for(
    label: str, source: str, tier: int, expected: list[tuple[str, str]]
) -> None:
    assert shape(convert(label, source, "tone", tier=tier)) == expected


@pytest.mark.parametrize(("source", "target"), list(product(ALL, ALL)))
def test_every_label_converts_between_every_two_schemes(source: str, target: str) -> None:
    known = load().scheme(target).labels
    for conversion in conversion_table(source, target):
        assert conversion.items
        assert len({item.loss for item in conversion.items}) == 1
        assert conversion.loss in LOSSES
        assert [label for label in conversion.labels if label not in known] == []
        assert [item for item in conversion.items if not 0 <= item.confidence <= 1] == []
        assert [item for item in conversion.items if (item.confidence == 0) != (item.target is None)] == []
        assert [e for item in conversion.items for e in item.via if e not in load().ontology] == []
        confidences = [item.confidence for item in conversion.items]
        assert confidences == sorted(confidences, reverse=True)


@pytest.mark.parametrize("name", ALL)
def test_a_scheme_converts_to_itself_exactly(name: str) -> None:
    table = conversion_table(name, name)
    assert loss_counts(table)["exact"] == len(scheme(name))
    assert [c for c in table if c.labels != (c.label,)] == []


@pytest.mark.parametrize("name", [name for name in ALL if name != TONE])
def test_a_label_that_matches_an_emotion_exactly_comes_back_from_it(name: str) -> None:
    exact = [m for m in load().sets[name].mappings if m.predicate_id == "skos:exactMatch" and m.object]
    lost = [m.subject for m in exact if (m.object, "exact") not in shape(convert(m.subject, name, TONE))]
    assert lost == []
    unreachable = [m.subject for m in exact if (m.subject, "exact") not in shape(convert(m.object or "", TONE, name))]
    assert unreachable == []


def test_surprise_is_reached_in_every_direction() -> None:
    """A peer's conversion by nearest centroid could never answer surprise."""
    surprised = {
        name: m.subject
        for name, mappings in load().sets.items()
        for m in mappings.mappings
        if (m.predicate_id, m.object_id) == ("skos:exactMatch", "emotion:surprise") and name in WITH_TABLE
    }
    assert len(surprised) >= 14
    found = {(a, b): shape(convert(surprised[a], a, b)) for a, b in product(surprised, surprised)}
    assert found == {(a, b): [(surprised[b], "exact")] for a, b in found}


@pytest.mark.parametrize(("source", "target"), list(product([s for s in ALL if scheme(s).get(NEUTRAL)], ALL)))
def test_neutral_becomes_neutral_or_nothing(source: str, target: str) -> None:
    expected = (NEUTRAL, "exact") if scheme(target).get(NEUTRAL) else (None, "none")
    assert shape(convert(NEUTRAL, source, target)) == [expected]


def test_nothing_but_neutral_becomes_neutral() -> None:
    wrong = [
        (conversion.label.scheme, conversion.label.id, target)
        for source, target in product(ALL, ALL)
        for conversion in conversion_table(source, target)
        if conversion.label.id != NEUTRAL and NEUTRAL in [label.id for label in conversion.labels]
    ]
    assert wrong == []


def test_wordnet_synsets_are_labels_like_any_other() -> None:
    synset = next(m for m in load().outward["wordnet-3.0"].of("joy") if m.predicate_id == "skos:exactMatch").object
    assert synset in [label.id for label in convert("joy", "carer", "wordnet-3.0").labels]
    assert shape(convert(synset or "", "wordnet-3.0", "ekman")) == [("happiness", "exact")]


def test_a_content_folder_without_schemes_has_only_our_own(mini: Path) -> None:
    crosswalk = Crosswalk.read(mini)
    assert list(crosswalk.schemes) == [TONE]
    assert crosswalk.sets == {}


def test_json_holds_what_an_answer_needs() -> None:
    assert convert("neutral", "goemotions", "ekman").to_dict() == {
        **{"from": "goemotions", "id": "neutral", "label": "neutral", "to": "ekman", "loss": "none"},
        "items": [
            {
                **{"id": None, "label": None, "loss": "none", "confidence": 0.0, "via": []},
                "comment": "no emotion is meant",
            }
        ],
    }


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("joy", "goemotoins", "ekman"), UnknownScheme, 'No scheme "goemotoins". Nearest: goemotions'),
        (("joy", "goemotions", "ekmann"), UnknownScheme, 'No scheme "ekmann". Nearest: ekman'),
        (("jooy", "goemotions", "ekman"), UnknownLabel, 'No goemotions label "jooy". Nearest: joy.'),
        (("jooy", "tone", "ekman"), UnknownLabel, 'No tone label "jooy". Nearest: joy'),
        (("", "ekman", "carer"), UnknownLabel, 'No ekman label "".'),
    ],
)
def test_unknown_names_are_answered_with_the_nearest(
    arguments: tuple[str, str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        convert(*arguments)
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize(("target", "tier"), [("ekman", 1), ("tone", 4), ("tone", 0)])
def test_a_tier_that_cannot_be_is_refused(target: str, tier: int) -> None:
    with pytest.raises(ContentError, match="give 1, 2 or 3, and only with tone"):
        convert("joy", "goemotions", target, tier=tier)


def test_converting_loads_nothing_heavy() -> None:
    heavy = {"rdflib", "numpy", "networkx", "fastapi", "spacy", "torch", "yaml"}
    code = f"""
import sys
from kgservice.ontology.crosswalk import convert
convert("joy", "goemotions", "ekman")
print(sorted({heavy} & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
