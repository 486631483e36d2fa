"""Words that turn, strengthen or weaken an emotion word near them.

In: ``vocab/modifiers.tsv``.  Out: `Modifiers`, which the matcher asks about each term that it found.  Going back from
the term, token by token, it collects intensifiers and diminishers, and the negations that reach the term, until a
boundary: punctuation, a contrast ("but") or the subject of a new clause ("and I").  The table's kinds:

============ ==========================================================================================
negation     takes the term away when it stands at most ``window`` tokens before it
pseudo       looks like a negation but is none ("not only"); also lets nothing inside it act
intensifier  strengthens by ``factor``
diminisher   weakens by ``factor`` (below 0)
contrast     a boundary; what comes before counts less, what comes after more
boundary     ends the clause for negations
shield       hides the terms inside it ("i mean", "kind of"), because there they name no feeling
filler       says nothing; known so that a hashtag can be cut into words
foreign      a small word of another language: where these outnumber the English ones, "die" is no English word
============ ==========================================================================================

Most negations reach 5 tokens, where VADER's reach 3: on the GoEmotions and XED training splits, with the first lexicon,
a term named a gold emotion in .50 of all cases without a negation, in .17 to .24 up to 3 tokens after one, and still in
only .31 to .36 at 4 to 7 tokens.  Macro-F1 is the same for windows from 2 to 8 (.608 and .296, give or take .001).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgservice import content, tsv
from kgservice.classify.tokens import BOUNDARIES, SENTENCE_ENDS
from kgservice.vocab.normalize import normalize

KINDS = ("negation", "pseudo", "intensifier", "diminisher", "contrast", "boundary", "shield", "filler", "foreign")
COLUMNS = ("form", "kind", "factor", "window", "unless", "source")
EXCEPTIONS = ("comparative", "so")
INTENSIFIER_REACH = 3
"""Tokens before a term within which an intensifier acts; source: VADER."""

DISTANCE_DAMPING = (1.0, 0.95, 0.9)
"""What is left of an intensifier's factor one, two and three tokens before the term; source: VADER."""

MAX_REACH = 8
"""The widest window that the table may ask for, in tokens: it keeps the work per term bounded."""


CONTRAST_BEFORE = 0.9
CONTRAST_AFTER = 1.1
"""What a contrast ("but") leaves of the terms before it in its sentence, and makes of those after it.

Source: the idea is VADER's.  Its factors, 0.5 and 1.5, lowered macro-F1 on the GoEmotions training split (.5087,
against .5104 without any), where both sides of a "but" often count; these are mild: they settle what leads, and hide
nothing.
"""

CONTRAST_REACH = 20
"""Tokens within which a contrast is looked for on either side; bounds the work per term."""


@dataclass(frozen=True, slots=True)
class Modifier:
    """One row of the table.

    ``factor``: by how much it strengthens, above -1 to 1.  ``window``: how many tokens ahead a negation reaches.
    ``unless``: what undoes a negation: ``comparative`` ("couldn't be happier"), ``so`` ("never so happy").
    """

    form: str
    kind: str
    factor: float = 0.0
    window: int = 0
    unless: tuple[str, ...] = ()
    source: str = ""


Effect = tuple[bool, float]
"""What the words before a term do to it: whether they negate it, and the factor of its intensity (1: nothing)."""


def load_modifiers(file: Path | None = None) -> tuple[Modifier, ...]:
    """Read the table of modifiers, by default the packaged ``vocab/modifiers.tsv``; raises `TableError`.

    Provenance: ``source`` is ``vader2014`` for VADER's lists and factors, ``kgservice`` for the project's additions.

    >>> {modifier.form: modifier.kind for modifier in load_modifiers()}["never"]
    'negation'
    """
    rows = tsv.read(file or content.path("vocab", "modifiers.tsv"), COLUMNS, key=("form",))
    return tuple(_modifier(row) for row in rows)


def _modifier(row: tsv.Row) -> Modifier:
    kind = row.one_of("kind", KINDS)
    form = row.required("form")
    if form != normalize(form):
        raise row.error("form", f'"{form}" is not in normal form', f'Write "{normalize(form)}".')
    for exception in row.list_of("unless"):
        if exception not in EXCEPTIONS:
            raise row.error("unless", f'"{exception}" is not known', f"Known: {', '.join(EXCEPTIONS)}.")
    return Modifier(
        form=form,
        kind=kind,
        factor=row.number_in("factor", -0.99, 1) if row["factor"] else 0.0,
        window=int(row.number_in("window", 1, MAX_REACH)) if kind == "negation" else 0,
        unless=row.list_of("unless"),
        source=row.required("source"),
    )


