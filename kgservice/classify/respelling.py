"""Read words as they are written online: stretched ("sooooo"), run together in a hashtag ("#soangry").

In: a token that the matcher does not know.  Out: the known tokens that it stands for, or the token itself.  Nothing is
guessed: a respelling is accepted only when all of it is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from itertools import product

_STRETCHED = re.compile(r"([a-z])\1\1")
_RUN = re.compile(r"([^\W\d_])\1+")
_LAUGH = re.compile(r"[abeh]*?((?:ha|he|hi|lo))\1+[a-z]?")
_HUMP = re.compile(r"[a-z0-9]+|[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")
MAX_RUNS = 5
"""Runs of letters that are tried both short and double (2 to the power of this many spellings at most)."""

MAX_STRETCHED = 200
"""Characters beyond which a word is taken as it stands."""

MAX_HASHTAG = 60
"""Characters beyond which a hashtag is not cut into words."""

MIN_INNER_TERM = 4
"""Letters that a term needs anywhere but at the end of a hashtag: "#madison" is not "mad is on"."""

Part = tuple[int, int, str]
"""Where a token lies inside the original one, and how it reads."""


def is_stretched(folded: str) -> bool:
    """Tell whether a text or word has a letter three times in a row, or a laugh of more than one syllable.

    >>> is_stretched("sooo"), is_stretched("hahaha"), is_stretched("happy")
    (True, True, False)
    """
    if "haha" in folded or "hehe" in folded or "hihi" in folded or "lolol" in folded:
        return True
    return _STRETCHED.search(folded) is not None


def shortened(token: str, known: Container[str]) -> str:
    """Return the ``known`` word that ``token`` stretches, or the token itself when it is known, plain or no such word.

    >>> shortened("sooo", {"so"}), shortened("xxx", {"so"}), shortened("sooo", {"so", "sooo"})
    ('so', 'xxx', 'sooo')
    """
    if not is_stretched(token) or token in known:
        return token
    return unstretch(token, known.__contains__) or token


def unstretch(token: str, is_known: Callable[[str], bool]) -> str | None:
    """Return the known word that ``token`` stretches, or None.

    >>> unstretch("haaaappy", {"happy"}.__contains__)
    'happy'
    >>> unstretch("zzzz", {"happy"}.__contains__) is None
    True
    """
    if len(token) > MAX_STRETCHED:
        return None
    if laugh := _LAUGH.fullmatch(token):
        unit = laugh[1]
        return next(filter(is_known, (unit * 2, unit * 3, unit + unit[0])), None)
    if len(_RUN.findall(token)) > MAX_RUNS:
        return next(filter(is_known, (_RUN.sub(r"\1", token), _RUN.sub(r"\1\1", token))), None)
    return next(filter(is_known, _spellings(token)), None)


def _spellings(token: str) -> Iterator[str]:
    """Yield every way to write each run of a letter once or twice, keeping doubles that were no stretch first."""
    pieces, last = [], 0
    for run in _RUN.finditer(token):
        letter = run[1]
        pieces += [[token[last : run.start()]], [letter * 2, letter] if len(run[0]) == 2 else [letter, letter * 2]]
        last = run.end()
    for choice in product(*pieces, [token[last:]]):
        yield "".join(choice)


def cut_hashtag(written: str, folded: str, terms: Container[str], words: Container[str]) -> list[Part]:
    """Return the words of a hashtag without its ``#``, or the whole as one word when it cannot be cut.

    ``written``: as in the text, whose capitals may show the words; ``folded``: what is compared.  ``terms`` speak for
    an emotion, ``words`` are the modifiers and fillers that may stand between them.

    >>> cut_hashtag("SoAngry", "soangry", {"angry"}, {"so"})
    [(0, 2, 'so'), (2, 7, 'angry')]
    >>> cut_hashtag("soangry", "soangry", {"angry"}, {"so"})
    [(0, 2, 'so'), (2, 7, 'angry')]
    >>> cut_hashtag("madison", "madison", {"mad"}, {"is", "on"})
    [(0, 7, 'madison')]
    """
    whole = [(0, len(folded), folded)]
    if folded in terms or len(folded) > MAX_HASHTAG:
        return whole
    humps = [(match.start(), match.end()) for match in _HUMP.finditer(written)]
    if len(humps) > 1 and len(written) == len(folded) == sum(end - start for start, end in humps):
        return [(start, end, folded[start:end]) for start, end in humps]
    return _cover(folded, terms, words) or whole


def _cover(tag: str, terms: Container[str], words: Container[str]) -> list[Part]:
    """Cut ``tag`` into as few known words as cover all of it; empty when none do."""
    best: list[list[Part] | None] = [[]] + [None] * len(tag)
    for end in range(1, len(tag) + 1):
        for start in range(end):
            before, word = best[start], tag[start:end]
            if before is None or ((so_far := best[end]) is not None and len(so_far) <= len(before) + 1):
                continue
            is_term = (len(word) >= MIN_INNER_TERM or end == len(tag)) and word in terms
            if is_term or word in words:
                best[end] = [*before, (start, end, word)]
    return best[-1] or []
