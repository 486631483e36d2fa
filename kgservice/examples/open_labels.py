"""Free labels matched to emotions: those of a file, two annotators' lists compared, or the matcher measured.

Without a file the matcher is measured on the labels of the label sets in ``ontology/schemes``: the mappings say what
each means, and no matcher reads them.  Left out are the sets that the tree was made from (Shaver, Parrott), WordNet's
synsets, which the vocabulary was made from, and mappings that say no more than "related".  Then the same labels with
one slip of the pen each, and names of things, for which no match is right.
"""

from __future__ import annotations

import random
import re
import string
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kgservice import wordnet
from kgservice.classify import figures
from kgservice.classify.evaluation.document import Document, Section, Table, number
from kgservice.classify.evaluation.records import field, read_records
from kgservice.classify.open_labels import WAYS, LabelMatcher, OpenMatch
from kgservice.errors import MissingExtra, nearest
from kgservice.examples import report
from kgservice.ontology import Ontology, crosswalk, load_ontology
from kgservice.ontology.model import TIERS
from kgservice.ontology.overlap import Overlap, overlap
from kgservice.ontology.schemes import TONE
from kgservice.vocab import embedding
from kgservice.vocab.normalize import normalize

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "Free labels"
CIRCULAR = (TONE, "shaver", "wikipedia-parrott", "wordnet-3.0")
"""Label sets that the emotions or the vocabulary were made from, so that they test nothing."""

THINGS = "artifact plant food shape substance quantity animal".split()
"""Lexicographer files of WordNet whose nouns name no emotion."""

HOW_MANY_THINGS, SEED = 500, 20261121
SHORTEST_TO_SPOIL = 5
_SEPARATORS = re.compile(r"[|;,]")

Gold = Mapping[str, frozenset[str]]
"""By label, the emotions that the mappings say it means."""

Guess = Callable[[str], str | None]


