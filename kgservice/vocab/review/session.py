"""A session: one person at work on the desk.

The one home of what a review is, for the terminal screen and the web page: what is next, what is shown, what a ruling
writes, what an undo takes back.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

from kgservice.errors import ContentError
from kgservice.vocab.candidates import Candidate
from kgservice.vocab.decisions import LEAST_WEIGHT, NAME, NOTE, RULINGS, WITHDRAW, Decision
from kgservice.vocab.review.card import Card, card
from kgservice.vocab.review.desk import Desk
from kgservice.vocab.review.queue import Filter
from kgservice.vocab.review.standing import NOTHING, Pair, Standing, kept

MAX_NOTE = 1000
"""Characters of a note; what is longer is refused."""


class RulingError(ContentError):
    """What a person asks for cannot be ruled; ``problem`` and ``fix`` say why and what to do."""

    def __init__(self, problem: str, fix: str) -> None:
        """Keep the facts and make the message of them."""
        self.problem, self.fix = problem, fix
        super().__init__(f"{problem}. {fix}")


class Session:
    """One person at work; what that person rules is on the disk when the method returns.

    ``annotator``: the person's name, 1 to 60 characters.  ``blind``: whether what others ruled on a pair stays hidden
    until the person has ruled on it.
    """

    def __init__(self, desk: Desk, annotator: str, *, blind: bool = True) -> None:
        """Begin, or go on where the log ends; raises `RulingError` for an impossible name."""
        self.desk, self.annotator, self.blind = desk, name_of(annotator), blind
        self._skipped: dict[Pair, None] = {}
        self._shown: set[Pair] = set()

    def queue(self, wanted: Filter | None = None) -> list[Candidate]:
        """Return what awaits this person, skipped candidates last; raises `UnknownId` for a faulty filter.

        What the person has ruled on is left out, unless the filter asks for somebody's rulings or for conflicts.
        """
        wanted = wanted or Filter()
        found, held = self.desk.select(wanted), self.desk.standing
        if not (wanted.annotator or wanted.conflicts):
            found = [c for c in found if self.annotator not in held.get(pair_of(c), NOTHING).rulings]
        later = list(self._skipped)
        return sorted(found, key=lambda c: later.index(pair_of(c)) if pair_of(c) in self._skipped else -1)

    def card(self, candidate: Candidate, *, adjudicating: bool = False) -> Card:
        """Return what this person may see of a candidate; who adjudicates sees what the others ruled."""
        pair = pair_of(candidate)
        is_open = adjudicating or not self.blind or self._has_ruled(pair)
        if is_open:
            self._shown.add(pair)
        return card(self.desk, candidate, self._held(pair), self.annotator, is_open=is_open)

    def rule(
        self,
        pair: Pair,
        verdict: str,
        *,
        to: str = "",
        weight: float | None = None,
        to_weight: float | None = None,
        note: str = "",
        adjudicating: bool = False,
    ) -> Decision:
        """Record a ruling on a pair of term and emotion, or a note about it, and return what was recorded.

        ``verdict``: one of `decisions.RULINGS`, or ``note``; the other arguments are those of `Decision`.
        ``adjudicating``: the ruling settles what people say differently.  Raises `RulingError`, `UnknownTerm`,
        `UnknownEmotion` or `TableError`, and records nothing then.
        """
        candidate = self.desk.candidate(*pair)
        pair = pair_of(candidate)
        self._check(verdict, pair, to)
        _check_weights(verdict, weight, to_weight)
        ruling = Decision(
            *pair,
            verdict=verdict,
            to=self.desk.ontology[to].id if to else "",
            weight=weight,
            reviewer=self.annotator,
            date=now(),
            note=_note(note),
            to_weight=to_weight,
            adjudicates=self._settled(pair) if adjudicating and verdict != NOTE else (),
            seen=self._seen(pair, adjudicating),
        )
        self.desk.append(ruling)
        self._skipped.pop(pair, None)
        return ruling

    def skip(self, pair: Pair) -> None:
        """Put a pair at the end of the queue for the rest of the session; nothing is recorded."""
        self._skipped.pop(pair, None)
        self._skipped[pair] = None

    def undo(self) -> Decision | None:
        """Take back this person's newest ruling or note, also one of an earlier session, and return it.

        The log keeps the row and gets a ``withdraw`` behind it.  None when nothing is left to take back.
        """
        mine = [row for row in kept(self.desk.log) if row.reviewer == self.annotator]
        if not mine:
            return None
        last = mine[-1]
        self.desk.append(Decision(*last.pair, WITHDRAW, "", None, self.annotator, now(), ""))
        return last

    def _held(self, pair: Pair) -> Standing:
        return self.desk.standing.get(pair, NOTHING)

    def _has_ruled(self, pair: Pair) -> bool:
        """Tell whether this person rules on the pair now."""
        return self.annotator in self._held(pair).rulings

    def _seen(self, pair: Pair, adjudicating: bool) -> tuple[str, ...]:
        """Return whose rulings this person could have seen; after a first ruling they were shown, also if withdrawn."""
        before = any(r.pair == pair and r.reviewer == self.annotator and r.verdict in RULINGS for r in self.desk.log)
        if not (before or adjudicating or not self.blind or pair in self._shown):
            return ()
        return tuple(sorted(name for name in self._held(pair).rulings if name != self.annotator))

    def _settled(self, pair: Pair) -> tuple[str, ...]:
        held = self._held(pair)
        if not (held.is_conflict or held.adjudication):
            problem = f'Nobody contradicts anybody about "{pair[0]}" and {pair[1]}'
            raise RulingError(problem, "Rule on it without adjudicating.")
        return tuple(sorted(held.rulings))

    def _check(self, verdict: str, pair: Pair, to: str) -> None:
        if verdict not in (*RULINGS, NOTE):
            raise RulingError(f'There is no verdict "{verdict}"', f"Choose one of: {', '.join((*RULINGS, NOTE))}.")
        if (verdict in ("reassign", "split")) != bool(to):
            raise RulingError(f"A {verdict} {'needs' if not to else 'has no'} other emotion", "Correct that.")
        if to and self.desk.ontology[to].id == pair[1]:
            raise RulingError(f'"{pair[0]}" is proposed for {to} already', "Name another emotion, or accept.")


def _check_weights(verdict: str, weight: float | None, to_weight: float | None) -> None:
    for given, allowed in ((weight, ("accept", "reassign", "split")), (to_weight, ("split",))):
        if given is not None and verdict not in allowed:
            raise RulingError(f"A {verdict} sets no such weight", f"Only {' and '.join(allowed)} can. Leave it out.")
        if given is not None and not LEAST_WEIGHT <= given <= 1:
            raise RulingError(f"The weight {given:g} is outside {LEAST_WEIGHT} to 1", "Correct it, or leave it out.")


def pair_of(candidate: Candidate) -> Pair:
    """Return the term and the emotion of a candidate."""
    return candidate.term, candidate.emotion


def name_of(annotator: str) -> str:
    """Return a person's name with single spaces; raises `RulingError` when it is none.

    >>> name_of(" Anna  Weber ")
    'Anna Weber'
    """
    name = " ".join(unicodedata.normalize("NFC", annotator).split())
    if not NAME.fullmatch(name) or not name.isprintable():
        raise RulingError(f"{annotator[:80]!r} is no name", "Give 1 to 60 printable characters without a bar.")
    return name


def now() -> str:
    """Return the present second in UTC, such as ``2026-01-31T12:00:00Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _note(text: str) -> str:
    note = " ".join(text.encode("utf-8", "replace").decode().split())
    if len(note) > MAX_NOTE:
        raise RulingError(f"The note has {len(note)} characters", f"Write {MAX_NOTE} at most.")
    return note
