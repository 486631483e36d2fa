"""What is known of a token: all tables looked up once, so that a text is read without looking anything up twice.

Texts of words are interned: where they are compared, which is often, the same text is the same object.

In: the lexicon's forms, the modifiers, the learned weights.  Out: a `Word` for a token.
"""

from __future__ import annotations

from sys import intern
from typing import Final

from kgservice.classify.amounts import Amounts, Shift
from kgservice.classify.matcher import Entry, Matcher, Phrase
from kgservice.classify.modifiers import Modifiers
from kgservice.classify.native import i64, mypyc_attr
from kgservice.classify.tokens import bit, bits
from kgservice.classify.weights import Weights

MAX_WORDS: Final = 20_000
"""Words that are kept; when there are more, all are forgotten.  Each takes some 0.3 kB."""

NAMING: Final = 1
JOINING: Final = 2
SPEAKING: Final = 4
NEGATING: Final = 8
ACTING: Final = 16
CONTRASTING: Final = 32
FOREIGN: Final = 64
REPORTING: Final = 128
ASKING: Final = 256
EXCLAIMING: Final = 512
SHOUTED: Final = 1024
SMALL: Final = 2048
STRETCHED: Final = 4096
RATED: Final = 8192
"""Signs, one bit each, of what there is in a word, a piece or a text.

A form of the lexicon; two tokens on which a phrase hangs; a form with an association; a token that may negate; that
may act on a term or end a clause; that contrasts; of another language; such as "said"; "?"; "!"; two capitals side by
side; two small letters; stretched letters; a word with an affect.
"""


@mypyc_attr(acyclic=True)
class Join(Shift):
    """What two tokens side by side do together: how they shift the classes, and the phrases that hang on them."""

    __slots__ = ("phrases", "signs")

    def __init__(self, shift: Shift | None, phrases: list[Phrase] | None) -> None:
        """Take either or both."""
        super().__init__()
        self.phrases = phrases
        self.signs: i64 = (SPEAKING if shift is not None else 0) | (JOINING if phrases is not None else 0)
        if shift is not None:
            self.add(shift)


UNREAD: Final = Join(None, None)
"""Stands for a join that was never asked for: `Words.join` reads it."""

NO_JOINS: Final[dict[str, Join]] = {}


@mypyc_attr(acyclic=True)
class Word(Amounts):
    """A token, and what it adds to the sums.

    ``signs``: see above.  ``entry``: the lexicon's, or None.  ``joins``: what it does with tokens after it, by these.
    To tell quickly that it does nothing with the one there, each text has one ``bit`` of 61: ``afters`` has those of
    the tokens with which it does something, ``befores`` those of the tokens that do something with it.
    """

    __slots__ = ("afters", "befores", "bit", "entry", "joins", "signs", "text")

    def __init__(self, text: str, entry: Entry | None, joins: dict[str, Join], befores: i64) -> None:
        """Keep the facts."""
        super().__init__()
        self.text, self.entry, self.joins = intern(text), entry, joins
        self.signs: i64 = 0 if entry is None else NAMING
        self.bit: i64 = bit(text)
        self.befores: i64 = befores
        self.afters: i64 = bits(joins)


class Words:
    """Makes words, and remembers them."""

    def __init__(self, matcher: Matcher, modifiers: Modifiers, weights: Weights | None) -> None:
        """Look up in these three."""
        self._matcher, self._modifiers, self._weights = matcher, modifiers, weights
        self._known: dict[str, Word] = {}
        kinds = (modifiers.negating, modifiers.contrasts, modifiers.foreign, modifiers.reporting)
        self._kinds = list(zip((NEGATING, CONTRASTING, FOREIGN, REPORTING), kinds, strict=True))
        self._afters: dict[str, list[str]] = {}
        self._befores: dict[str, i64] = {}
        for first, second in [*matcher.pairs, *(weights.pairs if weights is not None else ())]:
            self._afters.setdefault(first, []).append(second)
            self._befores[second] = self._befores.get(second, 0) | bit(first)

    def of(self, token: str) -> Word:
        """Return what is known of a token."""
        word = self._known.get(token)
        if word is None:
            word = self._look_up(token)
            if len(self._known) >= MAX_WORDS:
                self._known.clear()
            self._known[token] = word
        return word

    def join(self, token: str, after: str, joins: dict[str, Join]) -> Join | None:
        """Return what a token, whose ``joins`` these are, does with the one after it, or None."""
        join = joins.get(after)
        if join is UNREAD:
            shift = self._weights.pair(token, after) if self._weights is not None else None
            join = joins[after] = Join(shift, self._matcher.phrases(token).get(after))
        return join

    def _look_up(self, token: str) -> Word:
        afters = self._afters.get(token)
        joins = NO_JOINS if afters is None else dict.fromkeys(map(intern, afters), UNREAD)
        word = Word(token, self._matcher.entry(token), joins, self._befores.get(token, 0))
        if self._weights is not None:
            _weigh(word, self._weights)
        for sign, kind in self._kinds:
            if token in kind:
                word.signs |= sign
        if self._modifiers.is_acting(token):
            word.signs |= ACTING
        if "?" in token:
            word.signs |= ASKING
        return word


def _weigh(word: Word, weights: Weights) -> None:
    if (shift := weights.alone(word.text)) is not None:
        word.add(shift)
        word.signs |= SPEAKING
    if (affect := weights.affect_of(word.text)) is not None:
        word.add_affect(affect)
        word.signs |= RATED
