"""Everything that the routes work with, made once when the application is made."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from starlette.requests import Request

from kgservice import content
from kgservice.api.census import Census
from kgservice.api.emotion_index import EmotionIndex
from kgservice.api.forms import Form, Forms
from kgservice.api.resources import Resources
from kgservice.api.settings import Settings
from kgservice.api.term_index import TermIndex
from kgservice.classify import EmotionClassifier
from kgservice.ontology import Ontology, formats, load_ontology, release
from kgservice.ontology.plausibility import Plausibility
from kgservice.store import contents
from kgservice.store.base import Limits, Source, Store
from kgservice.store.federation import Federated, Federation
from kgservice.store.graphs import Graphs, RemoteGraphs, SparqlGraphs
from kgservice.store.pool import make_store
from kgservice.store.remote import Remote
from kgservice.vocab import formats as lexicon_formats
from kgservice.vocab import lexicon as lexicon_release
from kgservice.vocab import load_lexicon
from kgservice.vocab.model import Lexicon


@dataclass(frozen=True, slots=True)
class Service:
    """The content, its indexes and forms, and the store."""

    settings: Settings
    ontology: Ontology
    lexicon: Lexicon
    load_classifier: Callable[[], EmotionClassifier]
    store: Store
    graphs: Graphs
    federation: Federation
    census: Census
    plausibility: Plausibility
    emotions: EmotionIndex
    terms: TermIndex
    resources: Resources
    ontology_forms: Forms
    lexicon_forms: Forms

    @property
    def classifier(self) -> EmotionClassifier:
        """The classifier; the first time, that of the packaged content takes a third of a second and 40 MB."""
        return self.load_classifier()


def of(request: Request) -> Service:
    """Return the service that a request is made to."""
    service: Service = request.app.state.service
    return service


def make_service(
    settings: Settings, ontology: Ontology | None, lexicon: Lexicon | None, classifier: EmotionClassifier | None
) -> Service:
    """Return the service over the content given, else over that of the settings, else over the packaged one.

    Raises what reading the content raises.
    """
    files = release.files() if ontology is None else (_written(ontology),)
    ontology = load_ontology() if ontology is None else ontology
    table = None if lexicon is not None else settings.lexicon or content.path(*lexicon_release.FILE.split("/"))
    lexicon = load_lexicon(settings.lexicon) if lexicon is None else lexicon
    limits = Limits(settings.query_timeout_seconds, settings.query_memory_mb << 20, settings.query_max_rows)
    federation = Federation(settings.service_allow, limits)
    alone = _store(settings, tuple(contents.sources(files, lexicon)), limits)
    store = Federated(alone, federation) if federation else alone
    return Service(
        settings,
        ontology,
        lexicon,
        _classifier(lexicon, ontology) if classifier is None else lambda: classifier,
        store,
        _graphs(settings, alone),
        federation,
        Census(store),
        Plausibility(ontology),
        EmotionIndex(ontology),
        TermIndex(lexicon),
        Resources(files, ontology, lexicon),
        Forms({e: Form(*form, partial(formats.serialise, e, files[0])) for e, form in formats.FORMATS.items()}),
        Forms(dict(_lexicon_forms(lexicon, table))),
    )


def _classifier(lexicon: Lexicon, ontology: Ontology) -> Callable[[], EmotionClassifier]:
    """Return what gives the classifier: one of other than packaged content is made at once, to see that they fit."""
    load = cache(lambda: EmotionClassifier(lexicon, ontology))
    if lexicon is not load_lexicon() or ontology is not load_ontology():
        load()
    return load


def _store(settings: Settings, sources: tuple[Source, ...], limits: Limits) -> Store:
    """Return the store of the settings; a server elsewhere holds what it holds."""
    if settings.store_url is not None:
        return Remote(settings.store_url, settings.store_update_url, limits)
    return make_store(sources, limits, settings.store_path, read_only=settings.update_token is None)


def _graphs(settings: Settings, store: Store) -> Graphs:
    """Return the graphs of a store, by the Graph Store protocol of a server elsewhere that has its URL."""
    if settings.store_gsp_url is not None and isinstance(store, Remote):
        return RemoteGraphs(store, settings.store_gsp_url)
    return SparqlGraphs(store)


def _lexicon_forms(lexicon: Lexicon, table: Path | None) -> Iterator[tuple[str, Form]]:
    """Yield the forms of a lexicon; one that was never a table has no ``tsv``."""
    for extension, form in lexicon_formats.LEXICON_FORMATS.items():
        if table is not None or extension != "tsv":
            yield extension, Form(*form, partial(lexicon_formats.serialise, extension, lexicon, table))


def _written(ontology: Ontology) -> Path:
    """Write an ontology that has no release file to one that is removed when the process ends."""
    from kgservice.ontology import owl, turtle

    folder = Path(tempfile.mkdtemp(prefix="kgservice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    graph = owl.build_graph(ontology, (), content.path("ontology", "schema.ttl"))
    file = folder / release.FILE
    file.write_bytes(turtle.dumps(graph, release.REMARK.format("an ontology made in Python")))
    return file
