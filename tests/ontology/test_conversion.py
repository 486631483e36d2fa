"""How relations compose, and which of several candidates stay."""

from __future__ import annotations

from itertools import product

import pytest

from kgservice.ontology.conversion import LOSSES, Conversion, Converted, compose, inverse, least_lossy, loss_counts
from kgservice.ontology.schemes import Label

RELATIONS = [loss for loss in LOSSES if loss != "none"]


def item(label: str, loss: str, confidence: float) -> Converted:
    return Converted(Label("toy", label, label), loss, confidence)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("exact", "exact", "exact"),
        ("exact", "narrower", "narrower"),
        ("close", "exact", "close"),
        ("close", "close", "close"),
        ("narrower", "close", "narrower"),
        ("broader", "broader", "broader"),
        ("broader", "narrower", "ambiguous"),
        ("narrower", "broader", "ambiguous"),
        ("ambiguous", "exact", "ambiguous"),
        ("close", "ambiguous", "ambiguous"),
        ("broader", "ambiguous", "ambiguous"),
    ],
)
def test_relations_compose(first: str, second: str, expected: str) -> None:
    assert compose(first, second) == expected


@pytest.mark.parametrize(("first", "second"), list(product(RELATIONS, RELATIONS)))
def test_going_back_the_same_way_inverts_the_relation(first: str, second: str) -> None:
    assert inverse(compose(first, second)) == compose(inverse(second), inverse(first))


@pytest.mark.parametrize(("one", "two", "three"), list(product(RELATIONS, RELATIONS, RELATIONS)))
def test_it_does_not_matter_where_a_way_is_cut(one: str, two: str, three: str) -> None:
    assert compose(compose(one, two), three) == compose(one, compose(two, three))


def test_only_the_least_lossy_stay_surest_first() -> None:
    kept = least_lossy([item("a", "broader", 0.9), item("b", "close", 0.5), item("c", "close", 0.6)])
    assert [(i.target and i.target.id, i.loss) for i in kept] == [("c", "close"), ("b", "close")]


def test_each_target_stays_once_by_its_best_way() -> None:
    kept = least_lossy([item("a", "close", 0.5), item("a", "exact", 0.4), item("a", "exact", 0.7)])
    assert [(i.loss, i.confidence) for i in kept] == [("exact", 0.7)]


def test_one_narrower_target_is_narrower_and_two_are_a_choice() -> None:
    one = least_lossy([item("a", "narrower", 0.8)])
    assert [(i.loss, i.confidence) for i in one] == [("narrower", 0.8)]
    two = least_lossy([item("a", "narrower", 0.8), item("b", "narrower", 0.6)])
    assert [(i.loss, i.confidence, i.comment) for i in two] == [
        ("ambiguous", 0.4, "one of 2 narrower labels"),
        ("ambiguous", 0.3, "one of 2 narrower labels"),
    ]


def test_of_nothing_nothing_stays() -> None:
    assert least_lossy([]) == ()


def test_losses_are_counted_by_name() -> None:
    joy = Label("toy", "joy", "joy")
    found = [Conversion(joy, "toy", (item("a", "close", 1),)), Conversion(joy, "toy", (Converted(None, "none", 1),))]
    expected = {"exact": 0, "close": 1, "broader": 0, "narrower": 0, "ambiguous": 0, "none": 1}
    assert loss_counts(found) == expected
