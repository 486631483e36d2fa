"""An OWL ontology of emotions, its vocabulary, a SPARQL and REST service, and a lexicon-based classifier.

>>> from kgservice import EmotionClassifier
>>> EmotionClassifier().classify("I'm over the moon").primary
'joy'

Names are loaded when they are first used, so that labelling text loads neither rdflib nor FastAPI.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOMES = {
    "EmotionClassifier": "kgservice.classify",
    "Prediction": "kgservice.classify",
    "Evidence": "kgservice.classify",
    "Lexicon": "kgservice.vocab",
    "load_lexicon": "kgservice.vocab",
    "Ontology": "kgservice.ontology",
    "Emotion": "kgservice.ontology",
    "VAD": "kgservice.ontology",
    "load_ontology": "kgservice.ontology",
    "load_graph": "kgservice.ontology",
    "create_app": "kgservice.api",
}

__all__ = [
    "VAD",
    "Emotion",
    "EmotionClassifier",
    "Evidence",
    "Lexicon",
    "Ontology",
    "Prediction",
    "create_app",
    "load_graph",
    "load_lexicon",
    "load_ontology",
]

if TYPE_CHECKING:
    from kgservice.api import create_app
    from kgservice.classify import EmotionClassifier, Evidence, Prediction
    from kgservice.ontology import VAD, Emotion, Ontology, load_graph, load_ontology
    from kgservice.vocab import Lexicon, load_lexicon


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'kgservice' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
