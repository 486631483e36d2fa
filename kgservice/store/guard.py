r"""A look at a SPARQL text before any engine sees it: what form it has, and whether it may be answered.

The engine can be made to crash, to plan for minutes or to fetch a URL by a text alone, and a grammar-driven parser
takes as long as the engine.  So this reads tokens only, in one pass: it skips strings, IRIs and comments, counts what
is costly and refuses what reaches out.  It does not judge the syntax: the engine does.

Two traits of engines make this stricter than it looks.  They read keywords without asking for a space after them
(``trueSERVICE<urn:x>{}`` is a SERVICE), so any bare word or prefix that *contains* SERVICE counts; of LOAD, which can
only begin an operation, those outside all brackets.  And where ``<`` may
be an operator they read the ``#`` of ``<x#y>`` as a comment, so what follows on that line can be read in two ways; a
text that uses this to hide something in a long string is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kgservice.errors import QueryRefused, QueryTooLarge
from kgservice.store.base import Form

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 256
MAX_COUNTS = {
    "triple patterns and path steps": 500,
    "OPTIONAL": 200,
    "clauses (UNION, FILTER, BIND, MINUS, GRAPH, AS, VALUES, SELECT)": 1000,
    "operators in expressions": 2000,
    "words": 20_000,
}
"""The largest number of each thing in one text.

Measured with pyoxigraph 0.5.13: 5,000 nested groups, 5,000 BINDs or MINUSes, 20,000 FILTERs or operators overflow an
8 MiB stack; 1,000 triple patterns, 1,000 path steps or a list of 500 plan for more than 5 s, 500 patterns for 3.4 s.
"""

_TRIPLES, _OPTIONAL, _CLAUSES, _OPERATORS, _WORDS = MAX_COUNTS
_CLAUSE_WORDS = frozenset(("UNION", "FILTER", "BIND", "MINUS", "GRAPH", "AS", "VALUES", "SELECT", "EXISTS"))
_UPDATE_WORDS = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")

_LINE_BREAK = re.compile(r"[\r\n]")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\r\n]*+ )
    | (?P<text>    \"{3} (?: [^"\\]++ | \\. | "{1,2}(?!") )*+ \"{3}
                 | '{3}  (?: [^'\\]++ | \\. | '{1,2}(?!') )*+ '{3}
                 | "     (?: [^"\\\r\n]++ | \\. )*+ "
                 | '     (?: [^'\\\r\n]++ | \\. )*+ ' )
    | (?P<iri>     <[^<>"{}|^`\\\x00-\x20]*+> )
    | (?P<term>    [?$]\w++ | _:[\w.-]++ | \d++(?:\.\d++)?(?:[eE][+-]?\d++)? )
    | (?P<aside>   @[A-Za-z][\w-]*+ | \^\^ )
    | (?P<name>    (?P<prefix>[\w.-]{0,99}+):(?:[\w:.%-]|\\.)*+ )
    | (?P<word>    [^\W\d]\w*+ )
    | (?P<open>    [({\[] )
    | (?P<close>   [)}\]] )
    | (?P<joint>   [.;,] )
    | (?P<step>    [/^] | \|(?!\|) )
    | (?P<operator> \|\| | && | [!+*=<>-] )
    """,
    re.VERBOSE | re.DOTALL,
)
_SHORT = 500
"""No text of so many characters can pass a limit but the one of depth: nothing that is counted takes fewer than one."""

_HEAD = re.compile(
    r"(?:\s++|PREFIX\s+[A-Z][\w-]*+:\s*<[^<>\"{}|^`\\\x00-\x20]*+>)*+"
    r"(?P<form>SELECT|ASK|CONSTRUCT|DESCRIBE)(?=[\s{*?$(<])",
    re.ASCII | re.IGNORECASE,
)
"""Prefixes with names of the plain kind, then the keyword of a query."""

_FORMS = {form.value: form for form in Form}

Token = re.Match[str]
# Possessive quantifiers and the bound on a prefix keep the scan linear in the length of any text.


