"""Empathetic answers: whether the emotion of a candidate helps to find the answer that was really given.

Half of the conversations are learned from: word frequencies, which mood follows which, and how words and emotion are
best combined.  The other half is measured.  `kgservice.classify.evaluation.answering` says what is ranked and how.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgservice.classify import EmotionClassifier, figures
from kgservice.classify.dialogue import read_dialogues
from kgservice.classify.evaluation.answering import ranking, scored
from kgservice.classify.evaluation.conversation_cases import talks
from kgservice.classify.evaluation.document import Document, Row, Section, Table, number, span
from kgservice.classify.evaluation.ranking import RankingScore
from kgservice.classify.response import WAYS, rank
from kgservice.errors import TableError
from kgservice.examples import report

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "Empathetic answers"
ALL, EMOTIONAL = "All turns", "After a turn with an emotion"
COLUMNS = ("ranker", "MRR", "interval", "hits at 1", "hits interval", "MRR above words", "p")

File = Annotated[
    Path,
    typer.Argument(help="Conversations as JSON lines; with --to, answers, one a line.", exists=True, dir_okay=False),
]


def empathy(
    file: File,
    to: Annotated[str | None, typer.Option(help="Rank the lines of the file as answers to this text.")] = None,
    candidates: Annotated[int, typer.Option(min=2, max=100, help="Candidates a case, the true one among them.")] = 10,
    cases: Annotated[int, typer.Option(min=1, help="Cases of a conversation at most.")] = 4,
    output: report.Output = None,
    plot: report.Plot = None,
) -> None:
    """Rank answers by the emotion that they express: some of your own, or for measuring those of conversations.

    Example: python -m kgservice.examples.empathy answers.txt --to "I lost my job today."
    """
    if to is not None:
        report.show(_ranked(to, file), output)
        return
    found = _measured(file, candidates, cases)
    report.show(_document(found, candidates), output)
    if plot:
        report.save_plot(plot, _drawn(found), TITLE, "Mean reciprocal rank with 95 % intervals of each ranker.")


def _ranked(said: str, file: Path) -> Document:
    classifier = EmotionClassifier()
    answers = report.lines(file)
    fits = {way: {each.text: each.fit for each in rank(said, answers, way, classifier)} for way in WAYS}
    first = fits[WAYS[0]]
    rows = ((answer, *(number(fits[way][answer]) for way in WAYS)) for answer in first)
    return Document(TITLE, (Section(said, (), (Table("Fit of each answer, 0 to 1", ("answer", *WAYS), tuple(rows)),)),))


def _measured(file: Path, candidates: int, cases: int) -> dict[str, list[RankingScore]]:
    classifier = EmotionClassifier()
    dialogues = report.counted(read_dialogues(file, classifier.ontology), "conversations")
    found = talks(dialogues, classifier, candidates, cases)
    tuning, measured = found[::2], found[1::2]
    if not any(tuning) or not any(measured):
        problem = "too few turns are answered by another speaker"
        raise TableError(str(file), None, None, problem, "Give more conversations, at least two of a source.")
    ranked = scored(tuning, measured, classifier.ontology)
    return {ALL: ranking(ranked), EMOTIONAL: ranking(ranked, emotional=True)}


def _document(found: Mapping[str, Sequence[RankingScore]], candidates: int) -> Document:
    sections = []
    for heading, scores in found.items():
        if scores:
            remark = f"{scores[0].cases} cases of {candidates} candidates, the true next turn among them."
            sections.append(Section(heading, (remark,), (Table("By ranker", COLUMNS, tuple(map(_row, scores))),)))
    return Document(TITLE, tuple(sections))


def _row(score: RankingScore) -> Row:
    better = score.better_by
    above = ("", "") if better is None else (f"{number(better.by)} ({span(better.interval)})", number(better.p))
    return (
        score.name,
        number(score.mrr),
        span(score.mrr_interval),
        number(score.hits),
        span(score.hits_interval),
        *above,
    )


def _drawn(found: Mapping[str, Sequence[RankingScore]]) -> Figure:
    shown = {heading: scores for heading, scores in found.items() if scores}
    most = max(map(len, shown.values()))
    figure = figures.new_figure(2.4 + 3 * len(shown), 1 + 0.3 * most)
    panels = figure.subplots(1, len(shown), sharex=True, sharey=True, squeeze=False)[0]
    for axes, (heading, scores) in zip(panels, shown.items(), strict=True):
        report.interval_dots(axes, [s.name for s in scores], [s.mrr for s in scores], [s.mrr_interval for s in scores])
        axes.set(title=heading, xlabel="mean reciprocal rank")
    return figure


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the use case and return its exit status."""
    return report.run(empathy, arguments)


if __name__ == "__main__":
    sys.exit(main())
