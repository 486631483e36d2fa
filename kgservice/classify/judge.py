"""What turns the sums over a text into answers, and the answers of a text that was judged before.

`kgservice.classify.scoring.Scoring` judges by learned weights, `kgservice.classify.rollup.Shares` by a lexicon alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from kgservice.classify.amounts import Amounts, Shift
from kgservice.classify.clues import Part
from kgservice.classify.native import i64, mypyc_attr
from kgservice.classify.rollup import Scores
from kgservice.ontology.model import VAD

ByEmotion = dict[str, float]
"""By emotion id, the summed amounts of the clues that speak for it."""


@mypyc_attr(acyclic=True)
class Chances(Shift):
    """The probability of each class; all 0 where nothing speaks (``known`` is False)."""

    __slots__ = ("_best", "known")

    def __init__(self, values: Sequence[float] = ()) -> None:
        """Take them in the order of `CLASSES`, or none."""
        super().__init__(values)
        self.known = len(values) > 0
        self._best: i64 = 0

    def doubt(self, share: float) -> None:
        """Spread a share of the probabilities evenly over the classes.

        >>> chances = Chances([0.93, 0.07, 0, 0, 0, 0, 0])
        >>> chances.doubt(0.7)
        >>> [round(chance, 3) for chance in chances.values]
        [0.379, 0.121, 0.1, 0.1, 0.1, 0.1, 0.1]
        """
        self.scale(1.0, 1.0 - share, share / 7)

    @property
    def emotional(self) -> float:
        """That of all primaries together; 1 less that of neutral would lose digits where neutral is nearly 1."""
        return self.anger + self.fear + self.joy + self.love + self.sadness + self.surprise

    def shares(self) -> Shift:
        """Return the probabilities as shares of that of all primaries together, which is not 0."""
        shares = Shift()
        shares.add(self)
        shares.scale(self.emotional)
        return shares

    @property
    def best(self) -> i64:
        """The place in `CLASSES` of the most probable primary, the first of equals; settled when first asked for."""
        if not self._best:
            self._best = self._find_best()
        return self._best

    def _find_best(self) -> i64:
        highest = self.anger
        best: i64 = 1
        place: i64
        for place in range(2, 7):
            chance = self.at(place)
            if chance > highest:
                best, highest = place, chance
        return best


class Judge(ABC):
    """Answers for one text, of which it is told the weights, the chances and the sums of affect."""

    __slots__ = ()

    @abstractmethod
    def chances(self, weights: ByEmotion, parts: list[Part]) -> Chances:
        """Return the probabilities of the classes, which sum to 1; all 0 when nothing speaks or nothing was learned."""

    @abstractmethod
    def is_neutral(self, weights: ByEmotion, chances: Chances) -> bool:
        """Tell whether the text gets no label."""

    @abstractmethod
    def neutral(self, weights: ByEmotion, chances: Chances) -> float:
        """Return the probability that the text expresses no emotion, 0 to 1."""

    @abstractmethod
    def scores(self, weights: ByEmotion, chances: Chances) -> Scores:
        """Return every class with its probability, best first; they sum to 1, or are none where nothing speaks."""

    @abstractmethod
    def primary(self, weights: ByEmotion, chances: Chances) -> str | None:
        """Return the best primary, the first by name of equals; None for a neutral text."""

    @abstractmethod
    def tier(self, number: int, weights: ByEmotion, chances: Chances) -> Scores:
        """Return the scores at a tier; see `Prediction.tier`."""

    @abstractmethod
    def labels(self, weights: ByEmotion, chances: Chances) -> Scores:
        """Return the labels with their scores, best first; none for a neutral text."""

    @abstractmethod
    def vad(self, weights: ByEmotion, affect: Amounts) -> VAD | None:
        """Return the mean affect; None where nothing has one."""

    @abstractmethod
    def spread(self, weights: ByEmotion, affect: Amounts) -> VAD | None:
        """Return the weighted standard deviations of the affect; None for fewer than two words or emotions."""


class Settled(Judge):
    """Says what another judge said of a text: what a prediction has that was pickled."""

    __slots__ = ("_best", "_chance", "_classes", "_deviation", "_mean", "_named", "_silent", "_tiers")

    def __init__(
        self,
        silent: bool,
        chance: float,
        classes: Scores,
        best: str | None,
        named: Scores,
        tiers: tuple[Scores, ...],
        mean: VAD | None,
        deviation: VAD | None,
    ) -> None:
        """Keep the answers, in the order of the methods of `Judge`."""
        self._silent, self._chance, self._classes, self._best = silent, chance, classes, best
        self._named, self._tiers, self._mean, self._deviation = named, tiers, mean, deviation

    def chances(self, weights: ByEmotion, parts: list[Part]) -> Chances:
        """Return nothing: all is settled."""
        return Chances()

    def is_neutral(self, weights: ByEmotion, chances: Chances) -> bool:
        """Tell whether the text gets no label."""
        return self._silent

    def neutral(self, weights: ByEmotion, chances: Chances) -> float:
        """Return the probability of neutral."""
        return self._chance

    def scores(self, weights: ByEmotion, chances: Chances) -> Scores:
        """Return the classes."""
        return self._classes

    def primary(self, weights: ByEmotion, chances: Chances) -> str | None:
        """Return the best primary."""
        return self._best

    def tier(self, number: int, weights: ByEmotion, chances: Chances) -> Scores:
        """Return the scores at a tier."""
        return self._tiers[number - 1]

    def labels(self, weights: ByEmotion, chances: Chances) -> Scores:
        """Return the labels."""
        return self._named

    def vad(self, weights: ByEmotion, affect: Amounts) -> VAD | None:
        """Return the mean affect."""
        return self._mean

    def spread(self, weights: ByEmotion, affect: Amounts) -> VAD | None:
        """Return how far the affect lies apart."""
        return self._deviation
