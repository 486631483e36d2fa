"""The contest: which emotion gets a term, one term after another, for any number of claims.

In: claims sorted by term, from all sources.  Out: candidates, in that order.  Terms are taken in blocks: their texts
are embedded (or read from the cache), one product of two matrices gives the cosine of every sense in the block to
every emotion, and nothing of a block is kept when the next begins, so memory does not grow with the number of claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import attrgetter

from kgservice.ontology import Ontology
from kgservice.vocab import resolve
from kgservice.vocab.candidates import Candidate
from kgservice.vocab.claims import Claim
from kgservice.vocab.contender import Contender
from kgservice.vocab.embedding import Model
from kgservice.vocab.glosses import without_examples
from kgservice.vocab.labels import own_labels
from kgservice.vocab.valence import Valence
from kgservice.wordnet import WordNet

BLOCK = 1024
"""Terms that are resolved together."""

MOST_SENSES = 8
"""Of a term whose source tells no senses apart so many are tried, the most used first."""

Done = Callable[[int], None]
"""Called with the number of terms done so far."""


@dataclass(frozen=True)
class Lexical:
    """WordNet with its list of irregular verb forms."""

    wordnet: WordNet
    irregular: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Contest:
    """All that is needed to resolve one term after another.

    ``seeded``: WordNet's claims, from which the nearest terms of every emotion are known (see `resolve.cores`).
    ``names``: names of terms that are no words (emoji), which stand for them in comparisons.
    """

    def __init__(
        self,
        ontology: Ontology,
        lexical: Lexical,
        model: Model,
        seeded: Sequence[Claim] = (),
        valence: Valence | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Embed the emotions and note what each family of them owns in WordNet."""
        self.ontology, self.wordnet, self.irregular = ontology, lexical.wordnet, lexical.irregular
        self.model, self.valence, self.names = model, valence or Valence(), names or {}
        self.labels, self.ids = own_labels(ontology), tuple(ontology.ids)
        self.families = {emotion.id: resolve.family(ontology, emotion.id) for emotion in ontology}
        self.cores = resolve.cores(seeded)
        self.column = {emotion: i for i, emotion in enumerate(self.ids)}
        self.of_emotions = model.embed([resolve.text_of(emotion) for emotion in ontology])
        self.synsets: Mapping[str, set[str]] = defaultdict(set)
        for claim in seeded:
            self.synsets[self.families[claim.emotion]].add(claim.synset)

    def candidates(self, claims: Iterable[Claim], done: Done | None = None) -> Iterator[Candidate]:
        """Yield the candidates of claims that are sorted by term (`claims.ordered`): most terms one, some more."""
        terms = ((term, list(group)) for term, group in groupby(claims, attrgetter("term")))
        count = 0
        while block := list(islice(terms, BLOCK)):
            yield from self._block(block)
            count += len(block)
            if done:
                done(count)

    def _block(self, block: list[tuple[str, list[Claim]]]) -> Iterator[Candidate]:
        pairs = [(term, synset) for term, claims in block for synset in self._senses(term, claims)]
        vectors = self.model.embed([self.text_of(*pair) for pair in pairs])
        row = {pair: i for i, pair in enumerate(pairs)}
        cosines = vectors @ self.of_emotions.T
        for term, claims in block:
            rows = {synset: row[term, synset] for synset in self._senses(term, claims)}
            yield from Contender(self, term, rows, vectors, cosines).candidates(claims)

    def _senses(self, term: str, claims: list[Claim]) -> tuple[str, ...]:
        """Return the senses to compare: those that claims name, and the most used where a claim names none."""
        named = dict.fromkeys(claim.synset for claim in claims if claim.synset)
        if any(not claim.synset for claim in claims):
            used = sorted(self.wordnet.senses(term), key=lambda sense: (-sense[2], sense[1], sense[0].id))
            named |= dict.fromkeys(synset.id for synset, _, _ in used[:MOST_SENSES])
        return tuple(named) or ("",)

    def text_of(self, term: str, synset: str) -> str:
        """Return what stands for a sense in a comparison: the term and its gloss, or the term alone."""
        return f"{term}: {without_examples(self.wordnet[synset].gloss)}" if synset else self.names.get(term, term)
