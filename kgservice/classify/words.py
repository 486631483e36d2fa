"""What is known of a token: all tables looked up once, so that a text is read without looking anything up twice.

Texts of words are interned: where they are compared, which is often, the same text is the same object.

In: the lexicon's forms, the modifiers, the learned weights.  Out: a `Word` for a token.
"""

from __future__ import annotations

from sys import intern
from typing import Final

from kgservice.classify.amounts import Amounts, Shift
from kgservice.classify.matcher import Entry, Matcher, Phrase, Phrases
from kgservice.classify.modifiers import Modifiers
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

_BITS: Final = 61


class Join(Shift):
    """What two tokens side by side do together: how they shift the classes, and the phrases that hang on them."""

    __slots__ = ("phrases", "signs")

    def __init__(self, shift: Shift | None, phrases: list[Phrase] | None) -> None:
        """Take either or both."""
        super().__init__()
        self.phrases = phrases
        self.signs: int = SPEAKING * (shift is not None) + JOINING * (phrases is not None)
        if shift is not None:
            self.add(shift)


class Joins:
    """What a token does with the one after it; worked out when the two are first met.

    To tell quickly that it does nothing with the one there, each text has one `bit` of 61: ``afters`` has those of all
    texts with which it does something.
    """

    __slots__ = ("_known", "_phrases", "_text", "_weights", "afters")

    def __init__(self, text: str, afters: int, phrases: Phrases, weights: Weights | None) -> None:
        """Look up in ``phrases``, by the token after, and ``weights``."""
        self._text, self.afters, self._phrases, self._weights = text, afters, phrases, weights
        self._known: dict[str, Join] = {}

    def get(self, after: str) -> Join | None:
        """Return what the token does with one after it, or None."""
        join = self._known.get(after)
        return self._look_up(after) if join is None else join

    def _look_up(self, after: str) -> Join | None:
        shift = self._weights.pair(self._text, after) if self._weights is not None else None
        phrases = self._phrases.get(after)
        if shift is None and phrases is None:
            return None
        join = self._known[intern(after)] = Join(shift, phrases)
        return join


class Word(Amounts):
    """A token, and what it adds to the sums.

    ``signs``: see above.  ``entry``: the lexicon's, or None.  ``joins``: what it does with tokens after it.
    ``befores``: the bits of the tokens that do something with it, as ``joins.afters`` has those of tokens after it.
    """

    __slots__ = ("befores", "bit", "entry", "itself", "joins", "signs", "text")

    def __init__(self, text: str, entry: Entry | None, joins: Joins, befores: int) -> None:
        """Keep the facts; ``itself`` is a sequence of this word alone."""
        super().__init__()
        self.text, self.entry, self.joins = intern(text), entry, joins
        self.signs: int = 0 if entry is None else NAMING
        self.bit: int = bit(text)
        self.befores = befores
        self.itself: tuple[Word, ...] = (self,)


def bit(text: str) -> int:
    """Return one of 61 bits for a text; in one process the same text has always the same."""
    return 1 << (hash(text) % _BITS)


class Words:
    """Makes words, and remembers them."""

    def __init__(self, matcher: Matcher, modifiers: Modifiers, weights: Weights | None) -> None:
        """Look up in these three."""
        self._matcher, self._modifiers, self._weights = matcher, modifiers, weights
        self._known: dict[str, Word] = {}
        kinds = (modifiers.negating, modifiers.contrasts, modifiers.foreign, modifiers.reporting)
        self._kinds = dict(zip((NEGATING, CONTRASTING, FOREIGN, REPORTING), kinds, strict=True))
        self._afters: dict[str, int] = {}
        self._befores: dict[str, int] = {}
        for first, second in [*matcher.pairs, *(weights.pairs if weights is not None else ())]:
            self._afters[first] = self._afters.get(first, 0) | bit(second)
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

    def _look_up(self, token: str) -> Word:
        joins = Joins(token, self._afters.get(token, 0), self._matcher.phrases(token), self._weights)
        word = Word(token, self._matcher.entry(token), joins, self._befores.get(token, 0))
        if self._weights is not None:
            _weigh(word, self._weights)
        for sign, kind in self._kinds.items():
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
