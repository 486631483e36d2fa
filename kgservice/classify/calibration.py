"""How the sums over a text become probabilities: ``vocab/calibration.toml``, read strictly."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kgservice import content
from kgservice.errors import TableError, nearest
from kgservice.ontology.model import DIMENSIONS, VAD

FILE = "vocab/calibration.toml"

CLASSES = ("neutral", "anger", "fear", "joy", "love", "sadness", "surprise")
"""The classes, in the order of every list of seven numbers."""

NEUTRAL = "neutral"
PRIMARIES = CLASSES[1:]

Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How sums become probabilities; a list of seven has one number a class, in the order of `CLASSES`.

    ``bias``: where a text starts, in nats.  ``lexicon``: by primary, what one unit of its strength adds to each class.
    ``length``: tokens beyond which the sum of the associations is damped by the square root of ``length`` / tokens.
    ``doubt``: the probability, 0 to 1, that a text was labelled with a class at random, whatever it says.
    ``label_share``: the share of the best score from which an emotion is a label too, 0 to 1.  ``prior``: the affect of
    a text about which nothing is known, and ``shrinkage``: the weight of that prior, in words that count in full.
    """

    bias: Numbers
    lexicon: Mapping[str, Numbers]
    length: float
    doubt: float
    label_share: float
    prior: VAD
    shrinkage: float


def read_calibration(file: Path) -> Calibration:
    """Read ``calibration.toml``; raises `TableError` naming the key that is missing or wrong."""
    name = content.display(file)
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise TableError(name, None, None, "the file does not exist", "Restore it or give another path.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TableError(name, None, None, f"it is not TOML ({error})", "Correct it.") from None
    return _calibration(_Keys(name, table))


def _calibration(keys: _Keys) -> Calibration:
    if (classes := keys.table.get("classes")) != list(CLASSES):
        raise keys.error("classes", f"{classes!r} is not the list of classes", f"Write {list(CLASSES)}.")
    lexicon, affect = keys.inside("lexicon"), keys.inside("affect")
    return Calibration(
        bias=keys.numbers("bias", len(CLASSES)),
        lexicon={primary: lexicon.numbers(primary, len(CLASSES)) for primary in PRIMARIES},
        length=keys.number("length", 1, 1e9),
        doubt=keys.number("doubt", 0, 1),
        label_share=keys.number("label_share", 0, 1),
        prior=VAD(*(affect.number(name, -1, 1) for name in DIMENSIONS)),
        shrinkage=affect.number("shrinkage", 1e-6, 1e9),
    )


class _Keys:
    """A table of a TOML file, read strictly."""

    def __init__(self, file: str, table: Mapping[str, object]) -> None:
        self.file, self.table = file, table

    def error(self, key: str, problem: str, fix: str) -> TableError:
        return TableError(self.file, None, key, problem, fix)

    def get(self, key: str) -> object:
        if key not in self.table:
            near = nearest(key, self.table)
            raise self.error(key, "the key is missing", f'Rename "{near[0]}".' if near else "Add it.")
        return self.table[key]

    def inside(self, key: str) -> _Keys:
        if not isinstance(table := self.get(key), dict):
            raise self.error(key, "it is no table", f"Write [{key}].")
        return _Keys(self.file, table)

    def number(self, key: str, low: float, high: float) -> float:
        value = self.get(key)
        if not isinstance(value, (int, float)) or not low <= value <= high:
            raise self.error(key, f"{value!r} is no number from {low:g} to {high:g}", "Correct the value.")
        return float(value)

    def numbers(self, key: str, count: int) -> Numbers:
        values = self.get(key)
        if not isinstance(values, list) or len(values) != count or not all(isinstance(x, (int, float)) for x in values):
            raise self.error(key, f"{values!r} is no list of {count} numbers", "Write one number a class.")
        return tuple(map(float, values))
