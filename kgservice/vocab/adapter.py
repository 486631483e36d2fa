"""Adapters of a sentence model: small changes to its linear layers, kept apart from the model.

A changed layer has two thin matrices, ``down`` and ``up``, whose product is added to its weights when the model is
loaded (Hu et al. 2021, LoRA: Low-Rank Adaptation of Large Language Models, arXiv 2106.09685); an adapted model is as
fast as the plain one.  The file is in the safetensors format, its numbers in 16 bits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kgservice import content
from kgservice.errors import BuildError

DOWN, UP = ".down", ".up"


@dataclass(frozen=True)
class Adapter:
    """An adapter as the bytes of its file, and the ``name`` that errors call it by."""

    data: bytes
    name: str = "adapter"

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes, as 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    def merge(self, network: Any) -> None:
        """Add the changes to the weights of a torch module; raises `BuildError` when they do not fit it."""
        weights = dict(network.named_parameters())
        for layer, change in self._changes().items():
            found = weights.get(f"{layer}.weight")
            if found is None or found.shape != change.shape:
                raise self._error(f'the model has no layer "{layer}" of shape {tuple(change.shape)}')
            found.data += change

    def _changes(self) -> Mapping[str, Any]:
        from safetensors import SafetensorError
        from safetensors.torch import load

        try:
            tensors = {name: tensor.float() for name, tensor in load(self.data).items()}
            layers = [name.removesuffix(DOWN) for name in tensors if name.endswith(DOWN)]
            return {layer: tensors[layer + UP] @ tensors[layer + DOWN] for layer in layers}
        except (SafetensorError, KeyError, RuntimeError) as error:
            raise self._error(f"it is cut off or damaged ({error})") from None

    def _error(self, problem: str) -> BuildError:
        return BuildError(f"{self.name} is no adapter of this model: {problem}. Restore it or derive it again.")


def dumps(changes: Mapping[str, Any]) -> bytes:
    """Return the file of an adapter: torch tensors ``LAYER.down`` (rank, inputs) and ``LAYER.up`` (outputs, rank).

    >>> import torch
    >>> layer = torch.nn.Linear(2, 1, bias=False)
    >>> layer.weight.data[:] = 1.0
    >>> changes = {"only.down": torch.tensor([[1.0, 2.0]]), "only.up": torch.tensor([[0.5]])}
    >>> Adapter(dumps(changes)).merge(torch.nn.ModuleDict({"only": layer}))
    >>> layer.weight.tolist()
    [[1.5, 2.0]]
    """
    from safetensors.torch import save

    return save({name: change.half().contiguous() for name, change in changes.items()})


def read_adapter(file: Path) -> Adapter:
    """Read the file of an adapter; raises `BuildError` when there is none."""
    name = content.display(file)
    if not file.is_file():
        raise BuildError(f"There is no {name}. Restore it or derive it again.")
    return Adapter(file.read_bytes(), name)
