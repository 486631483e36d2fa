from __future__ import annotations

import pytest

from kgservice.ontology import epa
from kgservice.ontology.model import VAD
from kgservice.ontology.norm_formats import norm_format
from kgservice.ontology.norms import Norm

ACTDATA = norm_format("actdata")


def norm(e: float, p: float, a: float, sd=(1.0, 1.0, 1.0)) -> Norm:
    return Norm("blorp (modifier)", ACTDATA, (e, p, a), sd, (10, 10, 10) if sd else None)


def linear(n: Norm) -> VAD:
    """The map that the tests plant: valence from E, arousal from A and a little E, dominance from P."""
    e, p, a = n.mean
    return VAD(0.25 * e, 0.1 + 0.2 * a + 0.05 * e, 0.2 * p - 0.1)


NORMS = [norm(e, p, a) for e in (-3, 0, 3) for p in (-2, 2) for a in (-2, 1)]


def test_a_linear_relation_is_found_exactly():
    fitted = epa.fit([(n, linear(n)) for n in NORMS])
    assert fitted.pairs == 12
    assert fitted.error == pytest.approx((0, 0, 0), abs=1e-12)
    assert tuple(fitted.vad(norm(1, 1, 1))) == pytest.approx(tuple(linear(norm(1, 1, 1))))


def test_the_error_is_held_out():
    # One pair is off by 0.3 in valence; left out, it is missed by more than 0.3 / root of 12, its residual when fitted.
    pairs = [(n, linear(n)) for n in NORMS]
    first, vad = pairs[0]
    pairs[0] = (first, VAD(vad.valence + 0.3, vad.arousal, vad.dominance))
    error = epa.fit(pairs).error
    rest = epa.fit([(n, linear(n)) for n in NORMS[1:]])
    missed_by = pairs[0][1].valence - rest.vad(first).valence
    assert missed_by == pytest.approx(0.3)
    assert error[0] > missed_by / 12**0.5
    assert error[1:] == pytest.approx((0, 0), abs=1e-12)


def test_the_spread_is_carried_through_the_map():
    fitted = epa.fit([(n, linear(n)) for n in NORMS])
    # valence 0.25 x 1; arousal root of (0.2² + 0.05²); dominance 0.2 x 1
    assert fitted.sd(norm(0, 0, 0)) == pytest.approx((0.25, 0.0425**0.5, 0.2))
    assert fitted.sd(norm(0, 0, 0, sd=None)) is None


def test_a_value_beyond_the_scale_is_cut_off():
    fitted = epa.fit([(n, linear(n)) for n in NORMS])
    assert fitted.vad(norm(4.3, 0, 0)).valence == 1


def test_too_few_pairs_are_refused():
    with pytest.raises(ValueError, match="9 emotions are rated by both norms; 10 are needed"):
        epa.fit([(n, linear(n)) for n in NORMS[:9]])
