"""From an emotion to the labels of a scheme by way of the tree.

Worked example of the confidences, on ``toy`` (a small scheme over the miniature tree)::

    joy          toy: glad (close .8)
      cheerfulness
        delight
    sadness      toy: low (broad .9: low is a kind of sadness)
      sadness-secondary
        grief    toy: grieving (exact .95)
    fear
      nervousness
        anxiety  toy: tense (related .4), worried (close .8)
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kgservice.ontology.conversion import Conversion
from kgservice.ontology.crosswalk import Crosswalk

TOY_INDEX = (
    "scheme\ttitle\tcitation\tlicence\turl\tlabels\tlabelling\ntoy\tToy\tNobody\tnone\thttps://example.org\t6\tmulti\n"
)
TOY_LABELS = "id\tlabel\tcode\tbroader\tnote\n" + "".join(
    f"{name}\t{name}\t\t\t\n" for name in ("glad", "low", "grieving", "tense", "worried", "neutral")
)
TOY_HEAD = """#curie_map:
#  emotion: https://w3id.org/tone-kg/emotion/
#  scheme: https://w3id.org/tone-kg/scheme/
#  tonekg: https://w3id.org/tone-kg/
#  toy: https://w3id.org/tone-kg/scheme/toy/
#mapping_set_id: https://w3id.org/tone-kg/mapping/toy
#mapping_set_version: 0.1.0
#license: https://creativecommons.org/licenses/by/4.0/
#subject_source: scheme:toy
#object_source: tonekg:ontology
subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tconfidence
"""
TOY_ROWS = [
    ("glad", "closeMatch", "emotion:joy", "joy", ".8"),
    ("low", "broadMatch", "emotion:sadness", "sadness", ".9"),
    ("grieving", "exactMatch", "emotion:grief", "grief", ".95"),
    ("tense", "relatedMatch", "emotion:anxiety", "anxiety", ".4"),
    ("worried", "closeMatch", "emotion:anxiety", "anxiety", ".8"),
    ("neutral", "exactMatch", "sssom:NoTermFound", "", ".95"),
]


@pytest.fixture
def toy(mini: Path, tmp_path: Path) -> Crosswalk:
    shutil.copytree(mini / "ontology", tmp_path / "ontology")
    for name in ("schemes", "mappings"):
        (tmp_path / "ontology" / name).mkdir()
    (tmp_path / "ontology" / "schemes" / "index.tsv").write_text(TOY_INDEX)
    (tmp_path / "ontology" / "schemes" / "toy.tsv").write_text(TOY_LABELS)
    rows = [
        f"toy:{subject}\t{subject}\tskos:{predicate}\t{emotion}\t{label}\tsemapv:LexicalMatching\t{confidence}\n"
        for subject, predicate, emotion, label, confidence in TOY_ROWS
    ]
    (tmp_path / "ontology" / "mappings" / "toy.sssom.tsv").write_text(TOY_HEAD + "".join(rows))
    return Crosswalk.read(tmp_path)


def shape(conversion: Conversion) -> list[tuple[str | None, str]]:
    return [(item.target and item.target.id, item.loss) for item in conversion.items]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        # delight is two steps below joy, which glad is close to: .8 x .9 x .9
        pytest.param("delight", [("glad", "broader", 0.648)], id="up two steps"),
        # low is a kind of sadness, so from sadness it says more: .9, no step
        pytest.param("sadness", [("low", "narrower", 0.9)], id="a narrower label at the emotion itself"),
        # below grief's own grieving nothing is looked for
        pytest.param("grief", [("grieving", "exact", 0.95)], id="exact"),
        # anxiety is close to worried and only related to tense
        pytest.param("anxiety", [("worried", "close", 0.8)], id="what loses less hides what loses more"),
        # two steps down from fear: .8 x .9 x .9
        pytest.param("fear", [("worried", "narrower", 0.648)], id="down two steps"),
    ],
)
def test_confidence_falls_with_every_step(toy: Crosswalk, label: str, expected: list[tuple[str, str, float]]) -> None:
    items = toy.convert(label, "tone", "toy").items
    assert [(i.target and i.target.id, i.loss, pytest.approx(i.confidence)) for i in items] == expected


def test_the_way_taken_is_told(toy: Crosswalk) -> None:
    assert toy.convert("delight", "tone", "toy").items[0].via == ("delight", "cheerfulness", "joy")
    assert toy.convert("fear", "tone", "toy").items[0].via == ("fear", "nervousness", "anxiety")


def test_up_and_down_again_only_overlaps(toy: Crosswalk) -> None:
    # sadness-secondary is a kind of sadness, and so is low
    assert shape(toy.convert("sadness-secondary", "tone", "toy")) == [("grieving", "narrower")]
    # low is a kind of sadness, and so is every secondary emotion below sadness
    assert shape(toy.convert("low", "toy", "tone", tier=2)) == [("sadness-secondary", "ambiguous")]


def test_emotions_that_some_label_maps_to_are_told(toy: Crosswalk) -> None:
    assert toy.mapped_emotions == {"joy", "sadness", "grief", "anxiety"}
