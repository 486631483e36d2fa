"""The review screen: every key does what its help says, and what it writes is in the log at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from review_tree import GLEEFUL, HEARTACHE, HOSTILE, MARKUP, UNEASY

pytest.importorskip("textual", reason="the review extra is not installed")

from textual.pilot import Pilot
from textual.widgets import Input, Static

from kgservice.cli.screen.app import KEYS, ReviewApp
from kgservice.cli.screen.card import HIDDEN
from kgservice.cli.screen.dialogs import Dialog
from kgservice.vocab import decisions
from kgservice.vocab.review.desk import Desk
from kgservice.vocab.review.queue import Filter
from kgservice.vocab.review.session import Session, pair_of


class Screen:
    """A review screen at work, driven by keys."""

    def __init__(self, app: ReviewApp, pilot: Pilot[None], root: Path) -> None:
        self.app, self.pilot, self.root = app, pilot, root

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str, *after: str) -> None:
        await self.press(
            *({" ": "space", ".": "full_stop", "-": "minus"}.get(letter, letter) for letter in text), *after
        )

    def shown(self, part: str = "card") -> str:
        return str(self.app.review.query_one(f"#{part}", Static).content)

    @property
    def current(self) -> tuple[str, str] | None:
        candidate = self.app.review.current
        return candidate and pair_of(candidate)

    @property
    def log(self) -> list[tuple[object, ...]]:
        read = decisions.read(self.root / decisions.FILE, self.app.review.session.desk.labels)
        return [(d.term, d.outcome, d.weight, d.to_weight, d.note) for d in read]


def at_work(
    root: Path,
    steps: Callable[[Screen], Awaitable[None]],
    name: str = "anna",
    wanted: Filter | None = None,
    examples: Path | None = None,
) -> None:
    """Open the screen for a person, take the steps, and close it."""
    app = ReviewApp(Session(Desk(root), name), wanted or Filter(), examples)

    async def run() -> None:
        async with app.run_test(size=(100, 40)) as pilot:
            await pilot.pause()
            await steps(Screen(app, pilot, root))

    asyncio.run(run())


def test_it_opens_on_the_smallest_margin_and_shows_what_a_ruling_rests_on(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        assert screen.current == GLEEFUL
        assert "1 of 4" in screen.shown("where") and "anna" in screen.shown("where")
        card = screen.shown()
        for part in ("gleeful", "adjective", "1 joy  0.400", "2 delight  0.390", "similar", HIDDEN):
            assert part in card

    at_work(review_root, steps)


def test_accept_and_reject_write_at_once_and_go_on(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("a")
        assert screen.log == [("gleeful", "accept", None, None, "")]
        assert screen.current == HEARTACHE
        await screen.press("r")
        assert screen.log[1] == ("heartache", "reject", None, None, "")
        assert screen.current == UNEASY
        assert "2 ruled" in screen.shown("where") and "heartache" in screen.shown("said")

    at_work(review_root, steps)


def test_weigh_accepts_with_a_weight_and_says_what_is_wrong_with_one(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("w")
        await screen.type("7", "enter")
        assert '"7" is no weight' in str(screen.app.screen.query_one("#fault", Static).content)
        await screen.press("backspace")
        await screen.type("0.7", "enter")
        assert screen.log == [("gleeful", "accept", 0.7, None, "")]

    at_work(review_root, steps)


def test_move_takes_a_contender_by_its_number(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("m", "1", "enter")
        assert screen.log == [("gleeful", "reassign to delight", None, None, "")]

    at_work(review_root, steps)


def test_move_offers_the_nearest_emotions_while_one_types(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("m")
        await screen.type("greif")
        assert "1 grief" in str(screen.app.screen.query_one("#offered", Static).content)
        await screen.press("enter")
        assert screen.log == [("gleeful", "reassign to grief", None, None, "")]

    at_work(review_root, steps)


def test_nothing_like_what_is_typed_moves_nothing(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("m")
        await screen.type("zzzz", "enter")
        assert "nothing like that" in str(screen.app.screen.query_one("#offered", Static).content)
        await screen.press("escape")
        assert screen.log == [] and screen.current == GLEEFUL

    at_work(review_root, steps)


def test_a_term_cannot_be_moved_to_the_emotion_it_has(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("m")
        await screen.type("joy", "enter")
        assert "proposed for joy already" in screen.shown("said")
        assert screen.log == [] and screen.current == GLEEFUL

    at_work(review_root, steps)


def test_split_asks_for_both_weights(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("s", "1", "enter")
        await screen.type("0.6", "tab")
        await screen.type("0.3", "enter")
        assert screen.log == [("gleeful", "split to delight", 0.6, 0.3, "")]

    at_work(review_root, steps)


def test_skip_comes_back_at_the_end_and_records_nothing(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        seen = []
        for _ in range(5):
            seen.append(screen.current)
            await screen.press("k")
        assert seen == [GLEEFUL, HEARTACHE, UNEASY, MARKUP, GLEEFUL]
        assert screen.log == []

    at_work(review_root, steps)


def test_a_note_is_kept_and_shown_and_the_candidate_stays(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("n")
        await screen.type("see owls", "enter")
        assert screen.log == [("gleeful", "note", None, None, "see owls")]
        assert screen.current == GLEEFUL and "anna: see owls" in screen.shown()

    at_work(review_root, steps)


def test_undo_goes_back_as_far_as_one_likes_also_into_another_session(review_root: Path) -> None:
    Session(Desk(review_root), "anna").rule(UNEASY, "reject")

    async def steps(screen: Screen) -> None:
        await screen.press("a", "a", "u")
        assert screen.current == HEARTACHE
        await screen.press("u")
        assert screen.current == GLEEFUL
        await screen.press("u")
        assert screen.current == UNEASY and "Taken back" in screen.shown("said")
        await screen.press("u")
        assert "nothing to undo" in screen.shown("said")
        assert [outcome for _, outcome, *_ in screen.log].count("withdraw") == 3

    at_work(review_root, steps)


def test_the_filter_is_asked_for_and_a_faulty_one_is_named(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("f")
        await screen.type("greif", "enter")
        assert "Nearest: grief" in str(screen.app.screen.query_one("#fault", Static).content)
        screen.app.screen.query_one(Input).value = "grief"
        await screen.press("enter")
        assert screen.current == HEARTACHE and "1 of 1" in screen.shown("where")

    at_work(review_root, steps)


def test_conflicts_are_shown_with_both_sides_and_a_ruling_there_adjudicates(review_root: Path) -> None:
    for name, verdict in (("ben", "reject"), ("eva", "accept")):
        Session(Desk(review_root), name).rule(GLEEFUL, verdict)

    async def steps(screen: Screen) -> None:
        assert "ben: reject" not in screen.shown()
        await screen.press("c")
        assert "adjudicating" in screen.shown("where")
        assert "ben: reject" in screen.shown() and "eva: accept" in screen.shown()
        await screen.press("a")
        assert screen.current is None
        [*_, last] = decisions.read(review_root / decisions.FILE, screen.app.review.session.desk.labels)
        assert (last.reviewer, last.adjudicates) == ("anna", ("ben", "eva"))
        await screen.press("c")
        assert screen.current is not None

    at_work(review_root, steps)


def test_after_ones_own_ruling_the_others_are_said(review_root: Path) -> None:
    Session(Desk(review_root), "ben").rule(GLEEFUL, "reject")

    async def steps(screen: Screen) -> None:
        await screen.press("a")
        assert "ben: reject" in screen.shown("said")

    at_work(review_root, steps)


def test_help_lists_every_key(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("question_mark")
        assert isinstance(screen.app.screen, Dialog)
        listed = str(screen.app.screen.query_one(Static).content)
        assert all(key.description in listed and (key.tooltip or "") in listed for key in KEYS)
        await screen.press("a")
        assert screen.log == []  # keys of the screen do nothing under the dialog
        await screen.press("escape", "a")
        assert len(screen.log) == 1

    at_work(review_root, steps)


def test_quit_ends_it(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("q")
        assert not screen.app.is_running

    at_work(review_root, steps)


def test_what_one_ruled_can_be_gone_through_again(review_root: Path) -> None:
    for pair in (GLEEFUL, HEARTACHE):
        Session(Desk(review_root), "anna").rule(pair, "accept")

    async def steps(screen: Screen) -> None:
        await screen.press("r")
        assert screen.current == HEARTACHE
        await screen.press("r")
        assert screen.current is None and "Nothing is left" in screen.shown()
        await screen.press("a", "k", "m", "n")  # nothing to act on
        assert len(screen.log) == 4

    at_work(review_root, steps, wanted=Filter(annotator="anna"))


def test_markup_and_control_characters_are_only_text(review_root: Path, tmp_path: Path) -> None:
    file = tmp_path / "texts.txt"
    file.write_text(f"[bold]gleeful[/bold] \x1b[31m and more\n{HOSTILE}\n", "utf-8")

    async def steps(screen: Screen) -> None:
        await screen.app.workers.wait_for_complete()
        await screen.pilot.pause()
        assert "[bold]gleeful[/bold] \ufffd[31m and more" in screen.shown()
        await screen.press("k", "k", "k")
        assert HOSTILE in screen.shown()

    at_work(review_root, steps, examples=file)


def test_a_file_of_examples_that_cannot_be_read_is_said_and_stops_nothing(review_root: Path, tmp_path: Path) -> None:
    file = tmp_path / "texts.txt"
    file.write_bytes(b"so gleeful\n\xff\n")

    async def steps(screen: Screen) -> None:
        await screen.app.workers.wait_for_complete()
        await screen.pilot.pause()
        assert "is not UTF-8 text" in screen.shown("said")
        assert "so gleeful" in screen.shown()
        await screen.press("a")
        assert len(screen.log) == 1

    at_work(review_root, steps, examples=file)


def test_a_log_that_cannot_be_written_is_said_and_the_candidate_stays(
    review_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps(screen: Screen) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("kgservice.vocab.review.log.append", full)
        await screen.press("a")
        assert "Not recorded" in screen.shown("said") and "No space left" in screen.shown("said")
        assert screen.current == GLEEFUL

    at_work(review_root, steps)


def test_a_log_that_somebody_spoils_meanwhile_stops_it_with_the_place(review_root: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("a")
        with (review_root / decisions.FILE).open("a", encoding="utf-8") as stream:
            stream.write("gleeful\tjoy\tacept\n")
        await screen.press("r")
        assert not screen.app.is_running and screen.app.return_code == 1

    at_work(review_root, steps)
