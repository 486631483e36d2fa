"""Changes of emotion against what frequency alone explains.

The worked example has three emotions.  Frequency alone: leaving x, y, z with factors 4, 2, 2 and entering them with
4, 2, 2 gives these changes, which quasi-independence must reproduce exactly::

            x   y   z
        x   .   8   8      left 16
        y   8   .   4      left 12
        z   8   4   .      left 12
"""

from __future__ import annotations

from math import erfc, log, sqrt

import pytest

from kgservice.ontology.conversations import Pair
from kgservice.ontology.transitions import assess, benjamini_hochberg, changes, deviance, fit_independence, links

EVEN = {
    **{Pair("x", "y"): 8, Pair("x", "z"): 8},
    **{Pair("y", "x"): 8, Pair("y", "z"): 4},
    **{Pair("z", "x"): 8, Pair("z", "y"): 4},
}


def test_changes_leave_out_what_stays() -> None:
    assert changes([Pair("x", "x"), Pair("x", "y"), Pair("x", "y")]) == {Pair("x", "y"): 2}


def test_frequencies_without_links_are_reproduced_exactly() -> None:
    model = fit_independence(EVEN)
    assert {pair: model.expected(pair) for pair in EVEN} == pytest.approx(EVEN)
    assert deviance(EVEN, model) == pytest.approx(0, abs=1e-6)
    assert model.expected(Pair("x", "x")) == 0


def test_staying_does_not_change_what_is_expected() -> None:
    staying = {**EVEN, Pair("x", "x"): 500}
    assert fit_independence(staying).expected(Pair("x", "y")) == pytest.approx(8)


def test_no_changes_expect_nothing_and_test_nothing() -> None:
    assert fit_independence({}).expected(Pair("x", "y")) == 0
    assert assess({}) == []


def _raised(times: int) -> dict[Pair, int]:
    """Six emotions that change into each other 20 times each, but a into b as often as said."""
    counts = {Pair(a, b): 20 for a in "abcdef" for b in "abcdef" if a != b}
    return {**counts, Pair("a", "b"): times}


def test_the_expectation_of_a_pair_comes_from_the_other_pairs() -> None:
    # All others are 20, so frequency alone expects 20 of a to b too, however many there are: the lift is 60 / 20.
    found = {transition.pair: transition for transition in assess(_raised(60))}
    assert found[Pair("a", "b")].expected == pytest.approx(20)
    assert found[Pair("a", "b")].lift == pytest.approx(3)


def test_the_p_value_is_that_of_the_g_statistic() -> None:
    # With the pair free the model fits exactly (deviance 0), so G is the deviance of quasi-independence itself:
    # 2 * sum of O * log(O / E) with the fitted E.
    counts = _raised(60)
    model = fit_independence(counts)
    g = 2 * sum(count * log(count / model.expected(pair)) for pair, count in counts.items())
    strongest = assess(counts)[0]
    assert strongest.pair == Pair("a", "b")
    assert strongest.g == pytest.approx(g, abs=1e-4)
    assert strongest.p == pytest.approx(erfc(sqrt(g / 2)))
    # 30 pairs were tested, so the smallest q is at most 30 times the smallest p.
    assert strongest.p < strongest.q <= 30 * strongest.p


def test_only_pairs_that_come_too_often_are_links() -> None:
    assert [transition.pair for transition in links(_raised(60))] == [Pair("a", "b")]
    assert links(_raised(20)) == []


def test_a_pair_that_comes_too_rarely_is_no_link() -> None:
    rare = assess(_raised(2))[0]
    assert rare.pair == Pair("a", "b")
    assert rare.q < 0.05
    assert not rare.is_link


def test_pairs_that_are_hardly_expected_are_not_tested() -> None:
    # The other 29 pairs come 4 times each, so 4 are expected of a to b, less than 5, though it comes 12 times.
    counts = {pair: count // 5 for pair, count in _raised(60).items()}
    assert Pair("a", "b") not in {transition.pair for transition in assess(counts)}
    assert links(counts) == []


def test_q_values_agree_with_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    p_values = [0.2, 0.01, 0.03, 0.5, 0.01, 0.9]
    assert benjamini_hochberg(p_values) == pytest.approx(list(stats.false_discovery_control(p_values)))
