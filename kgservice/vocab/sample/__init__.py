"""A fixed sample of the lexicon, judged by references that had no say in it.

*Drawing* (`drawing`).  300 senses: 22 of each primary and 18 of the emotions beside the tree, for each of two origins,
gathered from dictionaries or authored.  Within these strata the senses with the lowest SHA-256 of term and emotion are
drawn, so a lexicon that grows keeps most of its sample.

*Judging* (`judges`).  Three automatic references, each of which may say that it cannot tell.  None of them is a person,
and none was asked about a sense that it helped to make.

*Figures* (`figures`).  The share of yes among what a reference could judge, with a Wilson interval; beside it what the
same reference says of pairs that are right by definition (the emotions' own labels) and of pairs that are wrong (the
terms of the sample with an emotion of another family), since a reference that errs cannot be read without that.

The two tables are committed, so the figures come out of the core install; only drawing and judging anew needs the
extras ``build`` and ``evaluate``.
"""

from kgservice.vocab.sample.drawing import Case, controls, draw
from kgservice.vocab.sample.figures import Precision, figures
from kgservice.vocab.sample.table import Judged, read_controls, read_sample

__all__ = ["Case", "Judged", "Precision", "controls", "draw", "figures", "read_controls", "read_sample"]
