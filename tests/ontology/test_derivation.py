"""Derivation from invented norms: twelve invented emotions in two branches, half pleasant and half not.

Every emotion ``xi`` has the form ``xiy``.  Valence, arousal and dominance are planted as the linear function `planted`
of evaluation, potency and activity, so that the map must come out right.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from kgservice import tsv
from kgservice.errors import ContentError
from kgservice.ontology import affect, affect_entries
from kgservice.ontology.derivation import derive_affect, derive_user
from kgservice.ontology.model import VAD, Emotion, Rating

NAMES = [
    f"{start}{end}" for start in ("vel", "mur") for end in ("onda", "imba", "ursta", "espa", "ilga", "otra", "ubna")
]
EPAS = {name: ((i % 7) - 3, (i % 5) - 2, (i % 3) - 1) for i, name in enumerate(NAMES)}
UNRATED, ONLY_EPA, ONLY_FORM, ACT = "velubna", "velotra", "velilga", "murubna"


def planted(name: str) -> tuple[float, float, float]:
    e, p, a = EPAS[name]
    return 5 + e, 5 + a, 5 + p  # on 1 to 9


def emotions() -> list[Emotion]:
    found = []
    for start in ("vel", "mur"):
        head, second, *rest = (name for name in NAMES if name.startswith(start))
        found.append(Emotion(head, head, 1, None, "", "", "", narrower=(second,)))
        found.append(Emotion(second, second, 2, head, "", "", "", narrower=tuple(sorted(rest))))
        found += [Emotion(name, name, 3, second, "", "", "") for name in rest]
    return found


@pytest.fixture
def files(tmp_path):
    """Glasgow and actdata files, and a table of entries, of the invented emotions."""
    glasgow = ["Word,Valence,ValenceSD,ValenceN,Arousal,ArousalSD,ArousalN,Dominance,DominanceSD,DominanceN"]
    for name in NAMES:
        v, a, d = planted(name)
        if name not in (UNRATED, ONLY_EPA, ONLY_FORM, ACT):
            glasgow.append(f"{name},{v},1,25,{a},1,25,{d},1,25")
        if name not in (UNRATED, ONLY_EPA, ACT):
            glasgow.append(f"{name}y,{v + 0.4},2,25,{a},1,25,{d - 0.8},1,25")  # forms are off by 0.1, 0 and -0.2
    glasgow += [f"plain word {i},{3 + i},1,25,5,1,25,5,1,25" for i in range(5)]
    glasgow.append("love,9,1,25,5,1,25,5,1,25")
    actdata = ["term,component,dataset,group,E,P,A,n_E,n_P,n_A,sd_E,sd_P,sd_A"]
    for name in NAMES:
        if name != UNRATED:
            word = f"{name},behavior" if name == ACT else f"{name}y,modifier"
            actdata.append(f"{word},usmturk2015,all,{','.join(map(str, EPAS[name]))},50,50,50,1,1,1")
    actdata.append("love,behavior,usmturk2015,all,3,0,0,50,50,50,1,1,1")
    (tmp_path / "glasgow.csv").write_text("\n".join(glasgow) + "\n")
    (tmp_path / "actdata.csv").write_text("\n".join(actdata) + "\n")
    rows = [
        dict.fromkeys(affect_entries.COLUMNS, "") | {"emotion": n, "label": n, "own": n, "forms": n + "y"}
        for n in NAMES
    ]
    act = {"emotion": ACT, "label": ACT, "source": "actdata", "own": f"{ACT} (behavior)"}
    rows.append(dict.fromkeys(affect_entries.COLUMNS, "") | act)
    tsv.write(tmp_path / "entries.tsv", affect_entries.COLUMNS, rows)
    return tmp_path


def feel(texts):
    return np.array([[len(text) % 5, text.count("e")] for text in texts], dtype=np.float32)


@pytest.fixture
def derived(files):
    return derive_affect(files / "glasgow.csv", files / "actdata.csv", emotions(), feel, entries=files / "entries.tsv")


def row(derived, emotion: str, source: str) -> dict[str, object]:
    (found,) = (r for r in derived.rows if (r["emotion"], r["source"]) == (emotion, source))
    return found


def test_the_own_word_is_taken_as_it_is(derived):
    own = row(derived, "murimba", "glasgow2019")
    assert own["entry"] == ("murimba",)
    assert own["method"] == "rated"
    assert [own[f"valence_{part}"] for part in affect.PARTS] == [f"{planted('murimba')[0]:.3f}", "1.000", 25, "0.000"]


def test_a_related_form_carries_the_error_of_related_forms(derived):
    form = row(derived, ONLY_FORM, "glasgow2019")
    assert form["entry"] == (f"{ONLY_FORM}y",)
    assert [form[f"{d}_error"] for d in ("valence", "arousal", "dominance")] == ["0.400", "0.000", "0.800"]
    figure = derived.figures[0]
    assert (figure.what, figure.tried_on) == ("glasgow2019: related form for own word", 10)
    assert figure.error == pytest.approx((0.1, 0, 0.2))


def test_epa_is_mapped_and_kept_beside_the_other_norm(derived):
    mapped = row(derived, ONLY_EPA, "actdata")
    assert mapped["entry"] == (f"{ONLY_EPA}y (modifier)",)
    assert [float(str(mapped[f"{d}_mean"])) for d in ("valence", "arousal", "dominance")] == list(planted(ONLY_EPA))
    assert mapped["valence_n"] == 50
    assert row(derived, "murimba", "actdata")["scale"] == "1..9"
    assert derived.figures[1].tried_on == 10  # the emotions whose own word Glasgow has


def test_an_act_carries_the_error_that_acts_have(derived):
    act = row(derived, ACT, "actdata")
    assert act["entry"] == (f"{ACT} (behavior)",)
    # "love" has valence 9; its act maps to 5 + 3 = 8, so it is off by 1
    assert act["valence_error"] == "1.000"
    assert derived.figures[2].what == "actdata: EPA map on acts"


def test_what_nobody_rated_is_estimated_and_nothing_else(derived):
    estimated = [r for r in derived.rows if r["method"] == "estimated"]
    assert [r["emotion"] for r in estimated] == [UNRATED]
    assert estimated[0]["source"] == "kgservice-estimate"
    assert estimated[0]["valence_sd"] is None
    assert float(str(estimated[0]["valence_error"])) > 0
    assert {r["emotion"] for r in derived.rows} == set(NAMES)


def test_rows_can_be_written_and_read_again(derived, tmp_path):
    affect.write_affect(tmp_path / "affect.tsv", derived.rows)
    ratings = affect.read_ratings(tmp_path / "affect.tsv", NAMES, ["glasgow2019", "actdata", "kgservice-estimate"])
    assert set(ratings) == set(NAMES)


def test_each_step_is_told(files):
    told = []
    derive_affect(
        files / "glasgow.csv",
        files / "actdata.csv",
        emotions(),
        feel,
        entries=files / "entries.tsv",
        progress=told.append,
    )
    assert told == ["reading the Glasgow Norms", "reading actdata", "estimating what nobody rated"]


def test_norms_that_share_too_few_emotions_are_refused(files):
    lines = (files / "actdata.csv").read_text().splitlines()
    (files / "actdata.csv").write_text("\n".join(lines[:4]) + "\n")
    with pytest.raises(ContentError, match="3 emotions are rated by both norms; 10 are needed"):
        derive_affect(files / "glasgow.csv", files / "actdata.csv", emotions(), feel, entries=files / "entries.tsv")


# a user's own norm


def committed(*names: str) -> dict[str, tuple[Rating, ...]]:
    """Ratings that lie 0.1 below the planted ones in valence."""

    def rating(name: str) -> Rating:
        v, a, d = ((x - 5) / 4 for x in planted(name))
        return Rating("glasgow2019", (name,), "rated", VAD(v - 0.1, a, d), (0.1,) * 3, (25, 25, 25), (0.0, 0.0, 0.0))

    return {name: (rating(name),) for name in names}


def nrc(files, names, forms=()):
    lines = ["Word\tValence\tArousal\tDominance"]
    for name in names:
        lines.append("\t".join([name, *(f"{(x - 1) / 8}" for x in planted(name))]))
    for name in forms:
        lines.append("\t".join([name + "y", *(f"{(x - 1) / 8}" for x in planted(name))]))
    (files / "nrc.txt").write_text("\n".join(lines) + "\n")
    return files / "nrc.txt"


def test_a_norm_without_spread_gets_its_difference_from_the_committed_ratings(files):
    file = nrc(files, NAMES[:6], forms=["murotra"])
    derived = derive_user(file, "nrc-vad", emotions(), committed(*NAMES), entries=files / "entries.tsv")
    assert [r["emotion"] for r in derived.rows] == sorted(NAMES[:6])  # no error of forms can be measured: none is used
    assert {r["scale"] for r in derived.rows} == {"0..1"}
    assert {(r["valence_error"], r["arousal_error"], r["valence_sd"]) for r in derived.rows} == {
        ("0.050", "0.000", None)
    }


def test_forms_of_a_users_norm_are_used_when_their_error_can_be_measured(files):
    file = nrc(files, NAMES[:6], forms=[*NAMES[:6], "murotra"])
    derived = derive_user(file, "nrc-vad", emotions(), committed(*NAMES), entries=files / "entries.tsv")
    assert row(derived, "murotra", "nrc-vad-1")["entry"] == ("murotray",)


def test_a_norm_with_spread_needs_no_committed_rating(files):
    header = ",Word," + ",".join(f"{d}.{p}.Sum" for d in "VAD" for p in ("Mean", "SD", "Rat"))
    (files / "warriner.csv").write_text(f"{header}\n1,velonda,7,1,20,5,1,20,3,1,20\n")
    derived = derive_user(files / "warriner.csv", "warriner", emotions(), {}, entries=files / "entries.tsv")
    (only,) = derived.rows
    assert (only["valence_mean"], only["valence_n"], only["valence_error"]) == ("7.000", 20, "0.000")


def test_a_norm_without_spread_that_shares_too_little_is_refused(files):
    file = nrc(files, NAMES[:4])
    with pytest.raises(ContentError, match=r"nrc-vad-1 publishes no spread .* only 4 words"):
        derive_user(file, "nrc-vad", emotions(), committed(*NAMES), entries=files / "entries.tsv")


def test_estimates_are_no_yardstick_for_a_users_norm(files):
    estimated = {
        name: tuple(replace(r, method="estimated") for r in ratings) for name, ratings in committed(*NAMES).items()
    }
    with pytest.raises(ContentError, match="only 0 words"):
        derive_user(nrc(files, NAMES), "nrc-vad", emotions(), estimated, entries=files / "entries.tsv")


def test_epa_alone_is_no_users_norm(files):
    with pytest.raises(ContentError, match="Use: kgservice derive affect"):
        derive_user(files / "actdata.csv", "actdata", emotions(), {}, entries=files / "entries.tsv")


def test_importing_the_derivation_loads_no_heavy_library():
    heavy = "numpy sklearn torch sentence_transformers"
    code = f"import sys, kgservice.ontology.derivation; print([m for m in '{heavy}'.split() if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
