"""The vocabulary: terms that speak of emotions, with a weight and a source for each.

`lexicon` compiles and reads it, `normalize` is the one normal form of terms, `formats` writes it in other forms.
"""

from kgservice.vocab.lexicon import load_lexicon
from kgservice.vocab.model import Lexicon, Sense
from kgservice.vocab.normalize import normalize

__all__ = ["Lexicon", "Sense", "load_lexicon", "normalize"]
