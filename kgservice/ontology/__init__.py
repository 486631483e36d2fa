"""The emotions: their model, their tables, their OWL release, and the checks on it.

Names load when they are first used, so that importing this package loads no library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kgservice.ontology.model import VAD, Emotion, Ontology

__all__ = ["VAD", "Emotion", "Ontology", "load_graph", "load_ontology", "path"]

_HOMES = {"load_graph": ("graph", "load_graph"), "load_ontology": ("release", "load"), "path": ("paths", "path")}

if TYPE_CHECKING:
    from kgservice.ontology.graph import load_graph
    from kgservice.ontology.paths import path
    from kgservice.ontology.release import load as load_ontology


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'kgservice.ontology' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(f"kgservice.ontology.{module}"), attribute)
