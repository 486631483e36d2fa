"""Find the lexicon's terms in a list of tokens: the longest phrase wins, and no token is used twice.

In: a `Lexicon`, the modifiers' shields, and token lists.  Out: `Match` after `Match`, in the order of the text.  Each
phrase hangs on two of its tokens, so that a text is looked through once and work is done only where something may be
found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter

from kgservice.classify.folding import fold
from kgservice.classify.misspelling import SHORTEST
from kgservice.classify.native import i64, mypyc_attr
from kgservice.classify.respelling import shortened
from kgservice.classify.tokens import BOUNDARIES, Tokenizer, bits
from kgservice.vocab.model import Lexicon, Sense

ASIDE = frozenset({"emoji", "emoticon", "interjection"})
"""Parts of speech that stand outside the sentence."""


@mypyc_attr(acyclic=True)
class Entry:
    """What a form stands for: its senses, strongest first, one per emotion; none for a shield (``speaks`` is False).

    ``term``, ``emotion``, ``weight``: those of the strongest sense.

    ``comparative``: whether the form is an adjective's comparative, such as "happier".  ``aside``: whether it stands
    outside the sentence, as emoji, emoticons and interjections do, so that no word in the sentence negates it.
    """

    __slots__ = ("aside", "comparative", "emotion", "senses", "speaks", "term", "weight")

    def __init__(self, senses: tuple[Sense, ...], comparative: bool = False, aside: bool = False) -> None:
        """Keep the senses."""
        self.senses, self.comparative, self.aside = senses, comparative, aside
        self.speaks = len(senses) > 0
        self.term, self.emotion, self.weight = "", "", 0.0
        if senses:
            self.term, self.emotion, self.weight = senses[0].term, senses[0].emotion, senses[0].weight


@mypyc_attr(acyclic=True)
class Match:
    """An entry found from token ``start`` up to, not including, token ``end``."""

    __slots__ = ("end", "entry", "start")

    def __init__(self, start: i64, end: i64, entry: Entry) -> None:
        """Keep the facts."""
        self.start: i64 = start
        self.end: i64 = end
        self.entry = entry


@mypyc_attr(acyclic=True)
class Phrase:
    """A form of several tokens, which hangs on two of them that stand side by side: ``lead`` is the first of these.

    ``bits``: those of its tokens; 0 until it is first looked for.
    """

    __slots__ = ("bits", "entry", "lead", "length", "tokens")

    def __init__(self, tokens: list[str], lead: int, entry: Entry) -> None:
        """Keep the facts."""
        self.tokens, self.entry = tokens, entry
        self.lead: i64 = lead
        self.length: i64 = len(tokens)
        self.bits: i64 = 0


Phrases = dict[str, list[Phrase]]
"""Phrases by the second of the tokens on which they hang."""

NO_PHRASES: Phrases = {}


class Matcher:
    """The lexicon, its phrases indexed by two of their tokens; plain words, most of a lexicon, need no index."""

    def __init__(
        self,
        lexicon: Lexicon,
        shields: Iterable[str] = (),
        form_of: Callable[[str], str | None] | None = None,
        common: Iterable[str] = (),
    ) -> None:
        """Index the forms of ``lexicon``.

        Phrases are found without their apostrophes too ("cant bear").  ``shields``: phrases that hide the terms inside
        them.  ``form_of``: gives the form that a misspelt word stands for, or None; it is not asked about what the
        lexicon has itself.  ``common``: words that many texts have, on which no phrase hangs if it can be helped, and
        which are never misspelt.
        """
        self._lexicon, self._form_of = lexicon, form_of
        written = {form: _written(form, lexicon[form]) for form in lexicon.forms if not _is_plain(form)}
        self.tokenizer = _tokenizer(written, lexicon)
        forms: dict[tuple[str, ...], list[Sense]] = {tuple(self.tokenizer.cut(fold(s).text)): [] for s in shields}
        for form, text in written.items():
            forms.setdefault(tuple(self.tokenizer.cut(text)), []).extend(lexicon[form])
        forms.pop((), None)
        self._common = frozenset(common)
        self._singles = {tokens[0]: senses for tokens, senses in forms.items() if len(tokens) == 1}
        self._add_spellings(forms)
        self._phrases, self._hung = _hang(forms, self._common)

    def _add_spellings(self, forms: dict[tuple[str, ...], list[Sense]]) -> None:
        """Add phrases without apostrophes, and as they read once stretched words are made short."""
        for tokens, senses in [*forms.items()]:
            if len(tokens) > 1:
                forms.setdefault(tuple(token.replace("'", "") for token in tokens), senses)
                forms.setdefault(tuple(shortened(token, _Known(self)) for token in tokens), senses)

    def entry(self, token: str) -> Entry | None:
        """Return what a token alone stands for, maybe misspelt; None when it is no form of the lexicon."""
        if senses := self._senses(token):
            return _entry((token,), senses)
        if self._form_of is None or len(token) < SHORTEST or token in self._hung or token in self._common:
            return None
        form = self._form_of(token)
        return _entry((form,), senses) if form and (senses := self._senses(form)) else None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of tokens on which phrases hang."""
        return [(first, second) for first, phrases in self._phrases.items() for second in phrases]

    def phrases(self, token: str) -> Phrases:
        """Return the phrases that hang on a token and the one after it, by the latter; maybe none."""
        return self._phrases.get(token, NO_PHRASES)

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
        terms: list[Match] = []
        found: list[Match] = []
        of_all = bits(tokens)
        for place, token in enumerate(tokens):
            if (entry := self.entry(token)) is not None:
                terms.append(Match(place, place + 1, entry))
            if place + 1 < len(tokens) and (phrases := self.phrases(token).get(tokens[place + 1])) is not None:
                fit(tokens, of_all, place, phrases, found)
        return longest(terms, found)


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


