"""The vocabulary: terms and the emotions they speak for, how they were found, and the lexicon made of them.

>>> load_lexicon()["joyful"][0].emotion
'joy'
"""

from kgservice.vocab.affect import WordAffect, load_word_affect
from kgservice.vocab.lexicon import load_lexicon
from kgservice.vocab.model import Lexicon, Sense
from kgservice.vocab.normalize import normalize

__all__ = ["Lexicon", "Sense", "WordAffect", "load_lexicon", "load_word_affect", "normalize"]
