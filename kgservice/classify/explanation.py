"""Say in one sentence why a text got its labels.

In: a `Prediction` and the `Ontology` whose ids it uses.  Out: the path of each label in the tree, and the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from kgservice.classify.evidence import ASSOCIATION, Evidence
from kgservice.classify.prediction import Prediction
from kgservice.ontology import Ontology, load_ontology

Path = tuple[str, ...]
"""Emotion ids from a primary emotion down; an extension emotion, which stands beside the tree, is a path by itself."""

ACTS = {
    **dict.fromkeys(("intensifier", "emphasis"), "strengthened by"),
    **dict.fromkeys(("diminisher", "condition", "hypothetical", "question"), "weakened by"),
    "contrast": "contrasted by",
}
"""What a kind of modifier does to a term; any other kind is named as it is."""


def paths(prediction: Prediction, ontology: Ontology | None = None) -> tuple[Path, ...]:
    """Return the path to each label, in the order of the labels; none for a neutral text.

    ``ontology``: the classifier's; by default the packaged one.

    >>> from kgservice import EmotionClassifier
    >>> paths(EmotionClassifier().classify("She was over the moon."))
    (('joy', 'cheerfulness', 'happiness'),)
    """
    tree = ontology or _packaged()
    return tuple(path(emotion, tree) for emotion, _ in prediction.labels)


def path(emotion: str, ontology: Ontology) -> Path:
    """Return the ids from the primary emotion down to this one; raises `UnknownEmotion`.

    >>> path("gratitude", load_ontology())
    ('gratitude',)
    """
    return (*(broader.id for broader in reversed(ontology.ancestors(emotion))), emotion)


def names(way: Path, ontology: Ontology) -> tuple[str, ...]:
    """Return the labels along a path; a step that is called like the one above it is passed over.

    >>> names(("sadness", "sadness-secondary", "despair"), load_ontology())
    ('sadness', 'despair')
    """
    return tuple(dict.fromkeys(ontology[emotion].label for emotion in way))


def explain(prediction: Prediction, ontology: Ontology | None = None) -> str:
    """Return a sentence that names each label, its strongest evidence, what changed that, and the way up the tree.

    The number behind the first label is the score of its primary emotion, behind any other its own.  A neutral text
    has the probability of neutral there, or no number when nothing in it speaks.  ``ontology``: the classifier's; by
    default the packaged one, which raises `UnknownEmotion` for a label that it lacks.

    >>> from kgservice import EmotionClassifier
    >>> print(explain(EmotionClassifier().classify("")))
    neutral: nothing in the text speaks for an emotion.
    """
    tree = ontology or _packaged()
    parts = list(_labels(prediction, tree)) or [_neutral(prediction, tree)]
    parts += [_taken_away(evidence) for evidence in prediction.evidence if evidence.negated and not evidence.opposite]
    return "; ".join(dict.fromkeys(parts)) + "."


def _labels(prediction: Prediction, tree: Ontology) -> Iterator[str]:
    primaries = dict(prediction.tier(1))
    for place, (emotion, score) in enumerate(prediction.labels):
        root = path(emotion, tree)[0]
        named = (root, primaries.get(root, score)) if place == 0 else (emotion, score)
        best = max(_support(prediction, emotion, tree), key=_strength, default=None)
        why = _speaks(best, tree) if best else "the words together speak for it"
        yield f"{tree[named[0]].label} ({named[1]:.2f}): {why}"


def _support(prediction: Prediction, emotion: str, tree: Ontology) -> list[Evidence]:
    """Return the evidence for a label, for what is below it or, failing that, for what is above it or related."""
    spoken = [(evidence, said) for evidence in prediction.evidence if (said := spoken_for(evidence))]
    way = path(emotion, tree)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda said: emotion in path(said, tree),
        lambda said: said in way,
        lambda said: way[0] in _related(said, tree),
    )
    for fits in tests:
        if found := [evidence for evidence, said in spoken if fits(said)]:
            return found
    return []


def spoken_for(evidence: Evidence) -> str | None:
    """Return the emotion that evidence speaks for: its own or, where it is negated, the opposite, maybe none."""
    return evidence.opposite if evidence.negated else evidence.emotion


def _related(extension: str, tree: Ontology) -> set[str]:
    return {path(emotion, tree)[0] for emotion in tree[extension].related}


def _strength(evidence: Evidence) -> float:
    return evidence.weight * evidence.intensity * (0.5 if evidence.negated else 1)


def _neutral(prediction: Prediction, tree: Ontology) -> str:
    speaking = [evidence for evidence in prediction.evidence if spoken_for(evidence)]
    if speaking:
        return f"neutral ({prediction.neutral:.2f}): {_speaks(max(speaking, key=_strength), tree)}, but too weakly"
    if prediction.evidence:
        return "neutral"
    return "neutral: nothing in the text speaks for an emotion"


def _speaks(evidence: Evidence, tree: Ontology) -> str:
    said = spoken_for(evidence) or evidence.emotion
    kinds = ", a kind of ".join(reversed(names(path(said, tree), tree)))
    quoted = quote(evidence.text) + "".join(f" ({flag})" for flag in evidence.flags)
    if evidence.source == ASSOCIATION:
        return f"{quoted} is found in texts of {kinds}"
    acts = "".join(f", {act}" for act in _acts(evidence))
    acts += "," if acts else ""
    if evidence.negated:
        return f"{_negation(evidence)} turns {quoted}{acts} into a hint of {kinds}"
    return f"{quoted}{acts} speaks for {kinds}"


def _acts(evidence: Evidence) -> list[str]:
    """Return what the words around it do to a term, as "strengthened by 'so' and '!'"."""
    acts: dict[str, list[str]] = {}
    for kind, _, words in (modifier.partition(": ") for modifier in evidence.modifiers):
        if kind != "negation":
            is_manner = kind == "emphasis" and words[:1].isalpha()  # capitals, stretched letters
            acts.setdefault(ACTS.get(kind, kind), []).append(words if is_manner else quote(words))
    return [f"{act} {' and '.join(words)}" for act, words in acts.items()]


def _taken_away(evidence: Evidence) -> str:
    return f"{_negation(evidence)} takes {quote(evidence.text)} away"


def _negation(evidence: Evidence) -> str:
    """Return the words that negate, or what they do where they are not named."""
    words = [words for kind, _, words in (m.partition(": ") for m in evidence.modifiers) if kind == "negation"]
    return " ".join(map(quote, words)) or "a negation"


def quote(text: str) -> str:
    r"""Return a text between quotation marks on one line.

    >>> quote("over\nthe moon")
    "'over the moon'"
    """
    return f"'{' '.join(text.split())}'"


@cache
def _packaged() -> Ontology:
    return load_ontology()
