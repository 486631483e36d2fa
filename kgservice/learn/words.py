"""Derive ``vocab/word-affect.tsv``: the VAD of words, rated or estimated, and how much each counts in a text.

In: the user's copies of two norms and of labelled text, the project's own sentences, WordNet, the lexicon, a sentence
model.  Out: `Derived`.  Needs the ``build`` extra.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgservice.learn.affect_fit import Fitted, fit_words
from kgservice.learn.affect_targets import label_vads, targets
from kgservice.learn.affect_texts import AffectReader, Cut, document_counts, tokens_of
from kgservice.learn.labelled import read_corpus, read_set
from kgservice.learn.word_estimates import array, emotion_vads, estimate, qualities
from kgservice.ontology import VAD, Ontology
from kgservice.vocab import Lexicon
from kgservice.vocab.affect import AUTHORED, ESTIMATED, RATED, WordAffect
from kgservice.vocab.embedding import Model
from kgservice.vocab.inflect import forms
from kgservice.vocab.kernel import Quality, families
from kgservice.vocab.normalize import normalize
from kgservice.vocab.rated import MapFigure, Rated, read_rated
from kgservice.wordnet import POS_NAMES, WordNet

LEAST_USES = 3
"""Tagged uses in WordNet from which on a word and its inflected forms get a row."""

LEAST_TEXTS = 5
"""Learning texts from which on a token gets a row, and values of its own."""

MARKS = {"!": ((0.0, 1.0, 0.8), 0.5), "?": ((-0.1, 0.1, -0.1), 0.4)}
"""VAD and weight of sentence marks, which norms lack and sentence models hardly hear: authored; chosen among some forty
by EmoBank, mostly its training split, the last ones with its dev split in view.  A token of several marks counts as
``!`` when it has one."""


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
    qualities: Mapping[str, Quality]
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
    by_emotion = emotion_vads(lexicon, ontology)
    found = qualities(rated.glasgow, by_emotion, families(list(rated.glasgow), lemmas, sources.wordnet), model)
    given = {**rated.actdata, **rated.glasgow}
    guessed = estimate(words, rated.glasgow, by_emotion, model)
    values = array(given.get(word, guess) for word, guess in zip(words, guessed, strict=True))
    step("embedding texts")
    known = (model.embed(list(rated.glasgow)), array(rated.glasgow.values()))
    aims = targets(*known, model.embed([example.text for example in examples]), label_vads(examples, ontology))
    step("fitting words to texts")
    rows = {word: row for row, word in enumerate(words)}
    fitted = fit_words(list(tokens_of(cuts, rows)), aims, values, [float(word in given) for word in words])
    heard = {token for token, count in document_counts(cuts).items() if count >= LEAST_TEXTS}
    table = {word: _row(word, row, fitted, rated, heard) for word, row in rows.items()}
    return Derived(table, VAD(*fitted.prior), fitted.shrinkage, found, maps)


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
