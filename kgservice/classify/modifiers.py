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
hypothetical weakens by ``factor`` (below 0) what it makes a mere thought ("might"), ``window`` tokens ahead at most
condition    the same, and a boundary ("if")
reporting    says that somebody else speaks ("he said that"); only flagged
shield       hides the terms inside it ("i mean", "kind of"), because there they name no feeling
filler       says nothing; known so that a hashtag can be cut into words
foreign      a small word of another language: where these outnumber the English ones, "die" is no English word
============ ==========================================================================================

The negations of a verb or a whole sentence reach to the end of the clause, 12 tokens at most, others 3 or 5 (VADER's
reach 3).  On the GoEmotions and XED training splits, with the first lexicon, a term named a gold emotion in .50 of all
cases without a negation, in .17 to .24 up to 3 tokens after one, and still in only .31 to .36 at 4 to 7 tokens.
Macro-F1 was the same for windows from 2 to 8 (.608 and .296, give or take .001).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgservice import content, tsv
from kgservice.classify.matcher import stands
from kgservice.classify.native import i64, mypyc_attr
from kgservice.classify.tokens import SENTENCE_ENDS, count_below, is_boundary
from kgservice.vocab.normalize import normalize

KINDS = (
    *("negation", "pseudo", "intensifier", "diminisher", "contrast", "boundary", "hypothetical"),
    *("condition", "reporting", "shield", "filler", "foreign"),
)
COLUMNS = ("form", "kind", "factor", "window", "unless", "source")
EXCEPTIONS = ("comparative", "so", "concord")
INTENSIFIER_REACH = 3
"""Tokens before a term within which an intensifier acts; source: VADER."""

DISTANCE_DAMPING = (1.0, 0.95, 0.9)
"""What is left of an intensifier's factor one, two and three tokens before the term; source: VADER."""

_CLOSING = ("contrast", "boundary", "condition")
_PASSIVE = ("shield", "filler", "foreign", "reporting")
_REACHING = ("negation", "hypothetical", "condition")

MAX_NEGATION = 3
"""Tokens that a negation of the table has at most ("in no way")."""

MAX_REACH = 12
"""The widest window that the table may ask for, in tokens: it keeps the work per term bounded."""


@dataclass(frozen=True, slots=True)
class Modifier:
    """One row of the table.

    ``factor``: by how much it strengthens, above -1 to 1.  ``window``: how many tokens ahead it reaches.
    ``unless``: what undoes a negation: ``comparative`` ("couldn't be happier"), ``so`` ("never so happy"), ``concord``:
    another negation before it, which it only repeats ("don't fear nobody").
    """

    form: str
    kind: str
    factor: float = 0.0
    window: int = 0
    unless: tuple[str, ...] = ()
    source: str = ""

    @property
    def name(self) -> str:
        """What evidence calls it, such as ``negation: not``."""
        return f"{self.kind}: {self.form}"


Effect = tuple[bool, float, tuple[str, ...]]
"""What the words before a term do to it: whether they negate it, the factor of its intensity, the names of all."""


@mypyc_attr(acyclic=True)
class _Rule:
    """A modifier as it is looked for: its tokens, how far it reaches, and whether it closes the clause."""

    __slots__ = ("closes", "factor", "form", "length", "name", "negates", "reach", "tokens", "unless", "window")

    def __init__(self, modifier: Modifier, tokens: list[str]) -> None:
        self.form, self.tokens, self.name = modifier.form, tokens, modifier.name
        self.factor, self.unless = modifier.factor, modifier.unless
        self.negates, self.closes = modifier.kind == "negation", modifier.kind in _CLOSING
        self.length: i64 = len(tokens)
        self.window: i64 = modifier.window
        self.reach: i64 = modifier.window or (INTENSIFIER_REACH if modifier.factor else 0)


NO_EFFECT: Effect = (False, 1.0, ())


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
        window=int(row.number_in("window", 1, MAX_REACH)) if kind in _REACHING else 0,
        unless=row.list_of("unless"),
        source=row.required("source"),
    )


