"""The miniature content with every optional table, for tests of the tables and the release.

To the nine emotions of ``tests/data/mini`` come one beside the tree, made-up ratings, and these links, all of kind
``made-up`` and from the source ``kgservice``, which says truly that nobody published them::

    joy     isOppositeOf     sadness              accepted
    awe     isComposedOf     fear, delight        published   (awe stands beside the tree, related to fear)
    anxiety leadsTo          grief                computed, twice, by two methods
    grief   moreIntenseThan  sadness-secondary    published
    fear    leadsTo          joy                  rejected, so it goes no further

``crossed`` adds a foreign scheme with three labels, of which one fits nothing, and maps emotions to one synset::

    toy:glad    exactMatch  joy             emotion:joy  closeMatch  wn30:07527352-n
    toy:upset   broadMatch  sadness         and no synset for any other emotion
    toy:blank   NoTermFound
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kgservice import tsv
from kgservice.ontology import affect, schemes, sssom, tables
from kgservice.ontology.translations import Translation
from kgservice.ontology.translations import write as write_translations

EMOTIONS = ("anxiety", "cheerfulness", "delight", "fear", "grief", "joy", "nervousness", "sadness", "sadness-secondary")
LINKS = (
    ("anxiety", "leadsTo", "grief", "co-occurrence", "12.25", "0.4", "computed"),
    ("anxiety", "leadsTo", "grief", "guess", "", "0.125", "computed"),
    ("awe", "isComposedOf", "delight", "read", "", "1", "published"),
    ("awe", "isComposedOf", "fear", "read", "", "1", "published"),
    ("fear", "leadsTo", "joy", "guess", "", "0.01", "rejected"),
    ("grief", "moreIntenseThan", "sadness-secondary", "read", "", "0.9", "published"),
    ("joy", "isOppositeOf", "sadness", "read", "0.000012", "0.9", "accepted"),
)


@pytest.fixture
def full(mini: Path, tmp_path: Path) -> Path:
    """A root folder of its own, whose ``ontology`` holds every table."""
    root = tmp_path / "full"
    folder = root / "ontology"
    shutil.copytree(mini / "ontology", folder)
    tsv.write(folder / "extension.tsv", tables.EXTENSION_COLUMNS, [_awe()])
    tsv.write(folder / "affect.tsv", affect.COLUMNS, _ratings())
    tsv.write(folder / "dependencies.tsv", tables.DEPENDENCY_COLUMNS, _links())
    return root


@pytest.fixture
def translated(full: Path) -> Path:
    """The full miniature with two Italian labels of joy, made up in the sense that no published source gives them."""
    rows = [Translation("joy", "it", label, kind, "", "kgservice", "list", 0.5) for label, kind in ITALIAN]
    write_translations(full / "ontology" / "labels", rows, {"joy": "joy"})
    return full


ITALIAN = (("gioia", "pref"), ("letizia", "alt"))
CURIES = {
    "emotion": "https://w3id.org/tone-kg/emotion/",
    "scheme": "https://w3id.org/tone-kg/scheme/",
    "tonekg": "https://w3id.org/tone-kg/",
    "toy": "https://w3id.org/tone-kg/scheme/toy/",
    "wn30": "http://wordnet-rdf.princeton.edu/wn30/",
}
TOY = (
    ("toy:blank", "Blank", "skos:exactMatch", "sssom:NoTermFound", "", "1", "no emotion"),
    ("toy:glad", "Glad", "skos:exactMatch", "emotion:joy", "joy", "0.95", 'spelt "glad" there'),
    ("toy:upset", "Upset", "skos:broadMatch", "emotion:sadness", "sadness", "0.6", ""),
)
TOY_LABELS = (("blank", "Blank", ""), ("glad", "Glad", ""), ("upset", "Upset", "blank"))


@pytest.fixture
def crossed(full: Path) -> Path:
    """The full miniature with a scheme and a set of synsets."""
    folder = full / "ontology"
    index = [_scheme("toy", "3"), _scheme("wordnet-3.0", "")]
    tsv.write(folder / "schemes" / "index.tsv", schemes.INDEX_COLUMNS, index)
    labels = [{"id": i, "label": label, "code": "", "broader": b, "note": ""} for i, label, b in TOY_LABELS]
    tsv.write(folder / "schemes" / "toy.tsv", schemes.LABEL_COLUMNS, labels)
    _write_mappings(folder / "mappings" / "toy.sssom.tsv", TOY, "scheme:toy", "tonekg:ontology")
    synset = ("emotion:joy", "joy", "skos:closeMatch", "wn30:07527352-n", "joy", "0.8", "")
    others = [(f"emotion:{e}", e.removesuffix("-secondary"), *_NO_SYNSET) for e in (*EMOTIONS, "awe") if e != "joy"]
    wordnet = folder / "mappings" / "wordnet-3.0.sssom.tsv"
    _write_mappings(wordnet, sorted([synset, *others]), "tonekg:ontology", CURIES["wn30"])
    return full


_NO_SYNSET = ("skos:exactMatch", "sssom:NoTermFound", "", "0.5", "")


def _scheme(name: str, labels: str) -> dict[str, object]:
    row: dict[str, object] = {"scheme": name, "title": f"The {name} scheme", "citation": "Made up for tests."}
    return row | {"licence": "CC0-1.0", "url": "https://example.org/", "labels": labels, "labelling": ""}


def _write_mappings(file: Path, rows: Iterable[tuple[str, ...]], subject_source: str, object_source: str) -> None:
    metadata = {"mapping_set_id": f"https://w3id.org/tone-kg/mapping/{file.name.removesuffix('.sssom.tsv')}"}
    metadata |= {"mapping_set_version": "0.1.0", "license": "https://creativecommons.org/licenses/by/4.0/"}
    metadata |= {"subject_source": subject_source, "object_source": object_source}
    head = ["#curie_map:", *(f"#  {prefix}: {iri}" for prefix, iri in CURIES.items())]
    head += [f"#{key}: {value}" for key, value in metadata.items()]
    columns = (*sssom.COLUMNS, "comment")
    cells = [(*row[:5], "semapv:LexicalMatching", *row[5:]) for row in rows]
    text = tsv.dumps(columns, [dict(zip(columns, row, strict=True)) for row in cells])
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(head) + "\n" + text, encoding="utf-8")


def _awe() -> dict[str, object]:
    return {
        "id": "awe",
        "label": "awe",
        "alt_labels": ("wonderment", "reverence"),
        "definition": "A hushed emotion before something vast.",
        "definition_source": "kgservice",
        "classification_source": "kgservice",
        "related": "fear",
        "related_labels": "fear",
    }


def _ratings() -> Iterator[dict[str, object]]:
    """Yield an estimate for every emotion, and for joy a rating by people as well."""
    for place, emotion in enumerate((*EMOTIONS, "awe")):
        yield _rating(emotion, "kgservice", (emotion,), "estimated", "-1..1", f"0.{place}", sd=None, n=None)
    yield _rating("joy", "glasgow2019", ("joyful", "joy"), "rated", "1..9", "7", sd="1.3", n=33)


def _rating(
    emotion: str, source: str, entry: tuple[str, ...], method: str, scale: str, mean: str, *, sd: object, n: object
) -> dict[str, object]:
    row: dict[str, object] = {"emotion": emotion, "label": emotion.removesuffix("-secondary"), "source": source}
    row |= {"entry": entry, "method": method, "scale": scale}
    for dimension in ("valence", "arousal", "dominance"):
        values = {"mean": mean, "sd": sd, "n": n, "error": "0.2"}
        row |= {f"{dimension}_{part}": value for part, value in values.items()}
    return row


def _links() -> Iterator[dict[str, object]]:
    for subject, relation, object_, method, score, confidence, status in LINKS:
        yield {
            "subject": subject,
            "subject_label": subject.removesuffix("-secondary"),
            "relation": relation,
            "object": object_,
            "object_label": object_.removesuffix("-secondary"),
            "kind": "made-up",
            "method": method,
            "parameters": "window=2; minimum=5",
            "score": score,
            "confidence": confidence,
            "evidence": 'a "test" of\\escapes',
            "source": "kgservice",
            "status": status,
        }
