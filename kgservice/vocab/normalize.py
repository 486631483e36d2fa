"""The one normal form of terms: what the lexicon stores and the classifier compares.

Unicode NFKC, full case folding, typographic apostrophes to ``'``, underscores and white space to one space.
Variation selectors (which only choose how an emoji is drawn) are dropped.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\uff07": "'", "\ufe0f": "", "\ufe0e": ""})
_SPACES = re.compile(r"[\s_]+")


def normalize(text: str) -> str:
    """Return the normal form of a term.

    >>> normalize("  Over_the  MOON ")
    'over the moon'
    >>> normalize("Can\u2019t bear")
    "can't bear"
    >>> normalize("")
    ''
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _SPACES.sub(" ", folded.translate(_APOSTROPHES)).strip()
