"""Slips of the pen: words one edit from another, first letter right, told apart by how usual each kind is.

An edit leaves a letter out, puts one in, writes one in another's place or swaps two neighbours (Damerau, F. (1964), A
technique for computer detection and correction of spelling errors, CACM 7(3), 171-176).  The ``cost`` of a kind says
how many times rarer it is, at each place where it could be made, than an inner letter left out.  Measured on those
39,378 pairs of a misspelling and its only correction, an English word of 7 letters and more, in the dictionary of
codespell 2.4.3 (CC BY-SA 3.0) that are one such edit apart, and rounded; in 2 % of all such pairs the first letter is
wrong.  The cost of a dropped g is a choice, since that dictionary has nearly every "-in" for "-ing".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of slip: its cost, and how many letters a word needs for this slip of it to be read."""

    name: str
    cost: float
    letters: int


UNDOUBLED = Kind("a doubled letter written once", 0.3, 5)
OMITTED = Kind("an inner letter left out", 1, 7)
DROPPED_G = Kind("-in for -ing", 1, 7)
SWAPPED = Kind("two neighbours swapped", 2, 6)
DOUBLED = Kind("a single letter doubled", 4, 5)
CUT_OFF = Kind("the last letter left out", 5, 9)
ALIKE = Kind("a letter in the place of one alike", 13, 7)
PUT_IN = Kind("a letter put in", 45, 7)
REPLACED = Kind("any other letter in the place of one", 215, 10)
PUT_AFTER = Kind("a letter put after the word", 285, 9)
KINDS = (UNDOUBLED, OMITTED, DROPPED_G, SWAPPED, DOUBLED, CUT_OFF, ALIKE, PUT_IN, REPLACED, PUT_AFTER)

LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOWELS = "aeiouy"
SOUNDS = (VOWELS, "ckqs", "sz", "dt", "mn", "fv", "gj", "bp")
"""Letters that may stand for one sound."""

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
"""The letters of an American keyboard; each row begins a little to the right of the one above."""

ENDINGS = frozenset("drst")
"""Last letters of inflected forms: where one is missing or another stands, there is mostly another word ("fancie")."""


def _neighbours() -> Iterator[str]:
    for row, below in zip(ROWS, (*ROWS[1:], ""), strict=True):
        for i, key in enumerate(row):
            yield from (key + other for other in row[i + 1 : i + 2] + below[max(0, i - 1) : i + 1])


_SIDE_BY_SIDE = frozenset(pair for keys in _neighbours() for pair in (keys, keys[::-1]))
_OF_ONE_SOUND = frozenset(a + b for sound in SOUNDS for a in sound for b in sound if a != b)
_FOREIGN = frozenset(a + b for a in VOWELS for b in VOWELS) - _SIDE_BY_SIDE
"""Vowels that change where another language ends a word."""

LIKE = _SIDE_BY_SIDE | _OF_ONE_SOUND
"""Pairs of letters that sound alike or are neighbours on the keyboard."""


def kind(form: str, word: str) -> Kind | None:
    """Return what kind of slip of ``form`` a word is; None when it is more than one edit away, equal, or never read.

    >>> kind("excited", "exicted").name, kind("worried", "worryed").name
    ('two neighbours swapped', 'a letter in the place of one alike')
    >>> kind("excited", "elated") is kind("excited", "wxcited") is kind("excited", "excited") is None
    True
    """
    longer = len(word) - len(form)
    if not -2 < longer < 2 or word == form or word[:1] != form[:1]:
        return None
    i = _first_difference(form, word)
    if longer == 1:
        return _put_in(form, word, i) if form[i:] == word[i + 1 :] else None
    if longer == -1:
        return _left_out(form, word, i) if form[i + 1 :] == word[i:] else None
    if form[i + 1 :] == word[i + 1 :]:
        return _replaced(form[i] + word[i], form[i + 1 :])
    swapped = form[i : i + 2] == word[i : i + 2][::-1] and form[i + 2 :] == word[i + 2 :]
    return SWAPPED if swapped else None


def _first_difference(one: str, other: str) -> int:
    i, end = 1, min(len(one), len(other))
    while i < end and one[i] == other[i]:
        i += 1
    return i


def _put_in(form: str, word: str, i: int) -> Kind | None:
    at_end = i == len(form)
    if at_end and word[i] == "e":
        return PUT_IN
    if word[i] == word[i - 1]:
        return DOUBLED
    if at_end:
        return None if word[i] in ENDINGS else PUT_AFTER
    return PUT_IN


def _left_out(form: str, word: str, i: int) -> Kind | None:
    if form[i] == form[i - 1]:
        return UNDOUBLED
    if i < len(word):
        return OMITTED
    if form.endswith("ing"):
        return DROPPED_G
    return None if form[i] in ENDINGS else CUT_OFF


def _replaced(letters: str, after: str) -> Kind | None:
    """Tell one letter for another; a vowel for a last vowel is the ending of another language: "favorito(s)"."""
    if not after and letters[0] in ENDINGS:
        return None
    if after in ("", "s") and letters in _FOREIGN:
        return None
    return ALIKE if letters in LIKE else REPLACED


def slips(form: str, most: float) -> dict[str, Kind]:
    """Return the slips of a form that cost at most ``most``, with their kinds; none for a form that is too short.

    >>> slips("happy", 1)
    {'hapy': Kind(name='a doubled letter written once', cost=0.3, letters=5)}
    >>> slips("sad", 300), len(slips("excited", 2)), len(slips("excited", 45))
    ({}, 10, 194)
    """
    found = {}
    for word in _edits(form, LETTERS if most > OMITTED.cost else ""):
        sort = kind(form, word)
        if sort is not None and sort.cost <= most and len(form) >= sort.letters:
            found[word] = sort
    return found


def _edits(form: str, letters: str) -> Iterator[str]:
    for i in range(1, len(form) + 1):
        before, after = form[:i], form[i:]
        yield from (before + letter + after for letter in letters)
        if after:
            yield before + after[1:]
            yield before + after[1:2] + after[0] + after[2:]
            yield from (before + letter + after[1:] for letter in letters)