class Measured(NamedTuple):
    """How well one matcher does on labels: the shares that get a match, the right emotion, the right primary."""

    name: str
    matched: float
    exact: float
    primary: float
    precision: float | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the use case; see `report.run`."""
    return report.run(open_labels, arguments)


def open_labels(
    file: Annotated[Path | None, typer.Argument(help="A label a line, or rows with two lists.", exists=True)] = None,
    expected: Annotated[str, typer.Option(help="Column of the first annotator's labels; makes it two lists.")] = "",
    given: Annotated[str, typer.Option(help="Column of the second annotator's labels.")] = "given",
    languages: Annotated[str, typer.Option(help="Further languages to know, such as it,fr.")] = "",
    embed: Annotated[bool, typer.Option(help="Let a sentence model answer last (extra embed).")] = False,
    output: report.Output = None,
    plot: report.Plot = None,
) -> None:
    """Match free labels to emotions or to none, compare two annotators, or (without a file) measure the matcher.

    Example: python -m kgservice.examples.open_labels labels.txt
    """
    tags = [tag for tag in languages.split(",") if tag]
    matcher = LabelMatcher(languages=tags, model=embedding.model() if embed else None)
    if file is not None:
        section = _two_lists(file, expected, given, matcher) if expected else _list(file, matcher)
        report.show(Document(TITLE, (section,)), output)
        return
    found, sections = _measure(matcher, embed)
    report.show(Document(TITLE, sections), output)
    if plot:
        report.save_plot(plot, draw(found), TITLE, "Share of labels with the right primary emotion, by matcher.")


def _list(file: Path, matcher: LabelMatcher) -> Section:
    matches = matcher.match_all(file.read_text("utf-8-sig").splitlines())
    counts = Counter(match.how for match in matches)
    remark = f"{len(matches)} labels: {', '.join(f'{counts[way]} {way}' for way in WAYS if counts[way])}."
    columns = ("label", "emotion", "how", "confidence", "by")
    return Section(file.name, (remark,), (Table("Matches", columns, tuple(map(_row, matches))),))


def _row(match: OpenMatch) -> tuple[str, ...]:
    confidence = "" if match.confidence is None else f"{match.confidence:.2f}"
    return (match.label, match.emotion or "no match", match.how, confidence, match.by)


def _two_lists(file: Path, expected: str, given: str, matcher: LabelMatcher) -> Section:
    """Compare the two lists of each row as sets at every tier."""
    ontology = load_ontology()
    pairs = [
        [_names(matcher, cell) for cell in (record.text, field(record, (given,), str(file))[1])]
        for record in read_records(file, expected)
    ]
    rows = [(f"tier {tier}", *_pooled([overlap(ontology, one, other, tier) for one, other in pairs])) for tier in TIERS]
    columns = ("tier", "precision", "recall", "F1", "mean F1 of the rows")
    remark = f"{len(pairs)} rows; the first three are pooled over them. A label without match stands for itself."
    return Section(file.name, (remark,), (Table(f"{given} against {expected}", columns, tuple(rows)),))


def _names(matcher: LabelMatcher, cell: object) -> list[str]:
    labels = map(str, cell) if isinstance(cell, list) else _SEPARATORS.split(str(cell or ""))
    return [match.emotion or normalize(match.label) for match in matcher.match_all(labels)]


def _pooled(overlaps: Sequence[Overlap]) -> Iterator[str]:
    shared, wanted, said = (sum(len(getattr(o, name)) for o in overlaps) for name in ("shared", "expected", "given"))
    yield number(shared / said if said else None)
    yield number(shared / wanted if wanted else None)
    yield number(2 * shared / (said + wanted) if said + wanted else None)
    rows = [each.f1 for each in overlaps if each.f1 is not None]
    yield number(fmean(rows) if rows else None)


def gold_labels() -> dict[str, frozenset[str]]:
    """Return every label of the label sets that test something, with the emotions that it means.

    >>> sorted(gold_labels()["remorse"])
    ['remorse']
    """
    known = crosswalk.load()
    found: dict[str, frozenset[str]] = {}
    for scheme in known.schemes.values():
        for label in scheme if scheme.id not in CIRCULAR else ():
            rows = known.sets[scheme.id].of(label.id)
            meant = {row.object for row in rows if row.object and row.predicate_id != "skos:relatedMatch"}
            if meant:
                name = normalize(label.label)
                found[name] = found.get(name, frozenset()) | meant
    return dict(sorted(found.items()))


def spoilt(label: str, generator: random.Random) -> str:
    """Return a label with one slip of the pen: a letter lost, put in, wrong, or two exchanged; never the first.

    >>> spoilt("happiness", random.Random(1)) != "happiness"
    True
    """
    place, letter = generator.randrange(2, len(label)), generator.choice(string.ascii_lowercase)
    before, here, after = label[:place], label[place], label[place + 1 :]
    slips = {before + after, before + letter + after, before + letter + here + after}
    slips.add(before[:-1] + here + before[-1] + after)
    return generator.choice(sorted(slips - {label}))


def things(count: int = HOW_MANY_THINGS) -> list[str]:
    """Return names of things, of one word that texts use; raises `MissingExtra` without the ``build`` extra."""
    known = wordnet.load()
    files = {f"noun.{name}" for name in THINGS}
    names = {lemma for synset in known if synset.file in files for lemma in synset.lemmas if lemma.islower()}
    used = sorted(n for n in names if n.isalpha() and len(n) > 2 and any(uses for *_, uses in known.senses(n, "n")))
    return random.Random(SEED).sample(used, min(count, len(used)))


def _measure(matcher: LabelMatcher, embed: bool) -> tuple[dict[str, list[Measured]], tuple[Section, ...]]:
    ontology, gold = load_ontology(), gold_labels()
    known = {normalize(name) for emotion in ontology for name in emotion.labels()}
    generator = random.Random(SEED)
    slips = {spoilt(n, generator): meant for n, meant in gold.items() if len(n) >= SHORTEST_TO_SPOIL}
    lists: dict[str, Gold] = {
        "labels as published": gold,
        "of these, words that are no emotion's label": {n: meant for n, meant in gold.items() if n not in known},
        "labels with one slip": slips,
    }
    guesses = _guesses(ontology, matcher if embed else None)
    found: dict[str, list[Measured]] = {}
    with report.steps(len(lists) * len(guesses)) as step:
        for name, each in lists.items():
            found[name] = []
            for who, guess in guesses.items():
                step(f"{name}: {who}")
                found[name].append(_score(who, guess, each, ontology))
    tables = [_table(f"{name} ({len(lists[name])})", measured) for name, measured in found.items()]
    ways = _by_way(matcher, (gold, slips), ontology)
    return found, (Section("Label sets", (), (*tables, ways)), _false_matches(guesses))


def _guesses(ontology: Ontology, embedding_matcher: LabelMatcher | None) -> dict[str, Guess]:
    """Return the matchers that are compared; those with a sentence model only where one is given."""
    names = {normalize(name): emotion.id for emotion in ontology for name in emotion.labels()}
    plain = LabelMatcher(ontology)

    def nearest_name(label: str) -> str | None:
        near = nearest(label, names, 1)
        return names[near[0]] if near else None

    guesses: dict[str, Guess] = {
        "kgservice": lambda label: plain.match(label).emotion,
        "exact string": names.get,
        "nearest string (difflib)": nearest_name,
    }
    if embedding_matcher is not None:
        guesses["MiniLM, nearest label"] = _nearest_meaning(names)
        guesses["kgservice, then MiniLM"] = lambda label: embedding_matcher.match(label).emotion
    return guesses


def _nearest_meaning(names: Mapping[str, str]) -> Guess:
    model, ids = embedding.model(), list(names.values())
    vectors = model.embed(list(names))
    return lambda label: ids[int((vectors @ model.embed([label])[0]).argmax())]


def _score(name: str, guess: Guess, gold: Gold, ontology: Ontology) -> Measured:
    found = {label: guess(label) for label in gold}
    matched = sum(each is not None for each in found.values())
    exact = sum(found[label] in meant for label, meant in gold.items())
    primary = sum(_same(ontology, found[label], meant) for label, meant in gold.items())
    count = len(gold)
    return Measured(name, matched / count, exact / count, primary / count, primary / matched if matched else None)


def _same(ontology: Ontology, emotion: str | None, meant: frozenset[str]) -> bool:
    """Tell whether an emotion has the primary of one that is meant; one beside the tree only equals itself."""

    def root(name: str) -> str:
        above = ontology.at(name, 1)
        return above.id if above else name

    return emotion is not None and root(emotion) in {root(each) for each in meant}


def _table(caption: str, measured: Sequence[Measured]) -> Table:
    rows = tuple((m.name, *map(number, (m.matched, m.exact, m.primary, m.precision))) for m in measured)
    return Table(caption, ("matcher", "matched", "right emotion", "right primary", "right of those matched"), rows)


def _by_way(matcher: LabelMatcher, golds: Sequence[Gold], ontology: Ontology) -> Table:
    counts: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold in golds:
        for label, meant in gold.items():
            found = matcher.match(label)
            counts[found.how] += 1
            right[found.how] += _same(ontology, found.emotion, meant)
    rows = tuple(
        (way, str(counts[way]), str(right[way]), f"{(right[way] + 1) / (counts[way] + 2):.2f}")
        for way in WAYS
        if counts[way] and way != "none"
    )
    caption = "The matcher's ways on published and spoilt labels; the confidence is (right + 1) / (labels + 2)"
    return Table(caption, ("way", "labels", "right primary", "confidence"), rows)


def _false_matches(guesses: Mapping[str, Guess]) -> Section:
    try:
        names = things()
    except MissingExtra as error:
        return Section("Names of things", (f"Not measured: {error}",), ())
    rows = tuple((who, number(fmean(guess(n) is not None for n in names))) for who, guess in guesses.items())
    remark = f"{len(names)} nouns of WordNet for artefacts, plants, food, shapes, substances, quantities and animals."
    return Section(
        "Names of things", (remark,), (Table("Share that is wrongly matched", ("matcher", "matched"), rows),)
    )


def draw(found: Mapping[str, Sequence[Measured]]) -> Figure:
    """Return the plot: the share of labels with the right primary, a panel a list."""
    figure = figures.new_figure(8, 4.5)
    for axes, (name, measured) in zip(figure.subplots(len(found), 1, sharex=True), found.items(), strict=True):
        report.interval_dots(axes, [m.name for m in measured], [m.primary for m in measured], [None] * len(measured))
        axes.set_title(name, fontsize=10)
        axes.margins(y=0.3)
    axes.set(xlim=(0, 1), xlabel="share with the right primary emotion, 0 to 1")
    return figure


if __name__ == "__main__":
    raise SystemExit(main())
