"""The places in a text that support its labels.

In: readings and clues.  Out: `Evidence`, made when it is first asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from math import exp, inf

from kgservice.classify.calibration import CLASSES
from kgservice.classify.clues import Clue, Part
from kgservice.classify.modifiers import Modifiers
from kgservice.classify.native import i64, mypyc_attr
from kgservice.classify.pieces import NO_PIECE, Piece
from kgservice.classify.reading import Reading
from kgservice.classify.words import REPORTING, SPEAKING

LEXICON, ASSOCIATION = "lexicon", "association"

FIELDS = (
    *("start", "end", "text", "term", "emotion", "weight", "negated", "intensity"),
    *("modifiers", "flags", "opposite", "source"),
)
"""What is said of a piece of evidence, in the order of its arguments."""

FLAGS = ("quoted", "reported", "hypothetical", "question")
"""What evidence may be besides: inside quotation marks; after words such as "he said"; what is only thought of; what is
asked."""

MIN_WEIGHT = 0.01
"""The least weight of evidence."""

NO_FLAGS: tuple[str, ...] = ()

_THOUGHT = (("hypothetical", ("hypothetical:", "condition:")), ("question", ("question:",)))

REPORT_REACH = 12
"""How many tokens before a term words such as "he said" are looked for; bounds the work per term."""

_QUOTATION = re.compile(r"\"[^\"\n]{1,500}\"|\u201c[^\u201d\n]{1,500}\u201d|\u00ab[^\u00bb\n]{1,500}\u00bb")


@mypyc_attr(acyclic=True)
class Evidence:
    """A place in the text that speaks for an emotion.

    ``start``, ``end``: offsets in the text as given, in characters (code points), ``end`` not included; no two places
    overlap.  ``text``: exactly what stands there.  ``term``: the lexicon's term.  ``emotion``: an emotion id.
    ``weight``: the lexicon's, above 0 to 1.  ``negated``: the words around take it away; it then counts for
    ``opposite``, at half its weight, or for nothing (None).  ``intensity``: the factor (1: plain) by which "very",
    capitals and the like change the weight.  ``modifiers``: what acted, such as ``negation: not``.  ``flags``: see
    `FLAGS`.  ``source``: ``lexicon``, or ``association`` for a form that is no term but speaks most for a label that
    no term supports; its ``weight`` is 1 - exp(-x), where x is how far it lifts that label above the others, in nats.
    """

    __slots__ = (
        *("emotion", "end", "flags", "intensity", "modifiers", "negated", "opposite", "source", "start", "term"),
        *("text", "weight"),
    )

    def __init__(
        self,
        start: i64,
        end: i64,
        text: str,
        term: str,
        emotion: str,
        weight: float,
        negated: bool,
        intensity: float,
        modifiers: tuple[str, ...] = (),
        flags: tuple[str, ...] = (),
        opposite: str | None = None,
        source: str = LEXICON,
    ) -> None:
        """Keep the facts."""
        self.start: i64 = start
        self.end: i64 = end
        self.text, self.term, self.emotion = text, term, emotion
        self.weight, self.negated, self.intensity = weight, negated, intensity
        self.modifiers, self.flags, self.opposite, self.source = modifiers, flags, opposite, source

    def to_dict(self) -> dict[str, object]:
        """Return the evidence as JSON has it; lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
        facts: dict[str, object] = dict(zip(FIELDS, self._facts(), strict=True))
        return facts | {
            "text": writable(self.text),
            "modifiers": list(self.modifiers),
            "flags": list(self.flags),
        }

    def _facts(self) -> tuple[object, ...]:
        return (
            *(self.start, self.end, self.text, self.term, self.emotion, self.weight, self.negated, self.intensity),
            *(self.modifiers, self.flags, self.opposite, self.source),
        )

    def __repr__(self) -> str:
        """Return the facts by name."""
        facts = ", ".join(f"{name}={fact!r}" for name, fact in zip(FIELDS, self._facts(), strict=True))
        return f"Evidence({facts})"

    def __eq__(self, other: object) -> bool:
        """Tell whether all facts are the same."""
        return self._facts() == other._facts() if isinstance(other, Evidence) else NotImplemented

    def __hash__(self) -> int:
        """Return the hash of the facts."""
        return hash(self._facts())

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the facts."""
        return Evidence, self._facts()


_SURROGATES = re.compile(r"[\ud800-\udfff]")


def writable(text: str) -> str:
    r"""Return ``text`` with lone surrogates, which UTF-8 cannot hold, as U+FFFD; offsets stay the same.

    >>> writable("a\ud800b")
    'a\ufffdb'
    """
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def of_clues(part: Part, modifiers: Modifiers) -> list[Evidence]:
    """Return the evidence of the clues of one part of a text, in its order."""
    reading = part.reading
    if not part.clues:
        return []
    text, offset = reading.text, reading.offset
    quotations = _quotation_bounds(text)
    found = []
    for clue in part.clues:
        start, end = reading.span(clue.start, clue.end)
        entry, flags = clue.entry, NO_FLAGS
        if clue.acted or quotations or reading.has & REPORTING:
            quoted = bool(quotations) and bisect_right(quotations, start) % 2 == 1
            flags = _flags(reading, clue, quoted, modifiers)
        found.append(
            Evidence(
                start + offset,
                end + offset,
                text[start:end],
                entry.term,
                entry.emotion,
                entry.weight,
                clue.negated,
                clue.intensity,
                clue.acted,
                flags,
                clue.emotion if clue.negated else None,
            )
        )
    return found


def _flags(reading: Reading, clue: Clue, quoted: bool, modifiers: Modifiers) -> tuple[str, ...]:
    found = ["quoted"] if quoted else []
    if reading.has & REPORTING and modifiers.is_reported(reading.tokens, clue.start, REPORT_REACH):
        found.append("reported")
    if not clue.acted:
        return tuple(found)
    for flag, kinds in _THOUGHT:
        for name in clue.acted:
            if name.startswith(kinds):
                found.append(flag)
                break
    return tuple(found)


def _quotation_bounds(text: str) -> list[int]:
    """Return where each quotation begins and ends, in turn."""
    if '"' in text or (not text.isascii() and ("\u201c" in text or "\u00ab" in text)):
        return [bound for match in _QUOTATION.finditer(text) for bound in match.span()]
    return []


def best_association(parts: list[Part], primary: str) -> Evidence | None:
    """Return the form outside all clues that lifts ``primary`` most; None where no other form is known."""
    best, highest = None, -inf
    begin: i64 = 0
    width: i64 = 0
    column = CLASSES.index(primary)
    for part in parts:
        if not part.foreign:
            lift, start, tokens = _best_in(part, column)
            if lift > highest:
                best, highest, begin, width = part, lift, start, tokens
    if best is None:
        return None
    reading = best.reading
    start, end = reading.span(begin, begin + width)
    weight = max(MIN_WEIGHT, 1 - exp(-max(highest, 0.0)))
    form, place = " ".join(reading.tokens[begin : begin + width]), reading.offset
    text = reading.text[start:end]
    return Evidence(start + place, end + place, text, form, primary, weight, False, 1.0, (), (), None, ASSOCIATION)


_Best = tuple[float, i64, i64]


def _best_in(part: Part, column: i64) -> _Best:
    """Return how far the best form of a part lifts a class, its first token, and how many tokens it has.

    Of equals the first, and a token before a pair.
    """
    taken = {place for clue in part.clues for place in range(clue.start, clue.end)}
    highest, before = -inf, NO_PIECE
    begin: i64 = 0
    width: i64 = 1
    place: i64 = 0
    for piece in part.reading.pieces:
        if before.afters & piece.bit and piece.befores & before.last_bit:
            join = before.joins.get(piece.first)
            lift = join.lift(column) if join is not None and join.signs & SPEAKING else -inf
            if lift > highest and place not in taken and place - 1 not in taken:
                highest, begin, width = lift, place - 1, 2
        if piece.signs & SPEAKING:
            if piece.count == 1:
                if (lift := piece.lift(column)) > highest and place not in taken:
                    highest, begin, width = lift, place, 1
            else:
                highest, begin, width = _best_inside(piece, column, taken, place, (highest, begin, width))
        if piece.count:
            before = piece
            place += piece.count
    return highest, begin, width


def _best_inside(piece: Piece, column: i64, taken: set[int], place: i64, best: _Best) -> _Best:
    """Return the best of the words of a piece, its pairs, and ``best``."""
    highest, begin, width = best
    token: i64
    for token, word in enumerate(piece.words):
        if word.signs & SPEAKING and (lift := word.lift(column)) > highest and place + token not in taken:
            highest, begin, width = lift, place + token, 1
        for first, inside in piece.inner:
            lift = inside.lift(column) if first == token and inside.signs & SPEAKING else -inf
            if lift > highest and place + token not in taken and place + token + 1 not in taken:
                highest, begin, width = lift, place + token, 2
    return highest, begin, width
