"""The few pages of the service itself: a start page, the query form, and a card for every dereferenceable id.

Plain HTML written here, every value escaped, nothing loaded from elsewhere: they work offline.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

import pyoxigraph as ox

from kgservice import __version__
from kgservice.api.resources import shortened
from kgservice.namespaces import BASE, RDFS, SKOS, TONE

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;width:100%}td,th{border-top:1px solid #ddd;padding:.3rem .6rem;text-align:left;"
    "vertical-align:top}textarea{width:100%;font:14px/1.4 monospace}code{background:#f4f4f4;padding:0 .2rem}"
)
_LABELS = (SKOS + "prefLabel", RDFS + "label")
_DEFINITION = SKOS + "definition"


def page(title: str, body: str) -> bytes:
    """Return a whole HTML document; ``title`` is text, ``body`` is HTML already."""
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>\n<h1>{escape(title)}</h1>\n{body}\n'
        "</html>\n"
    ).encode("utf-8", "replace")


def start(root: str, emotions: int, terms: int, version: str) -> bytes:
    """Return the start page; ``root`` is the path under which the service is mounted."""
    links = (
        ("docs", "Documentation of every route, to try out"),
        ("sparql", "SPARQL 1.1 endpoint (with a form)"),
        ("emotion/joy", "An emotion: page, Turtle or JSON-LD by Accept"),
        ("api/v1/emotions?tier=1", "The primary emotions as JSON"),
        ("api/v1/emotions/joy/descendants", "Everything below joy"),
        ("api/v1/terms?prefix=hap", "Terms that begin with “hap”"),
        ("api/v1/classify?text=" + quote("I'm over the moon!"), "Label a text"),
        ("api/v1/vad/nearest?valence=0.9&arousal=0.6&dominance=0.4", "Emotions near a VAD point"),
        ("api/v1/path?from=joy&to=fear&via=vad", "The emotions on the way between two"),
        ("api/v1/schemes", "Other label schemes, and what their labels become here"),
        ("ontology", "Downloads of the ontology"),
        ("lexicon.tsv", "Download of the lexicon"),
        ("health/ready", "Is everything loaded?"),
    )
    rows = "".join(_row(_link(f"{root}/{path}", "/" + path), escape(what)) for path, what in links)
    about = f"{emotions} emotions and {terms} terms; ontology {version}, service {__version__}."
    return page("kgservice: a knowledge graph of emotions", f"<p>{escape(about)}</p><table>{rows}</table>")


def query_form(root: str) -> bytes:
    """Return the page that a browser sees at the SPARQL endpoint: a form that works without scripts."""
    example = (
        "PREFIX tone: <https://w3id.org/tone-kg/schema#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        'SELECT ?emotion ?label WHERE { ?emotion tone:tier 1 ; skos:prefLabel ?label FILTER(LANG(?label) = "en") } '
        "ORDER BY ?label"
    )
    form = (
        f'<form action="{escape(root)}/sparql" method="get"><textarea name="query" rows="12" spellcheck="false">'
        f"{escape(example)}</textarea><p><button>Run</button></form>"
        f"<p>For programs: SPARQL 1.1 protocol at this address; see {_link(root + '/docs', 'the documentation')}.</p>"
    )
    return page("SPARQL", form)


def downloads(root: str, version: str, forms: Iterable[tuple[str, str, str]]) -> bytes:
    """Return the page of the ontology's downloads; ``forms`` are (extension, media type, what it is)."""
    rows = "".join(
        _row(_link(f"{root}/ontology.{extension}", f"ontology.{extension}"), escape(kind), escape(what))
        for extension, kind, what in forms
    )
    stable = _link(f"{root}/ontology/{version}.ttl", f"/ontology/{version}.ttl")
    return page("Ontology", f"<p>Release {escape(version)}; always this one: {stable}.</p><table>{rows}</table>")


def resource(root: str, iri: str, triples: Iterable[ox.Triple]) -> bytes:
    """Return the card of an id: what is said of it, then of the ratings and statements that go with it."""
    known = list(triples)
    own = [triple for triple in known if _text(triple.subject) == iri]
    said = {_text(t.predicate): _text(t.object) for t in reversed(own) if _is_plain(t.object)}
    title = next((said[name] for name in _LABELS if name in said), shortened(iri))
    definition = f"<p>{escape(said[_DEFINITION])}</p>" if _DEFINITION in said else ""
    tables = [f"<p><code>{escape(iri)}</code></p>{definition}", _table(root, own)]
    for subject in dict.fromkeys(_text(triple.subject) for triple in known if triple not in own):
        about = [triple for triple in known if _text(triple.subject) == subject]
        tables.append(f"<h2>{escape(shortened(subject))}</h2>{_table(root, about)}")
    return page(title, "\n".join(tables))


def _is_plain(term: Term) -> bool:
    """Tell whether a value is no text in another language than English."""
    return not isinstance(term, ox.Literal) or term.language in (None, "en")


def _table(root: str, triples: Iterable[ox.Triple]) -> str:
    values: dict[str, list[str]] = {}
    for triple in triples:
        values.setdefault(_text(triple.predicate), []).append(_value(root, triple.object))
    rows = (_row(escape(shortened(name)), "<br>".join(found)) for name, found in values.items())
    return f"<table>{''.join(rows)}</table>"


def _value(root: str, term: Term) -> str:
    text = _text(term)
    if not isinstance(term, ox.NamedNode) or not text.startswith(("http:", "https:")):
        return escape(text)
    # Ids of ours lead to this service, whatever its address; the rest lead to where they are defined.
    is_ours = text.startswith(BASE) and not text.startswith(TONE)
    return _link(f"{root}/{text.removeprefix(BASE)}" if is_ours else text, shortened(text))


def _text(term: Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>'


def _row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
