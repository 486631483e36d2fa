"""Free labels as people and language models write them, matched to emotions with a confidence, or to none.

In: a word or phrase of any kind: "butterflies in my stomach", "hapy", "gioia", "relieved but tired".  Out: an
`OpenMatch`.  Tried in this order, the first that answers counts:

1. ``id``, ``label``, ``term``: as `kgservice.vocab.free_labels` does.
2. ``language``: a term of another language's lexicon.
3. ``words``: what the classifier finds in it, as in a short text; slips of the pen are mended there.
4. ``spelling``: a known label or term a few letters away.
5. ``embedding``: the emotion whose label and definition are nearest by a sentence model, where one is given.

None of them reads the mappings of other label sets, so these can test it: ``python -m kgservice.examples.open_labels``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kgservice.classify.classifier import EmotionClassifier
from kgservice.ontology import Ontology, load_ontology
from kgservice.vocab import Lexicon, load_lexicon
from kgservice.vocab.free_labels import match
from kgservice.vocab.fuzzy import FuzzyIndex
from kgservice.vocab.normalize import normalize

if TYPE_CHECKING:
    from kgservice.vocab.embedding import Model, Vectors

WAYS = ("id", "label", "term", "language", "words", "spelling", "embedding", "none")

CONFIDENCE: Mapping[str, float | None] = {
    "id": 0.99,
    "label": 0.99,
    "term": 0.93,
    "language": None,
    "words": 0.94,
    "spelling": 0.96,
    "embedding": 0.57,
    "none": 0.0,
}
"""How often each way had the right primary, of 156 labels of other label sets and 144 slips of them: (right + 1) /
(labels + 2), ``id`` and ``label`` together.  It holds for labels that do name an emotion; of names of things 6 in 100
are matched too, 7 with a sentence model.  Terms of other languages have never been measured.  The counts are printed by
``python -m kgservice.examples.open_labels --embed``."""

LEAST_LETTERS, MANY_LETTERS = 5, 8
"""A shorter label is not mended; from the second length on two letters may be wrong, below it one."""

STRONG = 0.8
"""What a label may be a slip of: labels of emotions, and terms that weigh at least this."""

LEAST_COSINE = 0.4
"""Below it, a sentence model's nearest emotion is no match; a choice, not measured."""


class OpenMatch(NamedTuple):
    """What a free label means.

    ``emotion``: an id, None for no match.  ``how``: one of `WAYS`.  ``confidence``: how often a match of this kind had
    the right primary when it was measured (see `CONFIDENCE`): 0 for no match, None where nobody measured.  ``by``: the
    term or label that it came by.  ``nearest``: emotions that look like a label that has no match; maybe none.
    """

    label: str
    emotion: str | None
    how: str
    confidence: float | None
    by: str = ""
    nearest: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The emotion, or the normalised label itself when there is none: what sets of labels are compared by."""
        return self.emotion or normalize(self.label)

    def to_dict(self) -> dict[str, object]:
        """Return the match as JSON."""
        return self._asdict() | {"nearest": list(self.nearest)}


class LabelMatcher:
    """Matches free labels; made once.

    ``languages``: tags of further languages whose terms are known, such as ``it``.  ``model``: lets a sentence model
    answer where nothing else does (extra ``embed``).  ``classifier``: reads the words of a label; by default one with
    the lexicon.  Raises `UnknownLanguage`.

    >>> matcher = LabelMatcher()
    >>> [matcher.match(label).emotion for label in ("Butterflies in my stomach", "hapy", "teaspoon")]
    ['nervousness', 'joy', None]
    """

    def __init__(
        self,
        ontology: Ontology | None = None,
        lexicon: Lexicon | None = None,
        languages: Sequence[str] = (),
        model: Model | None = None,
        classifier: EmotionClassifier | None = None,
    ) -> None:
        """Take the packaged ontology and lexicon unless others are given."""
        self._ontology, self._lexicon = ontology or load_ontology(), lexicon or load_lexicon()
        self._classifier = classifier or EmotionClassifier(lexicon=self._lexicon, ontology=self._ontology)
        self._others = [load_lexicon(language=tag) for tag in languages]
        self._model = model

    def match(self, label: str) -> OpenMatch:
        """Return what one label means; an empty one means nothing."""
        if not (wanted := normalize(label)):
            return _answer(label, None, "none")
        if (known := match(label, self._ontology, self._lexicon)).emotion:
            return _answer(label, known.emotion, known.how, wanted)
        for attempt in (self._in_another_language, self._by_words, self._by_spelling, self._by_embedding):
            if found := attempt(wanted):
                return _answer(label, *found)
        return _answer(label, None, "none", nearest=known.nearest)

    def match_all(self, labels: Iterable[str]) -> tuple[OpenMatch, ...]:
        """Return the match of each label, in order; labels that are empty or white space are left out."""
        return tuple(self.match(label) for label in labels if label.strip())

    def _in_another_language(self, wanted: str) -> tuple[str, str, str] | None:
        senses = [sense for lexicon in self._others for sense in lexicon.get(wanted)]
        if not senses:
            return None
        best = max(senses, key=lambda sense: (sense.weight, sense.emotion))
        return best.emotion, "language", best.term

    def _by_words(self, wanted: str) -> tuple[str, str, str] | None:
        found = self._classifier.classify(wanted)
        terms = [each.term for each in found.evidence if each.source == "lexicon"]
        return (found.labels[0][0], "words", "|".join(terms)) if terms and found.labels else None

    def _by_spelling(self, wanted: str) -> tuple[str, str, str] | None:
        most = 0 if len(wanted) < LEAST_LETTERS else 1 if len(wanted) < MANY_LETTERS else 2
        near = [(edits, term) for term, edits in self._spellings.near(wanted) if edits <= most and term[0] == wanted[0]]
        found = [(edits, match(term, self._ontology, self._lexicon)) for edits, term in near]
        if not found:
            return None
        _, best = min(found, key=lambda pair: (pair[0], -pair[1].weight, pair[1].label))
        return (best.emotion, "spelling", best.label) if best.emotion else None

    def _by_embedding(self, wanted: str) -> tuple[str, str, str] | None:
        if self._model is None:
            return None
        cosines = self._vectors @ self._model.embed([wanted])[0]
        best = int(cosines.argmax())
        if cosines[best] < LEAST_COSINE:
            return None
        emotion = list(self._ontology)[best]
        return emotion.id, "embedding", emotion.label

    @cached_property
    def _spellings(self) -> FuzzyIndex:
        names = (normalize(name) for emotion in self._ontology for name in emotion.labels())
        strong = (form for sense in self._lexicon if sense.weight >= STRONG for form in (sense.term, *sense.forms))
        return FuzzyIndex(dict.fromkeys((*names, *strong)))

    @cached_property
    def _vectors(self) -> Vectors:
        assert self._model is not None
        return self._model.embed([f"{emotion.label}: {emotion.definition}" for emotion in self._ontology])


def _answer(label: str, emotion: str | None, how: str, by: str = "", nearest: tuple[str, ...] = ()) -> OpenMatch:
    return OpenMatch(label, emotion, how, CONFIDENCE[how], by, nearest)
