"""What the review screen asks: another emotion, weights, a note, which candidates; and the list of keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from kgservice.errors import KgserviceError
from kgservice.ontology import Emotion
from kgservice.vocab.review.queue import ORDERS, Filter

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A box over the screen: Enter answers, Escape leaves it without an answer."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back")]
    CSS = """
    Dialog { align: center middle; }
    Dialog > VerticalScroll { width: 90%; max-width: 100; height: auto; max-height: 90%; border: thick $accent; }
    Dialog Label { margin-top: 1; }
    Dialog Input, Dialog Input:focus { border: none; height: 1; padding: 0; }
    """

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class FieldsDialog(Dialog[Answer]):
    """Some named fields; ``read`` makes the answer of what was typed, or raises what is shown instead."""

    def __init__(self, title: str, values: Mapping[str, str], read: Callable[[dict[str, str]], Answer]) -> None:
        """Ask for each of ``values``, which holds what stands there at first."""
        super().__init__()
        self._title, self._values, self._read = title, values, read

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        with VerticalScroll():
            yield Label(self._title, markup=False)
            for name, value in self._values.items():
                yield Label(name, markup=False)
                yield Input(value, id=_id(name))
            yield Static("", id="fault", markup=False)

    def on_input_submitted(self) -> None:
        """Answer, or say what is wrong."""
        typed = {name: self.query_one(f"#{_id(name)}", Input).value.strip() for name in self._values}
        try:
            self.dismiss(self._read(typed))
        except (KgserviceError, ValueError) as error:
            self.query_one("#fault", Static).update(Text(str(error)))


class EmotionDialog(Dialog[str]):
    """One emotion: a contender by its number, or any by typing."""

    def __init__(self, title: str, contenders: Sequence[str], search: Callable[[str], Sequence[Emotion]]) -> None:
        """Offer ``contenders`` by number; ``search`` gives emotions by what is typed."""
        super().__init__()
        self._title, self._contenders, self._search = title, contenders, search
        self._offered: list[str] = list(contenders)

    def compose(self) -> ComposeResult:
        """Lay out the field and what is offered."""
        with VerticalScroll():
            yield Label(self._title, markup=False)
            yield Input(placeholder="a number, or part of an emotion's name")
            yield Static(_numbered(self._contenders), id="offered")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits; a number leaves the list as it is."""
        typed = event.value.strip()
        if not typed.isdigit():
            found = [emotion.id for emotion in self._search(typed)]
            self._offered = found if typed else list(self._contenders)
            self.query_one("#offered", Static).update(_numbered(self._offered))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the one with the number typed, else the first."""
        typed = event.value.strip()
        number = int(typed) if typed.isdecimal() else 1
        if 1 <= number <= len(self._offered) and typed:
            self.dismiss(self._offered[number - 1])


class HelpDialog(Dialog[None]):
    """The keys."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q,enter", "leave", "Back")]

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show keys with what they do."""
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with VerticalScroll():
            yield Static("\n".join(f"{key:8} {what}" for key, what in self._keys), markup=False)


def note_dialog(term: str) -> FieldsDialog[str]:
    """Return what asks for a note."""
    return FieldsDialog(f"Note about {term}", {"note": ""}, lambda typed: typed["note"])


def weights_dialog(title: str, emotions: Sequence[str]) -> FieldsDialog[tuple[float | None, ...]]:
    """Return what asks for the weight of each emotion; an empty field keeps the computed one."""
    names = {f"weight for {emotion}, 0.01 to 1 (empty: computed)": "" for emotion in emotions}
    return FieldsDialog(title, names, lambda typed: tuple(map(weight, typed.values())))


def filter_dialog(present: Filter, check: Callable[[Filter], object]) -> FieldsDialog[Filter]:
    """Return what asks for a filter; ``check`` raises what is wrong with one."""
    names = [field.name for field in fields(Filter) if field.name != "conflicts"]

    def read(typed: dict[str, str]) -> Filter:
        wanted = Filter(conflicts=present.conflicts, **{"order": "margin"} | {k: v for k, v in typed.items() if v})
        check(wanted)
        return wanted

    title = f"Which candidates? Empty leaves all in; order: {', '.join(ORDERS)}."
    return FieldsDialog(title, {name: getattr(present, name) for name in names}, read)


def weight(typed: str) -> float | None:
    """Return a weight as typed, None for nothing.

    >>> weight("0.5"), weight("")
    (0.5, None)
    >>> weight("5")
    Traceback (most recent call last):
    ValueError: "5" is no weight. Write a number from 0.01 to 1, or nothing.
    """
    try:
        value = float(typed.replace(",", ".")) if typed else None
    except ValueError:
        value = 0.0
    if value is not None and not 0.01 <= value <= 1:
        raise ValueError(f'"{typed}" is no weight. Write a number from 0.01 to 1, or nothing.')
    return value


def _numbered(emotions: Sequence[str]) -> Text:
    lines = [f"{number} {emotion}" for number, emotion in enumerate(emotions, start=1)]
    return Text("\n".join(lines) or "nothing like that")


def _id(name: str) -> str:
    return "field-" + "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in name)
