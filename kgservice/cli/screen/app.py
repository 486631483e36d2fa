"""The review screen: one candidate at a time, one key a ruling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from kgservice.classify.examples import examples_of
from kgservice.cli.screen.card import drawn, plain, said
from kgservice.cli.screen.dialogs import EmotionDialog, HelpDialog, filter_dialog, note_dialog, weights_dialog
from kgservice.errors import KgserviceError
from kgservice.vocab.candidates import Candidate
from kgservice.vocab.decisions import NOTE
from kgservice.vocab.review.queue import Filter
from kgservice.vocab.review.session import Session, pair_of

KEYS = (
    Binding("a", "accept", "Accept", tooltip="the term speaks for this emotion"),
    Binding("w", "weigh", "Weigh", tooltip="accept, with a weight of yours"),
    Binding("r", "reject", "Reject", tooltip="it does not"),
    Binding("m", "move", "Move", tooltip="it speaks for another emotion instead"),
    Binding("s", "split", "Split", tooltip="it speaks for another emotion as well"),
    Binding("k", "skip", "Skip", tooltip="come back to it at the end; nothing is recorded"),
    Binding("n", "note", "Note", tooltip="say something about it"),
    Binding("u", "undo", "Undo", tooltip="take back your newest ruling or note, also one of another day"),
    Binding("f", "filter", "Filter", tooltip="choose which candidates to see, and in which order"),
    Binding("c", "conflicts", "Conflicts", tooltip="see contradicting rulings; what you rule there adjudicates"),
    Binding("question_mark", "help", "Help", key_display="?", tooltip="this list"),
    Binding("q", "quit", "Quit", tooltip="stop; everything is kept already"),
)


class ReviewApp(App[None]):
    """One person's review."""

    CSS = "#where { background: $accent; } #card { padding: 1; } #said { background: $boost; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, session: Session, wanted: Filter, examples: Path | None = None) -> None:
        """Review what ``wanted`` lets through; ``examples`` is a file of texts to find terms in."""
        super().__init__()
        self.review = ReviewScreen(session, wanted)
        self._examples = examples

    def on_mount(self) -> None:
        """Open the one screen."""
        self.push_screen(self.review)
        if self._examples:
            self._read_examples(self._examples)

    @work(thread=True)
    def _read_examples(self, file: Path) -> None:
        """Look for examples beside the reviewing, and show those of the present candidate."""
        desk = self.review.session.desk
        desk.examples = found = examples_of((*desk.candidates, *desk.authored.values()))
        try:
            found.read(file)
        except (KgserviceError, OSError) as error:
            self.call_from_thread(self.review.show, f"No more examples: {error}")
        else:
            self.call_from_thread(self.review.show, f"{file.name} is read")


