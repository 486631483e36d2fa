"""The candidates that every test of the review rules on; the emotions beside them are the miniature ones::

gleeful    joy 0.40, delight 0.39           margin 0.01   needs review
heartache  grief 0.50, anxiety 0.48         margin 0.02   needs review
uneasy     anxiety 0.45, nervousness 0.42   margin 0.03   needs review
HOSTILE    fear 0.30                        no margin     needs review
joyful     joy 0.70                         no margin     accepted automatically

The authored expression "on cloud nine" stands beside them, for joy and for delight.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from kgservice import tsv
from kgservice.vocab import candidates, expressions
from kgservice.vocab.candidates import ACCEPTED, REVIEW, Candidate

HOSTILE = "<img src=x onerror=document.title='hacked'>"
EMPTY = {"str": "", "int": 0, "float": 0.0, "float | None": None}


def candidate(term: str, contenders: Sequence[tuple[str, float]], margin: float | None, status: str) -> Candidate:
    """Return a candidate for the first contender; what plays no part here is empty."""
    emotion, score = contenders[0]
    given = {
        "term": term,
        "pos": "noun" if term == "heartache" else "adjective",
        "emotion": emotion,
        "emotion_label": "sadness" if emotion.startswith("sadness") else emotion,
        "relation": "similar" if term == "gleeful" else "synonym",
        "routes": (f"wn30:00000104-n:{'similar' if term == 'gleeful' else 'synonym'}",),
        "synset": "00000104-n",
        "contenders": tuple(contenders),
        "score": score,
        "margin": margin,
        "status": status,
        "method": "nearest-definition",
    }
    known = {field.name: EMPTY.get(str(field.type), ()) for field in fields(Candidate)}
    return Candidate(**known | {name: value for name, value in given.items() if name in known})


CANDIDATES = (
    candidate("gleeful", [("joy", 0.40), ("delight", 0.39)], 0.01, REVIEW),
    candidate("heartache", [("grief", 0.50), ("anxiety", 0.48)], 0.02, REVIEW),
    candidate("uneasy", [("anxiety", 0.45), ("nervousness", 0.42)], 0.03, REVIEW),
    candidate(HOSTILE, [("fear", 0.30)], None, REVIEW),
    candidate("joyful", [("joy", 0.70)], None, ACCEPTED),
)
GLEEFUL, HEARTACHE, UNEASY, MARKUP, JOYFUL = ((c.term, c.emotion) for c in CANDIDATES)
CLOUD = ("on cloud nine", "joy")
CLOUD_TOO = ("on cloud nine", "delight")


def write_tree(root: Path, mini: Path) -> Path:
    """Write the miniature emotions and the candidates under ``root`` and return it."""
    shutil.copytree(mini / "ontology", root / "ontology")
    candidates.write(root / candidates.FILE, CANDIDATES)
    rows = [
        {"term": "on cloud nine", "pos": "phrase", "emotion": e, "emotion_label": e, "weight": w, "note": ""}
        for e, w in (("delight", 0.4), ("joy", 0.8))
    ]
    tsv.write(root / expressions.FILE, expressions.COLUMNS, rows)
    return root
