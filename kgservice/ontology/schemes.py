"""Foreign label sets (Ekman, GoEmotions, …) as they were published: `Scheme` and `Label`.

In: ``ontology/schemes/index.tsv`` (one row a scheme) and ``ontology/schemes/<scheme>.tsv`` (one row a label, spelt
as in the source).  Out: schemes whose counts and broader labels hold, or a `TableError`.  The project's own emotions
are a scheme too, `tone`, made from an `Ontology`.  Which label means which emotion stands in `sssom`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kgservice import tsv
from kgservice.errors import UnknownLabel
from kgservice.namespaces import SLUG, label_iri, scheme_iri
from kgservice.ontology.model import Ontology
from kgservice.ontology.sssom import MappingSet
from kgservice.tsv import Row

TONE = "tone"
"""The id of the scheme that holds the project's own emotions."""

NEUTRAL = "neutral"
"""The id of the label for "no emotion", in every scheme that has one."""

INDEX_COLUMNS = ("scheme", "title", "citation", "licence", "url", "labels", "labelling")
LABEL_COLUMNS = ("id", "label", "code", "broader", "note")
DETAIL_COLUMNS = ("level", "dimension", "order", "components", "opposite", "tier")
LABELLINGS = ("exclusive", "multi", "")
"""One label an item, several, or not a labelling task."""

_GAPS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a scheme.

    ``id``: slug within the scheme.  ``label``: as published.  ``code``: the published code (a number or IRI), empty
    when there is none.  ``broader``: id of the wider label in the same scheme.  ``details``: what only some schemes
    have, by column name (see `DETAIL_COLUMNS`), such as the level of Plutchik's intensities.
    """

    scheme: str
    id: str
    label: str
    code: str = ""
    broader: str = ""
    alt_labels: tuple[str, ...] = ()
    note: str = ""
    details: Map[str, str] = field(default_factory=dict, compare=False)

    @property
    def iri(self) -> str:
        """The label's IRI."""
        return label_iri(self.scheme, self.id)

    def to_dict(self) -> dict[str, object]:
        """Return what a look-up answers in JSON."""
        texts = {"id": self.id, "iri": self.iri, "label": self.label, "altLabels": list(self.alt_labels)}
        return texts | {"code": self.code, "broader": self.broader or None, "note": self.note, **self.details}


@dataclass(frozen=True)
class Scheme:
    """A set of labels, in the order of its table.

    ``labelling``: ``exclusive`` (one label an item), ``multi`` (several) or empty (no labelling task).
    ``scheme["joy"]`` finds a label by id, published spelling, code or other name, in this order, whatever the case,
    hyphens and underscores; it raises `UnknownLabel`.  ``scheme.get("jooy")`` gives None.
    """

    id: str
    title: str
    citation: str
    licence: str
    url: str
    labelling: str
    labels: tuple[Label, ...]

    def __len__(self) -> int:
        """Return how many labels there are."""
        return len(self.labels)

    def __iter__(self) -> Iterator[Label]:
        """Yield the labels in the order of the table."""
        return iter(self.labels)

    def __getitem__(self, text: str) -> Label:
        """Return the label of this name; raises `UnknownLabel`."""
        found = self.get(text)
        if found is None:
            raise UnknownLabel(text, self.id, self._by_name)
        return found

    def get(self, text: str) -> Label | None:
        """Return the label of this name, or None."""
        return self._by_name.get(_name(text))

    @property
    def iri(self) -> str:
        """The scheme's IRI."""
        return scheme_iri(self.id)

    @cached_property
    def _by_name(self) -> dict[str, Label]:
        found: dict[str, Label] = {}
        for names in (lambda x: (x.id,), lambda x: (x.label,), lambda x: (x.code,), lambda x: x.alt_labels):
            for label in self.labels:
                for name in filter(None, names(label)):
                    found.setdefault(_name(name), label)
        return found

    def to_dict(self) -> dict[str, object]:
        """Return what a look-up answers in JSON."""
        texts = {"id": self.id, "iri": self.iri, "title": self.title, "citation": self.citation, "url": self.url}
        rest = {"licence": self.licence, "labelling": self.labelling or None}
        return texts | rest | {"labels": [label.to_dict() for label in self.labels]}


