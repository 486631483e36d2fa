"""What of the learning texts counts for their VAD: tokens, and which of them a negation reaches.

The same tokens and negations as the classifier's, save slips of the pen and stretched words, which it first corrects.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kgservice.classify.folding import fold
from kgservice.classify.matcher import Matcher
from kgservice.classify.modifiers import Modifiers, load_modifiers
from kgservice.learn.affect_fit import Token
from kgservice.vocab import Lexicon

Cut = tuple[list[str], set[int]]
"""The tokens of a text, and the places of those that a negation reaches."""


class AffectReader:
    """Cuts texts into tokens and finds the negated ones."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Cut as the matcher for ``lexicon`` does."""
        self._cut = Matcher(lexicon).tokenizer.cut
        self._modifiers = Modifiers(load_modifiers(), self._cut)

    def read(self, text: str) -> Cut:
        """Return the tokens of a text and the negated places.

        >>> from kgservice.vocab import Lexicon
        >>> tokens, negated = AffectReader(Lexicon([])).read("I am not happy!")
        >>> tokens, [tokens[place] for place in sorted(negated)]
        (['i', 'am', 'not', 'happy', '!'], ['happy'])
        """
        tokens = self._cut(fold(text).text)
        near = [place for place, token in enumerate(tokens) if token in self._modifiers.negating]
        return tokens, self._modifiers.turned(tokens, near)


def document_counts(texts: Iterable[Cut]) -> Counter[str]:
    """Return in how many texts each token occurs."""
    return Counter(token for tokens, _ in texts for token in set(tokens))


def tokens_of(texts: Sequence[Cut], rows: Mapping[str, int]) -> Iterator[Token]:
    """Yield every token that has a row in ``rows``."""
    for number, (tokens, negated) in enumerate(texts):
        for place, token in enumerate(tokens):
            if token in rows:
                yield Token(rows[token], number, place in negated)
