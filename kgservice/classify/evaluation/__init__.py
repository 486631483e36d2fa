"""Measure labellers on labelled text, all in one run and by one protocol.

1. Gold labels and predictions are brought to one tier: by default to the six primaries (so disgust is anger).  In a
   file without a single love, love counts as joy, in the gold labels and in the predictions: most such sets have no
   love to give.  Labels of another scheme go through the crosswalk (see `meanings`), and the report says what is lost.
2. Only rows with a label are scored.  In a file where every row has one label at most, a labeller gives its best label;
   where some row has more, it gives every label with at least half the weight of the best.  A labeller that would
   rather be silent, but has weights, is taken by its weights; one without any misses the row.
3. F1 per label is 2 TP / (2 TP + FP + FN); macro-F1 is its mean over the labels that occur in the gold labels.  A
   label that never occurs there has no F1 and is left out of the mean; predicting it still costs, as a miss of the
   label that was right.
4. On rows that people called neutral, what counts is the share on which a labeller is silent; with neutral as one more
   label, over all rows, macro-F1 says how well it knows when to be silent.
5. Intervals are those of 1,000 resamples of the rows (`intervals`); the mean over files counts each file once.

`affect` does the same for valence, arousal and dominance.

>>> examples = [Example(1, "", frozenset({"joy"})), Example(2, "", frozenset({"fear"}))]
>>> score("always joy", examples, [{"joy": 1.0}, {"joy": 1.0}]).macro_f1
0.3333333333333333
"""

from kgservice.classify.evaluation.dataset import Example, Reading, read_examples
from kgservice.classify.evaluation.labellers import Entrant, one_by_one
from kgservice.classify.evaluation.report import Evaluation, Report
from kgservice.classify.evaluation.run import evaluate
from kgservice.classify.evaluation.scores import Score, score
from kgservice.classify.evaluation.selection import in_held_out_third

__all__ = [
    "Entrant",
    "Evaluation",
    "Example",
    "Reading",
    "Report",
    "Score",
    "evaluate",
    "in_held_out_third",
    "one_by_one",
    "read_examples",
    "score",
]
