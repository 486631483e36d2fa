"""Deriving every link of a miniature ontology: sections with a source are made anew, the others kept."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kgservice import tsv
from kgservice.errors import TableError
from kgservice.ontology import published, sssom, tables
from kgservice.ontology.dependencies import REMARK, Outside, derive_dependencies, read_rows, write_dependencies
from kgservice.ontology.model import Dependency
from kgservice.wordnet import Pointer, Synset, WordNet

LABELS = ("joy", "sadness", "fear", "anger", "disgust", "surprise")
PREFIXES = "#curie_map:\n#  emotion: https://w3id.org/tone-kg/emotion/\n#  wn30: https://example.org/\n"
META = "#mapping_set_id: x\n#mapping_set_version: 1\n#license: x\n#subject_source: x\n#object_source: x\n"

# Grief and delight are antonyms here; to frighten somebody makes them grieve.
WORDNET = WordNet(
    [
        Synset("1-n", "noun.feeling", ("grief",), (Pointer("antonym", "2-n", 1, 1),), ""),
        Synset("2-n", "noun.feeling", ("delight",), (), ""),
        Synset("3-n", "noun.feeling", ("fear",), (Pointer("derivation", "3-v", 1, 1),), ""),
        Synset("3-v", "verb.emotion", ("fear",), (Pointer("cause", "1-v", 0, 0),), ""),
        Synset("1-v", "verb.emotion", ("grieve",), (Pointer("derivation", "1-n", 1, 1),), ""),
        *(Synset(f"{number}-n", "noun.feeling", ("other",), (), "") for number in range(4, 9)),
    ]
)


@pytest.fixture
def root(mini: Path, tmp_path: Path) -> Path:
    """A copy of the miniature content with two published links and three seeds."""
    folder = tmp_path / "ontology"
    shutil.copytree(mini / "ontology", folder)
    with (folder / "sources.tsv").open("a", encoding="utf-8") as sources:
        for source in ("meld2019", "plutchik1980", "wordnet30"):
            sources.write(f"{source}\tT\tC\tL\thttps://example.org/\tU\n")
    rows = [_stated("joy", "isOppositeOf", "sadness"), _stated("delight", "moreIntenseThan", "joy")]
    tsv.write(folder / "published.tsv", published.COLUMNS, rows)
    _write_seeds(folder / "mappings" / "wordnet-3.0.sssom.tsv")
    return tmp_path


def _stated(subject: str, relation: str, object_: str) -> dict[str, object]:
    cells = (subject, subject, relation, object_, object_, "theory", "plutchik1980", "the book says so")
    return dict(zip(published.COLUMNS, cells, strict=True))


def _write_seeds(file: Path) -> None:
    seeds = {
        **{"anxiety": "4-n", "cheerfulness": "5-n", "delight": "2-n", "fear": "3-n", "grief": "1-n", "joy": "6-n"},
        **{"nervousness": "7-n", "sadness": "8-n", "sadness-secondary": "8-n"},
    }
    lines = [
        "\t".join((f"emotion:{emotion}", emotion.removesuffix("-secondary"), "skos:exactMatch", f"wn30:{synset}"))
        + f"\t{emotion}\tsemapv:LexicalMatching\t1"
        for emotion, synset in seeds.items()
    ]
    file.parent.mkdir()
    file.write_text(PREFIXES + META + "\t".join(sssom.COLUMNS) + "\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _conversations(folder: Path, raised: int) -> Path:
    """Six emotions that change into each other twenty times each, but joy into fear as often as said."""
    pairs = [
        (a, b) for a in LABELS for b in LABELS if a != b for _ in range(raised if (a, b) == ("joy", "fear") else 20)
    ]
    talks = [{"source": "meld", "turns": [{"speaker": "A", "emotion": e, "text": "…"} for e in pair]} for pair in pairs]
    file = folder / f"talks-{raised}.jsonl"
    file.write_text("".join(json.dumps(talk) + "\n" for talk in talks), encoding="utf-8")
    return file


def _links(rows: list[Dependency]) -> list[tuple[str, str, str, str]]:
    return [(row.subject, row.relation, row.object, row.kind) for row in rows]


PUBLISHED = [("joy", "isOppositeOf", "sadness", "theory"), ("delight", "moreIntenseThan", "joy", "theory")]
TRANSITION = ("joy", "leadsTo", "fear", "corpus-transition-same-speaker")
ANTONYM = ("delight", "isOppositeOf", "grief", "lexical-antonym")
CAUSE = ("fear", "leadsTo", "grief", "lexical-cause")


def test_without_outside_sources_the_published_links_are_derived(root: Path) -> None:
    assert _links(derive_dependencies(root, Outside())) == PUBLISHED


def test_every_source_adds_its_rows_sorted_by_relation(root: Path) -> None:
    steps: list[str] = []
    outside = Outside(conversations=_conversations(root, 60), wordnet=WORDNET)
    rows = derive_dependencies(root, outside, steps.append)
    assert _links(rows) == [ANTONYM, PUBLISHED[0], CAUSE, TRANSITION, PUBLISHED[1]]
    assert steps == ["opposites", "causes", "compositions", "transitions", "intensities"]


def test_sections_without_their_source_keep_the_committed_rows(root: Path) -> None:
    whole = derive_dependencies(root, Outside(conversations=_conversations(root, 60), wordnet=WORDNET))
    write_dependencies(root, whole)
    assert derive_dependencies(root, Outside()) == whole


def test_a_section_with_its_source_drops_what_that_no_longer_says(root: Path) -> None:
    write_dependencies(root, derive_dependencies(root, Outside(_conversations(root, 60), WORDNET)))
    rows = derive_dependencies(root, Outside(conversations=_conversations(root, 20)))
    assert _links(rows) == [ANTONYM, PUBLISHED[0], CAUSE, PUBLISHED[1]]


def test_finer_tiers_need_a_labeller(root: Path) -> None:
    # The labeller calls every turn delight, so nothing changes and no row is added.
    outside = Outside(conversations=_conversations(root, 60), label=lambda text: "delight")
    assert _links(derive_dependencies(root, outside)) == [PUBLISHED[0], TRANSITION, PUBLISHED[1]]


def test_compositions_are_tried_when_texts_can_be_embedded(root: Path) -> None:
    embedded: list[str] = []
    derive_dependencies(root, Outside(embed=lambda texts: embedded.extend(texts) or [(1.0, 0.0) for _ in texts]))
    assert embedded == []  # no emotion of the miniature content has VAD, so none is embedded


def test_the_written_table_is_read_by_the_build(root: Path) -> None:
    rows = derive_dependencies(root, Outside(conversations=_conversations(root, 60)))
    write_dependencies(root, rows)
    file = root / "ontology" / "dependencies.tsv"
    assert file.read_text("utf-8").splitlines()[0] == f"# {REMARK}"
    assert read_rows(file) == rows
    ontology = tables.read_ontology(root / "ontology")
    assert ontology["joy"].leads_to == ("fear",)


def test_rulings_survive_a_new_derivation(root: Path) -> None:
    outside = Outside(conversations=_conversations(root, 60))
    cells = (*TRANSITION, "annotated-transition", "meld2019", "rejected", "A. B.", "2026-01-31", "a quirk of the show")
    header = ["subject", "relation", "object", "kind", "method", "source", "ruling", "reviewer", "date", "reason"]
    file = root / "ontology" / "dependency-decisions.tsv"
    file.write_text("\t".join(header) + "\n" + "\t".join(cells) + "\n", encoding="utf-8")
    for sources in (outside, Outside(), Outside()):
        rows = derive_dependencies(root, sources)
        write_dependencies(root, rows)
        (ruled,) = [row for row in rows if row.relation == "leadsTo"]
        assert ruled.status == "rejected"
        assert ruled.evidence.count("rejected by A. B.") == 1
    assert tables.read_ontology(root / "ontology")["joy"].leads_to == ()


def test_a_conversation_of_an_unknown_corpus_is_refused(root: Path) -> None:
    file = root / "talks.jsonl"
    file.write_text('{"source": "mine", "turns": []}\n', encoding="utf-8")
    with pytest.raises(TableError, match='"mine" is not a known source'):
        derive_dependencies(root, Outside(conversations=file))
