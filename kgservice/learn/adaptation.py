"""Fitting the sentence model to emotions: the adapter of the embedding mode, and the head that is learned with it.

Thin changes to the linear layers of the encoder (`thin_layers`) and the numbers of the head start from the plain model
and what softmax regression learns on its vectors, and follow the slope of the cross-entropy together.  The texts are
drawn in proportion to the weights that `associations` gives them.  On one core with one thread, so that the same texts
give the same bytes on the same machine; what is done is kept in the model's cache folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgservice import content
from kgservice.classify.sentence import SentenceWeights
from kgservice.vocab import adapter
from kgservice.vocab.adapter import Adapter
from kgservice.vocab.embedding import Model, Progress, load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Batch = NDArray[np.intp]

RANK, STRENGTH = 8, 2.0
"""The width of the thin matrices, and the factor of what they add."""

DRAWS = 40_000
"""Texts drawn in all."""

BATCH = 32
SORTED = 50
"""Batches whose texts are sorted by length among themselves, so that little is filled up."""

RATE, HEAD_RATE, WARM_UP = 5e-4, 2e-3, 60
"""Learning rates of Adam at their height, after so many batches; from there they fall to 0 along a line."""

PIECES = 64
"""Word pieces of a text that are read; of 46,564 learning texts all but four have no more."""

CLIP = 1.0
"""The greatest length of a step's slope.  All of these are choices; see ``vocab/README.md`` for what was tried."""

SEED = 0


@dataclass(frozen=True)
class Lesson:
    """Texts to learn from, the shares of the classes in their labels (texts, classes), and their weights."""

    texts: Sequence[str]
    shares: Matrix
    weights: Matrix

    def plan(self) -> Iterator[Batch]:
        """Yield the places of the texts of each batch, drawn in proportion to their weights."""
        import numpy as np

        chance = np.random.default_rng(SEED)
        drawn = chance.choice(len(self.texts), DRAWS, p=self.weights / self.weights.sum())
        lengths = np.array([len(text) for text in self.texts])
        for start in range(0, DRAWS, BATCH * SORTED):
            some = drawn[start : start + BATCH * SORTED]
            some = some[np.argsort(lengths[some], kind="stable")]
            batches = [some[place : place + BATCH] for place in range(0, len(some), BATCH)]
            yield from (batches[place] for place in chance.permutation(len(batches)))

    def digest(self) -> str:
        """Return the SHA-256 of the lesson and of how it is learned."""
        settings = (RANK, STRENGTH, DRAWS, BATCH, SORTED, RATE, HEAD_RATE, WARM_UP, PIECES, CLIP, SEED)
        told = repr((settings, list(self.texts), self.shares.tolist(), self.weights.tolist()))
        return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Adapted:
    """The adapter of a model, and what each dimension of its vectors adds to each class."""

    adapter: Adapter
    head: SentenceWeights


def adapt(
    model: Model, lesson: Lesson, start: Callable[[], SentenceWeights], progress: Progress | None = None
) -> Adapted:
    """Fit a plain model to a lesson; up to twenty minutes, none when the model's cache folder has what comes of it.

    ``start``: gives the head to begin with.  Raises `MissingExtra` when sentence-transformers is not installed.
    """
    kept = model.cache / f"adapted-{model.digest[:12]}-{lesson.digest()[:24]}.safetensors" if model.cache else None
    if kept is not None and kept.is_file():
        return _read(kept.read_bytes())
    data = _train(model, lesson, start(), progress)
    if kept is not None:
        content.replace(kept, data)
    return _read(data)


HEAD, BIAS = "head", "bias"
"""What the tensors of the head are called beside those of the layers."""


def _train(model: Model, lesson: Lesson, start: SentenceWeights, progress: Progress | None) -> bytes:
    """Return the layers' changes and the head in the safetensors format."""
    network = load(model)  # first of all: it says which extra is missing
    import torch
    from safetensors.torch import save

    from kgservice.learn.thin_layers import changes, thin

    with torch.random.fork_rng(devices=[]), _one_thread():
        torch.manual_seed(SEED)
        layers = thin(network[0].auto_model, "encoder.", RANK, STRENGTH)
        head = torch.nn.Parameter(torch.tensor(start.dimensions, dtype=torch.float32))
        bias = torch.nn.Parameter(torch.tensor(start.bias, dtype=torch.float32))
        _descend(network.train(), lesson, head, bias, progress)
    return save(changes(layers) | {HEAD: head.detach(), BIAS: bias.detach()})


def _descend(network: Any, lesson: Lesson, head: Any, bias: Any, progress: Progress | None) -> None:
    import torch

    thin = [parameter for parameter in network.parameters() if parameter.requires_grad]
    groups = [{"params": thin, "lr": RATE}, {"params": [head, bias], "lr": HEAD_RATE, "weight_decay": 0.0}]
    adam, shares, steps = torch.optim.AdamW(groups), torch.tensor(lesson.shares).float(), -(-DRAWS // BATCH)
    rates = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: min(1, (step + 1) / WARM_UP) * (1 - step / steps))
    for step, batch in enumerate(lesson.plan(), start=1):
        logs = torch.log_softmax(_vectors(network, [lesson.texts[place] for place in batch]) @ head + bias, dim=1)
        loss = -(shares[batch] * logs).sum(dim=1).mean()
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(thin, CLIP)
        adam.step()
        rates.step()
        if progress:
            progress(step, steps)


def _vectors(network: Any, texts: Sequence[str]) -> Any:
    pieces = network.tokenizer(list(texts), truncation=True, max_length=PIECES, padding=True, return_tensors="pt")
    return network(dict(pieces))["sentence_embedding"]


@contextmanager
def _one_thread() -> Iterator[None]:
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _read(data: bytes) -> Adapted:
    from safetensors.torch import load as tensors_of

    tensors = tensors_of(data)
    head, bias = tensors.pop(HEAD).tolist(), tensors.pop(BIAS).tolist()
    return Adapted(Adapter(adapter.dumps(tensors)), SentenceWeights(tuple(bias), tuple(map(tuple, head))))
