"""The classifier as a spaCy component: ``nlp.add_pipe("kgservice_emotion")``.

In: any spaCy pipeline, a blank one will do, for the classifier reads the text and not the tags. Out: on each ``Doc``
and ``Span`` ``._.emotion`` (a `Prediction`), and the evidence as spans in ``doc.spans["emotion"]``, labelled by the
id of their emotion; negated evidence is left out there. With two components of different lexicons in one process,
``_.emotion`` is that of the one made last (spaCy's extensions are global); the spans are each one's own. Importing
this module registers the component; spaCy finds it by itself where kgservice is installed, through the entry point
``spacy_factories``.
"""

from __future__ import annotations

from pathlib import Path

from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.prediction import Prediction
from kgservice.errors import MissingExtra
from kgservice.vocab import load_lexicon

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
except ImportError:
    raise MissingExtra("The spaCy component", "spaCy", "spacy") from None

NAME = "kgservice_emotion"
SPANS = "emotion"
"""The key of ``doc.spans`` that holds the evidence."""


class EmotionComponent:
    """Sets ``doc._.emotion`` and ``doc.spans["emotion"]``."""

    def __init__(self, classifier: EmotionClassifier) -> None:
        """Keep the classifier and declare the attribute that holds its answer."""
        self.classifier = classifier
        Doc.set_extension("emotion", getter=self._predict, force=True)
        Span.set_extension("emotion", getter=self._predict, force=True)

    def __call__(self, doc: Doc) -> Doc:
        """Label the document; a span covers every token that its evidence touches."""
        heard = [evidence for evidence in self.classifier.classify(doc.text).evidence if not evidence.negated]
        spans = (doc.char_span(e.start, e.end, label=e.emotion, alignment_mode="expand") for e in heard)
        doc.spans[SPANS] = [span for span in spans if span is not None]
        return doc

    def _predict(self, text: Doc | Span) -> Prediction:
        return self.classifier.classify(text.text)


@Language.factory(NAME, default_config={"lexicon": None}, assigns=["doc._.emotion"])
def make_component(nlp: Language, name: str, lexicon: str | None) -> EmotionComponent:
    """Make the component; ``lexicon`` is the path of another lexicon file, None for the packaged one.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("kgservice_emotion")
    >>> doc = nlp("I'm over the moon, but not afraid")
    >>> doc._.emotion.primary, [(span.text, span.label_) for span in doc.spans["emotion"]]
    ('joy', [('over the moon', 'happiness')])
    >>> doc[7:10]._.emotion.primary is None
    True
    """
    return EmotionComponent(EmotionClassifier(lexicon=load_lexicon(Path(lexicon)) if lexicon else None))
