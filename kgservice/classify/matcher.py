"""Find the lexicon's terms in a list of tokens: the longest phrase wins, and no token is used twice.

In: a `Lexicon`, the modifiers' shields, and token lists.  Out: `Match` after `Match`, in the order of the text.  Each
phrase hangs on its rarest token, so that a text is looked through once and work is done only where something may be
found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kgservice.classify.folding import fold
from kgservice.classify.respelling import shortened
from kgservice.classify.tokens import BOUNDARIES, Tokenizer
from kgservice.vocab.model import Lexicon, Sense

MAX_SETTLED = 100_000
"""Words of which it is remembered whether the lexicon has them."""

ASIDE = frozenset({"emoji", "emoticon", "interjection"})
"""Parts of speech that stand outside the sentence."""


class Entry:
    """What a form stands for: its senses, strongest first, one per emotion; none for a shield.

    ``comparative``: whether the form is an adjective's comparative, such as "happier".  ``aside``: whether it stands
    outside the sentence, as emoji, emoticons and interjections do, so that no word in the sentence negates it.
    """

    __slots__ = ("aside", "comparative", "senses")

    def __init__(self, senses: tuple[Sense, ...], comparative: bool = False, aside: bool = False) -> None:
        """Keep the senses."""
        self.senses, self.comparative, self.aside = senses, comparative, aside


class Match(NamedTuple):
    """An entry found from token ``start`` up to, not including, token ``end``."""

    start: int
    end: int
    entry: Entry


Found = tuple[int, int, Entry]
"""A `Match` as a plain tuple, which is quicker to make."""


class _Phrase:
    """A form of several tokens, of which number ``anchor`` is the rarest."""

    __slots__ = ("anchor", "entry", "length", "tokens")

    def __init__(self, tokens: list[str], anchor: int, entry: Entry) -> None:
        self.tokens, self.anchor, self.entry, self.length = tokens, anchor, entry, len(tokens)


class Anchor:
    """What hangs on a token: its own entry, phrases by the next token, and those that end in it by the token before."""

    __slots__ = ("after", "alone", "before", "has_after", "has_before")

    def __init__(self, alone: Entry | None = None) -> None:
        """Begin with an entry, or nothing."""
        self.alone = alone
        self.after: dict[str, list[_Phrase]] = {}
        self.before: dict[str, list[_Phrase]] = {}
        self.has_after = self.has_before = False


class Matcher:
    """The lexicon, indexed by token.

    Forms that are plain words are most of a lexicon and are indexed when such a word is first met.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        shields: Iterable[str] = (),
        misspellings: Callable[[], Mapping[str, str]] | None = None,
        common: Iterable[str] = (),
    ) -> None:
        """Index the forms of ``lexicon``.

        Phrases are found without their apostrophes too ("cant bear").  ``shields``: phrases that hide the terms inside
        them.  ``misspellings``: gives, when first needed, words that stand for a form; one that the lexicon has itself
        is taken as it is.  ``common``: words that many texts have, on which no phrase hangs if it can be helped.
        """
        self._lexicon, self._misspellings = lexicon, misspellings
        written = {form: _written(form, lexicon[form]) for form in lexicon.forms if not _is_plain(form)}
        self.tokenizer = _tokenizer(written, lexicon)
        forms: dict[tuple[str, ...], list[Sense]] = {tuple(self.tokenizer.cut(fold(s).text)): [] for s in shields}
        for form, text in written.items():
            forms.setdefault(tuple(self.tokenizer.cut(text)), []).extend(lexicon[form])
        forms.pop((), None)
        self._common = frozenset(common)
        self._singles = {tokens[0]: senses for tokens, senses in forms.items() if len(tokens) == 1}
        self._add_spellings(forms)
        self._anchors = _hang(forms, self._common)
        self._settled: set[str] = set()

    def _add_spellings(self, forms: dict[tuple[str, ...], list[Sense]]) -> None:
        """Add phrases without apostrophes, and as they read once stretched words are made short."""
        for tokens, senses in [*forms.items()]:
            if len(tokens) > 1:
                forms.setdefault(tuple(token.replace("'", "") for token in tokens), senses)
                forms.setdefault(tuple(shortened(token, _Known(self)) for token in tokens), senses)

    def anchor(self, token: str) -> Anchor | None:
        """Return the forms that hang on a token; None when none does: a text without such a token has no term."""
        if token not in self._settled:
            self._settle(token)
        return self._anchors.get(token)

    def _settle(self, token: str) -> None:
        """Index a token that is met for the first time."""
        if len(self._settled) < MAX_SETTLED:
            self._settled.add(token)
        entry = self._entry_of(token)
        if entry is not None:
            self._anchors.setdefault(token, Anchor()).alone = entry

    def _entry_of(self, token: str) -> Entry | None:
        if senses := self._senses(token):
            return _entry((token,), senses)
        if token in self._anchors or self._misspellings is None:
            return None
        form = self._misspellings().get(token)
        return _entry((form,), senses) if form and (senses := self._senses(form)) else None

    def _senses(self, token: str) -> list[Sense]:
        found = self._singles.get(token, [])
        return [*found, *self._lexicon.get(token)] if _is_plain(token) else found

    def is_common(self, token: str) -> bool:
        """Tell whether a token is one of the words that many texts have."""
        return token in self._common

    def __contains__(self, token: object) -> bool:
        """Tell whether a token alone is a form of the lexicon, spelt right."""
        return isinstance(token, str) and (token in self._singles or (_is_plain(token) and token in self._lexicon))

    def match(self, tokens: list[str]) -> list[Match]:
        """Return the terms in ``tokens``, in the order of the text; empty when there is none.

        Where two overlap, the one with more tokens wins, and the earlier of two that are as long.
        """
        found: list[Found] = []
        for place, token in enumerate(tokens):
            if (anchor := self.anchor(token)) is not None:
                add_hanging(tokens, place, anchor, found)
        return [Match(*one) for one in longest(found)]


