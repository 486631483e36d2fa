"""What the routes of the review take and answer: the schemas in the OpenAPI document."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kgservice.api.models import Answer
from kgservice.api.parameters import Page, Parameters

Name = Annotated[str, Field(min_length=1, max_length=60, description="Who reviews.", examples=["anna"])]
Text = Annotated[str, Field(max_length=200)]
Weight = Annotated[float | None, Field(None, ge=0.01, le=1, description="null keeps the computed weight.")]


class Reviewer(Parameters):
    """Who reviews."""

    annotator: Name


class QueueFilter(Page):
    """Whose queue, and which candidates of it; an empty field leaves all in."""

    annotator: Name
    emotion: Text = Field("", description="The id of an emotion.")
    primary: Text = Field("", description="The id of a primary emotion; everything below it counts.")
    status: Text = Field("", description="A status, or any; empty: what needs review.")
    route: Text = Field("", description="A part of a route.", examples=["hyponym"])
    source: Text = Field("", description="What a route begins with.", examples=["wn30"])
    ruled_by: Text = Field("", description="A person who ruled on it.")
    text: Text = Field("", description="A part of the term.")
    conflicts: bool = Field(False, description="Only contradicting rulings, shown with both sides to adjudicate.")
    order: Text = Field("margin", description="margin, term or uses.")


class Search(Parameters):
    """What a person types of an emotion's name."""

    q: Text = Field(examples=["jo"])


class RulingRequest(Reviewer):
    """A ruling, a note or a skip."""

    term: Text
    emotion: Text
    verdict: Text = Field(description="accept, reject, reassign, split, note or skip.", examples=["accept"])
    to: Text = Field("", description="The other emotion of reassign and split.")
    weight: Weight
    to_weight: Weight
    note: str = Field("", max_length=1000)
    adjudicate: bool = Field(False, description="Whether it settles contradicting rulings.")


class DecisionCard(Answer):
    """One row of the log of decisions."""

    term: str
    emotion: str
    verdict: str
    to: str
    weight: float | None
    to_weight: float | None
    reviewer: str
    adjudicates: list[str]
    seen: list[str] = Field(description="Whose rulings the person could have seen before.")
    note: str
    date: str = Field(examples=["2026-01-31T12:00:00Z"])


class ContenderCard(Answer):
    """An emotion that claims the term; similarity is a cosine, null if not measured."""

    emotion: str
    label: str
    similarity: float | None
    definition: str


class ReviewCard(Answer):
    """One candidate with all that a ruling can rest on."""

    term: str
    pos: str
    emotion: str
    emotion_label: str
    status: str
    reason: str
    score: float | None = Field(description="null where nothing was measured.")
    margin: float | None
    valence: float | None
    valence_method: str
    routes: list[str]
    gloss: str = Field(description="Read from the dictionary that is installed.")
    contenders: list[ContenderCard]
    examples: list[str]
    own: DecisionCard | None
    others: list[DecisionCard] | None = Field(description="null until the person has ruled.")
    adjudication: DecisionCard | None
    notes: list[DecisionCard]


class QueuePage(Answer):
    """What awaits a person."""

    items: list[ReviewCard]
    next: int | None
    waiting: int = Field(description="How many candidates the filter lets through in all.")


class EmotionName(Answer):
    """An emotion that a term can be moved to."""

    id: str
    label: str


class EmotionNames(Answer):
    """Emotions, the best first."""

    items: list[EmotionName]
    next: int | None


class Ruled(Answer):
    """What was recorded (null for a skip), and the card as it is now."""

    decision: DecisionCard | None
    card: ReviewCard


class Undone(Answer):
    """What was taken back, and its card; null when nothing was left, or nothing proposes the pair any more."""

    decision: DecisionCard | None
    card: ReviewCard | None


class AgreementCard(Answer):
    """How far some annotators agree."""

    measure: str
    annotators: list[str]
    pairs: int
    same: float | None
    value: float | None


class AgreementPage(Answer):
    """Cohen's kappa of every two annotators, then Krippendorff's alpha of all."""

    items: list[AgreementCard]
    next: int | None