class ReviewScreen(Screen[None]):
    """The candidate in the middle; above it where one is, below it what happened last.

    ``ruled`` counts the rulings and notes of this run, less what was undone.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def __init__(self, session: Session, wanted: Filter) -> None:
        """Begin with the first candidate of the queue."""
        super().__init__()
        self.session, self.wanted, self.ruled = session, wanted, 0
        self._queue: list[Candidate] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the three parts and the keys."""
        yield Static("", id="where", markup=False)
        with VerticalScroll():
            yield Static("", id="card", markup=False)
        yield Static("", id="said", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Show the first candidate."""
        self._load()
        self.show("")

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """Stop with the reason when the log cannot be read any more: somebody spoilt it by hand meanwhile."""
        try:
            yield
        except (KgserviceError, OSError) as error:
            self.app.exit(return_code=1, message=Text(f"kgservice: {error}"))

    def _load(self) -> None:
        with self._stopping():
            self._queue = self.session.queue(self.wanted)

    @property
    def current(self) -> Candidate | None:
        """The candidate shown; None when nothing is left."""
        return self._queue[self._at] if self._at < len(self._queue) else None

    def show(self, message: str) -> None:
        """Draw the present candidate, and what happened last."""
        adjudicates = " · adjudicating" if self.wanted.conflicts else ""
        place = f"{min(self._at + 1, len(self._queue))} of {len(self._queue)}"
        where = f"{self.session.annotator} · {place}{adjudicates} · {self.ruled} ruled"
        self.query_one("#where", Static).update(Text(plain(where)))
        self.query_one("#said", Static).update(Text(plain(message)))
        card = Text("Nothing is left here. f: another filter, u: undo, q: quit.")
        if self.current is not None:
            with self._stopping():
                card = drawn(self.session.card(self.current, adjudicating=self.wanted.conflicts))
        self.query_one("#card", Static).update(card)

    def action_accept(self) -> None:
        """Keep the pair."""
        self._rule("accept")

    def action_reject(self) -> None:
        """Remove the pair."""
        self._rule("reject")

    async def action_weigh(self) -> None:
        """Keep the pair with a weight that is asked for."""
        if candidate := self.current:
            asked = weights_dialog(f"Accept {candidate.term} for {candidate.emotion}", [candidate.emotion])
            await self.app.push_screen(asked, lambda given: self._rule("accept", weight=given[0]) if given else None)

    async def action_move(self) -> None:
        """Give the term to an emotion that is asked for."""
        await self._ask_emotion("Move", lambda to: self._rule("reassign", to=to))

    async def action_split(self) -> None:
        """Give the term to an emotion that is asked for as well, with weights."""
        await self._ask_emotion("Split", self._ask_split_weights)

    async def action_note(self) -> None:
        """Record a note."""
        if candidate := self.current:
            asked = note_dialog(candidate.term)
            await self.app.push_screen(asked, lambda note: self._rule(NOTE, note=note) if note else None)

    def action_skip(self) -> None:
        """Put the candidate at the end of the queue."""
        if candidate := self.current:
            self.session.skip(pair_of(candidate))
            self._next(pair_of(candidate), f"{candidate.term}: skipped")

    def action_undo(self) -> None:
        """Take back this person's newest row and show its candidate."""
        try:
            undone = self.session.undo()
        except (KgserviceError, OSError) as error:
            self.show(f"Not undone: {error}")
            return
        if undone is None:
            self.show("There is nothing to undo.")
            return
        self.ruled -= 1
        self._load()
        again = self.session.desk.find(undone.pair)
        if again is not None and again not in self._queue:
            self._queue.insert(0, again)
        self._at = self._queue.index(again) if again is not None else min(self._at, max(len(self._queue) - 1, 0))
        self.show(f"Taken back: {undone.term}, {said(undone)}")

    async def action_filter(self) -> None:
        """Ask which candidates to show."""
        asked = filter_dialog(self.wanted, self.session.queue)
        await self.app.push_screen(asked, lambda wanted: self._show_queue(wanted) if wanted else None)

    def action_conflicts(self) -> None:
        """Show contradicting rulings to adjudicate, or the queue again."""
        self._show_queue(replace(self.wanted, conflicts=not self.wanted.conflicts))

    def action_help(self) -> None:
        """Show the keys."""
        keys = [(key.key_display or key.key, f"{key.description}: {key.tooltip}") for key in KEYS]
        self.app.push_screen(HelpDialog(keys))

    def action_quit(self) -> None:
        """Stop."""
        self.app.exit()

    async def _ask_emotion(self, what: str, use: Callable[[str], None]) -> None:
        if candidate := self.current:
            others = [emotion for emotion, _ in candidate.contenders if emotion != candidate.emotion]
            title = f"{what} {candidate.term} ({candidate.emotion}) to"
            asked = EmotionDialog(title, others, self.session.desk.emotions_like)
            await self.app.push_screen(asked, lambda to: use(to) if to else None)

    def _ask_split_weights(self, to: str) -> None:
        if candidate := self.current:
            asked = weights_dialog(f"Split {candidate.term}", [candidate.emotion, to])
            self.app.push_screen(asked, lambda given: self._split(to, *given) if given else None)

    def _split(self, to: str, weight: float | None, to_weight: float | None) -> None:
        self._rule("split", to=to, weight=weight, to_weight=to_weight)

    def _rule(
        self, verdict: str, *, to: str = "", weight: float | None = None, to_weight: float | None = None, note: str = ""
    ) -> None:
        if (candidate := self.current) is None:
            return
        pair, settles = pair_of(candidate), self.wanted.conflicts
        try:
            ruling = self.session.rule(
                pair, verdict, to=to, weight=weight, to_weight=to_weight, note=note, adjudicating=settles
            )
        except (KgserviceError, OSError) as error:
            self.show(f"Not recorded: {error}")
            return
        self.ruled += 1
        message = f"{candidate.term}, {candidate.emotion}: {said(ruling)}{self._others(candidate)}"
        if verdict == NOTE:
            self.show(message)
        else:
            self._next(pair, message)

    def _others(self, candidate: Candidate) -> str:
        """Return what the others said, now that it may be shown."""
        others = None
        with self._stopping():
            others = self.session.card(candidate).others
        return "".join(f" · {said(ruling)}" for ruling in (others or {}).values())

    def _next(self, pair: tuple[str, str], message: str) -> None:
        """Go on after a candidate, whether it has left the queue or not."""
        after = [pair_of(candidate) for candidate in self._queue[self._at + 1 :]]
        self._load()
        places = {pair_of(candidate): place for place, candidate in enumerate(self._queue)}
        self._at = next((places[later] for later in after if later in places), 0)
        if not after and self.wanted.annotator:
            self._at = len(self._queue)
        self.show(message)

    def _show_queue(self, wanted: Filter) -> None:
        self.wanted, self._at = wanted, 0
        self._load()
        self.show("")
