from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.ontology import VAD
from kgservice.vocab.rated import read_rated

NORMS = Path(__file__).parents[1] / "data" / "norms"
GLASGOW = "Word,Valence,Arousal,Dominance,ValenceSD,ArousalSD,DominanceSD,ValenceN,ArousalN,DominanceN\n"
ACTDATA = "term,component,dataset,context,year,group,E,P,A,n_E,n_P,n_A,sd_E,sd_P,sd_A\n"


def _glasgow(file: Path, rows: dict[str, tuple[float, float, float]]) -> Path:
    file.write_text(GLASGOW + "".join(f"{w},{v},{a},{d},1,1,1,30,30,30\n" for w, (v, a, d) in rows.items()))
    return file


def _actdata(file: Path, rows: dict[tuple[str, str], tuple[float, float, float]]) -> Path:
    lines = (f"{w},{c},set2020,US,2020,all,{e},{p},{a},9,9,9,1,1,1\n" for (w, c), (e, p, a) in rows.items())
    file.write_text(ACTDATA + "".join(lines))
    return file


@pytest.fixture
def norms(tmp_path):
    """Twelve words rated by both norms, valence 1 + 2 * evaluation on the printed scales, the rest noise-free."""
    shared = {f"word{i}": (i * 0.3 - 1.5, (i * i) % 5 * 0.4 - 1, (i * 7) % 4 * 0.5 - 1) for i in range(12)}
    rows = {w: (5 + 2 * e, 5 + a, 5 + p) for w, (e, p, a) in shared.items()}
    senses = {"content (happy)": (8.0, 5.0, 5.0), "content (inside)": (6.0, 5.0, 5.0)}
    acts = {(w, "modifier"): epa for w, epa in shared.items()}
    acts |= {
        ("zesty", "modifier"): (1.0, 0.4, 0.8),
        ("word3", "identity"): (0, 0, 0),
        ("big cat", "identity"): (1, 1, 1),
    }
    return _glasgow(tmp_path / "g.csv", rows | senses), _actdata(tmp_path / "a.csv", acts)


def test_a_word_that_only_actdata_rates_goes_through_the_map_of_its_component(norms):
    rated, figures = read_rated(*norms)
    assert list(rated.actdata) == ["zesty"]
    # valence (5 + 2 * 1 - 5) / 4, arousal 0.8 / 4, dominance 0.4 / 4
    assert tuple(rated.actdata["zesty"]) == pytest.approx((0.5, 0.2, 0.1), abs=1e-6)
    assert [(figure.component, figure.pairs) for figure in figures] == [("modifier", 12)]
    assert max(figures[0].error) == pytest.approx(0, abs=1e-6)


def test_glasgow_stands_against_actdata_and_phrases_stay_out(norms):
    rated, _ = read_rated(*norms)
    assert "word3" in rated.glasgow and "word3" not in rated.actdata
    assert "big cat" not in rated.actdata


def test_a_word_that_stands_only_with_marks_gets_the_mean_of_its_senses(norms):
    assert read_rated(*norms)[0].glasgow["content"] == VAD(0.5, 0, 0)


def test_without_actdata_only_glasgow_rates():
    rated, figures = read_rated(NORMS / "glasgow.csv")
    assert rated.actdata == {} and figures == []
    assert "snerf" in rated.glasgow
