"""Where the search for terms starts: the WordNet synsets of every emotion, kept as an SSSOM mapping.

``ontology/mappings/wordnet-3.0.sssom.tsv`` holds rows of two sorts.  Rows justified by ``semapv:LexicalMatching``
belong to this module: `refresh` makes them anew (an emotion's label, first sense in ``noun.feeling``).  All other rows
were chosen with knowledge of the senses and stay as they are; an emotion whose exact or close match was chosen so gets
no automatic row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kgservice import tsv
from kgservice.ontology import Emotion, Ontology
from kgservice.ontology.sssom import COLUMNS, OPTIONAL, read_mapping_set
from kgservice.wordnet import Synset, WordNet

FILE = "ontology/mappings/wordnet-3.0.sssom.tsv"
AUTOMATIC = "semapv:LexicalMatching"
PREFERRED_FILES = ("noun.feeling", "noun.state", "noun.attribute", "noun.cognition")
"""Lexicographer files in which the emotion sense of a label is looked for, in this order."""

CONFIDENCES = {"noun.feeling": 0.8, "noun.state": 0.5, "noun.attribute": 0.5, "noun.cognition": 0.4}
"""Confidence of an automatic row by file: our estimate from checking all 150 by hand, not a measurement."""

HEADER = """\
#curie_map:
#  emotion: https://w3id.org/tone-kg/emotion/
#  tonekg: https://w3id.org/tone-kg/
#  wn30: http://wordnet-rdf.princeton.edu/wn30/
#mapping_set_id: https://w3id.org/tone-kg/mapping/wordnet-3.0
#mapping_set_version: 0.1.0
#mapping_set_title: "Emotions of tone-kg to synsets of WordNet 3.0: the seeds of the vocabulary"
#license: https://creativecommons.org/licenses/by/4.0/
#subject_source: tonekg:ontology
#object_source: http://wordnet-rdf.princeton.edu/wn30/
#object_source_version: "3.0"
"""


@dataclass(frozen=True, slots=True)
class Seed:
    """One synset from which an emotion's terms are searched; ``depth`` is 0 for the emotion's own concept, else 1."""

    emotion: str
    synset: str
    depth: int


def read(file: Path, ontology: Ontology, wordnet: WordNet) -> tuple[Seed, ...]:
    """Return the seeds of every emotion, in the order of the file.

    A ``skos:relatedMatch`` starts one step away from the emotion, the closer predicates start at it.  Raises
    `TableError` for an emotion or synset that does not exist, a label out of step, an emotion without a row.
    """
    subjects = {f"emotion:{emotion.id}": emotion.label for emotion in ontology}
    objects = {f"wn30:{synset.id}": synset.lemmas[0] for synset in wordnet}
    mappings = read_mapping_set(file, subjects, objects).mappings
    rows = [(m.subject, m.object, int(m.predicate_id == "skos:relatedMatch")) for m in mappings]
    return tuple(Seed(emotion, synset, depth) for emotion, synset, depth in rows if synset is not None)


def refresh(file: Path, ontology: Ontology, wordnet: WordNet) -> int:
    """Make the automatic rows of the mapping file anew, keep the others, sort; return how many rows there are now."""
    kept = []
    if file.exists():
        rows = tsv.read(file, COLUMNS, optional=OPTIONAL)
        kept = [dict(row) for row in rows if row["mapping_justification"] != AUTOMATIC]
    chosen = {row["subject_id"] for row in kept if row["predicate_id"] != "skos:relatedMatch"}
    rows_new = [
        _row(emotion, synset)
        for emotion in ontology
        if f"emotion:{emotion.id}" not in chosen and (synset := automatic(emotion, wordnet)) is not None
    ]
    write(file, [*kept, *_told_apart(rows_new, ontology)])
    return len(kept) + len(rows_new)


def _told_apart(rows: Iterable[dict[str, object]], ontology: Ontology) -> Iterator[dict[str, object]]:
    """Leave a synset that several emotions share to one of them; for the others it is only close.

    ``skos:exactMatch`` is transitive, so two exact matches of one synset would make the two emotions one.  It stays
    with the emotion whose label is the synset's first lemma, the highest in the tree where two have that label.
    """
    rows = list(rows)
    sharing: dict[object, list[dict[str, object]]] = defaultdict(list)
    for row in rows:
        if row["predicate_id"] == "skos:exactMatch":
            sharing[row["object_id"]].append(row)
    for row in rows:
        shared = sharing.get(row["object_id"], [])
        named = [other for other in shared if other["subject_label"] == other["object_label"]]
        owner = min(named, key=lambda other: _tier(other, ontology), default=None)
        close = len(shared) > 1 and row is not owner and row["predicate_id"] == "skos:exactMatch"
        yield row | {"predicate_id": "skos:closeMatch"} if close else row


def _tier(row: Mapping[str, object], ontology: Ontology) -> int:
    return ontology[str(row["subject_id"]).removeprefix("emotion:")].tier or 9


def automatic(emotion: Emotion, wordnet: WordNet) -> Synset | None:
    """Return the first sense of the emotion's label in the first of `PREFERRED_FILES` that has one; None without."""
    senses = [synset for synset, _, _ in wordnet.senses(emotion.label, "n")]
    return next((s for file in PREFERRED_FILES for s in senses if s.file == file), None)


def write(file: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Write the mapping file in canonical form: metadata, header, rows sorted by emotion, predicate, synset."""
    ordered = sorted(rows, key=lambda row: (row["subject_id"], row["predicate_id"], row["object_id"]))
    text = HEADER + tsv.dumps((*COLUMNS, *OPTIONAL), ordered)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _row(emotion: Emotion, synset: Synset) -> dict[str, object]:
    return {
        "subject_id": f"emotion:{emotion.id}",
        "subject_label": emotion.label,
        "predicate_id": "skos:exactMatch" if synset.file == "noun.feeling" else "skos:closeMatch",
        "object_id": f"wn30:{synset.id}",
        "object_label": synset.lemmas[0],
        "mapping_justification": AUTOMATIC,
        "confidence": f"{CONFIDENCES[synset.file]:g}",
        "mapping_tool": "kgservice propose",
        "comment": f"first sense of the label in {synset.file}",
    }
