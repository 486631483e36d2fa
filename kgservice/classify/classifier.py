"""Label texts with emotions: the lexicon's terms, as the words around them change them, summed up the tree.

In: a `Lexicon`, an `Ontology`, modifiers.  Out: a `Prediction` per text.  A classifier holds no state between texts,
so one may serve many threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgservice.classify.emphasis import emphases
from kgservice.classify.matcher import Match, Matcher
from kgservice.classify.modifiers import Modifier, Modifiers, load_modifiers
from kgservice.classify.prediction import Evidence, Prediction
from kgservice.classify.reading import Reader, Reading
from kgservice.classify.rollup import Rollup
from kgservice.ontology import Ontology, load_ontology
from kgservice.vocab import Lexicon, load_lexicon
from kgservice.vocab.model import Sense

_Clue = tuple[Match, Sense, bool, float]
"""A sense where it was found, whether it is negated, and the factor of its intensity."""


class EmotionClassifier:
    """Labels texts by a lexicon.

    >>> prediction = EmotionClassifier().classify("She was over the moon.")
    >>> prediction.primary, prediction.evidence[0].text
    ('joy', 'over the moon')
    >>> EmotionClassifier().classify("I am not happy").labels
    ()
    """

    def __init__(
        self,
        lexicon: Lexicon | None = None,
        ontology: Ontology | None = None,
        modifiers: Iterable[Modifier] | None = None,
    ) -> None:
        """Label by ``lexicon``, ``ontology`` and ``modifiers``; by default the packaged ones.

        Raises `UnknownEmotion` for a sense whose emotion the ontology lacks.
        """
        self.lexicon = load_lexicon() if lexicon is None else lexicon
        self.ontology = load_ontology() if ontology is None else ontology
        rows = tuple(load_modifiers() if modifiers is None else modifiers)
        self._rollup = Rollup(self.ontology)
        self._rollup.check({sense.emotion for sense in self.lexicon})
        shields = [row.form for row in rows if row.kind == "shield"]
        self._matcher = Matcher(self.lexicon, shields, [row.form for row in rows if row.kind == "filler"])
        self._modifiers = Modifiers(rows, self._matcher.tokenizer.cut)
        words = {word for row in rows for word in row.form.split()}
        self._reader = Reader(self._matcher.tokenizer, self._matcher, words)

    def classify(self, text: str) -> Prediction:
        """Label one text; an empty one, and one without a known term, is neutral: no labels, primary None.

        Takes time in proportion to the length.  Raises `TypeError` for anything but a `str`.
        """
        if not isinstance(text, str):
            raise TypeError(_not_text(text))
        reading = self._reader.read(text)
        found = self._matcher.match(reading.tokens)
        if not found:
            return Prediction(text, {}, self._rollup, tuple)
        clues = self._clues(reading, found)
        return Prediction(text, _weigh(clues), self._rollup, lambda: _evidence(reading, clues))

    def classify_many(self, texts: Iterable[str]) -> Iterator[Prediction]:
        """Label texts lazily, in order.

        Raises `TypeError` at once when ``texts`` is a single text, and on reaching an item that is no `str`.

        >>> [p.primary for p in EmotionClassifier().classify_many(["I am sad", ""])]
        ['sadness', None]
        """
        if isinstance(texts, (str, bytes)):
            raise TypeError(f"classify_many takes several texts, not one {type(texts).__name__}. Use classify for one.")
        return map(self.classify, texts)

    def _clues(self, reading: Reading, found: list[Match]) -> list[_Clue]:
        """Return the senses that speak in this text, with what the words around them do to them."""
        tokens = _masked(reading.tokens, found)
        matches = [match for match in found if match.entry.senses]
        effect = self._modifiers.effect
        effects = [effect(tokens, match.start, comparative=match.entry.comparative) for match in matches]
        factors = emphases(reading, matches)
        if len(matches) > 1:
            shares = self._modifiers.contrasts(tokens, [(match.start, match.end) for match in matches])
            factors = [factor * share for factor, share in zip(factors, shares, strict=True)]
        return [
            (match, match.entry.senses[0], negated and not match.entry.aside, intensity * factor)
            for match, (negated, intensity), factor in zip(matches, effects, factors, strict=True)
        ]


def _masked(tokens: list[str], found: list[Match]) -> list[str]:
    """Return the tokens without those inside phrases: the "can't" of "can't wait" negates nothing else."""
    phrases = [match for match in found if match.end - match.start > 1]
    if not phrases:
        return tokens
    tokens = list(tokens)
    for match in phrases:
        tokens[match.start : match.end] = [""] * (match.end - match.start)
    return tokens


def _weigh(clues: list[_Clue]) -> dict[str, float]:
    """Sum weight times intensity by emotion, over the clues that are not negated."""
    weights: dict[str, float] = {}
    for _, sense, negated, intensity in clues:
        if not negated:
            weights[sense.emotion] = weights.get(sense.emotion, 0.0) + sense.weight * intensity
    return weights


def _evidence(reading: Reading, clues: list[_Clue]) -> tuple[Evidence, ...]:
    found = []
    for match, sense, negated, intensity in clues:
        start, end = reading.span(match.start, match.end)
        written = reading.text[start:end]
        found.append(Evidence(start, end, written, sense.term, sense.emotion, sense.weight, negated, intensity))
    return tuple(found)


def _not_text(value: object) -> str:
    if isinstance(value, (bytes, bytearray)):
        return 'classify takes a str, not bytes. Decode it first, for instance with .decode("utf-8").'
    return f"classify takes a str, not {type(value).__name__} ({value!r:.40}). Give the text itself."
