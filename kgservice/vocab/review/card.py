"""What a person sees of one candidate before ruling on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgservice.vocab.candidates import Candidate
from kgservice.vocab.decisions import Decision
from kgservice.vocab.review.authored import measured
from kgservice.vocab.review.desk import Desk
from kgservice.vocab.review.queue import routes
from kgservice.vocab.review.standing import Standing


@dataclass(frozen=True, slots=True)
class Contender:
    """An emotion that claims the term: ``similarity`` is the cosine of the two texts, -1 to 1; None if not measured."""

    emotion: str
    label: str
    similarity: float | None
    definition: str


@dataclass(frozen=True, slots=True)
class Card:
    """One candidate with all that a ruling can rest on.

    ``gloss``: from the installed dictionary.  ``contenders``: best first, always with the proposed emotion.
    ``examples``: texts that contain the term.  ``own``: what this person ruled.  ``others``: what the others ruled, by
    name; None while that is hidden.  ``adjudication``: hidden likewise.
    """

    candidate: Candidate
    gloss: str
    contenders: tuple[Contender, ...]
    examples: tuple[str, ...]
    own: Decision | None
    others: Mapping[str, Decision] | None
    adjudication: Decision | None
    notes: tuple[Decision, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the card as plain values."""
        c = self.candidate
        return {
            **{name: getattr(c, name) for name in ("term", "pos", "emotion", "emotion_label", "status", "reason")},
            **{name: getattr(c, name) for name in ("margin", "valence", "valence_method")},
            "score": measured(c),
            "routes": list(routes(c)),
            "gloss": self.gloss,
            "contenders": [
                {"emotion": k.emotion, "label": k.label, "similarity": k.similarity, "definition": k.definition}
                for k in self.contenders
            ],
            "examples": list(self.examples),
            "own": self.own and self.own.to_dict(),
            "others": None if self.others is None else [ruling.to_dict() for ruling in self.others.values()],
            "adjudication": self.adjudication and self.adjudication.to_dict(),
            "notes": [note.to_dict() for note in self.notes],
        }


def card(desk: Desk, candidate: Candidate, held: Standing, annotator: str, *, is_open: bool) -> Card:
    """Return the card of a candidate for one person; ``is_open``: whether it shows what the others ruled."""
    others = {name: ruling for name, ruling in held.rulings.items() if name != annotator}
    return Card(
        candidate,
        desk.gloss(candidate),
        _contenders(desk, candidate),
        tuple(desk.examples(candidate.term)),
        held.rulings.get(annotator),
        others if is_open else None,
        held.adjudication if is_open else None,
        tuple(note for note in held.notes if is_open or note.reviewer == annotator),
    )


def _contenders(desk: Desk, candidate: Candidate) -> tuple[Contender, ...]:
    similarity = {candidate.emotion: candidate.score} | dict(candidate.contenders)
    ranked = sorted(similarity.items(), key=lambda pair: -pair[1])
    emotions = ((desk.ontology[name], cosine) for name, cosine in ranked if name in desk.ontology)
    is_measured = measured(candidate) is not None
    return tuple(Contender(e.id, e.label, cosine if is_measured else None, e.definition) for e, cosine in emotions)
