"""The package as a whole: its public names, what importing it costs, what it carries."""

from __future__ import annotations

import subprocess
import sys

import pytest

import kgservice
from kgservice import content

HEAVY = ("rdflib", "fastapi", "numpy", "torch", "spacy", "sentence_transformers", "owlready2", "networkx")


def loaded_after(code: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after running ``code``."""
    program = f"{code}\nimport sys; print(*sys.modules)"
    return set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )


@pytest.mark.parametrize("name", kgservice.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(kgservice, name) is not None
    assert name in dir(kgservice)


def test_no_other_name_is_invented() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Emotions'"):
        _ = kgservice.Emotions


def test_labelling_a_text_loads_nothing_heavy() -> None:
    loaded = loaded_after("from kgservice import EmotionClassifier; EmotionClassifier().classify('so happy')")
    assert not loaded & set(HEAVY)


def test_looking_up_an_emotion_loads_nothing_heavy() -> None:
    assert not loaded_after("import kgservice; kgservice.load_ontology()['joy']") & set(HEAVY)


def test_the_content_folders_are_found() -> None:
    assert all((content.root() / folder).is_dir() for folder in ("ontology", "vocab", "sparql"))
