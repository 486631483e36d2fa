"""A graph of emotions of any size, and ten queries of the kinds that users ask of one.

150 emotions in three tiers with labels in three languages, VAD and links, and as many terms as the wanted number of
triples takes, some nine triples each.  All of it is made up, the same for the same size.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

KG, RDF = "https://example.org/kg/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS, SKOS = "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PRIMARY = ("love", "joy", "surprise", "anger", "sadness", "fear")
SECONDARY, TERTIARY = 24, 120
PIECES = ("mi", "ra", "do", "ven", "sol", "ta", "lum", "pe", "gri", "no", "sha", "bel", "or", "kin", "tus", "wey")
PREFIXES = f"PREFIX kg: <{KG}>\nPREFIX rdfs: <{RDFS}>\nPREFIX skos: <{SKOS}>\n"

QUERIES = {
    "below a primary": "SELECT ?e ?name ?v ?a ?d { ?e skos:broader/skos:broader kg:joy ; kg:tier 3 ; rdfs:label ?name ;"
    " kg:valence ?v ; kg:arousal ?a ; kg:dominance ?d }",
    "opposites": "SELECT ?other ?name { kg:fear kg:isOppositeOf ?other . ?other rdfs:label ?name }",
    "terms by prefix": "SELECT ?t ?w { ?t a kg:Term ; rdfs:label ?w FILTER STRSTARTS(STR(?w), 'lumsolta') } LIMIT 20",
    "ancestors": "SELECT ?up ?name { kg:tertiary7 rdfs:subClassOf+ ?up OPTIONAL { ?up rdfs:label ?name } }",
    "nearest VAD": "SELECT ?e ?far { ?e a skos:Concept ; kg:valence ?v ; kg:arousal ?a ; kg:dominance ?d"
    " BIND ((?v + 0.3) * (?v + 0.3) + (?a - 0.5) * (?a - 0.5) + ?d * ?d AS ?far) FILTER (?far < 1.5) }"
    " ORDER BY ?far LIMIT 10",
    "terms of primaries": "SELECT ?top (COUNT(?t) AS ?n) { ?top kg:tier 1 . ?e skos:broader* ?top . ?t kg:evokes ?e }"
    " GROUP BY ?top ORDER BY DESC(?n)",
    "regex": "SELECT ?t ?w { ?t a kg:Term ; rdfs:label ?w FILTER REGEX(STR(?w), '^SHA.*belwey', 'i') } LIMIT 20",
    "construct": "CONSTRUCT { kg:secondary3 ?p ?o . ?s ?q kg:secondary3 . ?o rdfs:label ?name } { { kg:secondary3 ?p ?o"
    " OPTIONAL { ?o rdfs:label ?name } } UNION { ?s ?q kg:secondary3 ; a skos:Concept } }",
    "describe": "DESCRIBE kg:secondary5",
    "ask": "ASK { kg:joy kg:isOppositeOf kg:sadness }",
}
GRAPHS = ("construct", "describe")


def triples(count: int) -> Iterator[str]:
    """Yield lines of N-Triples, at least ``count``."""
    draw, made = random.Random(count), 0
    for line in _emotions(draw):
        made += 1
        yield line
    term = 0
    while made < count:
        lines = list(_term(draw, term))
        made, term = made + len(lines), term + 1
        yield from lines


def accept(query: str) -> str:
    """Return the media type in which the answer to one of `QUERIES` is wanted."""
    return "application/n-triples" if query in GRAPHS else "application/sparql-results+json"


def _emotions(draw: random.Random) -> Iterator[str]:
    names = [*PRIMARY, *(f"secondary{n}" for n in range(SECONDARY)), *(f"tertiary{n}" for n in range(TERTIARY))]
    for number, name in enumerate(names):
        tier = 1 + (number >= len(PRIMARY)) + (number >= len(PRIMARY) + SECONDARY)
        above = PRIMARY[number % len(PRIMARY)] if tier == 2 else f"secondary{number % SECONDARY}"
        yield _line(name, RDF + "type", f"<{SKOS}Concept>")
        yield _line(name, RDFS + "subClassOf", f"<{KG}{'Emotion' if tier == 1 else above}>")
        if tier > 1:
            yield _line(name, SKOS + "broader", f"<{KG}{above}>")
        yield _line(name, RDFS + "label", f'"{name}"@en')
        for language in ("en", "de", "it"):
            yield _line(name, SKOS + "prefLabel", f'"{_word(draw, 3)}"@{language}')
        yield _line(name, SKOS + "definition", f'"{" ".join(_word(draw, 2) for _ in range(12))}."@en')
        yield _line(name, KG + "tier", f'"{tier}"^^<{XSD}integer>')
        yield from _vad(draw, name)
        yield _line(name, KG + "isOppositeOf", f"<{KG}{_opposite(draw, name, names)}>")
        for other in draw.sample(names, 3):
            yield _line(name, KG + "leadsTo", f"<{KG}{other}>")


def _opposite(draw: random.Random, name: str, names: list[str]) -> str:
    return {"joy": "sadness", "fear": "anger"}.get(name) or draw.choice(names)


def _term(draw: random.Random, number: int) -> Iterator[str]:
    name, emotions = f"term{number}", SECONDARY + TERTIARY
    yield _line(name, RDF + "type", f"<{KG}Term>")
    yield _line(name, RDFS + "label", f'"{_word(draw, 3)}{number % 89}"@{draw.choice(("en", "de", "it"))}')
    for _ in range(1 + (number % 4 == 0)):
        other = draw.randrange(emotions)
        evoked = f"secondary{other}" if other < SECONDARY else f"tertiary{other - SECONDARY}"
        yield _line(name, KG + "evokes", f"<{KG}{evoked}>")
    yield _line(name, KG + "weight", f'"{draw.random():.3f}"^^<{XSD}decimal>')
    yield from _vad(draw, name)
    yield _line(name, KG + "source", f'"list {number % 5}"')
    yield _line(name, KG + "partOfSpeech", f'"{draw.choice(("noun", "verb", "adjective"))}"')


def _vad(draw: random.Random, name: str) -> Iterator[str]:
    for dimension in ("valence", "arousal", "dominance"):
        yield _line(name, KG + dimension, f'"{draw.uniform(-1, 1):.4f}"^^<{XSD}double>')


def _line(subject: str, predicate: str, thing: str) -> str:
    return f"<{KG}{subject}> <{predicate}> {thing} .\n"


def _word(draw: random.Random, pieces: int) -> str:
    return "".join(draw.choices(PIECES, k=pieces))
