from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from kgservice.errors import MissingExtra
from kgservice.ontology import embedding


def test_the_packaged_weights_are_the_ones_that_the_tables_were_made_with():
    assert embedding.digest() == embedding.MODEL_SHA256


def test_a_row_of_length_one_per_text_and_none_for_none():
    vectors = embedding.embed(["I feel joy.", "I feel delight.", "The train is late."])
    assert vectors.shape == (3, embedding.DIMENSION)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert embedding.embed([]).shape == (0, embedding.DIMENSION)


def test_a_missing_model_names_the_extra(monkeypatch):
    monkeypatch.setattr(embedding, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match="build"):
        embedding.folder()


def test_importing_the_derivation_loads_no_heavy_library():
    heavy = "numpy sklearn torch sentence_transformers"
    code = f"import sys, kgservice.ontology.derivation; print([m for m in '{heavy}'.split() if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
