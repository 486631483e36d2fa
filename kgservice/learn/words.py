"""Derive ``vocab/word-affect.tsv``: the VAD of words, rated or estimated, and how much each counts in a text.

In: the user's copies of two norms and of labelled text, the project's own sentences, WordNet, the lexicon, a sentence
model.  Out: `Derived`.  Needs the ``build`` extra.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgservice.learn.affect_fit import Fitted, fit_words
from kgservice.learn.affect_targets import label_vads, targets
from kgservice.learn.affect_texts import AffectReader, Cut, document_counts, tokens_of
from kgservice.learn.labelled import read_corpus, read_set
from kgservice.ontology import VAD, Ontology
from kgservice.vocab import Lexicon
from kgservice.vocab.affect import AUTHORED, ESTIMATED, RATED, WordAffect
from kgservice.vocab.embedding import Model
from kgservice.vocab.inflect import forms
from kgservice.vocab.kernel import Quality, cross_validate, families, fit
from kgservice.vocab.normalize import normalize
from kgservice.vocab.rated import MapFigure, Rated, read_rated
from kgservice.wordnet import POS_NAMES, WordNet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.floating]

FRAME = "the feeling of {}"
"""What is embedded for a word: of five frames the one with the best cross-validated figures (``vocab/README.md``)."""

PENALTY = 0.1
"""Penalty of the regression on words."""

LEAST_USES = 3
"""Tagged uses in WordNet from which on a word and its inflected forms get a row."""

LEAST_TEXTS = 5
"""Learning texts from which on a token gets a row, and values of its own."""

MARKS = {"!": ((0.0, 1.0, 0.8), 0.5), "?": ((-0.1, 0.1, -0.1), 0.4)}
"""VAD and weight of sentence marks, which norms lack and sentence models hardly hear: authored; chosen among some forty
on the training split of EmoBank.  A token of several marks counts as ``!`` when it has one."""


@dataclass(frozen=True)
class Sources:
    """What is read: files of two norms and of labelled text, WordNet, and the folder with the project's sentences."""

    glasgow: Path
    actdata: Path
    texts: Sequence[Path]
    wordnet: WordNet
    root: Path


@dataclass(frozen=True)
class Derived:
    """The table, what goes with it into ``calibration.toml``, and what was measured."""

    words: Mapping[str, WordAffect]
    prior: VAD
    shrinkage: float
    quality: Quality
    maps: Sequence[MapFigure]


def derive_words(
    sources: Sources,
    lexicon: Lexicon,
    ontology: Ontology,
    model: Model,
    *,
    step: Callable[[str], None] = lambda text: None,
) -> Derived:
    """Derive the table; some minutes, most of them for embedding texts, which a cache of the model remembers.

    Raises what reading the files raises, `MissingExtra` without the ``build`` extra.
    """
    step("reading norms and texts")
    rated, maps = read_rated(sources.glasgow, sources.actdata)
    sets = [read_corpus(sources.root, ontology, 1.0), *(read_set(file, ontology) for file in sources.texts)]
    examples = [example for one in sets for example in one.examples]
    reader = AffectReader(lexicon)
    cuts = [reader.read(example.text) for example in examples]
    lemmas = inflected(sources.wordnet)
    words = vocabulary(rated, lexicon.forms, lemmas, cuts)
    step("estimating words")
    estimates, quality = _estimates(words, rated, families(list(rated.glasgow), lemmas, sources.wordnet), model)
    step("embedding texts")
    told = label_vads(examples, ontology)
    vectors = (model.embed(list(rated.glasgow)), _values(rated.glasgow), model.embed([e.text for e in examples]))
    step("fitting words to texts")
    rows = {word: row for row, word in enumerate(words)}
    is_rated = _array([float(word in rated.glasgow or word in rated.actdata) for word in words])
    fitted = fit_words(list(tokens_of(cuts, rows)), targets(*vectors, told), estimates, is_rated)
    heard = {token for token, count in document_counts(cuts).items() if count >= LEAST_TEXTS}
    table = {word: _row(word, row, fitted, rated, heard) for word, row in rows.items()}
    return Derived(table, VAD(*fitted.prior), fitted.shrinkage, quality, maps)


def inflected(wordnet: WordNet) -> dict[str, str]:
    """Return the single words with at least `LEAST_USES` tagged uses and their inflected forms: form to lemma."""
    lemmas = {lemma for synset in wordnet for lemma in map(str.lower, synset.lemmas) if lemma.isalpha()}
    found: dict[str, str] = {}
    for lemma in sorted(lemmas):
        senses = wordnet.senses(lemma)
        if sum(uses for _, _, uses in senses) >= LEAST_USES:
            found[lemma] = lemma
            for pos in sorted({synset.pos for synset, _, uses in senses if uses}):
                for form in forms(lemma, POS_NAMES[pos]):
                    found.setdefault(form, lemma)
    return found


def vocabulary(rated: Rated, terms: Iterable[str], common: Iterable[str], cuts: Iterable[Cut]) -> list[str]:
    """Return the forms that get a row, sorted: rated words, terms, common words, and what many texts have.

    >>> vocabulary(Rated({"joy": VAD(1, 0, 0)}, {}), ["over the moon"], ["walks"], [(["the", "42"], set())] * 5)
    ['joy', 'over the moon', 'the', 'walks']
    """
    heard = {token for token, count in document_counts(cuts).items() if count >= LEAST_TEXTS}
    heard = {token for token in heard if not any(map(str.isdigit, token))}
    return sorted({*rated.glasgow, *rated.actdata, *map(normalize, terms), *common, *heard})


def _estimates(words: Sequence[str], rated: Rated, kin: Sequence[str], model: Model) -> tuple[Numbers, Quality]:
    """Return the VAD of each word, rated where people did, and the quality of those that are estimated."""
    known, values = model.embed([FRAME.format(word) for word in rated.glasgow]), _values(rated.glasgow)
    quality = cross_validate(known, values, kin, PENALTY)
    guessed = fit(known, values, PENALTY).predict(model.embed([FRAME.format(word) for word in words]))
    given = rated.actdata | dict(rated.glasgow)  # type: ignore[operator]
    for row, word in enumerate(words):
        if word in given:
            guessed[row] = tuple(given[word])
    return guessed, quality


def _values(vads: Mapping[str, VAD]) -> Numbers:
    return _array([tuple(vad) for vad in vads.values()])


def _array(values: Sequence[Any]) -> Numbers:
    import numpy as np

    return np.array(values, dtype=np.float32)


def _row(word: str, row: int, fitted: Fitted, rated: Rated, heard: Collection[str]) -> WordAffect:
    weight = float(fitted.weights[row])
    if word in rated.glasgow:
        return WordAffect(rated.glasgow[word], weight, RATED, "glasgow2019")
    if word in rated.actdata:
        return WordAffect(rated.actdata[word], weight, RATED, "actdata")
    if (mark := _mark(word)) is not None:
        return WordAffect(VAD(*MARKS[mark][0]), MARKS[mark][1], AUTHORED, "kgservice")
    vad = VAD(*(float(value) for value in fitted.values[row]))
    return WordAffect(vad, weight, ESTIMATED, "glasgow2019+minilm" + ("+texts" if word in heard else ""))


def _mark(token: str) -> str | None:
    """Return the mark that a token of marks counts as; None for any other.

    >>> _mark("?!"), _mark("..."), _mark("wow!")
    ('!', None, None)
    """
    if set(token) <= set(".!?"):
        return next((mark for mark in MARKS if mark in token), None)
    return None
