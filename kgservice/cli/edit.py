"""The commands for editors of the content: build, check, derive, propose, review."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kgservice import content
from kgservice.cli.output import RowFormat, remarks, write_rows
from kgservice.ontology import Ontology, metrics, release
from kgservice.vocab import Lexicon, lexicon
from kgservice.vocab.languages import terms

Root = Annotated[
    Path | None,
    typer.Option(help="Folder that holds ontology, vocab and sparql; the project's own by default.", file_okay=False),
]


def build(
    check: Annotated[bool, typer.Option("--check", help="Only compare; fail when a release file is stale.")] = False,
    root: Root = None,
) -> None:
    """Make the releases of ontology and vocabulary from their tables.

    Example: kgservice build --check
    """
    folder = root or content.root()
    for part in (release, lexicon, terms):
        (part.check if check else part.write)(folder)
    if not check and (folder / "ontology" / "README.md").is_file():
        metrics.refresh_readme(folder)
    remarks.print(f"the releases in {folder} {'match their tables' if check else 'are built'}")


class Severity(StrEnum):
    """What makes ``check`` fail."""

    error = "error"
    warning = "warning"


def check(
    fail_on: Annotated[Severity, typer.Option(help="The mildest severity that fails.")] = Severity.error,
    figures: Annotated[bool, typer.Option("--metrics", help="Also print the figures of the release.")] = False,
    shapes: Annotated[bool, typer.Option("--shapes", help="Also check the SHACL shapes (needs pyshacl).")] = False,
    reason: Annotated[bool, typer.Option("--reason", help="Also run the HermiT reasoner (needs Java).")] = False,
    format: Annotated[RowFormat, typer.Option(help="How to show violations.")] = RowFormat.table,
    quiet: Annotated[bool, typer.Option("--quiet", help="No remarks, only violations.")] = False,
    root: Root = None,
) -> None:
    """Run the quality checks over the released ontology, one row a violation.

    Example: kgservice check --fail-on warning
    """
    from kgservice.ontology import qc

    folder = root or content.root()
    violations = qc.run(folder)
    rows = [violation.to_dict() for violation in violations]
    write_rows(rows, qc.COLUMNS, format, sys.stdout)
    if not quiet:
        remarks.print(f"{len(qc.check_codes(folder))} checks, {len(violations)} violations")
    if figures:
        sys.stdout.write(_figures(folder))
    if shapes:
        _shapes(folder)
    if reason:
        _reason(folder)
    if any(violation.severity == "error" or fail_on is Severity.warning for violation in violations):
        raise typer.Exit(1)


def holdings(ontology: Ontology, words: Lexicon) -> str:
    """Return in one sentence how much a release holds.

    >>> from kgservice.vocab import Lexicon
    >>> holdings(Ontology([]), Lexicon([]))
    'This release holds 0 emotions in 3 tiers and 0 beside them, 0 terms with 0 forms in 0 senses, and 0 sources.'
    """
    extra = sum(emotion.extension for emotion in ontology)
    sources = {sense.source for sense in words} | {rating.source for emotion in ontology for rating in emotion.ratings}
    sources |= {link.source for link in ontology.dependencies}
    sources |= {source for emotion in ontology for source in (emotion.definition_source, emotion.classification_source)}
    return (
        f"This release holds {len(ontology) - extra} emotions in 3 tiers and {extra} beside them, "
        f"{len(words.terms):,} terms with {len(words.forms):,} forms in {len(words):,} senses, "
        f"and {len(sources)} sources."
    )


def _figures(folder: Path) -> str:
    ontology = release.load(release.files(folder)[0])
    words = lexicon.load_lexicon(folder / lexicon.FILE)
    return f"{holdings(ontology, words)}\n\n{metrics.to_markdown(metrics.of_release(folder))}"


def _shapes(folder: Path) -> None:
    from rdflib import Graph

    from kgservice.ontology.shapes import misfits

    graph = Graph()
    for file in release.files(folder):
        graph.parse(file)
    found = misfits(graph)
    write_rows([asdict(misfit) for misfit in found], ("entity", "path", "message"), RowFormat.table, sys.stdout)
    remarks.print(f"SHACL: {len(found)} misfits")
    if found:
        raise typer.Exit(1)


def _reason(folder: Path) -> None:
    from kgservice.ontology import reason

    file = release.files(folder)[0]
    report = reason.check_consistency(file)
    unsatisfiable = ", ".join(report.unsatisfiable) or "none"
    remarks.print(f"profile by the OWL API: {reason.owl_profile(file)}")
    remarks.print(f"HermiT: consistent, unsatisfiable classes: {unsatisfiable} ({report.seconds:.1f} s)")
    if report.unsatisfiable:
        raise typer.Exit(1)


def diff(
    old: Annotated[Path, typer.Argument(help="The older release, a Turtle file.", exists=True, dir_okay=False)],
    new: Annotated[Path, typer.Argument(help="The newer release, a Turtle file.", exists=True, dir_okay=False)],
    vad_step: Annotated[float, typer.Option(help="Leave out VAD numbers that moved by less.", min=0, max=2)] = 0.05,
) -> None:
    """Print what changed between two releases, as Markdown.

    Example: kgservice diff old/emotions.ttl new/emotions.ttl
    """
    from kgservice.ontology.diff import diff as changes_between
    from kgservice.ontology.diff import to_markdown

    before, after = release.load(old), release.load(new)
    sys.stdout.write(to_markdown(before, after, changes_between(before, after, vad_step)))
