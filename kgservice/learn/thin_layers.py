"""Linear layers of a torch network that learn by a thin change beside frozen weights (LoRA; see `vocab.adapter`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt

import torch
from torch import Tensor, nn

from kgservice.vocab.adapter import DOWN, UP


class ThinLayer(nn.Module):
    """A linear layer, frozen, plus the product of two thin matrices, which at first adds nothing."""

    def __init__(self, frozen: nn.Linear, rank: int, strength: float) -> None:
        """Draw ``down`` at random; ``strength`` is the factor of the change, and so of its step at a learning rate."""
        super().__init__()
        self.frozen, self.strength = frozen, strength
        self.down = nn.Parameter(torch.randn(rank, frozen.in_features) / sqrt(frozen.in_features))
        self.up = nn.Parameter(torch.zeros(frozen.out_features, rank))

    def forward(self, inputs: Tensor) -> Tensor:
        """Return what the layer gives, changed."""
        changed: Tensor = self.frozen(inputs) + inputs @ self.down.T @ self.up.T * self.strength
        return changed


def changes(layers: Mapping[str, ThinLayer]) -> dict[str, Tensor]:
    """Return both matrices of every layer as an adapter has them: their product is added to the weights."""
    downs = {name + DOWN: layer.down.detach().contiguous() for name, layer in layers.items()}
    return downs | {name + UP: (layer.up.detach() * layer.strength).contiguous() for name, layer in layers.items()}


def thin(network: nn.Module, within: str, rank: int, strength: float) -> dict[str, ThinLayer]:
    """Freeze a network and make every linear layer whose name begins with ``within`` a thin one; return them by name.

    >>> layers = thin(nn.ModuleDict({"a": nn.Linear(2, 3), "b": nn.Linear(2, 3)}), "b", rank=1, strength=2.0)
    >>> {name: tuple(change.shape) for name, change in changes(layers).items()}
    {'b.down': (1, 2), 'b.up': (3, 1)}
    """
    for parameter in network.parameters():
        parameter.requires_grad_(False)
    made = {name: ThinLayer(layer, rank, strength) for name, layer in list(_linear(network, within))}
    for name, layer in made.items():
        network.set_submodule(name, layer)
    return made


def _linear(network: nn.Module, within: str) -> Iterator[tuple[str, nn.Linear]]:
    for name, module in network.named_modules():
        if name.startswith(within) and isinstance(module, nn.Linear):
            yield name, module
