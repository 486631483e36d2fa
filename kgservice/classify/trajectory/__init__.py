"""Emotion over a document or a conversation: sentence by sentence, smoothed, with its turning points and shape.

In: a text, or the turns of a conversation.  Out: a `Trajectory`.  `segments` finds the sentences, `smoothing` the
curves, `extremes` their peaks and valleys, `shapes` the overall arc, `drawing` plots it.  Core install only, but for
drawing (extra ``plots``).
"""

from kgservice.classify.trajectory.model import Point, Trajectory, Transition, TurningPoint
from kgservice.classify.trajectory.trace import Turn, trajectory

__all__ = ["Point", "Trajectory", "Transition", "Turn", "TurningPoint", "trajectory"]
