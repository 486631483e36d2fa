"""Pages as text: what they hold, and that a text with markup in it stays text."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError

from kgservice.ontology import Emotion, Ontology, load_ontology
from kgservice.ontology.model import VAD, Dependency, Rating
from kgservice.vocab import Sense, load_lexicon
from kgservice.web import emotion, render, scheme, term, tree
from kgservice.web.links import as_graph, links_of, network
from kgservice.web.mappings import matches_of

HOSTILE = "<img src=x onerror=alert(1)>\"'</script><b>"
SAME_NAME = ("sadness", "sadness-secondary")


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attributes)

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile() -> Ontology:
    """Two emotions of which every text is markup."""
    rating = Rating(HOSTILE, (HOSTILE,), HOSTILE, VAD(0, 0, 0), (0.1, 0.1, 0.1), (9, 9, 9), (0, 0, 0))
    joy = Emotion("joy", HOSTILE, 1, None, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), vad=VAD(0.5, 0, 0), ratings=(rating,))
    other = dataclasses.replace(joy, id="fear")
    link = Dependency("joy", "leadsTo", "fear", HOSTILE, HOSTILE, "", None, 0.5, HOSTILE, HOSTILE, "computed")
    return Ontology([joy, other], [link], "1")


def sense(text: str) -> Sense:
    return Sense(text, "noun", (text,), "joy", 0.5, 0.1, text, text, f"{text}:{text}", text)


def test_an_emotion_whose_texts_are_markup_stays_text() -> None:
    facts = emotion.facts(hostile(), [sense(HOSTILE)], "joy")
    page = Tags(render.render("emotion.html", facts=facts))
    assert page.text.count(HOSTILE) > 8
    assert not {"img", "b"} & set(page.tags[page.tags.index("main") :])


def test_a_sense_is_told_in_one_sentence() -> None:
    happy = term.facts(load_ontology(), load_lexicon()["happy"], "happy")
    text = " ".join(Tags(render.render("term.html", facts=happy)).text.split())
    assert "a synonym, similarity 0." in text and "Found in WordNet 3.0, " in text


def test_two_emotions_of_one_name_have_titles_of_their_own() -> None:
    pages = (render.render("emotion.html", facts=emotion.facts(load_ontology(), (), name)) for name in SAME_NAME)
    titles = [re.findall(rb"<title>(.*)</title>", page) for page in pages]
    assert titles == [[b"sadness \xc2\xb7 tone-kg"], [b"sadness (secondary emotion) \xc2\xb7 tone-kg"]]


def test_a_term_whose_texts_are_markup_stays_text() -> None:
    page = Tags(render.render("term.html", facts=term.facts(hostile(), [sense(HOSTILE)], HOSTILE)))
    assert page.text.count(HOSTILE) > 3
    assert not {"img", "b"} & set(page.tags[page.tags.index("main") :])


def test_data_for_scripts_ends_no_script() -> None:
    onto = hostile()
    graph = as_graph(onto, network(onto, "joy"))
    values = {"emotion": onto["joy"], "emotions": tuple(onto), "steps": 1, "statements": (), "said": {}}
    page = render.render("network.html", graph=graph, **values).decode()
    (data,) = re.findall(r'<script type="application/json" id="graph">(.*?)</script>', page, re.DOTALL)
    assert "<" not in data and "onerror" in data


def test_a_name_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="title"):
        render.render("problem.html", detail="", links=[])


def test_a_lone_surrogate_does_not_break_a_page() -> None:
    assert b"jo?y" in render.render("problem.html", title="jo\ud83dy", detail="", links=[])


def test_without_the_library_the_page_says_so_and_shows_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(render.environment().globals, "installed", frozenset())
    page = Tags(render.render("wheel.html", primaries=tree.tree(load_ontology())))
    assert "The plots are not installed" in page.text and "jubilation" in page.text
    render.environment.cache_clear()


@pytest.mark.parametrize("name", ["joy", "delight", "awe"])
def test_a_page_tells_everything_of_an_emotion(name: str) -> None:
    onto = load_ontology()
    here = onto[name]
    text = Tags(render.render("emotion.html", facts=emotion.facts(onto, load_lexicon().of_emotion(name), name))).text
    assert here.definition in text and here.iri in text
    for rating in here.ratings:
        assert rating.source in text and rating.entry[0] in text
    for statement in (s for s in onto.dependencies if name in (s.subject, s.object)):
        assert statement.evidence in text and statement.kind.replace("-", " ") in text
    for tag in here.names:
        assert ", ".join(here.names.of(tag)) in text
    for matches in matches_of(name).values():
        assert matches[0].scheme.title in text
    assert f"@misc{{tone-kg-{name}" in text


def test_an_emotion_without_anything_has_a_page() -> None:
    onto = Ontology([Emotion("blank", "blank", None, None, "Nothing is known of it.", "x", "x", extension=True)])
    text = Tags(render.render("emotion.html", facts=emotion.facts(onto, [], "blank"))).text
    assert "No term of the lexicon speaks for blank" in text and "No label of another set" in text
    assert "Valence" not in text


def test_links_are_told_from_both_ends_and_rejected_ones_not_at_all() -> None:
    def link(first: str, relation: str, second: str, status: str) -> Dependency:
        return Dependency(first, relation, second, "theory", "read", "", None, 0.5, "", "x", status)

    emotions = [Emotion(name, name, 1, None, "…", "x", "x") for name in ("anger", "fear", "joy")]
    links = [link("fear", "leadsTo", "anger", "published"), link("fear", "isOppositeOf", "joy", "rejected")]
    onto = Ontology(emotions, links)
    assert {heading: [x.id for x in found] for heading, found in links_of(onto, "fear").items()} == {
        "Leads to": ["anger"]
    }
    assert list(links_of(onto, "anger")) == ["Follows from"]
    assert links_of(onto, "joy") == {}
    assert network(onto, "joy").emotions == ("joy",)


def test_a_network_of_two_steps_holds_that_of_one() -> None:
    onto = load_ontology()
    near, far = network(onto, "hope", 1), network(onto, "hope", 2)
    assert set(near.emotions) < set(far.emotions) and set(near.statements) < set(far.statements)
    assert all(s.subject in near.emotions and s.object in near.emotions for s in near.statements)


def test_a_sense_that_nobody_reviewed_says_so_and_one_that_somebody_did_names_the_person() -> None:
    mine = dataclasses.replace(sense("glad"), reviewer="anna", weight=0.9)
    unseen = dataclasses.replace(sense("glad"), reviewer="")
    found = term.facts(load_ontology(), [unseen, mine], "glad")
    assert [fact.review for fact in found.senses] == ["accepted by anna", "not yet reviewed by a person"]


def test_every_scheme_and_every_label_has_a_page() -> None:
    from kgservice.ontology import crosswalk

    for known in crosswalk.schemes():
        facts = scheme.facts(known.id)
        page = render.render("scheme.html", facts=facts, primaries={}).decode()
        assert page.count('scope="rowgroup"') == len(known) > 0
        label = known.labels[-1]
        render.render("label.html", facts=scheme.label_facts(known.id, label.id), primaries={})


def test_the_query_of_a_page_gives_its_facts() -> None:
    import pyoxigraph as ox

    from kgservice.ontology import release

    store = ox.Store()
    for file in release.files():
        store.bulk_load(path=file)
    onto = load_ontology()
    rows = list(store.query(emotion.facts(onto, [], "joy").query))
    subjects = {row["subject"].value.removeprefix("https://w3id.org/tone-kg/") for row in rows}
    known = {link.path for links in links_of(onto, "joy").values() for link in links}
    assert {"emotion/joy", "rating/joy.glasgow2019", *known} == subjects - {"rating/joy.actdata"}


def test_a_statement_and_a_rating_are_told_in_words() -> None:
    import pyoxigraph as ox

    from kgservice.namespaces import EMOTION, RATING, SOURCE, STATEMENT, TONE
    from kgservice.web.card import card

    def told(iri: str, **said: str) -> str:
        pairs = ((ox.NamedNode(TONE + name), ox.NamedNode(value)) for name, value in said.items())
        return card(iri, [ox.Triple(ox.NamedNode(iri), name, value) for name, value in pairs]).title

    ends = {"subject": EMOTION + "joy", "object": EMOTION + "fear"}
    assert told(STATEMENT + "a", relation=TONE + "leadsTo", **ends) == "joy leads to fear"
    assert told(RATING + "b", ratingOf=EMOTION + "joy", source=SOURCE + "x2020") == "joy in x2020"
    assert told(SOURCE + "x2020") == "source:x2020"