def _hang(
    forms: dict[tuple[str, ...], list[Sense]], common: frozenset[str]
) -> tuple[dict[str, Phrases], frozenset[str]]:
    """Hang each form of several tokens on its rarest token and one beside it, so that few texts have both in vain.

    Return the phrases by these two, and the rarest tokens.
    """
    phrases = {tokens: senses for tokens, senses in forms.items() if len(tokens) > 1}
    counts = Counter(token for tokens in phrases for token in tokens)
    hung: dict[str, Phrases] = {}
    rarest = set()
    for tokens, senses in phrases.items():
        place = min(range(len(tokens)), key=lambda i: (*_commonness(tokens[i], common, counts), i))
        rarest.add(tokens[place])
        lead = min(place, len(tokens) - 2)
        phrase = Phrase(list(tokens), lead, _entry(tokens, senses))
        hung.setdefault(tokens[lead], {}).setdefault(tokens[lead + 1], []).append(phrase)
    return hung, frozenset(rarest)


def _commonness(token: str, common: frozenset[str], counts: Mapping[str, int]) -> tuple[bool, int]:
    """Rank a token by how many texts have it, for all we know: of common words the longest have fewest."""
    return (True, -len(token)) if token in common or token[0] in BOUNDARIES else (False, counts[token])


def fit(tokens: list[str], of_all: i64, place: i64, phrases: list[Phrase], found: list[Match]) -> None:
    """Add to ``found`` the phrases that fit around the tokens on which they hang.

    ``of_all``: the `bits` of ``tokens``.  The token at ``place`` and the one after it are known to fit: a phrase of two
    has no other.
    """
    for phrase in phrases:
        if not phrase.bits:
            phrase.bits = bits(phrase.tokens)
        if phrase.bits & ~of_all:
            continue
        start, length = place - phrase.lead, phrase.length
        if start >= 0 and (length == 2 or stands(phrase.tokens, tokens, start)):
            found.append(Match(start, start + length, phrase.entry))


def stands(some: list[str], tokens: list[str], start: i64) -> bool:
    """Tell whether ``some`` tokens stand among ``tokens``, the first at ``start``, which is 0 at least.

    >>> stands(["b", "c"], ["a", "b", "c"], 1), stands(["c", "d"], ["a", "b", "c"], 2)
    (True, False)
    """
    if start + len(some) > len(tokens):
        return False
    for token in some:
        if tokens[start] != token:
            return False
        start += 1
    return True


def _entry(tokens: tuple[str, ...], senses: list[Sense]) -> Entry:
    best: dict[str, Sense] = {}
    for sense in sorted(senses, key=lambda s: (-s.weight, s.emotion, s.term, s.pos)):
        best.setdefault(sense.emotion, sense)
    ends = tokens[-1].endswith("er") and len(tokens) == 1
    comparative = ends and any(sense.pos == "adjective" and sense.term != tokens[0] for sense in senses)
    return Entry(tuple(best.values()), comparative, all(sense.pos in ASIDE for sense in senses))


def longest(terms: list[Match], phrases: list[Match]) -> list[Match]:
    """Keep the longest of what overlaps, of equals the first; the work grows with the number found.

    ``terms``: of one token each, in the order of the text; ``phrases``: of several, in any order.
    """
    if len(phrases) > 1:
        phrases = _apart(phrases)
    kept: list[Match] = []
    place, count = 0, len(terms)
    for phrase in phrases:
        while place < count and terms[place].start < phrase.start:
            kept.append(terms[place])
            place += 1
        while place < count and terms[place].start < phrase.end:
            place += 1
        kept.append(phrase)
    kept.extend(terms[place:])
    return kept


def _apart(phrases: list[Match]) -> list[Match]:
    """Return phrases that do not overlap, in the order of the text; else the longest, of equals the first."""
    used: set[int] = set()
    kept: list[Match] = []
    for phrase in sorted(phrases, key=_by_length):
        positions = range(phrase.start, phrase.end)
        if used.isdisjoint(positions):
            used.update(positions)
            kept.append(phrase)
    kept.sort(key=_START)
    return kept


_START = attrgetter("start")


def _by_length(found: Match) -> tuple[int, int]:
    return found.start - found.end, found.start
