"""Label texts with emotions: the lexicon's terms, as the words around them change them, summed up the tree.

In: a `Lexicon`, an `Ontology`, modifiers.  Out: a `Prediction` per text.  A classifier holds no state between texts,
so one may serve many threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgservice.classify.clues import find_clues, to_evidence, weigh
from kgservice.classify.matcher import Matcher
from kgservice.classify.misspelling import load_misspellings
from kgservice.classify.modifiers import Modifier, Modifiers, load_modifiers
from kgservice.classify.prediction import Prediction
from kgservice.classify.reading import Reader
from kgservice.classify.rollup import Rollup
from kgservice.ontology import Ontology, load_ontology
from kgservice.vocab import Lexicon, load_lexicon


class EmotionClassifier:
    """Labels texts by a lexicon.

    >>> prediction = EmotionClassifier().classify("She was over the moon.")
    >>> prediction.primary, prediction.evidence[0].text
    ('joy', 'over the moon')
    >>> EmotionClassifier().classify("The train leaves at nine.").labels
    ()
    """

    def __init__(
        self,
        lexicon: Lexicon | None = None,
        ontology: Ontology | None = None,
        modifiers: Iterable[Modifier] | None = None,
    ) -> None:
        """Label by ``lexicon``, ``ontology`` and ``modifiers``; by default the packaged ones.

        The packaged modifiers are for English: of a text in another language only emoji and the like are labelled.
        Give a lexicon of another language its own modifiers (maybe none: ``()``).
        Raises `UnknownEmotion` for a sense whose emotion the ontology lacks.
        """
        self.lexicon = load_lexicon() if lexicon is None else lexicon
        self.ontology = load_ontology() if ontology is None else ontology
        given = load_modifiers() if modifiers is None else modifiers
        rows = [row for row in given if row.kind != "foreign" or row.form not in self.lexicon]
        self._rollup = Rollup(self.ontology)
        self._rollup.check({sense.emotion for sense in self.lexicon})
        shields = [row.form for row in rows if row.kind == "shield"]
        words = frozenset(word for row in rows if row.kind != "foreign" for word in row.form.split())
        self._matcher = Matcher(self.lexicon, shields, load_misspellings(), words)
        self._modifiers = Modifiers(rows, self._matcher.tokenizer.cut)
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
        clues = find_clues(reading, found, self._modifiers)
        return Prediction(text, weigh(clues), self._rollup, lambda: to_evidence(reading, clues))

    def classify_many(self, texts: Iterable[str]) -> Iterator[Prediction]:
        """Label texts lazily, in order.

        Raises `TypeError` at once when ``texts`` is a single text, and on reaching an item that is no `str`.

        >>> [p.primary for p in EmotionClassifier().classify_many(["I am sad", ""])]
        ['sadness', None]
        """
        if isinstance(texts, (str, bytes)):
            raise TypeError(f"classify_many takes several texts, not one {type(texts).__name__}. Use classify for one.")
        return map(self.classify, texts)


def _not_text(value: object) -> str:
    if isinstance(value, (bytes, bytearray)):
        return 'classify takes a str, not bytes. Decode it first, for instance with .decode("utf-8").'
    return f"classify takes a str, not {type(value).__name__} ({value!r:.40}). Give the text itself."
