"""The miniature content as objects: nine emotions with made-up VAD, and a dozen terms.

Run as a program it serves them: it prints the URL and serves until it is interrupted.  Its limits are small, so that
tests of limits are short: 1 s, 256 MB and 2,000 rows a query, 64 KiB a request.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

from kgservice.api.app import create_app
from kgservice.api.server import listen, serve, url
from kgservice.api.settings import Settings
from kgservice.ontology import VAD, Emotion, Ontology
from kgservice.ontology.tables import read_ontology
from kgservice.vocab.model import Lexicon, Sense

FOLDER = Path(__file__).parent.parent / "data" / "mini" / "ontology"
MADE_UP = {
    "joy": VAD(0.8, 0.5, 0.4),
    "cheerfulness": VAD(0.7, 0.4, 0.3),
    "delight": VAD(0.75, 0.5, 0.25),
    "sadness": VAD(-0.7, -0.3, -0.3),
    "fear": VAD(-0.7, 0.6, -0.5),
}
TERMS = (
    ("happy", "adjective", ("happier", "happiest"), "joy", 0.9),
    ("happiness", "noun", (), "joy", 1.0),
    ("over the moon", "phrase", (), "delight", 0.95),
    ("delighted", "adjective", (), "delight", 0.9),
    ("cheerful", "adjective", (), "cheerfulness", 0.9),
    ("sad", "adjective", ("sadder", "saddest"), "sadness", 0.9),
    ("grieve", "verb", ("grieved", "grieves", "grieving"), "grief", 0.9),
    ("blue", "adjective", (), "sadness-secondary", 0.6),
    ("blue", "adjective", (), "nervousness", 0.1),
    ("naïve joy", "phrase", (), "joy", 0.5),
    ("afraid", "adjective", (), "fear", 0.9),
    ("😀", "emoji", (), "joy", 0.8),
    ("and/or glad", "phrase", (), "joy", 0.4),
)
LINKS: dict[str, dict[str, tuple[str, ...]]] = {
    "joy": {"opposites": ("sadness",)},
    "sadness": {"opposites": ("joy",)},
    "delight": {"components": ("cheerfulness", "joy")},
    "anxiety": {"leads_to": ("grief",)},
}
LIMITS = {
    "query_timeout_seconds": 1,
    "query_memory_mb": 256,
    "query_max_rows": 2000,
    "request_max_bytes": 1 << 16,
}


def ontology() -> Ontology:
    read = read_ontology(FOLDER)
    return Ontology((_placed(emotion) for emotion in read), version="0.0.9")


def lexicon() -> Lexicon:
    return Lexicon(
        Sense(term, pos, forms, emotion, weight, None, "authored", "kgservice", "")
        for term, pos, forms, emotion, weight in TERMS
    )


def _placed(emotion: Emotion) -> Emotion:
    vad = MADE_UP.get(emotion.id)
    return dataclasses.replace(emotion, vad=vad, vad_method="rated" if vad else "", **LINKS.get(emotion.id, {}))


if __name__ == "__main__":
    settings = Settings(port=0, **LIMITS)
    with listen(settings) as listener:
        print(url(listener), flush=True)
        serve(create_app(settings, ontology(), lexicon()), listener, settings)