def inspect(text: str) -> Form | None:
    r"""Return the form of a query or update; None when no keyword of any form comes first (the engine will say why).

    Raises `QueryTooLarge` for a text that is too long, too deep or too complex, `QueryRefused` for SERVICE and LOAD.

    >>> inspect("PREFIX select: <urn:x> # ask\nASK {}")
    <Form.ask: 'ASK'>
    >>> inspect("SELEKT * {}") is None
    True
    >>> inspect("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    kgservice.errors.QueryRefused: SERVICE is switched off here: this endpoint answers from its own content only.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryTooLarge(f"The query has more than {MAX_CHARACTERS} characters. Ask in several queries.")
    if (short := _short_form(text)) is not None:
        return short
    form = _scan(text)
    if (plain := _ESCAPE.sub(_unescaped, text)) != text:
        _scan(plain)  # the standard undoes the escapes first, not every engine does
    return form


def _short_form(text: str) -> Form | None:
    """Return the form of a query that is too short to pass any limit and cannot reach out; None for any other text."""
    head = _HEAD.match(text) if len(text) < MAX_COUNTS[_WORDS] else None
    if head is None or len(text) - head.end() > _SHORT:
        return None
    folded = text.upper()
    if "SERVICE" in folded or "LOAD" in folded or "\\" in text or sum(map(text.count, "({[")) > MAX_DEPTH:
        return None
    return _FORMS[head["form"].upper()]


def _scan(text: str) -> Form | None:
    scan = _Scan()
    for match in _TOKEN.finditer(text):
        scan.take(match.lastgroup or "", match)
    return scan.form


def nested(text: str) -> Iterator[tuple[Token, int]]:
    """Yield the tokens of a text, comments left out, each with how many brackets are open around it.

    >>> [(token[0], depth) for token, depth in nested("ASK { ?s } # {")]
    [('ASK', 0), ('{', 0), ('?s', 1), ('}', 0)]
    """
    depth = 0
    for match in _TOKEN.finditer(text):
        depth -= match.lastgroup == "close"
        if match.lastgroup != "comment":
            yield match, depth
        depth += match.lastgroup == "open"


def has_dataset(text: str) -> bool:
    """Tell whether a query chooses its dataset itself, with FROM.

    >>> has_dataset("SELECT * FROM NAMED <urn:g> {}"), has_dataset("SELECT ?from { ?from <urn:FROM> 'FROM' }")
    (True, False)
    """
    text = (_ESCAPE.sub(_unescaped, text) if "\\" in text else text).upper()
    if "FROM" not in text:
        return False
    return any(depth == 0 and token.lastgroup == "word" and "FROM" in token[0] for token, depth in nested(text))


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


class _Scan:
    """The counts, and the brackets open at this point of the text."""

    def __init__(self) -> None:
        self.form: Form | None = None
        self._counts: Counter[str] = Counter()
        self._open: list[str] = []
        self._values = False  # after VALUES or DATA, before its rows
        self._data = 0  # how many brackets are open inside the rows of VALUES or DATA, 0 outside
        self._last = ""
        self._hash_iri: int | None = None  # where the last IRI with a "#" ended

    def take(self, kind: str, match: re.Match[str]) -> None:
        if kind in ("comment", "aside"):
            return
        if kind == "word":
            self._word(match[0].upper())
        elif kind == "name":
            self._refuse_reach(match["prefix"])
        elif kind == "text" or kind == "iri":
            self._ambiguous(kind, match)
        elif kind == "open":
            self._bracket(match[0])
        elif kind == "close":
            self._closed()
        elif kind in ("joint", "step", "operator"):
            self._mark(kind, match[0])
        if kind in ("text", "iri", "term", "name"):
            self._operand()
            if match[0].endswith(".") and kind != "text":  # ends a triple, not the name before it
                self._mark("joint", ".")
        self._last = match[0].upper() if kind == "word" else kind

    def _ambiguous(self, kind: str, match: re.Match[str]) -> None:
        """Refuse a string over several lines that may also be a comment, in a text that speaks of SERVICE or LOAD."""
        if kind == "iri" and "#" in match[0]:
            self._hash_iri = match.end()
        if kind == "iri" or self._hash_iri is None or not _LINE_BREAK.search(match[0]):
            return
        if not _LINE_BREAK.search(match.string, self._hash_iri, match.start()):
            self._refuse_service(match.string)
            if self.form is Form.update and "LOAD" in match.string.upper():
                raise _refused("LOAD")

    def _word(self, word: str) -> None:
        self._refuse_reach(word)
        self._count(_WORDS)
        if self.form is None and not self._open:
            self.form = _form(word)
        if word == "OPTIONAL":
            self._count(_OPTIONAL)
        elif word in _CLAUSE_WORDS:
            self._count(_CLAUSES)
            self._values = word == "VALUES"
        elif word == "DATA" and self._last in ("INSERT", "DELETE"):
            self._values = True
        elif word in ("TRUE", "FALSE"):
            self._operand()

    def _refuse_reach(self, word: str) -> None:
        self._refuse_service(word)
        is_operation = self.form in (None, Form.update) and not self._open and self._last != "PREFIX"
        if is_operation and "LOAD" in word.upper():
            raise _refused("LOAD")

    def _refuse_service(self, word: str) -> None:
        if "SERVICE" in word.upper():
            raise _refused("SERVICE")

    def _bracket(self, bracket: str) -> None:
        self._open.append(bracket)
        if len(self._open) > MAX_DEPTH:
            raise QueryTooLarge(f"The query nests brackets more than {MAX_DEPTH} deep. Write it flatter.")
        if bracket == "{" and self._values:
            self._data, self._values = len(self._open), False

    def _closed(self) -> None:
        if len(self._open) == self._data:
            self._data = 0
        if self._open:
            self._open.pop()

    def _mark(self, kind: str, mark: str) -> None:
        if self._data:
            return
        if kind == "operator":
            self._count(_OPERATORS)
        elif kind == "step" or mark != "," or self._open[-1:] != ["("]:
            self._count(_TRIPLES)

    def _operand(self) -> None:
        """Count the items of an RDF list, two triples each: operands side by side within round brackets."""
        if self._open[-1:] == ["("] and not self._data and self._last in ("text", "iri", "term", "name"):
            self._count(_TRIPLES, 2)

    def _count(self, what: str, number: int = 1) -> None:
        self._counts[what] += number
        if self._counts[what] > MAX_COUNTS[what]:
            raise QueryTooLarge(f"The query has more than {MAX_COUNTS[what]} {what}. Ask in several queries.")


def _refused(word: str) -> QueryRefused:
    return QueryRefused(f"{word} is switched off here: this endpoint answers from its own content only.")


def _form(word: str) -> Form | None:
    if word.startswith(_UPDATE_WORDS):
        return Form.update
    return next((form for form in Form if word.startswith(form.value)), None)
