"""Label texts with emotions: by what was learned about words, and by terms as the words around change them.

In: a `Lexicon`, an `Ontology`, modifiers, `Weights`.  Out: a `Prediction` per text.  What a classifier remembers from
text to text are only readings of single words, so one may serve many threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgservice.classify import features
from kgservice.classify.calibration import PRIMARIES
from kgservice.classify.clues import ClueFinder, weigh
from kgservice.classify.features import Features, Sums
from kgservice.classify.grounds import Grounds
from kgservice.classify.labeller import Labeller
from kgservice.classify.matcher import Matcher
from kgservice.classify.misspelling import form_of
from kgservice.classify.modifiers import Modifier, Modifiers, load_modifiers
from kgservice.classify.opposites import opposites
from kgservice.classify.pieces import Pieces
from kgservice.classify.prediction import Prediction
from kgservice.classify.reading import Reader
from kgservice.classify.rollup import Rollup
from kgservice.classify.scoring import Scoring
from kgservice.classify.shares import Shares
from kgservice.classify.weights import Weights, load_weights
from kgservice.classify.words import Words
from kgservice.ontology import Ontology, load_ontology
from kgservice.vocab import Lexicon, load_lexicon


class EmotionClassifier:
    """Labels texts.

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
        *,
        weights: Weights | None = None,
        typos: bool = True,
    ) -> None:
        """Label by ``lexicon``, ``ontology``, ``modifiers`` and ``weights``; by default the packaged ones.

        Weights fit the lexicon that they were learned with: with another than the packaged one, as `load_lexicon`
        returns it, there are none unless given, and scores are then shares of the lexicon's evidence.  The packaged
        modifiers are for English: of a text in another language only emoji and the like are labelled.  Give a lexicon
        of another language its own modifiers (maybe none: ``()``).  ``typos``: whether slips such as "hapy" are read.
        Raises `UnknownEmotion` when the ontology lacks the emotion of a sense, or one of the weights' six primaries.
        """
        self.lexicon = load_lexicon() if lexicon is None else lexicon
        self.ontology = load_ontology() if ontology is None else ontology
        given = load_modifiers() if modifiers is None else modifiers
        if weights is None and self.lexicon is load_lexicon():
            weights = load_weights()
        rows = [row for row in given if row.kind != "foreign" or row.form not in self.lexicon]
        self._rollup = Rollup(self.ontology)
        self._rollup.check({sense.emotion for sense in self.lexicon} | set(PRIMARIES if weights else ()))
        shields = [row.form for row in rows if row.kind == "shield"]
        words = frozenset(word for row in rows if row.kind != "foreign" for word in row.form.split())
        matcher = Matcher(self.lexicon, shields, form_of if typos else None, words)
        self._modifiers = Modifiers(rows, matcher.tokenizer.cut)
        pieces = Pieces(matcher, Words(matcher, self._modifiers, weights), words)
        sums = Sums(self._modifiers)
        grounds = Grounds(sums, self._modifiers, self._rollup, weights is not None)
        judge = Scoring(weights, self._rollup, sums) if weights else Shares(self._rollup)
        self._labeller = Labeller(Reader(pieces), ClueFinder(self._modifiers, opposites(self.ontology)), judge, grounds)

    def classify(self, text: str) -> Prediction:
        """Label one text; an empty one, and one that says nothing known, is neutral: no labels, primary None.

        Takes time in proportion to the length.  Raises `TypeError` for anything but a `str`.
        """
        return self._labeller.label(text)

    def classify_many(self, texts: Iterable[str]) -> Iterator[Prediction]:
        """Label texts lazily, in order.

        Raises `TypeError` at once when ``texts`` is a single text, and on reaching an item that is no `str`.

        >>> [p.primary for p in EmotionClassifier().classify_many(["I am sad", ""])]
        ['sadness', None]
        """
        if isinstance(texts, (str, bytes)):
            raise TypeError(f"classify_many takes several texts, not one {type(texts).__name__}. Use classify for one.")
        return map(self.classify, texts)

    def features(self, text: str) -> Features:
        """Return what of a text counts, from which weights are learned; the same reading as that of `classify`.

        Raises `TypeError` for anything but a `str`.

        >>> EmotionClassifier().features("Not sad!").forms
        ['not', '!', 'not sad']
        """
        parts = self._labeller.parts(text)
        forms = [form for part in parts for form in features.forms(part, self._modifiers)]
        strengths = self._rollup.strengths(weigh(parts))
        return Features(forms, strengths, sum(part.reading.length for part in parts))
