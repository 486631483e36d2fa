"""The rating norms that can be read, one row each: what a file holds and what its licence allows.

Column names, scales and licences are those that the authors print; `norms` reads the files.
"""

from __future__ import annotations

from typing import NamedTuple

from kgservice.errors import UnknownNormFormat
from kgservice.ontology.model import DIMENSIONS

Columns = tuple[str, str, str]


class NormFormat(NamedTuple):
    """One kind of file.

    ``source``: the key under which its ratings are recorded.  ``redistributable``: whether figures from it may be
    committed and shipped.  ``low``, ``high``: the ends of the printed scale.  ``word``: the names that the column of
    words has had; ``mean``, ``sd``, ``n``: the columns of the three dimensions, the last two None where the authors
    publish none.  ``marks``: sense marks that a look-up of a plain word may add.  ``hint``: what a number outside
    the scale probably means.
    """

    name: str
    source: str
    licence: str
    redistributable: bool
    low: float
    high: float
    word: tuple[str, ...]
    mean: Columns
    sd: Columns | None = None
    n: Columns | None = None
    dimensions: Columns = DIMENSIONS
    marks: tuple[str, ...] = ()
    hint: str = "Give a file on the printed scale."


def _three(pattern: str, *names: str) -> Columns:
    first, second, third = (pattern.format(name) for name in names)
    return first, second, third


_VAD = ("Valence", "Arousal", "Dominance")
_NRC_LICENCE = "free for research, not to be passed on"

_FORMATS = (
    NormFormat(
        name="glasgow",
        source="glasgow2019",
        licence="CC-BY-4.0",
        redistributable=True,
        low=1,
        high=9,
        word=("Word",),
        mean=_VAD,
        sd=_three("{}SD", *_VAD),
        n=_three("{}N", *_VAD),
    ),
    NormFormat(
        name="actdata",
        source="actdata",
        licence="CC0-1.0",
        redistributable=True,
        low=-4.3,
        high=4.3,
        word=("term",),
        mean=("E", "P", "A"),
        sd=_three("sd_{}", "E", "P", "A"),
        n=_three("n_{}", "E", "P", "A"),
        dimensions=("evaluation", "potency", "activity"),
        marks=("modifier",),
    ),
    NormFormat(
        name="warriner",
        source="warriner2013",
        licence="CC-BY-NC-ND-3.0",
        redistributable=False,
        low=1,
        high=9,
        word=("Word",),
        mean=_three("{}.Mean.Sum", "V", "A", "D"),
        sd=_three("{}.SD.Sum", "V", "A", "D"),
        n=_three("{}.Rat.Sum", "V", "A", "D"),
    ),
    NormFormat(
        name="nrc-vad",
        source="nrc-vad-1",
        licence=_NRC_LICENCE,
        redistributable=False,
        low=0,
        high=1,
        word=("Word", "term"),
        mean=_VAD,
        hint="Version 2 runs from -1 to 1: give the format nrc-vad-2 for it.",
    ),
    NormFormat(
        name="nrc-vad-2",
        source="nrc-vad-2",
        licence=_NRC_LICENCE,
        redistributable=False,
        low=-1,
        high=1,
        word=("term", "Word"),
        mean=_VAD,
    ),
    NormFormat(
        name="anew",
        source="anew",
        licence="for research only, by request to its authors",
        redistributable=False,
        low=1,
        high=9,
        word=("Description", "Word"),
        mean=_three("{} Mean", *_VAD),
        sd=_three("{} SD", *_VAD),
    ),
)
FORMATS: dict[str, NormFormat] = {norm.name: norm for norm in _FORMATS}
"""Name to format."""

CLOSED_SOURCES = frozenset(norm.source for norm in _FORMATS if not norm.redistributable)
"""Source keys whose figures may not be committed or passed on."""


def norm_format(name: str) -> NormFormat:
    """Return the format with this name; raises `UnknownNormFormat` naming the nearest.

    >>> norm_format("glasgow").licence
    'CC-BY-4.0'
    >>> norm_format("glasgo")
    Traceback (most recent call last):
    kgservice.errors.UnknownNormFormat: No norm format "glasgo". Nearest: glasgow.
    """
    try:
        return FORMATS[name]
    except KeyError:
        raise UnknownNormFormat(name, FORMATS) from None