class Modifiers:
    """All modifiers, indexed by their last token, so that they are found going back from a term."""

    def __init__(self, modifiers: Iterable[Modifier], cut: Callable[[str], Sequence[str]]) -> None:
        """Index ``modifiers``; ``cut`` is the tokenizer's, so that both sides are cut alike."""
        self.rows = tuple(modifiers)
        self._ending: dict[str, tuple[tuple[tuple[str, ...], Modifier], ...]] = {}
        self._foreign = frozenset(m.form for m in self.rows if m.kind == "foreign")
        self._english = frozenset(word for m in self.rows if m.kind != "foreign" for word in m.form.split())
        self.degrees = frozenset(m.form for m in self.rows if m.kind in ("intensifier", "diminisher"))
        self._contrasts = frozenset(modifier.form for modifier in self.rows if modifier.kind == "contrast")
        for modifier in self.rows:
            if modifier.kind in ("shield", "filler", "foreign"):
                continue
            for form in _spellings(modifier.form):
                tokens = tuple(cut(form))
                rows = (*self._ending.get(tokens[-1], ()), (tokens, modifier))
                self._ending[tokens[-1]] = tuple(sorted(rows, key=lambda row: -len(row[0])))

    def is_foreign(self, tokens: Iterable[str]) -> bool:
        """Tell whether more different words in ``tokens`` are small words of another language than English ones.

        Once there is one, a word with a letter outside ASCII counts as foreign too.
        """
        if self._foreign.isdisjoint(tokens):
            return False
        words = set(tokens)
        foreign = sum(word in self._foreign or (word.isalpha() and not word.isascii()) for word in words)
        return foreign > len(words & self._english)

    def of_kind(self, kind: str) -> tuple[Modifier, ...]:
        """Return the modifiers of one kind, in the order of the table."""
        return tuple(modifier for modifier in self.rows if modifier.kind == kind)

    def ending_at(self, tokens: Sequence[str], position: int) -> tuple[int, Modifier] | None:
        """Return the longest modifier whose last token stands at ``position``, with its length, or None."""
        for form, modifier in self._ending.get(tokens[position], ()):
            start = position + 1 - len(form)
            if len(form) == 1 or (start >= 0 and tuple(tokens[start : position + 1]) == form):
                return len(form), modifier
        return None

    def has_contrast(self, tokens: Iterable[str]) -> bool:
        """Tell whether there is a contrast word anywhere in ``tokens``."""
        return not self._contrasts.isdisjoint(tokens)

    def contrast(self, tokens: Sequence[str], start: int, end: int) -> float:
        """Return what a contrast in the same sentence leaves of the term there: 1 where there is none."""
        if self._turns(tokens, range(start - 1, max(start - 1 - CONTRAST_REACH, -1), -1)):
            return CONTRAST_AFTER
        return CONTRAST_BEFORE if self._turns(tokens, range(end, min(end + CONTRAST_REACH, len(tokens)))) else 1.0

    def _turns(self, tokens: Sequence[str], places: Iterable[int]) -> bool:
        for place in places:
            if tokens[place] in self._contrasts:
                return True
            if tokens[place][:1] in SENTENCE_ENDS:
                return False
        return False

    def effect(self, tokens: Sequence[str], start: int, *, comparative: bool = False) -> Effect:
        """Return what the tokens before ``start`` do to the term that begins there.

        ``comparative``: whether the term itself is a comparative, such as "happier".
        """
        ending, position, reach = self._ending, start - 1, max(start - 1 - MAX_REACH, -1)
        intensity, so = 1.0, False
        negations: list[Modifier] = []
        while position > reach:
            token = tokens[position]
            if token not in ending:
                if token[:1] in BOUNDARIES:
                    break
                position -= 1
                continue
            found = self.ending_at(tokens, position)
            if found is None:
                position -= 1
                continue
            length, modifier = found
            if modifier.kind in ("contrast", "boundary"):
                break
            distance = start - 1 - position
            if modifier.factor and modifier.kind != "negation" and distance < INTENSIFIER_REACH:
                intensity *= 1 + modifier.factor * DISTANCE_DAMPING[distance]
                so = so or token in ("so", "such", "this")
                comparative = comparative or token == "more"
            elif modifier.kind == "negation" and distance < modifier.window:
                negations.append(modifier)
            position -= length
        negated = bool(negations) and any(not _undone(negation, comparative, so) for negation in negations)
        return negated, intensity


def _undone(negation: Modifier, comparative: bool, so: bool) -> bool:
    return (comparative and "comparative" in negation.unless) or (so and "so" in negation.unless)


def _spellings(form: str) -> set[str]:
    """Return a form with its contraction written as people do: "don't", "dont", "don t"."""
    if "n't" not in form:
        return {form}
    return {form, form.replace("'", ""), form.replace("'", " ")}
