"""Every error that kgservice raises on purpose, as one shallow tree.

::

    KgserviceError
    ├── ContentError            the content (a table, an id, a number) is wrong
    │   ├── TableError          a row of a tab-separated table: file, row, column, fix
    │   ├── UnreadableText      a file or body that is not UTF-8 text
    │   ├── UnknownId           an id that nothing has; names the nearest ones
    │   │   ├── UnknownEmotion
    │   │   │   └── DeprecatedEmotion   retired; names the replacement
    │   │   ├── UnknownTerm
    │   │   ├── UnknownScheme
    │   │   ├── UnknownLabel
    │   │   ├── UnknownNormFormat
    │   │   └── UnknownLanguage
    │   ├── SourceNotLicensed   figures from a source that forbids to pass them on
    │   └── VadRangeError       a rating outside its scale
    ├── BuildError              the release cannot be made, or does not fit its tables
    │   ├── StaleRelease
    │   └── InconsistentOntology
    ├── QueryError              a SPARQL text that cannot be answered
    │   ├── QuerySyntaxError    line and column
    │   ├── QueryRefused        needs a right or a reach that the service does not give
    │   ├── QueryTimeout
    │   └── QueryTooLarge       more rows, bytes or memory than allowed
    ├── StoreUnavailable        the store does not answer now; trying again may help
    └── MissingExtra            an optional dependency is not installed

The facts stand as attributes; the message is made from them.  Libraries raise, ``cli`` prints one line and
chooses the exit status, ``api.problems`` makes an RFC 9457 problem document.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class KgserviceError(Exception):
    """Base of every error that kgservice raises on purpose."""


class ContentError(KgserviceError):
    """The content given (a table, an id, a number) is wrong."""


class TableError(ContentError):
    """A row of a table breaks a rule.

    ``row`` counts lines from 1, the header being 1; None when the whole file is meant.  ``column`` is None
    when the whole row is meant.

    >>> print(TableError("ontology/affect.tsv", 31, "valence", '"x" is not a number', "Write -1 to 1."))
    ontology/affect.tsv row 31, column valence: "x" is not a number. Write -1 to 1.
    """

    def __init__(self, file: str, row: int | None, column: str | None, problem: str, fix: str) -> None:
        """Keep the facts and make the message of them."""
        self.file, self.row, self.column, self.problem, self.fix = file, row, column, problem, fix
        place = file if row is None else f"{file} row {row}"
        if column is not None:
            place += f", column {column}"
        super().__init__(f"{place}: {problem}. {fix}")


class UnreadableText(ContentError):
    """A file or request body is not UTF-8 text; ``offset`` is the first bad byte, counted from 0."""

    def __init__(self, name: str, offset: int) -> None:
        """Keep the facts and make the message of them."""
        self.name, self.offset = name, offset
        super().__init__(f"{name} is not UTF-8 text (first bad byte at offset {offset}). Convert it to UTF-8 first.")


def nearest(wanted: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return up to ``count`` of ``known`` that look most like ``wanted``, best first; maybe none.

    >>> nearest("jooy", ["joy", "fear", "joviality"])
    ('joy',)
    >>> nearest("JOY", ["joy", "fear"]), nearest("zzz", ["joy", "fear"])
    (('joy',), ())
    """
    folded = {name.casefold(): name for name in known}
    return tuple(folded[near] for near in difflib.get_close_matches(wanted.casefold(), folded, n=count, cutoff=0.6))


class UnknownId(ContentError, LookupError):
    """Nothing has this id; ``nearest`` holds the known ids that look most like it.

    Where none looks like it and few are known, the message lists them all.

    >>> print(UnknownEmotion("jooy", ["joy", "fear"]))
    No emotion "jooy". Nearest: joy.
    >>> print(UnknownEmotion("zzz", ["joy", "fear"]))
    No emotion "zzz". Known: joy, fear.
    """

    kind = "id"
    few = 12

    def __init__(self, wanted: str, known: Iterable[str] = ()) -> None:
        """Keep the id, find the nearest of ``known`` and make the message of them."""
        names = list(known)
        self.wanted = wanted
        self.nearest = nearest(wanted, names)
        hint = f" Nearest: {', '.join(self.nearest)}." if self.nearest else ""
        if not hint and 0 < len(names) <= self.few:
            hint = f" Known: {', '.join(names)}."
        super().__init__(f'No {self.kind} "{wanted}".{hint}')


class UnknownEmotion(UnknownId):
    """No emotion has this id."""

    kind = "emotion"


