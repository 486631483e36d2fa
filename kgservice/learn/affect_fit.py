"""Fit the weights of words, and the VAD of words that nobody rated, so that their mean gives the targets of texts.

The VAD of a text is (k * prior + sum of w * v) / (k + sum of w) over its words, with the valence of negated words
mirrored: the sum that the classifier makes.  The prior is the mean of the targets.  Gradient descent over all texts at
once moves each word's w, each unrated word's v, and k; the penalties pull w to where it began and v to its estimate, so
that rare words stay there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kgservice.errors import MissingExtra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.floating]

START = -2.0
"""Where the weights begin, as log odds: 0.12."""

VALUE_PENALTY, WEIGHT_PENALTY = 60.0, 0.3
"""How strongly v is held to the estimate and w to its start, in texts; tried: 1 to 100 and 0.1 to 5."""

STEPS, RATE = 150, 0.05
"""Steps and rate of Adam; the loss no longer moves in its third digit."""


class Token(NamedTuple):
    """One token in a text: the row of its word, the number of the text, whether a negation reaches it."""

    word: int
    text: int
    negated: bool


class Fitted(NamedTuple):
    """``values``: (words, 3), about the middle of the scale; ``weights``: (words,), above 0 to 1; prior and k."""

    values: Numbers
    weights: Numbers
    prior: tuple[float, float, float]
    shrinkage: float


def fit_words(tokens: Sequence[Token], targets: Numbers, values: Numbers, is_rated: Sequence[float]) -> Fitted:
    """Fit words to the ``targets`` of texts, of shape (texts, 3).

    ``values``: the VAD of each word, rated or estimated; ``is_rated``: 1 for words whose value must stay.  The greatest
    weight is 1.  Raises `MissingExtra` without the ``build`` extra.
    """
    try:
        import torch
    except ImportError:
        raise MissingExtra("Fitting words to texts", "torch", "build") from None
    torch.manual_seed(0)
    columns = list(zip(*tokens, strict=True))
    word, text = (torch.tensor(column) for column in columns[:2])
    sign = torch.ones(len(tokens), 3)
    sign[:, 0] -= 2 * torch.tensor(columns[2], dtype=torch.float32)
    start, aim = (torch.tensor(array, dtype=torch.float32) for array in (values, targets))
    free = 1 - torch.tensor(is_rated, dtype=torch.float32)[:, None]
    odds = torch.full((len(start),), START, requires_grad=True)
    shift = torch.zeros_like(start, requires_grad=True)
    prior, log_k = aim.mean(dim=0), torch.zeros((), requires_grad=True)

    def text_vads() -> Any:
        weight = torch.sigmoid(odds)[word]
        worth = weight[:, None] * sign * (start + shift * free)[word]
        total = torch.zeros_like(aim).index_add(0, text, worth)
        weights = torch.zeros(len(aim)).index_add(0, text, weight)
        return (log_k.exp() * prior + total) / (log_k.exp() + weights)[:, None]

    optimizer = torch.optim.Adam([odds, shift, log_k], lr=RATE)
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = (((text_vads() - aim) / aim.std(dim=0)) ** 2).mean()
        loss = loss + VALUE_PENALTY * (shift**2).sum() / len(aim)
        loss = loss + WEIGHT_PENALTY * ((odds - START) ** 2).sum() / len(aim)
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        weights = torch.sigmoid(odds)
        greatest = float(weights.max())
        v, a, d, k = (float(number) for number in (*prior, log_k.exp() / greatest))
        made = (start + shift * free).clamp(-1, 1)
        return Fitted(made.numpy(), (weights / greatest).numpy(), (v, a, d), k)
