"""Read a text into tokens that the matcher knows, and remember where each lies in the text.

In: any text.  Out: a `Reading`.  Most texts need no respelling; for them the places are worked out only when asked for.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from kgservice.classify.folding import Folded, fold
from kgservice.classify.respelling import cut_hashtag, is_stretched, shortened
from kgservice.classify.tokens import Span, Tokenizer


@dataclass(slots=True)
class Reading:
    """A text as tokens.  ``places``: of each token in the folded text, when known already.

    ``stretched``: the positions of tokens that were written with stretched letters.
    """

    text: str
    folded: Folded
    tokens: list[str]
    tokenizer: Tokenizer
    places: list[Span] | None = None
    stretched: frozenset[int] = frozenset()

    def span(self, start: int, end: int) -> Span:
        """Return where the tokens from ``start`` up to, not including, ``end`` lie in the text as given."""
        if self.places is None:
            self.places = self.tokenizer.spans(self.folded.text)
        return self.folded.span(self.places[start][0], self.places[end - 1][1])


class Reader:
    """Folds, cuts and respells texts."""

    def __init__(self, tokenizer: Tokenizer, terms: Container[str], words: Container[str]) -> None:
        """Cut with ``tokenizer``; a respelling may lead to ``terms`` of the lexicon and to ``words`` beside them."""
        self._tokenizer, self._terms, self._words = tokenizer, terms, words

    def __contains__(self, token: object) -> bool:
        """Tell whether a word is known: a respelling may lead to it."""
        return token in self._terms or token in self._words

    def read(self, text: str) -> Reading:
        """Return the reading of ``text``; one without tokens for an empty text."""
        folded = fold(text)
        reading = Reading(text, folded, self._tokenizer.cut(folded.text), self._tokenizer)
        if "#" in folded.text or is_stretched(folded.text):
            self._respell(reading)
        return reading

    def _respell(self, reading: Reading) -> None:
        tokens: list[str] = []
        places: list[Span] = []
        stretched: set[int] = set()
        for token, (start, end) in zip(reading.tokens, self._tokenizer.spans(reading.folded.text), strict=True):
            if "#" in token and (token[0] == "#" or token[0].isalnum()):
                for first, last, word in self._hashtags(reading, token, start):
                    tokens.append(word)
                    places.append((first, last))
                continue
            word = shortened(token, self)
            if word != token:
                stretched.add(len(tokens))
            tokens.append(word)
            places.append((start, end))
        reading.tokens, reading.places, reading.stretched = tokens, places, frozenset(stretched)

    def _hashtags(self, reading: Reading, token: str, start: int) -> Iterator[tuple[int, int, str]]:
        """Yield the words of hashtags that may run together, with their places in the folded text."""
        for tag in token.split("#"):
            if tag:
                first, last = reading.folded.span(start, start + len(tag))
                for begin, end, word in cut_hashtag(reading.text[first:last], tag, self._terms, self._words):
                    yield start + begin, start + end, shortened(word, self)
            start += len(tag) + 1