class Modifiers:
    """All modifiers, indexed by their last token, so that they are found going back from a term.

    ``negating``: a token of each negation, the rarest; ``contrasts``, ``foreign``, ``reporting``: words of a kind.
    """

    def __init__(self, modifiers: Iterable[Modifier], cut: Callable[[str], Sequence[str]]) -> None:
        """Index ``modifiers``; ``cut`` is the tokenizer's, so that both sides are cut alike."""
        self.rows = tuple(modifiers)
        self.foreign = self._forms("foreign")
        self.contrasts = self._forms("contrast")
        self.degrees = self._forms("intensifier", "diminisher")
        self.reporting = self._forms("reporting")
        self._closing = self._forms(*_CLOSING)
        self._english = frozenset(word for m in self.rows if m.kind != "foreign" for word in m.form.split())
        self._ending: dict[str, list[_Rule]] = {}
        for modifier in self.rows:
            if modifier.kind not in _PASSIVE:
                for form in _spellings(modifier.form):
                    rule = _Rule(modifier, list(cut(form)))
                    self._ending.setdefault(rule.tokens[-1], []).append(rule)
        for rules in self._ending.values():
            rules.sort(key=lambda rule: -rule.length)
        self.negating = frozenset(self._rarest(m.form, cut) for m in self.rows if m.kind == "negation")

    def _rarest(self, form: str, cut: Callable[[str], Sequence[str]]) -> str:
        """Return the token of ``form`` by which to look for it: one that is no filler, and the longest of those."""
        fillers = self._forms("filler")
        return max(
            (token for spelt in _spellings(form) for token in cut(spelt)), key=lambda t: (t not in fillers, len(t))
        )

    def _forms(self, *kinds: str) -> frozenset[str]:
        return frozenset(modifier.form for modifier in self.rows if modifier.kind in kinds)

    def ends_negation(self, tokens: list[str], position: int) -> bool:
        """Tell whether a negation ends at ``position``."""
        rule = self._ending_at(tokens, position)
        return rule is not None and rule.negates

    def is_foreign(self, tokens: Iterable[str]) -> bool:
        """Tell whether more different words in ``tokens`` are small words of another language than English ones.

        Once there is one, a word with a letter outside ASCII counts as foreign too.
        """
        if self.foreign.isdisjoint(tokens):
            return False
        words = set(tokens)
        foreign = sum(word in self.foreign or (word.isalpha() and not word.isascii()) for word in words)
        return foreign > len(words & self._english)

    def of_kind(self, kind: str) -> tuple[Modifier, ...]:
        """Return the modifiers of one kind, in the order of the table."""
        return tuple(modifier for modifier in self.rows if modifier.kind == kind)

    def _ending_at(self, tokens: list[str], position: i64) -> _Rule | None:
        """Return the longest modifier whose last token stands at ``position``, or None."""
        rules = self._ending.get(tokens[position])
        if rules is not None:
            for rule in rules:
                start = position + 1 - rule.length
                if rule.length == 1 or (start >= 0 and stands(rule.tokens, tokens, start)):
                    return rule
        return None

    def turned(self, tokens: list[str], negating: list[int]) -> set[int]:
        """Return the places that an odd number of negations reach, each up to its window or the end of the clause.

        ``negating``: where tokens stand that may belong to a negation.
        """
        found: set[int] = set()
        for rule, place in self._negations(tokens, negating):
            for reached in range(place + 1, min(place + 1 + rule.window, len(tokens))):
                if is_boundary(tokens[reached]) or tokens[reached] in self._closing:
                    break
                if reached in found:
                    found.remove(reached)
                else:
                    found.add(reached)
        return found

    def _negations(self, tokens: list[str], negating: list[int]) -> list[tuple[_Rule, int]]:
        """Return the negations with the place of their last token."""
        found, last = [], -1
        for near in negating:
            for place in range(max(near, last + 1), min(near + MAX_NEGATION, len(tokens))):
                rule = self._ending_at(tokens, place)
                if rule is not None and rule.negates and near > place - rule.length:
                    found.append((rule, place))
                    last = place
                    break
        return found

    def is_reported(self, tokens: Sequence[str], start: int, reach: int) -> bool:
        """Tell whether a word such as "said" stands before ``start`` in its sentence, ``reach`` tokens away at most."""
        for place in range(start - 1, max(start - 1 - reach, -1), -1):
            if tokens[place] in self.reporting:
                return True
            if tokens[place][:1] in SENTENCE_ENDS:
                return False
        return False

    def is_acting(self, token: str) -> bool:
        """Tell whether a token may act on a term after it, or end the clause."""
        return token in self._ending or is_boundary(token)

    def effect(self, tokens: list[str], places: list[int], start: i64, *, comparative: bool = False) -> Effect:
        """Return what the tokens before ``start`` do to the term that begins there.

        ``places``: where tokens stand that are acting, in order.  ``comparative``: whether the term itself is a
        comparative, such as "happier".
        """
        acting = self._acting(tokens, places, start)
        if not acting:
            return NO_EFFECT
        intensity, so = 1.0, False
        negations: list[_Rule] = []
        for rule, distance in acting:
            if rule.negates:
                negations.append(rule)
                continue
            intensity *= 1 + rule.factor * (1.0 if rule.window else DISTANCE_DAMPING[distance])
            so = so or rule.form in ("so", "such", "this")
            comparative = comparative or rule.form == "more"
        if not negations:
            return False, intensity, tuple([rule.name for rule, _ in acting])
        undone = [m for i, m in enumerate(negations) if _undone(m, comparative, so, i < len(negations) - 1)]
        acted = tuple([rule.name for rule, _ in acting if rule not in undone])
        return (len(negations) - len(undone)) % 2 == 1, intensity, acted

    def _acting(self, tokens: list[str], places: list[int], start: i64) -> list[tuple[_Rule, i64]]:
        """Return what acts on the term at ``start``, the nearest first, each with the tokens between."""
        position, last = start - 1, start - 1 - MAX_REACH
        acting: list[tuple[_Rule, i64]] = []
        for number in range(count_below(places, start) - 1, -1, -1):
            place: i64 = places[number]
            if place <= last:
                break
            if place > position:  # inside the rule before
                continue
            rule = self._ending_at(tokens, place)
            if rule is None:
                if is_boundary(tokens[place]):
                    break
                continue
            if start - 1 - place < rule.reach:
                acting.append((rule, start - 1 - place))
            if rule.closes:
                break
            position = place - rule.length
        return acting


def _undone(negation: _Rule, comparative: bool, so: bool, repeats: bool) -> bool:
    unless = negation.unless
    return (comparative and "comparative" in unless) or (so and "so" in unless) or (repeats and "concord" in unless)


def _spellings(form: str) -> set[str]:
    """Return a form with its contraction written as people do: "don't", "dont", "don t"."""
    if "n't" not in form:
        return {form}
    return {form, form.replace("'", ""), form.replace("'", " ")}
