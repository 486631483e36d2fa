"""Adapters: thin changes added to a model's layers, refused when they do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from kgservice.errors import BuildError  # noqa: E402
from kgservice.vocab.adapter import Adapter, dumps, read_adapter  # noqa: E402
from kgservice.vocab.embedding import Model  # noqa: E402


def network():
    return torch.nn.ModuleDict({"one": torch.nn.Linear(3, 2), "two": torch.nn.Linear(2, 2)})


def adapter(layer: str = "one", inputs: int = 3) -> Adapter:
    return Adapter(dumps({f"{layer}.down": torch.ones(1, inputs), f"{layer}.up": torch.tensor([[0.5], [2.0]])}))


def test_only_the_named_layers_change():
    before, after = network(), network()
    after.load_state_dict(before.state_dict())
    adapter().merge(after)
    changed = after["one"].weight - before["one"].weight
    assert torch.allclose(changed, torch.tensor([[0.5] * 3, [2.0] * 3]))
    assert torch.equal(after["two"].weight, before["two"].weight)
    assert torch.equal(after["one"].bias, before["one"].bias)


@pytest.mark.parametrize("wrong", [adapter("three"), adapter("one", inputs=4)])
def test_an_adapter_of_another_model_is_refused(wrong):
    with pytest.raises(BuildError, match=r"no adapter of this model.*has no layer"):
        wrong.merge(network())


def test_a_file_cut_off_is_refused():
    with pytest.raises(BuildError, match="cut off or damaged"):
        Adapter(adapter().data[:-5]).merge(network())


def test_half_an_adapter_is_refused():
    with pytest.raises(BuildError, match=r"cut off or damaged.*one\.up"):
        Adapter(dumps({"one.down": torch.ones(1, 3)})).merge(network())


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(BuildError, match=r"There is no .*none\.safetensors.*derive it again"):
        read_adapter(tmp_path / "none.safetensors")


def test_a_model_with_an_adapter_is_another_model_with_a_cache_of_its_own(tmp_path: Path):
    plain = Model("mine", tmp_path, "a" * 64)
    fitted = Model("mine", tmp_path, "a" * 64, adapter=adapter())
    assert plain.identity == "mine@aaaaaaaaaaaa"
    assert fitted.identity == f"mine@aaaaaaaaaaaa+{adapter().digest[:12]}"
