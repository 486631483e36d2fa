"""Whether the released data has the shapes that ``ontology/shapes.ttl`` promises, in SHACL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgservice import content
from kgservice.errors import MissingExtra

if TYPE_CHECKING:
    from rdflib import Graph


@dataclass(frozen=True, slots=True)
class Misfit:
    """One value that breaks a shape: the focus node, the path (empty for the node itself), and what was expected."""

    entity: str
    path: str
    message: str


def misfits(graph: Graph, shapes: Path | None = None) -> tuple[Misfit, ...]:
    """Return everything in ``graph`` that breaks a shape, sorted; empty when all fits.

    ``shapes``: a Turtle file of SHACL shapes, by default the project's.  No inference is done: the release states
    every type.  Raises `MissingExtra` when pyshacl is not installed.
    """
    try:
        from pyshacl import validate
    except ImportError:
        raise MissingExtra("Checking shapes", "pyshacl", "build") from None
    from rdflib import RDF, SH
    from rdflib import Graph as RdfGraph

    file = shapes or content.path("ontology", "shapes.ttl")
    _, report, _ = validate(graph, shacl_graph=RdfGraph().parse(file), inference="none")
    assert isinstance(report, RdfGraph)
    found = [
        Misfit(
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultPath) or ""),
            str(report.value(result, SH.resultMessage)),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    ]
    return tuple(sorted(found, key=lambda misfit: (misfit.entity, misfit.path, misfit.message)))