def read_schemes(folder: Path) -> dict[str, Scheme]:
    """Read every scheme that ``folder/index.tsv`` names, by id; none when there is no index.

    A scheme whose row leaves the count of ``labels`` empty has no table of its own and comes back without labels:
    they are what a mapping names (see `with_labels`).  Raises `TableError` for a count that does not hold, an id that
    is not a slug or stands twice, a broader label that the scheme lacks.

    >>> from kgservice import content
    >>> len(read_schemes(content.path("ontology", "schemes"))["goemotions"])
    28
    >>> read_schemes(content.path("nowhere"))
    {}
    """
    index = folder / "index.tsv"
    rows = tsv.read(index, INDEX_COLUMNS, key=["scheme"]) if index.exists() else []
    return {row["scheme"]: _read_scheme(row, folder / f"{row['scheme']}.tsv") for row in rows}


def with_labels(scheme: Scheme, mappings: MappingSet) -> Scheme:
    """Return a scheme with the subjects of a mapping set as its labels, sorted by id; their codes are IRIs.

    >>> from kgservice.ontology.sssom import Mapping
    >>> wordnet = Scheme("wordnet-3.0", "WordNet", "Fellbaum (1998)", "WordNet-3.0", "https://example.org", "", ())
    >>> prefixes = {"wn30": "https://example.org/wn30/"}
    >>> row = Mapping("wn30:07527352-n", "joy", "skos:exactMatch", "emotion:joy", "joy", "semapv:LexicalMatching", 0.8)
    >>> with_labels(wordnet, MappingSet("wordnet-3.0", {}, prefixes, (row,)))["joy"].code
    'https://example.org/wn30/07527352-n'
    """
    names = {mapping.subject_id: mapping.subject_label for mapping in mappings.mappings}
    labels = []
    for curie, name in sorted(names.items()):
        prefix, _, local = curie.partition(":")
        labels.append(Label(scheme.id, local, name, mappings.prefixes[prefix] + local))
    return replace(scheme, labels=tuple(labels))


def tone_scheme(ontology: Ontology) -> Scheme:
    """Return the project's own emotions, those beside the tree included, as a scheme like any other.

    >>> from kgservice.ontology.model import Emotion
    >>> joy = Emotion("joy", "joy", 1, None, "A pleasant emotion.", "kgservice", "shaver1987")
    >>> tone_scheme(Ontology([joy]))["Joy"].id
    'joy'
    """
    labels = tuple(
        Label(TONE, e.id, e.label, "", e.broader or "", e.alt_labels, "", {"tier": str(e.tier or "")}) for e in ontology
    )
    title = "The emotions of tone-kg: the tree in three tiers and those beside it"
    citation = f"The kgservice maintainers (2026). tone-kg emotion ontology, version {ontology.version}."
    return Scheme(TONE, title, citation, "CC-BY-4.0", "https://w3id.org/tone-kg/ontology", "multi", labels)


def _name(text: str) -> str:
    return _GAPS.sub(" ", text.casefold()).strip()


def _read_scheme(entry: Row, file: Path) -> Scheme:
    rows = []
    if entry["labels"]:
        rows = tsv.read(file, LABEL_COLUMNS, optional=("alt_labels", *DETAIL_COLUMNS), key=["id"])
    if entry["labels"] and len(rows) != entry.integer("labels"):
        raise entry.error("labels", f"{file.name} holds {len(rows)} labels", "Correct the count or the table.")
    if entry["labelling"] not in LABELLINGS:
        raise entry.error("labelling", f'"{entry["labelling"]}" is not known', "Write exclusive, multi or nothing.")
    ids = {row["id"] for row in rows}
    labels = tuple(_label(entry["scheme"], row, ids) for row in rows)
    name, title, citation, licence, url = (entry.required(column) for column in INDEX_COLUMNS[:5])
    return Scheme(name, title, citation, licence, url, entry["labelling"], labels)


def _label(scheme: str, row: Row, ids: set[str]) -> Label:
    if not SLUG.fullmatch(row["id"]):
        raise row.error(
            "id", f'"{row["id"]}" is not a slug', "Write small letters and digits, parts joined by a hyphen."
        )
    broader = row.one_of("broader", ids) if row["broader"] else ""
    details = {column: row[column] for column in DETAIL_COLUMNS if row[column]}
    names = (row["id"], row.required("label"), row["code"], broader)
    return Label(scheme, *names, row.list_of("alt_labels"), row["note"], details)
