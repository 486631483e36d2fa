"""Find the lexicon's terms in a list of tokens: the longest phrase wins, and no token is used twice.

In: a `Lexicon`, the modifiers' shields, and token lists.  Out: `Match` after `Match`, in the order of the text.  Each
phrase hangs on its rarest-looking token (the longest that is no filler), so that a text is looked through once and
work is done only where something may be found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kgservice.classify.folding import fold
from kgservice.classify.tokens import Tokenizer, looks_verbatim
from kgservice.vocab.model import Lexicon, Sense

ASIDE = frozenset({"emoji", "emoticon", "interjection"})
"""Parts of speech that stand outside the sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form stands for: its senses, strongest first, one per emotion; none for a shield.

    ``comparative``: whether the form is an adjective's comparative, such as "happier".  ``aside``: whether it stands
    outside the sentence, as emoji, emoticons and interjections do, so that no word in the sentence negates it.
    """

    senses: tuple[Sense, ...]
    comparative: bool = False
    aside: bool = False


class Match(NamedTuple):
    """An entry found from token ``start`` up to, not including, token ``end``."""

    start: int
    end: int
    entry: Entry


class _Phrase(NamedTuple):
    tokens: list[str]
    anchor: int
    entry: Entry


class _Anchor(NamedTuple):
    """What hangs on a token: its own entry, phrases by the next token, and those that end in it by the token before."""

    alone: Entry | None
    after: dict[str, list[_Phrase]]
    before: dict[str, list[_Phrase]]


class Matcher:
    """The lexicon, indexed by token."""

    def __init__(self, lexicon: Lexicon, shields: Iterable[str] = (), fillers: Iterable[str] = ()) -> None:
        """Index every form of ``lexicon``.

        ``shields``: phrases that hide the terms inside them.  ``fillers``: words too common to hang a phrase on.
        """
        folded = {form: fold(form).text for form in lexicon.forms}
        self.tokenizer = Tokenizer(form for form in folded.values() if looks_verbatim(form))
        forms: dict[tuple[str, ...], list[Sense]] = {tuple(self.tokenizer.cut(fold(s).text)): [] for s in shields}
        for form, text in folded.items():
            for tokens in self._spellings(text):
                forms.setdefault(tokens, []).extend(lexicon[form])
        self._anchors = _hang(forms, frozenset(fillers))

    def _spellings(self, folded: str) -> set[tuple[str, ...]]:
        """Return how a form is cut into tokens; phrases also without their apostrophes ("cant bear")."""
        tokens = tuple(self.tokenizer.cut(folded))
        bare = tuple(token.replace("'", "") for token in tokens)
        return {spelling for spelling in ((tokens, bare) if len(tokens) > 1 else (tokens,)) if all(spelling)} - {()}

    def __contains__(self, token: object) -> bool:
        """Tell whether a token alone is a form of the lexicon."""
        return isinstance(token, str) and token in self._anchors and self._anchors[token].alone is not None

    def match(self, tokens: Sequence[str]) -> list[Match]:
        """Return the terms in ``tokens``, in the order of the text; empty when there is none.

        Where two overlap, the one with more tokens wins, and the earlier of two that are as long.
        """
        anchors, last = self._anchors, len(tokens) - 1
        found: list[Match] = []
        phrases = False
        for position in [position for position, token in enumerate(tokens) if token in anchors]:
            alone, after, before = anchors[tokens[position]]
            if alone is not None:
                found.append(Match(position, position + 1, alone))
            if after and position < last and (some := after.get(tokens[position + 1])):
                phrases = _fit(tokens, position, some, found) or phrases
            if before and position and (some := before.get(tokens[position - 1])):
                phrases = _fit(tokens, position, some, found) or phrases
        return _apart(found) if phrases else found


def _hang(forms: dict[tuple[str, ...], list[Sense]], fillers: frozenset[str]) -> dict[str, _Anchor]:
    hung: dict[str, _Anchor] = {}
    for tokens, senses in forms.items():
        place = max(range(len(tokens)), key=lambda i: (tokens[i] not in fillers, len(tokens[i]), -i))
        anchor = hung.setdefault(tokens[place], _Anchor(None, {}, {}))
        entry = _entry(tokens, senses)
        if len(tokens) == 1:
            hung[tokens[place]] = anchor._replace(alone=entry)
        elif place < len(tokens) - 1:
            anchor.after.setdefault(tokens[place + 1], []).append(_Phrase(list(tokens), place, entry))
        else:
            anchor.before.setdefault(tokens[place - 1], []).append(_Phrase(list(tokens), place, entry))
    return hung


def _fit(tokens: Sequence[str], position: int, phrases: list[_Phrase], found: list[Match]) -> bool:
    """Add to ``found`` the phrases that fit around their anchor at ``position``; tell whether any did."""
    before = len(found)
    for form, anchor, entry in phrases:
        start = position - anchor
        if start >= 0 and tokens[start : start + len(form)] == form:
            found.append(Match(start, start + len(form), entry))
    return len(found) > before


def _entry(tokens: tuple[str, ...], senses: list[Sense]) -> Entry:
    best: dict[str, Sense] = {}
    for sense in sorted(senses, key=lambda s: (-s.weight, s.emotion, s.term, s.pos)):
        best.setdefault(sense.emotion, sense)
    ends = tokens[-1].endswith("er") and len(tokens) == 1
    comparative = ends and any(sense.pos == "adjective" and sense.term != tokens[0] for sense in senses)
    return Entry(tuple(best.values()), comparative, all(sense.pos in ASIDE for sense in senses))


def _apart(found: list[Match]) -> list[Match]:
    """Keep the longest of what overlaps; the work grows with the number found."""
    used: set[int] = set()
    kept = []
    for match in sorted(found, key=lambda match: (match.start - match.end, match.start)):
        positions = range(match.start, match.end)
        if used.isdisjoint(positions):
            used.update(positions)
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)
