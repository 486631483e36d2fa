"""The classifier as a spaCy component: ``nlp.add_pipe("emotion_lexicon")`` (extra ``spacy``).

In: any spaCy pipeline, a blank one will do, for the classifier reads the text and not the tags. Out: on each ``Doc``
and ``Span`` ``._.emotion`` (a `Prediction`; None for a document that went through no such component), and the evidence
as spans in ``doc.spans["emotion"]``, labelled by the id of their emotion; negated evidence is left out there.

Each document remembers which lexicon labelled it, so pipelines of different lexicons do not mix; two components in one
pipeline need two names for their results (``attribute``). A pipeline that is saved takes its lexicon along. spaCy finds
the component by itself where kgservice is installed, through the entry point ``spacy_factories``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.prediction import Prediction
from kgservice.errors import MissingExtra
from kgservice.vocab import load_lexicon

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
except ImportError:
    raise MissingExtra("The spaCy component", "spaCy", "spacy") from None

NAME = "emotion_lexicon"
ATTRIBUTE = "emotion"
"""The name of the results by default, as ``doc._.emotion`` and as ``doc.spans["emotion"]``."""
FILE = "lexicon.tsv"
"""What a saved pipeline holds of a component with a lexicon of its own."""
REMEMBERED = 256
"""So many answers are kept, for documents that are asked for theirs again."""

Predict = Callable[[str], Prediction]


class EmotionComponent:
    """Sets ``doc._.emotion`` and ``doc.spans["emotion"]``."""

    def __init__(self, lexicon: Path | None = None, attribute: str = ATTRIBUTE) -> None:
        """Label by a lexicon file, by default the packaged one; ``attribute`` names the results.

        A file that is missing is an error only when a text is labelled, for a saved pipeline brings its own.
        """
        self.path, self.attribute = lexicon, attribute
        self.lexicon = lexicon.read_bytes() if lexicon and lexicon.is_file() else None
        _declare(attribute)

    def __call__(self, doc: Doc) -> Doc:
        """Label the document; a span covers every token that its evidence touches."""
        doc.user_data[_key(self.attribute)] = self._identity
        heard = [evidence for evidence in self._predict(doc.text).evidence if not evidence.negated]
        spans = (doc.char_span(e.start, e.end, label=e.emotion, alignment_mode="expand") for e in heard)
        doc.spans[self.attribute] = [span for span in spans if span is not None]
        return doc

    @cached_property
    def _identity(self) -> str:
        return sha256(self.lexicon).hexdigest() if self.lexicon is not None else ""

    @cached_property
    def _predict(self) -> Predict:
        if self.lexicon is None and self.path is not None:
            load_lexicon(self.path)  # raises the error that names the file
        if self._identity not in _KNOWN:
            _KNOWN[self._identity] = _labeller(self.lexicon)
        return _KNOWN[self._identity]

    def to_bytes(self, *, exclude: tuple[str, ...] = ()) -> bytes:
        """Return the lexicon's file; nothing for the packaged one."""
        return self.lexicon or b""

    def from_bytes(self, data: bytes, *, exclude: tuple[str, ...] = ()) -> Self:
        """Take over what `to_bytes` returned."""
        self.lexicon, self.path = data or None, None
        self.__dict__.pop("_identity", None)
        self.__dict__.pop("_predict", None)
        return self

    def to_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> None:
        """Write the lexicon's file into the folder ``path``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: tuple[str, ...] = ()) -> Self:
        """Take over what `to_disk` wrote."""
        return self.from_bytes((Path(path) / FILE).read_bytes())

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the lexicon's file instead of what is made of it."""
        return _restored, (self.to_bytes(), self.path, self.attribute)


@Language.factory(NAME, default_config={"lexicon": None, "attribute": ATTRIBUTE}, assigns=["doc.spans"])
def make_component(nlp: Language, name: str, lexicon: str | None, attribute: str) -> EmotionComponent:
    """Make the component; ``lexicon`` is the path of another lexicon file, None for the packaged one.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("emotion_lexicon")
    >>> doc = nlp("I'm over the moon, but not afraid")
    >>> doc._.emotion.primary, [(span.text, span.label_) for span in doc.spans["emotion"]]
    ('joy', [('over the moon', 'happiness')])
    >>> doc[2:6]._.emotion.primary
    'joy'
    """
    return EmotionComponent(Path(lexicon) if lexicon else None, attribute)


_KNOWN: dict[str, Predict] = {}
"""What labels by each lexicon of this process, by the digest of its file; empty: the packaged lexicon."""


def _labeller(lexicon: bytes | None) -> Predict:
    return lru_cache(REMEMBERED)(EmotionClassifier(lexicon=None if lexicon is None else _read(lexicon)).classify)


def _read(lexicon: bytes) -> Any:
    with TemporaryDirectory() as folder:
        file = Path(folder) / FILE
        file.write_bytes(lexicon)
        return load_lexicon(file)


def _restored(lexicon: bytes, path: Path | None, attribute: str) -> EmotionComponent:
    made = EmotionComponent(path, attribute)
    return made.from_bytes(lexicon) if lexicon else made


def _key(attribute: str) -> str:
    """Return where a document's ``user_data`` says which lexicon labelled it."""
    return f"kgservice {attribute}"


def _declare(attribute: str) -> None:
    """Give documents and spans the attribute; it answers by the lexicon that labelled the document."""

    def predicted(text: Doc | Span) -> Prediction | None:
        doc = text.doc if isinstance(text, Span) else text
        identity = doc.user_data.get(_key(attribute))
        if identity is None:
            return None
        if identity == "" and identity not in _KNOWN:
            _KNOWN[identity] = _labeller(None)
        if identity not in _KNOWN:
            raise LookupError("The lexicon that labelled this document is not loaded. Load its pipeline first.")
        return _KNOWN[identity](text.text)

    for kind in (Doc, Span):
        if not kind.has_extension(attribute):
            kind.set_extension(attribute, getter=predicted)
