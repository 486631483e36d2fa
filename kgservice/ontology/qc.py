"""Quality checks: SPARQL queries in a folder, each row of an answer a violation.

In: the released Turtle files and ``sparql/qc/<code>-<name>.rq``.  Out: `Violation` rows.  The folder is the list of
checks; the header of a file is its documentation (``# Title:``, ``# Problem:``, ``# Fix:``) and the first letter of its
code its severity, E for error and W for warning.  Every query answers with ``entity``, ``property`` and ``value``.
The table of all checks stands in ``sparql/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgservice import content
from kgservice.errors import BuildError
from kgservice.namespaces import PREFIXES
from kgservice.ontology import release

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

    Term = BlankNode | Literal | NamedNode | Triple

SEVERITIES = {"E": "error", "W": "warning"}
COLUMNS = ("code", "severity", "title", "entity", "property", "value", "fix")
"""The columns of a violation."""

_NAME = re.compile(r"(?P<code>[EW]\d{3})-[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADER = re.compile(r"^# (Title|Problem|Fix): (\S.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it looks for, in words and as a query."""

    code: str
    title: str
    problem: str
    fix: str
    query: str

    @property
    def severity(self) -> str:
        """Return ``error`` or ``warning``."""
        return SEVERITIES[self.code[0]]


@dataclass(frozen=True, slots=True)
class Violation:
    """One row of a check's answer; IRIs are shortened, an empty text means that the query left it open."""

    code: str
    severity: str
    title: str
    entity: str
    property: str
    value: str
    fix: str

    def to_dict(self) -> dict[str, str]:
        """Return the violation as a row of `COLUMNS`."""
        return {column: getattr(self, column) for column in COLUMNS}


def run(root: Path | None = None) -> tuple[Violation, ...]:
    """Run every check over every release file under ``root``, by default the packaged content.

    Returns the violations in the order of the codes, none when all is well.  Raises `BuildError` when there is no
    release, a file is not Turtle, or a check breaks the rules of `read_checks`.
    """
    return violations(_store(release.files(root)), read_checks(_folder(root)))


def violations(store: Store, checks: Iterable[Check]) -> tuple[Violation, ...]:
    """Run checks over the default graph of a pyoxigraph store."""
    return tuple(violation for check in checks for violation in _answers(store, check))


def check_codes(root: Path | None = None) -> tuple[str, ...]:
    """Return the codes of all checks, sorted.

    >>> "E101" in check_codes()
    True
    """
    return tuple(check.code for check in read_checks(_folder(root)))


def read_checks(folder: Path) -> tuple[Check, ...]:
    """Read every ``*.rq`` file of a folder as a check, in the order of the codes; none when there is no such file.

    Raises `BuildError` for a file whose name is not code and words, that lacks a line of the header, or that takes the
    code of another.
    """
    checks: dict[str, Check] = {}
    for file in sorted(folder.glob("*.rq")):
        check = _check(file)
        if check.code in checks:
            raise BuildError(f"{content.display(file)}: another file has the code {check.code}. Take a free number.")
        checks[check.code] = check
    return tuple(sorted(checks.values(), key=lambda check: check.code[1:]))


def table(checks: Iterable[Check]) -> str:
    """Return the checks as a table in Markdown: what ``sparql/README.md`` must hold.

    >>> print(table([Check("E101", "No label", "Nobody finds it.", "Add one.", "")]))
    | code | finds | why it matters | what to do |
    |---|---|---|---|
    | E101 | No label | Nobody finds it. | Add one. |
    """
    head = ["| code | finds | why it matters | what to do |", "|---|---|---|---|"]
    return "\n".join(head + [f"| {check.code} | {check.title} | {check.problem} | {check.fix} |" for check in checks])


def _folder(root: Path | None) -> Path:
    own = root and root / "sparql" / "qc"
    return own if own and own.is_dir() else content.path("sparql", "qc")


def _check(file: Path) -> Check:
    name, text = _NAME.fullmatch(file.stem), file.read_text(encoding="utf-8")
    if not name:
        raise BuildError(f'{content.display(file)}: "{file.stem}" is no name for a check. Write E101-what-it-finds.rq.')
    header = dict(_HEADER.findall(text))
    for field in ("Title", "Problem", "Fix"):
        if field not in header:
            raise BuildError(f"{content.display(file)} does not say what it finds. Add a line: # {field}: …")
    return Check(name["code"], header["Title"], header["Problem"], header["Fix"], text)


def _store(files: Iterable[Path]) -> Store:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    for file in files:
        try:
            store.bulk_load(path=file, format=RdfFormat.TURTLE)
        except SyntaxError as error:
            raise BuildError(f"{content.display(file)} is not Turtle: {error}. Run: kgservice build") from None
    return store


def _answers(store: Store, check: Check) -> list[Violation]:
    from pyoxigraph import QuerySolutions

    try:
        rows = store.query(check.query)
    except SyntaxError as error:
        raise BuildError(f"Check {check.code} is not SPARQL: {error}") from None
    if not isinstance(rows, QuerySolutions):
        raise BuildError(f"Check {check.code} is no SELECT query.")
    found = [(_short(row["entity"]), _short(row["property"]), _short(row["value"])) for row in rows]
    return [Violation(check.code, check.severity, check.title, *row, check.fix) for row in found]


def _short(term: Term | None) -> str:
    """Return an IRI with its prefix, the text of a literal, or nothing."""
    from pyoxigraph import Literal, NamedNode

    if isinstance(term, Literal):
        return term.value
    if not isinstance(term, NamedNode):
        return "" if term is None else str(term)
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return term.value
