"""The classifier: text in, labels of the emotion tree with their evidence out; and its evaluation.

Importing it loads neither rdflib nor any other heavy library.
"""

from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.prediction import Evidence, Prediction

__all__ = ["EmotionClassifier", "Evidence", "Prediction"]
