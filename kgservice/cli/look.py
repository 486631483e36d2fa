"""The commands that look things up: lookup and convert."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kgservice.cli.output import RowFormat, write_rows
from kgservice.ontology import Emotion, load_ontology
from kgservice.vocab import Sense, load_lexicon
from kgservice.vocab.finding import find


def lookup(
    what: Annotated[str, typer.Argument(help="An emotion id or label, or a term of the vocabulary.")],
    format: Annotated[RowFormat, typer.Option(help="How to show it.")] = RowFormat.table,
) -> None:
    """Show the card of an emotion, the emotions of a term, or both.

    Example: kgservice lookup furious
    """
    emotions, senses = find(what, load_ontology(), load_lexicon())
    if format is not RowFormat.table:
        write_rows([e.to_dict() for e in emotions] + [s.to_dict() for s in senses], COLUMNS, format, sys.stdout)
        return
    for emotion in emotions:
        write_rows(_card(emotion), ("property", "value"), format, sys.stdout)
    write_rows([_sense_row(sense) for sense in senses], SENSE_COLUMNS, format, sys.stdout)


SENSE_COLUMNS = ("term", "pos", "emotion", "weight", "method", "source", "evidence")
COLUMNS = ("id", "iri", "label", "tier", "broader", "definition", *SENSE_COLUMNS)


def _sense_row(sense: Sense) -> dict[str, object]:
    return {column: getattr(sense, column) for column in SENSE_COLUMNS}


def _card(emotion: Emotion) -> list[dict[str, object]]:
    facts: dict[str, object] = {
        "id": emotion.id,
        "iri": emotion.iri,
        "label": "|".join((emotion.label, *emotion.alt_labels)),
        "tier": emotion.tier or "extension",
        "definition": emotion.definition,
        "valence arousal dominance": " ".join(f"{x:+.2f}" for x in emotion.vad) if emotion.vad else "",
        "VAD from": f"{emotion.vad_method}: {'|'.join(rating.source for rating in emotion.ratings)}",
        "broader": emotion.broader,
        "narrower": emotion.narrower,
        "opposites": emotion.opposites,
        "components": emotion.components,
        "leads to": emotion.leads_to,
    }
    return [{"property": name, "value": value} for name, value in facts.items() if value]


CONVERSION_COLUMNS = ("from", "to", "label", "loss", "confidence", "via", "comment")


def convert(
    label: Annotated[str | None, typer.Argument(help="A label of the first scheme; every label when left out.")] = None,
    source: Annotated[str, typer.Option("--from", help="The scheme of the label, such as goemotions.")] = "tone",
    target: Annotated[str, typer.Option("--to", help="The scheme wanted; tone is this ontology.")] = "tone",
    tier: Annotated[int | None, typer.Option(min=1, max=3, help="Only emotions of this tier, to tone.")] = None,
    format: Annotated[RowFormat, typer.Option(help="How to show it.")] = RowFormat.table,
) -> None:
    """Convert a label of one scheme to another and say what is lost.

    Example: kgservice convert --from goemotions --to ekman joy
    """
    from kgservice.ontology import crosswalk

    if label is None:
        conversions = crosswalk.conversion_table(source, target, tier=tier)
    else:
        conversions = [crosswalk.convert(label, source, target, tier=tier)]
    rows = [
        {"from": conversion.label.label, "to": item.target and item.target.id, **item.to_dict()}
        for conversion in conversions
        for item in conversion.items
    ]
    write_rows(rows, CONVERSION_COLUMNS, format, sys.stdout)
