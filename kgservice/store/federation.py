"""SERVICE: patterns that other endpoints answer, only those that the operator has listed, each by its exact URL.

The engine has no part in it, and the processes that answer queries can open no connection.  Before a text runs, each
outermost ``SERVICE <url> { … }`` is sent to its endpoint as a query of its own, ``SELECT * { … }``, by the client that
also asks a store elsewhere: bounded in time, rows and bytes, and following no redirect.  Its solutions take its place
in the text, as VALUES.  So the endpoint is asked for all solutions of the pattern as it stands there, whatever the rest
of the query binds; a blank node that it tells becomes an IRI.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import uuid4

import pyoxigraph as ox

from kgservice.errors import KgserviceError, QueryError, QueryRefused, QueryTooLarge
from kgservice.namespaces import BASE
from kgservice.store import guard
from kgservice.store.base import Condition, Form, Limits, Query, Store, Update
from kgservice.store.guard import Token
from kgservice.store.oxigraph import in_thread
from kgservice.store.remote import Remote

MAX_CALLS = 10
"""How often one text may say SERVICE."""

MAX_ANSWER_BYTES = 8 << 20
"""How long the answer of an endpoint may be: it becomes part of the text."""

_GENID = BASE + ".well-known/genid/"  # RDF 1.1 Concepts, section 3.5
_JSON = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Call:
    """One SERVICE: where it stands in the text, its endpoint, its pattern with the braces, whether it may fail."""

    start: int
    end: int
    url: str
    pattern: str
    is_silent: bool


class Federation:
    """The endpoints that SERVICE may reach."""

    def __init__(self, allowed: Iterable[str], limits: Limits) -> None:
        """Keep their URLs; nothing is sent before `filled`.  The time of ``limits`` holds for each call."""
        bounds = dataclasses.replace(limits, answer=min(limits.answer, MAX_ANSWER_BYTES))
        self._endpoints = {url: Remote(url, None, bounds) for url in allowed}

    def __bool__(self) -> bool:
        """Tell whether SERVICE may reach anything."""
        return bool(self._endpoints)

    def inspect(self, text: str) -> Form | None:
        """Look at a text as `guard.inspect` does, inside of calls too; those to listed endpoints may stand.

        Raises `QueryTooLarge`, and `QueryRefused` for LOAD and for every other SERVICE.

        >>> federation = Federation(["http://example.org/sparql"], Limits())
        >>> federation.inspect("ASK { SERVICE <http://example.org/sparql> { ?s ?p ?o } }")
        <Form.ask: 'ASK'>
        >>> federation.inspect("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }")
        Traceback (most recent call last):
        kgservice.errors.QueryRefused: SERVICE may not reach <http://example.org/> from here: it is not listed.
        """
        if not self or len(text) > guard.MAX_CHARACTERS:
            return guard.inspect(text)
        calls = self._calls(text)
        for call in calls:
            self.inspect("SELECT * " + call.pattern)
        return guard.inspect(_replaced(text, calls, ["{}"] * len(calls)))

    async def filled(self, text: str) -> str:
        """Make the calls of a text, at once, and return it with their solutions in place of them.

        Raises what `Store.query` raises.
        """
        if not (calls := self._calls(text)):
            return text
        prologue = f"BASE <{BASE}> {_prologue(text)} SELECT * "
        solutions = await asyncio.gather(*(self._solutions(call, prologue) for call in calls))
        return _replaced(text, calls, solutions)

    async def close(self) -> None:
        """Let go of the endpoints."""
        for endpoint in self._endpoints.values():
            await endpoint.close()

    async def _solutions(self, call: Call, prologue: str) -> str:
        query = Query(prologue + call.pattern, Form.select, _JSON)
        try:
            answered = await self._endpoints[call.url].query(query)
            return await asyncio.to_thread(in_thread, _values, answered)
        except KgserviceError:
            if call.is_silent:
                return "{}"  # one solution that binds nothing (SPARQL 1.1 Federated Query, section 2.3.1)
            raise

    def _calls(self, text: str) -> list[Call]:
        """Return the outermost calls; raises `QueryRefused` for one that may not be made."""
        return list(self._find(list(guard.nested(text)), text)) if "SERVICE" in text.upper() else []

    def _find(self, tokens: Sequence[tuple[Token, int]], text: str) -> Iterator[Call]:
        starts = [number for number, (token, _) in enumerate(tokens) if _is(token, "SERVICE")]
        if len(starts) > MAX_CALLS:
            raise QueryTooLarge(f"The query says SERVICE more than {MAX_CALLS} times. Ask in several queries.")
        done = -1
        for start in starts:
            if tokens[start][0].start() > done:
                call = self._call(tokens[start:], text)
                done = call.end
                yield call

    def _call(self, tokens: Sequence[tuple[Token, int]], text: str) -> Call:
        """Return the call that begins with the first of the tokens."""
        is_silent = len(tokens) > 1 and _is(tokens[1][0], "SILENT")
        (first, depth), rest = tokens[0], tokens[1 + is_silent :]
        if not rest or rest[0][0].lastgroup != "iri":
            raise QueryRefused("SERVICE may only reach an endpoint that is written out, as <https://…>, and listed.")
        if (url := rest[0][0][0][1:-1]) not in self._endpoints:
            raise QueryRefused(f"SERVICE may not reach <{url}> from here: it is not listed.")
        ends = (token.end() for token, at in rest[2:] if token.lastgroup == "close" and at == depth)
        end = next(ends, 0)
        if not end or rest[1][0][0] != "{":
            raise QueryError(f"SERVICE <{url}> has no pattern: write {{ … }} after it.")
        return Call(first.start(), end, url, text[rest[1][0].start() : end], is_silent)


class Federated:
    """A `Store` that makes the calls of a text before another store sees it."""

    def __init__(self, store: Store, federation: Federation) -> None:
        """Stand in front of ``store``."""
        self._store, self._federation = store, federation

    @property
    def condition(self) -> Condition:
        """How the store is now."""
        return self._store.condition

    async def start(self) -> None:
        """Start the store."""
        await self._store.start()

    async def query(self, query: Query) -> bytes:
        """Answer a query; what an endpoint does wrong is raised as if the store had done it."""
        filled = query._replace(text=await self._federation.filled(query.text))
        return await self._store.query(filled)

    async def update(self, update: Update) -> None:
        """Carry out an update; endpoints may be asked though it fails afterwards."""
        filled = dataclasses.replace(update, text=await self._federation.filled(update.text))
        await self._store.update(filled)

    async def close(self) -> None:
        """Close the store, and let go of the endpoints."""
        await self._store.close()
        await self._federation.close()


def _is(token: Token, word: str) -> bool:
    return token.lastgroup == "word" and token[0].upper() == word


def _prologue(text: str) -> str:
    """Return what a text declares: its BASE and PREFIX lines, in their order."""
    found, start = list[str](), None
    for token, depth in guard.nested(text):
        if depth == 0 and (_is(token, "PREFIX") or _is(token, "BASE")):
            start = token.start()
        elif start is not None and token.lastgroup == "iri":
            found.append(text[start : token.end()])
            start = None
    return " ".join(found)


def _replaced(text: str, calls: Sequence[Call], others: Sequence[str]) -> str:
    """Return a text with something else in place of each call."""
    pieces, done = list[str](), 0
    for call, other in zip(calls, others, strict=True):
        pieces += text[done : call.start], other
        done = call.end
    return "".join(pieces) + text[done:]


def _values(answer: bytes) -> str:
    r"""Return solutions, given as JSON, as a group with VALUES; raises `QueryError`.

    >>> _values(b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "a\\"b"}}]}}')
    '{ VALUES (?x) { ("a\\"b") } }'
    """
    try:
        solutions = ox.parse_query_results(answer, ox.QueryResultsFormat.JSON)
        if not isinstance(solutions, ox.QuerySolutions):
            raise ValueError("a boolean")
        names = " ".join(str(ox.Variable(variable.value)) for variable in solutions.variables)
        label = uuid4().hex
        rows = (" ".join(_written(term, label) for term in solution) for solution in solutions)
        return f"{{ VALUES ({names}) {{ {' '.join(f'({row})' for row in rows)} }} }}"
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"The answer of an endpoint that SERVICE asked cannot be read: {error}") from None


def _written(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, label: str) -> str:
    """Write a term as SPARQL has it; raises `ValueError` for an IRI or a language that is none, and for a triple.

    ``label``: what makes the blank nodes of this answer differ from those of others.
    """
    if term is None:
        return "UNDEF"
    if isinstance(term, ox.BlankNode):
        return str(ox.NamedNode(f"{_GENID}{label}-{term.value}"))
    if isinstance(term, ox.NamedNode):
        return str(ox.NamedNode(term.value))
    if isinstance(term, ox.Literal):
        if term.language:
            return str(ox.Literal(term.value, language=term.language))
        return str(ox.Literal(term.value, datatype=ox.NamedNode(term.datatype.value)))
    raise ValueError("a triple as a term")
