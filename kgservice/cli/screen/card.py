"""How a candidate is drawn: text of its own making, so that nothing in a term or an example acts on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from kgservice.vocab.decisions import Decision
from kgservice.vocab.review.card import Card
from kgservice.vocab.review.queue import routes

HIDDEN = "hidden until you have ruled"


def plain(text: str) -> str:
    r"""Return a text with everything that does not print, such as control characters, as a replacement character.

    >>> plain("joy\x1b[31m") == "joy\ufffd[31m"
    True
    """
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def drawn(card: Card) -> Text:
    """Return all of a card as styled text."""
    candidate, text = card.candidate, Text()
    text.append(plain(candidate.term), "bold reverse")
    text.append(f"  {candidate.pos}  {card.gloss}\n")
    text.append(f"{candidate.status}: {plain(candidate.reason) or candidate.method}\n", "dim")
    text.append(f"valence {_valence(card)}; routes: {plain(', '.join(routes(candidate)))}\n\n", "dim")
    for number, contender in enumerate(card.contenders, start=1):
        style = "bold" if contender.emotion == candidate.emotion else ""
        measured = "" if contender.similarity is None else f"  {contender.similarity:.3f}"
        text.append(f"{number} {contender.emotion}{measured}", style)
        text.append(f"  {contender.definition}\n")
    _add_lines(text, "Examples", map(plain, card.examples))
    _add_lines(text, "Notes", (f"{plain(n.reviewer)}: {plain(n.note)}" for n in card.notes))
    if card.own:
        _add_lines(text, "You", [said(card.own)])
    if card.others is None:
        _add_lines(text, "Others", [HIDDEN])
    else:
        _add_lines(text, "Others", map(said, card.others.values()))
    if card.adjudication:
        _add_lines(text, "Adjudicated", [said(card.adjudication)])
    return text


def said(ruling: Decision) -> str:
    """Return a ruling in one line.

    >>> said(Decision("gleeful", "joy", "split", "delight", 0.5, "anna", "2026-01-31", "both", 0.4))
    'anna: split to delight (0.5 and 0.4): both'
    """
    weights = " and ".join(f"{weight:g}" for weight in (ruling.weight, ruling.to_weight) if weight is not None)
    line = f"{ruling.reviewer}: {ruling.outcome}" + (f" ({weights})" if weights else "")
    return plain(f"{line}: {ruling.note}" if ruling.note else line)


def _valence(card: Card) -> str:
    valence, method = card.candidate.valence, card.candidate.valence_method
    return "unknown" if valence is None else f"{valence:+.2f} {method}"


def _add_lines(text: Text, title: str, lines: Iterable[str]) -> None:
    """Add a titled list; nothing for an empty one."""
    found = list(lines)
    if found:
        text.append(f"\n{title}\n", "bold")
        text.append("".join(f"  {line}\n" for line in found))
