"""One term in the contest: its senses, the emotions that contend for each, and the candidate that comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kgservice.vocab import resolve, routes, senses
from kgservice.vocab.candidates import ACCEPTED, DROPPED, REVIEW, Candidate
from kgservice.vocab.claims import ANY, Claim
from kgservice.vocab.inflect import safe_forms
from kgservice.vocab.labels import RELATION
from kgservice.vocab.shares import sense_share, tagged_uses
from kgservice.vocab.valence import ESTIMATED, RATED
from kgservice.wordnet import POS_NAMES

if TYPE_CHECKING:
    from kgservice.vocab.contest import Contest

CLOSE_CALL = 0.03
"""Margin of cosine below which the choice between two families is marked for review.  Our choice."""

ALIKE = 0.5
"""Cosine of a sense to its emotion from which its embedding agrees with a weak route, if no other family is nearer."""

FAINT = 0.25
"""Cosine below which a term that only a thesaurus lists is not worth a person's time."""

MOST_CONTENDERS = 5
"""Contenders that are kept of a term that no source ties to an emotion."""

SUPPORTING = frozenset({"thesaurus", "placed", "authored"})
"""Relations that decide nothing where a dictionary or a list makes a claim of its own; there they only add a route."""


@dataclass(frozen=True)
class Contender:
    """One term of a block: ``rows`` gives the row of ``vectors`` and ``cosines`` that belongs to each of its senses."""

    contest: Contest
    term: str
    rows: Mapping[str, int]
    vectors: Any
    cosines: Any

    def candidates(self, claims: Sequence[Claim]) -> Iterator[Candidate]:
        """Yield the candidates of the term, one a family of emotions in clearly different senses."""
        known = [claim for claim in claims if claim.emotion != ANY]
        guesses = {claim.route for claim in claims if claim.emotion == ANY and known}
        bound = [each for claim in known or claims for each in self._bound(claim)]
        leading = [claim for claim in bound if claim.relation not in SUPPORTING] or bound
        own = [claim for claim in leading if claim.emotion == self.contest.labels.get(self.term)]
        opposites = resolve.antonyms(self.contest.wordnet, self.term)
        blocks = {claim.emotion: self._block(opposites, claim.emotion) for claim in leading}
        free = [claim for claim in leading if not blocks[claim.emotion]]
        found: dict[str, Candidate] = {}
        for group in [own] if own else self._apart(free or leading):
            near = resolve.nearest_claims(group, self.contest.ontology)
            ranked = self._ranked(near)
            winner = near[ranked[0][0]]
            family = self.contest.families[winner.emotion]
            faint = winner.relation == "thesaurus" and ranked[0][1] < FAINT
            if family not in found and not faint:
                blocked = "" if own else blocks[winner.emotion]
                found[family] = self._candidate(winner, bound, ranked, blocked, guesses)
        yield from found.values()

    def _bound(self, claim: Claim) -> list[Claim]:
        """Give a claim that names no sense, or no emotion, the nearest by cosine."""
        if claim.emotion == ANY:
            nearest = max(self.rows, key=lambda synset: float(self.cosines[self.rows[synset]].max()))
            best = self.cosines[self.rows[nearest]].argsort(kind="stable")[::-1][:MOST_CONTENDERS]
            return [replace(claim, emotion=self.contest.ids[i], synset=nearest) for i in best]
        if claim.synset:
            return [claim]
        return [replace(claim, synset=max(self.rows, key=lambda synset: self._cosine(synset, claim.emotion)))]

    def _cosine(self, synset: str, emotion: str) -> float:
        return float(self.cosines[self.rows[synset], self.contest.column[emotion]])

    def _agrees(self, claim: Claim) -> bool:
        """Tell whether the embedding alone would give the sense to the same family of emotions, and clearly."""
        nearest = self.contest.ids[int(self.cosines[self.rows[claim.synset]].argmax())]
        alike = self._cosine(claim.synset, claim.emotion) >= ALIKE
        return alike and self.contest.families[nearest] == self.contest.families[claim.emotion]

    def _apart(self, claims: list[Claim]) -> list[list[Claim]]:
        """Return the claims by sense, where senses are kept apart (see `senses`); the nearest to a seed first."""
        families: dict[str, set[str]] = {}
        for claim in claims:
            families.setdefault(claim.synset, set()).add(self.contest.families[claim.emotion])
        parts = senses.groups(tuple(families), families.__getitem__, self._likeness)
        groups = [[claim for claim in claims if claim.synset in part] for part in parts]
        return sorted(groups, key=lambda group: min(claim.depth for claim in group))

    def _likeness(self, here: str, there: str) -> float:
        return float(self.vectors[self.rows[here]] @ self.vectors[self.rows[there]])

    def _block(self, opposites: frozenset[str], emotion: str) -> str:
        if other := resolve.opposite(self.term, opposites, self.contest.cores.get(emotion, frozenset())):
            return f"opposite of {other}"
        felt, method = self.contest.valence.of(self.term)
        return "rated valence has the other sign" if method == RATED and self._opposes(felt, emotion) else ""

    def _opposes(self, felt: float | None, emotion: str) -> bool:
        vad = self.contest.ontology[emotion].vad
        return felt is not None and vad is not None and resolve.has_other_sign(felt, vad.valence)

    def _ranked(self, near: Mapping[str, Claim]) -> list[tuple[str, float]]:
        pairs = [(emotion, round(self._cosine(claim.synset, emotion), 3)) for emotion, claim in near.items()]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def _candidate(
        self, claim: Claim, claims: list[Claim], ranked: list[tuple[str, float]], blocked: str, guesses: set[str]
    ) -> Candidate:
        families, wordnet = self.contest.families, self.contest.wordnet
        alike = [other for other in claims if families[other.emotion] == families[claim.emotion]]
        is_label = self.contest.labels.get(claim.term) == claim.emotion
        rival = next(((e, cosine) for e, cosine in ranked if families[e] != families[claim.emotion]), None)
        margin = None if rival is None else round(ranked[0][1] - rival[1], 3)
        felt, method = self.contest.valence.of(claim.term)
        ways = tuple(sorted(guesses | {other.route for other in alike}))
        doubts = [f"close to {rival[0]}"] if rival and margin is not None and margin < CLOSE_CALL else []
        doubts += [] if is_label else self._doubts(claim, ways)
        return Candidate(
            term=claim.term,
            pos=claim.pos or (POS_NAMES[wordnet[claim.synset].pos] if claim.synset else "noun"),
            forms=self._forms([other for other in alike if other.emotion == claim.emotion]),
            emotion=claim.emotion,
            emotion_label=self.contest.ontology[claim.emotion].label,
            relation=RELATION if is_label else claim.relation,
            synset=claim.synset,
            depth=0 if is_label else claim.depth,
            routes=ways,
            contenders=tuple(ranked),
            score=ranked[0][1],
            margin=margin,
            sense_share=self._share(alike),
            uses=tagged_uses(wordnet, claim.term),
            valence=felt,
            valence_method=method,
            status=DROPPED if blocked else REVIEW if doubts else ACCEPTED,
            reason=blocked or ", ".join(doubts),
            method="nearest-definition" if len(ranked) > 1 else "own-label" if is_label else "only-claim",
            model=self.contest.model.identity,
        )

    def _doubts(self, claim: Claim, ways: tuple[str, ...]) -> list[str]:
        """Return what speaks against the claim that wins, besides its rivals; an emotion's own label is above it."""
        felt, method = self.contest.valence.of(self.term)
        turned = method == ESTIMATED and self._opposes(felt, claim.emotion)
        lone = routes.lone(ways, claim.relation, self._agrees(claim))
        return [*(["estimated valence has the other sign"] if turned else []), *([lone] if lone else [])]

    def _share(self, claims: list[Claim]) -> float:
        """Return the term's share of emotional uses; 1 for a term that WordNet does not hold."""
        if self.term not in self.contest.wordnet:
            return 1.0
        emotional = self.contest.synsets[self.contest.families[claims[0].emotion]] | {c.synset for c in claims}
        return sense_share(self.contest.wordnet, self.term, emotional, self.contest.irregular)

    def _forms(self, claims: list[Claim]) -> tuple[str, ...]:
        parts = {self.contest.wordnet[claim.synset].pos for claim in claims if claim.synset}
        synsets = self.contest.synsets[self.contest.families[claims[0].emotion]]
        wordnet = self.contest.wordnet
        found = {form for pos in parts for form in safe_forms(self.term, POS_NAMES[pos], wordnet, synsets)}
        return tuple(sorted(found))
