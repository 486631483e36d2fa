"""Files of the Open Multilingual Wordnet: which words of a language stand for which synset of WordNet 3.0.

One file a language, plain or gzip: a first line ``# project<TAB>code<TAB>address<TAB>licence``, then rows of synset,
``code:lemma`` and lemma; rows of other sorts (definitions, examples) are passed over.  Format: Bond, F., Foster, R.
(2013). Linking and Extending an Open Multilingual Wordnet. ACL.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kgservice import content
from kgservice.errors import TableError, UnreadableText
from kgservice.ontology.languages import LANGUAGES

LICENCES = {
    "Apache 2.0": "Apache-2.0",
    "CC BY 3.0": "CC-BY-3.0",
    "CC BY 4.0": "CC-BY-4.0",
    "CC BY SA 3.0": "CC-BY-SA-3.0",
    "CC BY-SA 3.0": "CC-BY-SA-3.0",
    "CC BY SA 4.0": "CC-BY-SA-4.0",
    "CC BY-SA 4.0": "CC-BY-SA-4.0",
    "CeCILL-C": "CECILL-C",
    "MIT": "MIT",
    "wordnet": "WordNet-3.0",
}
"""Licences as the first lines of the files spell them, and their SPDX ids."""

_SYNSET = re.compile(r"\d{8}-[nvars]")
_MARKS = " -'’·"


@dataclass(frozen=True, slots=True)
class OpenWordnet:
    """The wordnet of one language: ``lemmas`` by synset, in the order of the file; ``licence`` is an SPDX id."""

    project: str
    code: str
    licence: str
    lemmas: Mapping[str, tuple[str, ...]]
    synsets: Mapping[str, tuple[str, ...]]
    """The synsets of each lemma."""

    @property
    def tag(self) -> str:
        """The BCP 47 tag of the language."""
        return LANGUAGES[self.code][0]

    def of(self, synsets: Iterable[str]) -> tuple[str, ...]:
        """Return the lemmas of synsets, each once, in the order of the synsets and the file; maybe none."""
        return tuple(dict.fromkeys(lemma for synset in synsets for lemma in self.lemmas.get(synset, ())))


def read_open_wordnet(file: Path, code: str, synsets: Container[str]) -> OpenWordnet:
    """Read the file of one language.

    ``code``: the ISO 639-3 code that the file must have, a key of `LANGUAGES`.  ``synsets``: the ids of WordNet 3.0.
    Lemmas with other signs than letters and joints (``GAP!``) are left out, and the ``+`` of some Chinese ones is
    dropped.  Raises `TableError` naming file, row, column and fix for a first line without project and licence, another
    language, an unknown licence, a row without its three cells, a synset that WordNet 3.0 lacks; `UnreadableText` when
    the file is not UTF-8.
    """
    name, lines = content.display(file), _lines(file)
    project, licence = _header(name, lines[0] if lines else "", code)
    lemmas: dict[str, dict[str, None]] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line and not line.startswith("#"):
            synset, lemma = _row(name, number, line, code, synsets)
            if lemma:
                lemmas.setdefault(synset, {})[lemma] = None
    by_synset = {synset: tuple(words) for synset, words in lemmas.items()}
    return OpenWordnet(project, code, licence, by_synset, _inverted(by_synset))


def clean(lemma: str) -> str:
    """Return a lemma in the form of labels, or nothing when it is no word.

    >>> clean("essere_felice"), clean("GAP!"), clean("满意+的")
    ('essere felice', '', '满意的')
    """
    text = unicodedata.normalize("NFC", " ".join(lemma.replace("_", " ").replace("+", "").split()))
    return text if text and all(char in _MARKS or unicodedata.category(char)[0] in "LM" for char in text) else ""


def _lines(file: Path) -> list[str]:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise TableError(content.display(file), None, None, "the file does not exist", "Give another path.") from None
    try:
        text = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        return text.decode("utf-8-sig").splitlines()
    except (EOFError, OSError, zlib.error):
        fix = "Take a whole copy of it."
        raise TableError(content.display(file), None, None, "the gzip file is damaged", fix) from None
    except UnicodeDecodeError as error:
        raise UnreadableText(content.display(file), error.start) from None


def _header(name: str, line: str, code: str) -> tuple[str, str]:
    cells = [cell.strip() for cell in line.removeprefix("#").split("\t")]
    if not line.startswith("#") or len(cells) != 4:
        fix = "Start the file with four cells: # project, language code, address, licence."
        raise TableError(name, 1, None, "the line that names project and licence is missing", fix)
    project, found, _, licence = cells
    if found != code:
        raise TableError(name, 1, None, f'the language is "{found}", not "{code}"', f"Write --wordnet {found}=FILE.")
    if licence not in LICENCES:
        known = ", ".join(sorted(LICENCES))
        raise TableError(name, 1, None, f'the licence "{licence}" is not known', f"Known: {known}.")
    return project, LICENCES[licence]


def _row(name: str, number: int, line: str, code: str, synsets: Container[str]) -> tuple[str, str]:
    cells = line.split("\t")
    if len(cells) < 3:
        fix = f"Write synset, {code}:lemma and lemma, separated by tabs."
        raise TableError(name, number, None, f"{len(cells)} cells instead of 3", fix)
    synset, sort, lemma = cells[:3]
    if not _SYNSET.fullmatch(synset):
        fix = "Write the WordNet 3.0 offset and part of speech, such as 07527352-n."
        raise TableError(name, number, "synset", f'"{synset}" is no synset id', fix)
    synset = synset.replace("-s", "-a")
    if synset not in synsets:
        fix = "The file must be keyed by WordNet 3.0; map other versions first."
        raise TableError(name, number, "synset", f'WordNet 3.0 has no synset "{synset}"', fix)
    return synset, clean(lemma) if sort == f"{code}:lemma" else ""


def _inverted(lemmas: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for synset, words in lemmas.items():
        for word in words:
            found[word].append(synset)
    return {word: tuple(synsets) for word, synsets in found.items()}
