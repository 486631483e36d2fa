"""Distances between all emotions: their properties, their forms, and the targets made of them."""

from __future__ import annotations

import io

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgservice import load_ontology
from kgservice.errors import ContentError, UnknownEmotion
from kgservice.ontology import matrices
from kgservice.ontology.matrices import FARTHEST_IN_TREE, KINDS, Matrix, matrix, soft_targets

THREE = Matrix("tree distance", ("a", "b", "c"), ((0, 0.2, 1), (0.2, 0, 1), (1, 1, 0)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_matrix_is_symmetric_with_nothing_on_the_diagonal_and_numbers_from_0_to_1(kind: str) -> None:
    found = matrix(load_ontology(), kind)
    numbers = numpy.array(found.rows)
    assert numbers.shape == (len(found.ids), len(found.ids))
    assert (numbers == numbers.T).all()
    assert not numbers.diagonal().any()
    assert numbers.min() == 0 < numbers.max() <= 1


@pytest.mark.parametrize("kind", ["tree", "vad"])
def test_no_detour_is_shorter_than_the_way(kind: str) -> None:
    numbers = numpy.array(matrix(load_ontology(), kind).rows)
    for middle in range(len(numbers)):
        assert (numbers <= numbers[:, [middle]] + numbers[[middle], :] + 1e-12).all()


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("joy", "joy", 0),
        ("joy", "cheerfulness", 1),
        ("delight", "bliss", 2),
        ("joy", "fear", 2),
        ("delight", "grief", 6),
    ],
)
def test_steps_are_counted_through_the_tree_and_a_root_above_the_primaries(one: str, other: str, steps: int) -> None:
    assert matrix(load_ontology(), "tree")[one, other] * FARTHEST_IN_TREE == pytest.approx(steps)


def test_emotions_beside_the_tree_have_no_place_in_its_matrix_but_have_one_in_vad() -> None:
    assert "serenity" not in matrix(load_ontology(), "tree").ids
    assert "serenity" in matrix(load_ontology(), "vad").ids


def test_an_opposite_statement_counts_for_narrower_emotions_and_never_along_the_tree() -> None:
    ontology = load_ontology()
    excluded = matrix(ontology, "opposites")
    link = next(
        d for d in ontology.dependencies if (d.relation, d.subject, d.object) == ("isOppositeOf", "joy", "sadness")
    )
    assert excluded["joy", "sadness"] >= link.confidence
    assert excluded["delight", "grief"] >= link.confidence
    assert excluded["joy", "delight"] == 0


def test_a_kind_or_form_or_emotion_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(matrices.UnknownKind, match="Nearest: tree"):
        matrix(load_ontology(), "trees")
    with pytest.raises(matrices.UnknownForm, match="Nearest: npy"):
        matrices.serialise(THREE, "np")
    with pytest.raises(UnknownEmotion, match="Known: a, b, c"):
        THREE["a", "zzz"]


def test_numpy_reads_the_same_numbers_that_the_table_shows() -> None:
    read = numpy.load(io.BytesIO(matrices.serialise(THREE, "npy")))
    lines = matrices.serialise(THREE, "csv").decode().splitlines()
    assert lines[0] == "id,a,b,c"
    assert [[float(each) for each in line.split(",")[1:]] for line in lines[1:]] == read.tolist()


def test_a_part_is_taken_in_the_order_asked_for_and_similarity_turns_it_round() -> None:
    part = THREE.only(["c", "a"])
    assert (part.ids, part["c", "a"]) == (("c", "a"), 1)
    assert part.similarity().rows == ((1, 0), (0, 1))
    assert part.similarity().kind == "tree similarity"


@given(kept=st.floats(0, 1), sharpness=st.floats(0, 50))
def test_targets_sum_to_1_and_keep_what_was_asked(kept: float, sharpness: float) -> None:
    for place, row in enumerate(soft_targets(THREE, kept, sharpness)):
        assert sum(row) == pytest.approx(1)
        assert row[place] == kept


def test_near_labels_get_more_and_without_sharpness_all_get_alike() -> None:
    near, far = soft_targets(THREE, 0.8, 5)[0][1:]
    assert near > far
    assert soft_targets(THREE, 0.8, 0)[0] == pytest.approx((0.8, 0.1, 0.1))


def test_targets_that_cannot_be_are_refused() -> None:
    with pytest.raises(ContentError, match=r"keep 1\.5 with sharpness 0"):
        soft_targets(THREE, 1.5, 0)
