"""Emotion labels across domains: the classifier and lexicon tools beside models that learned from one labelled set.

Every file is measured on the rows that nothing here learns from: its split ``dev`` where it has one, else a fixed
third.  A learned model (TF-IDF, logistic regression) is trained on the other rows of one file and measured on all
files: on its own it says what labelling one's own texts brings, elsewhere what is left of that.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from statistics import fmean
from typing import TYPE_CHECKING, Annotated

import typer

from kgservice.classify import EmotionClassifier, figures
from kgservice.classify.corpus import Corpus
from kgservice.classify.evaluation import Entrant, Example, Reading, evaluate, read_examples
from kgservice.classify.evaluation.baselines import standard
from kgservice.classify.evaluation.document import (
    Document,
    Section,
    Table,
    counts_sentence,
    loss_sentence,
    number,
    span,
)
from kgservice.classify.evaluation.labellers import OURS, Labeller
from kgservice.classify.evaluation.learned import trained
from kgservice.classify.evaluation.report import Report, common_names
from kgservice.examples import report
from kgservice.ontology import load_ontology
from kgservice.ontology.schemes import TONE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "Emotion labels across domains"
LEARNED, POOLED = "TF-IDF of {}", "TF-IDF of the others"

Files = Annotated[list[str], typer.Argument(help="Labelled files: FILE=SCHEME, or FILE=SCHEME:LABELS:TEXT.")]


def detection(
    files: Files,
    pooled: Annotated[bool, typer.Option("--pooled", help="Also a model that learns from all other files.")] = False,
    output: report.Output = None,
    plot: report.Plot = None,
) -> None:
    """Measure the classifier, lexicon tools and learned models on labelled files of several domains.

    Example: python -m kgservice.examples.detection comments.jsonl=goemotions tweets.csv=ekman
    """
    corpora = [Corpus.parse(words) for words in files]
    if len({corpus.name for corpus in corpora}) < len(corpora):
        raise typer.BadParameter("two files have one name, which is to head a column; rename one")
    found = {}
    with report.steps(len(corpora)) as step:
        for corpus in corpora:
            step(f"measuring on {corpus.name}")
            found[corpus.name] = _measured(corpus, corpora, pooled)
    report.show(_document(found), output)
    if plot:
        report.save_plot(plot, _drawn(found), TITLE, "Macro-F1 with 95 % intervals of each labeller, a panel a file.")


def _measured(corpus: Corpus, corpora: Sequence[Corpus], pooled: bool) -> Report:
    classifier = EmotionClassifier()
    entrants = list(standard(classifier.lexicon, classifier.ontology))
    entrants += [_learner(LEARNED.format(other.name), [other]) for other in corpora]
    others = [other for other in corpora if other is not corpus]
    if pooled and others:
        entrants.append(_learner(POOLED, others))
    return evaluate([corpus.file], classifier, reading=_reading(corpus), baselines=entrants).files[0]


def _learner(name: str, corpora: Sequence[Corpus]) -> Entrant:
    return Entrant(name, lambda: _learned(tuple(corpora)))


@cache
def _learned(corpora: tuple[Corpus, ...]) -> Labeller:
    return trained(example for corpus in corpora for example in _unmeasured(corpus))


def _unmeasured(corpus: Corpus) -> Iterator[Example]:
    return read_examples(corpus.file, _reading(corpus).all_but(corpus.file))


def _reading(corpus: Corpus) -> Reading:
    scheme = None if corpus.scheme == TONE else corpus.scheme
    return Reading(load_ontology(), corpus.text_field, corpus.label_field, scheme, held_out=True)


def _document(found: dict[str, Report]) -> Document:
    remarks = [f"{name}: {counts_sentence(one)} {loss_sentence(one)}".strip() for name, one in found.items()]
    remarks += sorted({f"Not measured: {name}. {reason}" for one in found.values() for name, reason in one.missing})
    return Document(TITLE, (Section("Macro-F1 of the primaries", tuple(remarks), (_table(found), _means(found))),))


def _table(found: dict[str, Report]) -> Table:
    rows = []
    for name in common_names(list(found.values())):
        scores = [one[name] for one in found.values()]
        rows.append((name, *(f"{number(score.macro_f1)} ({span(score.interval)})" for score in scores)))
    return Table("By labeller and file, with 95 % intervals", ("labeller", *found), tuple(rows))


def _means(found: dict[str, Report]) -> Table:
    """Return the means over all files, and over those that a labeller did not learn from, with ours on the same."""
    rows = []
    for name in common_names(list(found.values())):
        elsewhere = [one for file, one in found.items() if name != LEARNED.format(file)]
        means = (_mean(found.values(), name), _mean(elsewhere, name), _mean(elsewhere, OURS))
        rows.append((name, *map(number, means)))
    return Table("Means over the files", ("labeller", "all files", "elsewhere", "kgservice there"), tuple(rows))


def _mean(reports: Iterable[Report], name: str) -> float | None:
    values = [one[name].macro_f1 for one in reports]
    return fmean(values) if values else None


def _drawn(found: dict[str, Report]) -> Figure:
    names = common_names(list(found.values()))
    figure = figures.new_figure(1.6 + 2.2 * len(found), 1 + 0.3 * len(names))
    panels = figure.subplots(1, len(found), sharex=True, sharey=True, squeeze=False)[0]
    for axes, (file, one) in zip(panels, found.items(), strict=True):
        scores = [one[name] for name in names]
        report.interval_dots(axes, names, [s.macro_f1 for s in scores], [s.interval for s in scores])
        axes.set(title=file, xlabel="macro-F1", xlim=(0, None))
    return figure


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the use case and return its exit status."""
    return report.run(detection, arguments)


if __name__ == "__main__":
    sys.exit(main())
