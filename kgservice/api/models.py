"""What the answers look like: the schemas in the OpenAPI document.  Routes write bytes; a test holds them to these."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

Dimension = Annotated[float, Field(ge=-1, le=1)]


class Answer(BaseModel):
    """Base of all: nothing that is not named here is ever answered."""

    model_config = ConfigDict(extra="forbid")


class VadPoint(Answer):
    """A point of valence, arousal and dominance, each from -1 to 1."""

    valence: Dimension = Field(examples=[0.88])
    arousal: Dimension = Field(examples=[0.32])
    dominance: Dimension = Field(examples=[0.43])


class EmotionCard(Answer):
    """An emotion; links hold the ids of other emotions."""

    id: str = Field(examples=["delight"])
    iri: str = Field(examples=["https://w3id.org/tone-kg/emotion/delight"])
    label: str = Field(examples=["delight"])
    altLabels: list[str]  # noqa: N815
    tier: Literal[1, 2, 3] | None = Field(description="1 primary, 2 secondary, 3 tertiary; null beside the tree.")
    extension: bool = Field(description="Whether it stands beside the tree.")
    definition: str = Field(examples=["A keen and often sudden emotion of being greatly pleased."])
    vad: VadPoint | None
    vadMethod: str = Field(examples=["rated"])  # noqa: N815
    broader: str | None = Field(examples=["cheerfulness"])
    narrower: list[str]
    opposites: list[str]
    components: list[str]
    leadsTo: list[str]  # noqa: N815
    related: list[str]


def sparse(card: type[Answer]) -> type[Answer]:
    """Return the schema of a card of which only the fields asked for are answered."""
    fields: dict[str, Any] = {name: (field.annotation, None) for name, field in card.model_fields.items()}
    return create_model(f"Sparse{card.__name__}", __base__=Answer, __doc__="Only the fields asked for.", **fields)


SparseEmotion = sparse(EmotionCard)


class EmotionPage(Answer):
    """A list of emotions."""

    items: list[EmotionCard | SparseEmotion]  # type: ignore[valid-type]
    next: int | None


class Neighbour(Answer):
    """An emotion beside another, and how it stands to it."""

    relation: str = Field(examples=["sibling"])
    emotion: str = Field(examples=["joviality"])
    label: str = Field(examples=["joviality"])


class NeighbourPage(Answer):
    """All neighbours of an emotion."""

    items: list[Neighbour]
    next: int | None


class NearEmotion(Answer):
    """An emotion and its Euclidean distance from the point asked for, 0 to the square root of 12."""

    distance: float = Field(ge=0, examples=[0.12])
    emotion: EmotionCard


class NearPage(Answer):
    """Emotions, the nearest first."""

    items: list[NearEmotion]
    next: int | None


class SenseCard(Answer):
    """One term-emotion pairing with weight and provenance."""

    term: str = Field(examples=["over the moon"])
    pos: str = Field(examples=["phrase"])
    forms: list[str] = Field(description="Other inflected forms.")
    emotion: str = Field(examples=["joy"])
    weight: float = Field(gt=0, le=1, description="How strongly the term speaks for the emotion.")
    score: float | None = Field(description="What the method measured; null where nothing was.")
    method: str
    source: str
    evidence: str
    reviewer: str = Field(description="The person who accepted it; empty when nobody has.")


class SensePage(Answer):
    """A list of senses."""

    items: list[SenseCard]
    next: int | None


class TermCard(Answer):
    """A term or one of its forms with every sense it has."""

    term: str = Field(examples=["happy"])
    iri: str = Field(examples=["https://w3id.org/tone-kg/term/happy"])
    senses: list[SenseCard]


SparseTerm = sparse(TermCard)


class TermPage(Answer):
    """A list of terms."""

    items: list[TermCard | SparseTerm]  # type: ignore[valid-type]
    next: int | None


class Live(Answer):
    """The process answers."""

    status: Literal["live"]


class Readiness(Answer):
    """What is loaded."""

    status: Literal["ready", "degraded"]
    version: str
    ontology: str = Field(description="The release of the ontology.")
    emotions: int
    terms: int
    triples: int | None
    detail: str = Field(description="What an operator should know; empty when all is well.")