def add_hanging(tokens: list[str], position: int, anchor: Anchor, found: list[Found]) -> bool:
    """Add to ``found`` what hangs on the token at ``position`` and fits; tell whether any of it is a phrase."""
    phrases = False
    if anchor.alone is not None:
        found.append((position, position + 1, anchor.alone))
    if anchor.has_after and position + 1 < len(tokens):
        some = anchor.after.get(tokens[position + 1])
        if some is not None:
            phrases = _fit(tokens, position, some, found)
    if anchor.has_before and position:
        some = anchor.before.get(tokens[position - 1])
        if some is not None:
            phrases = _fit(tokens, position, some, found) or phrases
    return phrases


class _Known:
    """The words of a matcher and those that are common: a stretched word may be one of them."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    def __contains__(self, token: object) -> bool:
        return token in self._matcher or (isinstance(token, str) and self._matcher.is_common(token))


def _is_plain(form: str) -> bool:
    """Tell whether a form is one token, whatever the tokenizer finds verbatim."""
    return form.isalnum() and form.isascii()


def _written(form: str, senses: Sequence[Sense]) -> str:
    """Return a form as it stands in a folded text: the spaces of an emoticon's normal form are underscores there."""
    folded = fold(form).text.strip()
    return folded.replace(" ", "_") if senses[0].pos == "emoticon" else folded


def _tokenizer(written: Mapping[str, str], lexicon: Lexicon) -> Tokenizer:
    """Return a tokenizer that finds emoticons, and forms that it would cut to pieces, as they stand."""
    plain = Tokenizer()
    emoticons = {text for form, text in written.items() if lexicon[form][0].pos == "emoticon" and not text.isalnum()}
    whole = (text for text in written.values() if text and " " not in text)
    return Tokenizer(emoticons | {text for text in whole if plain.drops_marks(text)})


def _hang(forms: dict[tuple[str, ...], list[Sense]], common: frozenset[str]) -> dict[str, Anchor]:
    """Hang each form of several tokens on its rarest token, so that few texts have it in vain."""
    phrases = {tokens: senses for tokens, senses in forms.items() if len(tokens) > 1}
    counts = Counter(token for tokens in phrases for token in tokens)
    hung: dict[str, Anchor] = {}
    for tokens, senses in phrases.items():
        place = min(range(len(tokens)), key=lambda i: (*_commonness(tokens[i], common, counts), i))
        anchor = hung.setdefault(tokens[place], Anchor())
        entry = _entry(tokens, senses)
        if place < len(tokens) - 1:
            anchor.has_after = True
            anchor.after.setdefault(tokens[place + 1], []).append(_Phrase(list(tokens), place, entry))
        else:
            anchor.has_before = True
            anchor.before.setdefault(tokens[place - 1], []).append(_Phrase(list(tokens), place, entry))
    return hung


def _commonness(token: str, common: frozenset[str], counts: Mapping[str, int]) -> tuple[bool, int]:
    """Rank a token by how many texts have it, for all we know: of common words the longest have fewest."""
    return (True, -len(token)) if token in common or token[0] in BOUNDARIES else (False, counts[token])


def _fit(tokens: list[str], position: int, phrases: list[_Phrase], found: list[Found]) -> bool:
    """Add to ``found`` the phrases that fit around their anchor at ``position``; tell whether any did.

    The anchor and the token beside it are known to fit: a phrase of two has no other.
    """
    before = len(found)
    for phrase in phrases:
        start, length = position - phrase.anchor, phrase.length
        if start >= 0 and (length == 2 or tokens[start : start + length] == phrase.tokens):
            found.append((start, start + length, phrase.entry))
    return len(found) > before


def _entry(tokens: tuple[str, ...], senses: list[Sense]) -> Entry:
    best: dict[str, Sense] = {}
    for sense in sorted(senses, key=lambda s: (-s.weight, s.emotion, s.term, s.pos)):
        best.setdefault(sense.emotion, sense)
    ends = tokens[-1].endswith("er") and len(tokens) == 1
    comparative = ends and any(sense.pos == "adjective" and sense.term != tokens[0] for sense in senses)
    return Entry(tuple(best.values()), comparative, all(sense.pos in ASIDE for sense in senses))


def longest(found: list[Found]) -> list[Found]:
    """Keep the longest of what overlaps; the work grows with the number found."""
    order = [(start - end, start, place) for place, (start, end, _) in enumerate(found)]
    order.sort()
    used: set[int] = set()
    kept: list[tuple[int, int]] = []
    for length, start, place in order:
        positions = range(start, start - length)
        if used.isdisjoint(positions):
            used.update(positions)
            kept.append((start, place))
    kept.sort()
    return [found[place] for _, place in kept]
