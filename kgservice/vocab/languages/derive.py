"""The *derive* stage of other languages: from the user's files to tables that are committed.

In: the emotions and their mapping to WordNet 3.0, Open Multilingual Wordnet files, lists of labels, and, if there, the
emoji keywords of the Unicode CLDR.  Out: ``ontology/labels/<tag>.tsv`` and ``vocab/languages/<tag>.tsv``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kgservice import content
from kgservice import wordnet as princeton
from kgservice.errors import SourceNotLicensed, TableError
from kgservice.ontology import Ontology, translations
from kgservice.ontology.sources import SHIPPABLE, Source, read_sources
from kgservice.ontology.sssom import Mapping as Match
from kgservice.ontology.sssom import read_mapping_set
from kgservice.ontology.tables import read_ontology
from kgservice.ontology.translations import Translation, read_translations, sharing
from kgservice.vocab import seeds
from kgservice.vocab.languages import lemmas
from kgservice.vocab.languages.choice import Choice, Guide, choose
from kgservice.vocab.languages.concepts import concepts
from kgservice.vocab.languages.lists import read_labels
from kgservice.vocab.languages.wordnets import OpenWordnet, read_open_wordnet
from kgservice.vocab.sources import emoji

KEYWORDS = "annotations/{}/annotations.json"
"""Where the keywords of a language lie in the unpacked package ``cldr-annotations-full``."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the user has: wordnet files by ISO 639-3 code, lists, WordNet 3.0, the CLDR package; each may be missing.

    ``wordnet30``: the folder of another copy of WordNet 3.0 than the package's.
    """

    wordnets: Mapping[str, Path] = field(default_factory=dict)
    lists: tuple[Path, ...] = ()
    wordnet30: Path | None = None
    annotations: Path | None = None


def derive_labels(root: Path, inputs: Inputs, progress: Callable[[str], None] = lambda step: None) -> tuple[Path, ...]:
    """Derive the labels of every language that the inputs have, and the lemmas for its terms.

    ``root``: the folder with ``ontology`` and ``vocab`` to read and to write.  Of a language with a wordnet file the
    labels are made anew, but for those that a person has accepted; of one with a list alone they stay, after those of
    the list; other languages are not touched.  Returns the paths written.  Raises what `read_open_wordnet` and
    `read_labels` raise, `TableError` for a project that ``ontology/sources.tsv`` lacks, and `SourceNotLicensed` for
    words that may not stand in the project's own content under its licence; give another root for those.
    """
    tables = _Tables(root)
    listed = list(_listed(tables, inputs.lists))
    opened = list(_opened(tables, inputs, progress))
    for source in {row.source for row in listed} | {each.source for each in opened}:
        tables.allow(source)
    renewed = {each.wordnet.tag for each in opened}
    reviewed, kept = tables.standing(renewed)
    fresh = [row for each in opened for choice in each.choices for row in _rows(choice, each.wordnet.tag, each.source)]
    settled = settle([*reviewed, *listed, *kept, *fresh])
    touched = renewed | {row.language for row in listed}
    labels = {emotion.id: emotion.label for emotion in tables.ontology}
    folder = root / "ontology" / translations.FOLDER
    written = translations.write(folder, (row for row in settled if row.language in touched), labels)
    return (*written, *(lemmas.write(root, each.wordnet, each.source, tables.synsets()) for each in opened))


def _listed(tables: _Tables, lists: Iterable[Path]) -> Iterator[Translation]:
    for file in lists:
        yield from read_labels(file, tables.ontology.ids, list(tables.sources))


@dataclass(frozen=True, slots=True)
class _Opened:
    """A wordnet that was read, its source, and what the emotions are called in it."""

    wordnet: OpenWordnet
    source: str
    choices: tuple[Choice, ...]


def _opened(tables: _Tables, inputs: Inputs, progress: Callable[[str], None]) -> Iterator[_Opened]:
    if not inputs.wordnets:
        return
    progress("reading WordNet 3.0")
    known = princeton.load(inputs.wordnet30)
    ids, feelings = {synset.id for synset in known}, {s.id for s in known if s.file == "noun.feeling"}
    meant = concepts(tables.ontology, tables.matches, known)
    for code, file in sorted(inputs.wordnets.items()):
        progress(f"reading {file.name}")
        opened = read_open_wordnet(file, code, ids)
        source = tables.source_of(opened, file)
        guide = Guide(feelings, _keywords(inputs.annotations, opened.tag))
        yield _Opened(opened, source, choose(tables.ontology, meant, opened, guide))


def settle(found: Iterable[Translation]) -> Iterator[Translation]:
    """Yield labels with one preferred a language and emotion, the first one given, and shared ones marked.

    A label that comes twice keeps its first row; an alternative that another emotion prefers is left out.
    """
    first: dict[tuple[str, str, str], Translation] = {}
    preferred: set[tuple[str, str]] = set()
    for row in sorted(found, key=lambda row: not row.is_preferred):
        key = (row.language, row.emotion)
        kind = "alt" if key in preferred else "pref"
        if (*key, row.label.casefold()) not in first:
            first[*key, row.label.casefold()] = replace(row, kind=kind)
            preferred.add(key)
    shared = sharing(first.values())
    for row in first.values():
        others = tuple(e for e in shared.get((row.language, row.label.casefold()), ()) if e != row.emotion)
        if row.is_preferred or not others:
            yield replace(row, shared_with=others)


def _rows(choice: Choice, tag: str, source: str) -> Iterator[Translation]:
    for pick in (choice.preferred, *choice.others):
        kind = "pref" if pick is choice.preferred else "alt"
        where = (pick.synset, source, pick.method, pick.confidence)
        yield Translation(choice.emotion.id, tag, pick.lemma, kind, *where)


def _keywords(folder: Path | None, tag: str) -> dict[str, int]:
    """Return how many emoji have a word in their name or keywords; empty without the package."""
    if folder is None or not (file := folder / KEYWORDS.format(tag)).is_file():
        return {}
    words = ({word for text in texts for word in (text, *text.split())} for texts in emoji.read(file).values())
    return Counter(word for each in words for word in each)


class _Tables:
    """The committed tables that a derivation reads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.ontology: Ontology = read_ontology(root / "ontology")
        self.sources: dict[str, Source] = {s.id: s for s in read_sources(root / "ontology" / "sources.tsv")}
        subjects = {f"emotion:{emotion.id}": emotion.label for emotion in self.ontology}
        self.matches: tuple[Match, ...] = read_mapping_set(root / seeds.FILE, subjects, None).mappings

    def standing(self, renewed: Collection[str]) -> tuple[list[Translation], list[Translation]]:
        """Return the labels that a person has accepted, and the others of languages that are not made anew.

        Marks of sharing are left out, since they are set at the end.
        """
        labels = {emotion.id: emotion.label for emotion in self.ontology}
        rows = read_translations(self._root / "ontology" / translations.FOLDER, labels, list(self.sources))
        bare = [replace(row, shared_with=()) for row in rows]
        kept = [row for row in bare if not row.reviewer and row.language not in renewed]
        return [row for row in bare if row.reviewer], kept

    def synsets(self) -> frozenset[str]:
        """Return the synsets of the emotions and of the English terms."""
        return frozenset(m.object_id.partition(":")[2] for m in self.matches) | lemmas.synsets_of_terms(self._root)

    def source_of(self, opened: OpenWordnet, file: Path) -> str:
        """Return the id of the source that a wordnet is; raises `TableError` unless title and licence are its own."""
        for source in self.sources.values():
            if source.title == opened.project and source.licence == opened.licence:
                return source.id
        problem = f'"{opened.project}" under {opened.licence} is not in ontology/sources.tsv'
        fix = "Add a row with that title and licence, its citation and its address."
        raise TableError(content.display(file), 1, None, problem, fix)

    def allow(self, source: str) -> None:
        """Raise `SourceNotLicensed` when words of a source would get among the project's own content and may not."""
        if self.sources[source].licence not in SHIPPABLE and self._root.resolve() == content.root().resolve():
            raise SourceNotLicensed(source, self.sources[source].licence, f"ontology/{translations.FOLDER}")
