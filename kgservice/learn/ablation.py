"""What each part of the vocabulary adds: lexicons grown step by step, and weights learned without one part.

Every step is measured as `unseen` says.  Steps without learned weights score by shares of the clues' weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import fmean

from kgservice.classify import EmotionClassifier
from kgservice.classify.evaluation import Score
from kgservice.classify.evaluation.labellers import OURS
from kgservice.classify.weights import Weights
from kgservice.figuretable import Cell, FigureTable
from kgservice.learn.associations import Associations
from kgservice.learn.calibration import Choices
from kgservice.learn.readings import WordVectors
from kgservice.learn.study import Study, weights_of
from kgservice.learn.unseen import Make, makes, measure
from kgservice.ontology import Ontology
from kgservice.vocab import Lexicon, Sense, candidates
from kgservice.vocab.candidates import Candidate
from kgservice.vocab.lexicon import stands
from kgservice.vocab.weights import weight

WORDNET = "wn30:"
"""How a route through WordNet begins."""


@dataclass(frozen=True)
class Step:
    """A name, the lexicon that it has, and the classifier to measure each set with."""

    name: str
    lexicon: Lexicon
    make: Make


def lexical_steps(root: Path, lexicon: Lexicon, ontology: Ontology) -> Iterator[Step]:
    """Yield the lexicon as it grows, without learned weights."""
    found = candidates.read(root / candidates.FILE, {emotion.id: emotion.label for emotion in ontology})
    in_wordnet = [c for c in found if any(route.startswith(WORDNET) for route in c.routes)]
    standing = [c for c in in_wordnet if stands(c)]
    grown: dict[str, Iterable[Sense]] = {
        "WordNet, every claim": (_sense(c, e, 1.0) for c in in_wordnet for e, _ in c.contenders),
        "+ overlaps resolved": (_sense(c, c.emotion, 1.0) for c in standing),
        "+ weights of senses": (_sense(c, c.emotion, weight(c)) for c in standing),
        "+ thesauri, emoji names": (_sense(c, c.emotion, weight(c)) for c in found if stands(c)),
        "+ idioms, slang, emoji by hand": lexicon,
    }
    for name, senses in grown.items():
        grown_so_far = Lexicon({(s.term, s.emotion): s for s in senses}.values())
        classifier = EmotionClassifier(grown_so_far, ontology)
        yield Step(name, grown_so_far, partial(_always, classifier))


def _always(classifier: EmotionClassifier, name: str) -> EmotionClassifier:
    return classifier


def _sense(candidate: Candidate, emotion: str, strength: float) -> Sense:
    source, forms = "wordnet30", candidate.forms
    return Sense(candidate.term, candidate.pos, forms, emotion, strength, None, candidate.relation, source, "")


def learned_steps(
    root: Path, study: Study, lexicon: Lexicon, ontology: Ontology, choices: Choices, before: Weights
) -> Iterator[Step]:
    """Yield the whole, and the whole without the project's own sentences, word vectors, or lexicon."""

    def step(name: str, learned_from: Study, change: Callable[[Associations], Associations] = lambda x: x) -> Step:
        def make(leave_out: str) -> EmotionClassifier:
            weights = weights_of(root, change(learned_from.learn(leave_out)), choices, before)
            return EmotionClassifier(lexicon, ontology, weights=weights)

        return Step(name, lexicon, makes(learned_from, make))

    yield step("+ learned associations: the classifier", study)
    yield step("without the project's own sentences", replace(study, sets=study.sets[1:]))
    yield step("without word vectors", replace(study, words=_only_zeros(study.words)))
    yield step("without the lexicon's clues", study, _without_lexicon)


def _only_zeros(words: WordVectors) -> WordVectors:
    return WordVectors(words.rows, words.matrix * 0)


def _without_lexicon(learned: Associations) -> Associations:
    return replace(learned, lexicon={primary: values * 0 for primary, values in learned.lexicon.items()})


def table(steps: Iterable[Step], files: Sequence[Path]) -> FigureTable:
    """Measure each step on each file; macro-F1 a file, their mean, mean coverage, macro-F1 with neutral as a class."""
    rows: list[tuple[Cell, ...]] = []
    for step in steps:
        scores = [evaluation.files[0][OURS] for evaluation in measure(files, step.make)]
        size = (len(step.lexicon), len(step.lexicon.forms))
        rows.append((step.name, *size, *(score.macro_f1 for score in scores), *_means(scores)))
    columns = ("step", "senses", "forms", *(file.stem for file in files), "mean", "coverage", "mean with neutral")
    return FigureTable("ablation", columns, tuple(rows))


def _means(scores: Sequence[Score]) -> tuple[Cell, ...]:
    with_neutral = [score.macro_f1_neutral for score in scores if score.macro_f1_neutral is not None]
    mean_neutral = fmean(with_neutral) if with_neutral else None
    return fmean(score.macro_f1 for score in scores), fmean(score.coverage for score in scores), mean_neutral
