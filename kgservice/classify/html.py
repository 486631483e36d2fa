"""Show a prediction as HTML, for notebooks: the text with its evidence marked, and the labels with their scores.

Out: one element with its own style, without script and without anything from elsewhere.  Every mark carries its label
as text, so that nothing rests on colour alone; the colours hold on light and on dark ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from kgservice.classify.evidence import Evidence, writable
from kgservice.classify.explanation import explain, names, path, paths, spoken_for
from kgservice.classify.prediction import Prediction
from kgservice.ontology import Ontology, load_ontology

COLOURS = {
    **{"anger": "#d1495b", "fear": "#8f5fc7", "joy": "#b87d00", "love": "#d45fa0"},
    **{"sadness": "#3f7fc4", "surprise": "#1f9e89"},
}
"""A colour by primary emotion, each with a contrast of 3:1 or more to white and to #1e1e1e (WCAG 2.2, 1.4.11)."""
OTHER = "#808080"
"""For what stands beside the tree, and for what a negation takes away."""

_STYLE = (
    ".kgservice{font:1em/1.9 system-ui,sans-serif;max-width:48em;color:inherit}"
    ".kgservice mark{background:transparent;color:inherit;border:2px solid var(--c);border-radius:.3em;padding:0 .2em;"
    "box-decoration-break:clone;-webkit-box-decoration-break:clone}"
    ".kgservice mark small,.kgservice li b{font-weight:600;border-left:.5em solid var(--c);padding-left:.3em}"
    ".kgservice mark small{margin-left:.4em}"
    ".kgservice mark.negated{border-style:dashed}.kgservice mark.negated span{text-decoration:line-through}"
    ".kgservice p{white-space:pre-wrap;margin:0}.kgservice ul{list-style:none;margin:.3em 0;padding:0}"
)


def to_html(prediction: Prediction, ontology: Ontology | None = None) -> str:
    """Return the prediction as an HTML fragment; all of the text is escaped.

    ``ontology``: the classifier's; by default the packaged one.

    >>> from kgservice import EmotionClassifier
    >>> "<mark" in to_html(EmotionClassifier().classify("so <b>sad</b>"))
    True
    """
    tree = ontology or load_ontology()
    marked = "".join(_marked(prediction.text, prediction.evidence, tree))
    items = "".join(_items(prediction, tree)) or f"<li>neutral ({prediction.neutral:.2f})</li>"
    why = escape(writable(explain(prediction, tree)))
    return f'<div class="kgservice"><style>{_STYLE}</style><p>{marked}</p><ul>{items}</ul><p><i>{why}</i></p></div>'


def _marked(text: str, evidence: Iterable[Evidence], tree: Ontology) -> Iterator[str]:
    end = 0
    for place in evidence:
        yield _text(text[end : place.start]) + _mark(place, tree)
        end = place.end
    yield _text(text[end:])


def _mark(place: Evidence, tree: Ontology) -> str:
    said = spoken_for(place)
    label = tree[said].label if said else f"not {tree[place.emotion].label}"
    kind = ' class="negated"' if place.negated else ""
    style = f'style="--c:{_colour(said, tree)}" title="{escape(_tooltip(place))}"'
    return f"<mark{kind} {style}><span>{_text(place.text)}</span><small>{escape(label)}</small></mark>"


def _tooltip(place: Evidence) -> str:
    facts = (f"{place.source}: {place.term}", f"{place.emotion}, weight {place.weight:.2f}")
    changed = (f"intensity {place.intensity:.2f}",) if place.intensity != 1 else ()
    return writable("; ".join((*facts, *changed, *place.modifiers, *place.flags)))


def _items(prediction: Prediction, tree: Ontology) -> Iterator[str]:
    for (emotion, score), way in zip(prediction.labels, paths(prediction, tree), strict=True):
        above = " › ".join(names(way, tree))
        yield f'<li style="--c:{_colour(emotion, tree)}"><b>{escape(above)}</b> {score:.2f}</li>'


def _colour(emotion: str | None, tree: Ontology) -> str:
    return COLOURS.get(path(emotion, tree)[0], OTHER) if emotion else OTHER


def _text(text: str) -> str:
    return escape(writable(text))