class DeprecatedEmotion(UnknownEmotion):
    """The emotion was retired: ``since`` is the release that retired it, ``replaced_by`` the ids to use, maybe none.

    ``nearest`` holds the same ids, so that whoever offers the nearest offers the replacement.

    >>> print(DeprecatedEmotion("serenity-old", "1.3.0", ("contentment",), "Two ids for one emotion."))
    No emotion "serenity-old": deprecated in 1.3.0, replaced by contentment.
    >>> print(DeprecatedEmotion("serenity-old", "1.3.0", (), "No source tells it from contentment."))
    No emotion "serenity-old": deprecated in 1.3.0, not replaced. No source tells it from contentment.
    """

    def __init__(self, wanted: str, since: str, replaced_by: tuple[str, ...], reason: str) -> None:
        """Keep the facts and make the message of them."""
        self.wanted, self.since, self.replaced_by, self.reason = wanted, since, replaced_by, reason
        self.nearest = replaced_by
        what = f"replaced by {', '.join(replaced_by)}." if replaced_by else f"not replaced. {reason}"
        super(UnknownId, self).__init__(f'No emotion "{wanted}": deprecated in {since}, {what}')


class UnknownTerm(UnknownId):
    """The lexicon does not hold this term."""

    kind = "term"


class UnknownScheme(UnknownId):
    """No label scheme has this name."""

    kind = "scheme"


class UnknownLabel(UnknownId):
    """The scheme has no label of this name; ``scheme`` is its id.

    >>> print(UnknownLabel("jooy", "goemotions", ["joy", "fear"]))
    No goemotions label "jooy". Nearest: joy.
    """

    def __init__(self, wanted: str, scheme: str, known: Iterable[str] = ()) -> None:
        """Keep the scheme beside what `UnknownId` keeps."""
        self.scheme, self.kind = scheme, f"{scheme} label"
        super().__init__(wanted, known)


class UnknownNormFormat(UnknownId):
    """No format of rating norms has this name."""

    kind = "norm format"


class UnknownLanguage(UnknownId):
    """Nothing is there in this language; the known ones are tags such as ``it``."""

    kind = "language"


class SourceNotLicensed(ContentError):
    """Figures from a source whose licence forbids to pass them on were to be written among the committed content.

    >>> print(SourceNotLicensed("warriner2013", "CC-BY-NC-ND-3.0", "affect.tsv"))
    warriner2013 (CC-BY-NC-ND-3.0) may not be passed on, so not written to affect.tsv. Give another output path.
    """

    def __init__(self, source: str, licence: str, file: str) -> None:
        """Keep the facts and make the message of them."""
        self.source, self.licence, self.file = source, licence, file
        problem = f"{source} ({licence}) may not be passed on, so not written to {file}"
        super().__init__(f"{problem}. Give another output path.")


class VadRangeError(ContentError, ValueError):
    """A rating lies outside its scale; ``low`` and ``high`` are the ends of the scale."""

    def __init__(self, dimension: str, value: float, low: float, high: float) -> None:
        """Keep the facts and make the message of them."""
        self.dimension, self.value, self.low, self.high = dimension, value, low, high
        super().__init__(f"{dimension} {value:g} is outside the scale {low:g} to {high:g}")


class BuildError(KgserviceError):
    """The release cannot be made, or does not fit its tables."""


class StaleRelease(BuildError):
    """A committed release file differs from what its tables make; ``difference`` names the first one."""

    def __init__(self, file: str, difference: str) -> None:
        """Keep the facts and make the message of them."""
        self.file, self.difference = file, difference
        super().__init__(f"{file} does not match its tables ({difference}). Run: kgservice build")


class InconsistentOntology(BuildError):
    """The reasoner found a contradiction; ``classes`` are the unsatisfiable ones (maybe none)."""

    def __init__(self, explanation: str, classes: tuple[str, ...] = ()) -> None:
        """Keep the facts and make the message of them."""
        self.classes = classes
        super().__init__(explanation)


class QueryError(KgserviceError):
    """A SPARQL text cannot be answered."""


class QuerySyntaxError(QueryError):
    """The text is not SPARQL 1.1; ``line`` and ``column`` count from 1, None when unknown."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        """Keep the facts and make the message of them."""
        self.message, self.line, self.column = message, line, column
        place = f"line {line}, column {column}: " if line is not None else ""
        super().__init__(f"{place}{message}")


class QueryRefused(QueryError):
    """The text asks for what this service does not give, such as an update or SERVICE."""


class QueryTimeout(QueryError):
    """The query ran past its deadline and was stopped."""

    def __init__(self, seconds: float) -> None:
        """Keep the limit and make the message of it."""
        self.seconds = seconds
        super().__init__(
            f"The query ran longer than {seconds:g} s and was stopped. Add LIMIT, or raise "
            "KGSERVICE_QUERY_TIMEOUT_SECONDS if this is your own server."
        )


class QueryTooLarge(QueryError):
    """The query or its answer passes a limit: nesting, rows, bytes or memory."""


class StoreUnavailable(KgserviceError):
    """The store does not answer now; trying again may help."""


class MissingExtra(KgserviceError, ImportError):
    """An optional dependency is not installed.

    >>> print(MissingExtra("Proposing candidates", "sentence-transformers", "build"))
    Proposing candidates needs sentence-transformers. Install it with: pip install "kgservice[build]"
    """

    def __init__(self, purpose: str, package: str, extra: str) -> None:
        """Keep the facts and make the message of them."""
        self.purpose, self.package, self.extra = purpose, package, extra
        super().__init__(f'{purpose} needs {package}. Install it with: pip install "kgservice[{extra}]"')
