"""Ratings from the scale that their source prints to the one scale of the project, -1 to 1."""

from __future__ import annotations

from kgservice.errors import VadRangeError


def rescale(value: float, low: float, high: float, dimension: str = "value") -> float:
    """Rescale a mean rating from the scale ``low`` to ``high`` that its source prints to -1 to 1.

    The middle of the scale becomes 0.  Raises `VadRangeError` if ``value`` lies outside the scale.  Source: linear map.

    >>> rescale(5, 1, 9), rescale(9, 1, 9)
    (0.0, 1.0)
    >>> rescale(10, 1, 9)
    Traceback (most recent call last):
    kgservice.errors.VadRangeError: value 10 is outside the scale 1 to 9
    """
    if not low <= value <= high:
        raise VadRangeError(dimension, value, low, high)
    return (2 * value - low - high) / (high - low)
