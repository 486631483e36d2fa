"""From a wordnet and lists to tables of labels: which word is chosen, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgservice import content, tsv
from kgservice.errors import SourceNotLicensed, TableError
from kgservice.ontology.tables import read_ontology
from kgservice.ontology.translations import Translation
from kgservice.vocab.languages import derive
from kgservice.vocab.languages.derive import Inputs, derive_labels, settle
from kgservice.vocab.languages.lists import COLUMNS, read_labels


def labels(root: Path) -> dict[str, tuple[str, ...]]:
    return {e.id: e.labels("it") for e in read_ontology(root / "ontology") if e.labels("it")}


def rows(root: Path) -> list[tsv.Row]:
    columns = "emotion emotion_label language label kind synset source method confidence shared_with reviewer".split()
    return tsv.read(root / "ontology" / "labels" / "it.tsv", columns)


def keywords(folder: Path, *words: str) -> Path:
    file = folder / "cldr" / "annotations" / "it" / "annotations.json"
    file.parent.mkdir(parents=True)
    entry = {"\N{GRINNING FACE}": {"default": list(words), "tts": ["faccina"]}}
    file.write_text(json.dumps({"annotations": {"annotations": entry}}))
    return folder / "cldr"


@pytest.fixture
def derived(mapped: Path, italian: Path, wordnet_folder: Path) -> Path:
    derive_labels(mapped, Inputs({"ita": italian}, wordnet30=wordnet_folder))
    return mapped


def test_each_emotion_gets_a_word_of_its_own_synset(derived: Path) -> None:
    found = labels(derived)
    assert (found["nervousness"], found["delight"]) == (("nervosismo",), ("letizia",))
    assert "cheerfulness" not in found
    assert {row["method"] for row in rows(derived) if row["emotion"] == "delight"} == {"exact-synset"}


def test_without_a_word_of_its_own_an_emotion_takes_one_of_the_synset_above_and_says_so(derived: Path) -> None:
    (grief,) = [row for row in rows(derived) if row["emotion"] == "grief"]
    assert (grief["synset"], grief["method"], grief["confidence"]) == ("00000103-n", "wider-synset", "0.3")


def test_a_word_akin_to_the_adjective_is_preferred(derived: Path) -> None:
    assert labels(derived)["joy"][0] == "gioia"  # gioioso, the adjective, begins alike; letizia comes with delight


def test_a_word_that_another_emotion_prefers_is_no_alternative(derived: Path) -> None:
    assert labels(derived)["joy"] == ("gioia",)  # letizia is the only word for delight


def test_without_another_word_two_emotions_share_one_and_say_so(derived: Path) -> None:
    shared = {row["emotion"]: row["shared_with"] for row in rows(derived) if row["label"] == "paura"}
    assert shared == {"anxiety": "fear", "fear": "anxiety"}


def test_emotions_of_one_english_label_have_one_label(derived: Path) -> None:
    found = labels(derived)
    assert found["sadness"][0] == found["sadness-secondary"][0]


def test_a_keyword_of_emoji_decides_between_equal_words(
    mapped: Path, italian: Path, wordnet_folder: Path, tmp_path: Path
) -> None:
    inputs = Inputs({"ita": italian}, wordnet30=wordnet_folder, annotations=keywords(tmp_path, "tristezza"))
    derive_labels(mapped, Inputs({"ita": italian}, wordnet30=wordnet_folder))
    assert labels(mapped)["sadness"] == ("infelicità",)  # first in the alphabet
    derive_labels(mapped, inputs)
    assert labels(mapped)["sadness"] == ("tristezza",)


def test_every_row_says_synset_source_and_method_and_no_reviewer(derived: Path) -> None:
    joy = next(row for row in rows(derived) if row["emotion"] == "joy")
    assert (joy["synset"], joy["source"], joy["method"], joy["reviewer"]) == (
        "00000101-n",
        "kgservice",
        "exact-synset",
        "",
    )


def test_deriving_again_gives_the_same_bytes(mapped: Path, italian: Path, wordnet_folder: Path) -> None:
    inputs = Inputs({"ita": italian}, wordnet30=wordnet_folder)
    before = [file.read_bytes() for file in derive_labels(mapped, inputs)]
    assert [file.read_bytes() for file in derive_labels(mapped, inputs)] == before


def test_what_a_person_accepted_stays_when_the_rest_is_derived_again(
    derived: Path, italian: Path, wordnet_folder: Path
) -> None:
    file = derived / "ontology" / "labels" / "it.tsv"
    accepted = [
        row | {"label": "gaudio", "reviewer": "somebody"} if row["emotion"] == "joy" else row for row in rows(derived)
    ]
    tsv.write(file, list(accepted[0]), accepted)
    derive_labels(derived, Inputs({"ita": italian}, wordnet30=wordnet_folder))
    assert labels(derived)["joy"] == ("gaudio", "gioia")
    assert [row["reviewer"] for row in rows(derived) if row["label"] in ("gaudio", "gioia")] == ["somebody", ""]


def test_a_list_goes_before_the_wordnet(mapped: Path, italian: Path, wordnet_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    row = dict(zip(COLUMNS, ("joy", "it", "allegria", "pref", "kgservice"), strict=True))
    tsv.write(file, COLUMNS, [row])
    derive_labels(mapped, Inputs({"ita": italian}, (file,), wordnet_folder))
    assert labels(mapped)["joy"] == ("allegria", "gioia")


def test_a_list_alone_leaves_what_the_wordnet_gave(derived: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    tsv.write(file, COLUMNS, [dict(zip(COLUMNS, ("joy", "it", "allegria", "pref", "kgservice"), strict=True))])
    before = labels(derived)
    derive_labels(derived, Inputs(lists=(file,)))
    assert labels(derived) == before | {"joy": ("allegria", "gioia")}


def test_other_languages_are_not_touched(derived: Path, tmp_path: Path) -> None:
    file, italian = tmp_path / "mine.tsv", derived / "ontology" / "labels" / "it.tsv"
    tsv.write(file, COLUMNS, [dict(zip(COLUMNS, ("joy", "cy", "llawenydd", "pref", "kgservice"), strict=True))])
    before = italian.read_bytes()
    written = derive_labels(derived, Inputs(lists=(file,)))
    assert ([path.name for path in written], italian.read_bytes()) == (["cy.tsv"], before)


def test_a_list_alone_needs_no_wordnet(mapped: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    tsv.write(file, COLUMNS, [dict(zip(COLUMNS, ("joy", "cy", "llawenydd", "alt", "kgservice"), strict=True))])
    derive_labels(mapped, Inputs(lists=(file,)))
    assert read_ontology(mapped / "ontology")["joy"].label_in("cy") == "llawenydd"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("jooy", "it", "gioia", "pref", "kgservice"), "emotion"),
        (("joy", "ita", "gioia", "pref", "kgservice"), "language"),
        (("joy", "en", "joy", "pref", "kgservice"), "language"),
        (("joy", "it", "50%", "pref", "kgservice"), "label"),
        (("joy", "it", "gioia", "main", "kgservice"), "kind"),
        (("joy", "it", "gioia", "pref", "somebody"), "source"),
    ],
)
def test_a_wrong_row_of_a_list_is_named(cells: tuple[str, ...], column: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    tsv.write(file, COLUMNS, [dict(zip(COLUMNS, cells, strict=True))])
    with pytest.raises(TableError) as caught:
        read_labels(file, ["joy"], ["kgservice"])
    assert (caught.value.row, caught.value.column) == (2, column)


def test_a_project_that_the_sources_lack_is_refused(mapped: Path, italian: Path, wordnet_folder: Path) -> None:
    sources = mapped / "ontology" / "sources.tsv"
    sources.write_text(sources.read_text(encoding="utf-8").replace("\tkgservice\t", "\tsomebody\t"), encoding="utf-8")
    with pytest.raises(TableError, match=r"is not in ontology/sources\.tsv"):
        derive_labels(mapped, Inputs({"ita": italian}, wordnet30=wordnet_folder))


def test_words_under_a_binding_licence_do_not_get_into_our_own_content(
    mapped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = mapped / "ontology" / "sources.tsv"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(f"{text}wolf\tWOLF\tSagot.\tCECILL-C\thttp://example.org/\tlabels\n", encoding="utf-8")
    file = tmp_path / "mine.tsv"
    tsv.write(file, COLUMNS, [dict(zip(COLUMNS, ("joy", "fr", "joie", "pref", "wolf"), strict=True))])
    derive_labels(mapped, Inputs(lists=(file,)))  # into a tree of one's own: fine
    monkeypatch.setattr(content, "root", lambda: mapped)
    with pytest.raises(SourceNotLicensed, match="CECILL-C"):
        derive_labels(mapped, Inputs(lists=(file,)))


def test_settling_keeps_one_preferred_label_and_drops_what_another_prefers() -> None:
    def row(emotion: str, label: str, kind: str) -> Translation:
        return Translation(emotion, "it", label, kind, "", "kgservice", "list", 0.5)

    given = [row("joy", "gioia", "pref"), row("joy", "letizia", "pref"), row("joy", "Gioia", "alt")]
    found = list(settle([*given, row("fear", "paura", "pref"), row("joy", "paura", "alt")]))
    assert [(r.emotion, r.label, r.kind) for r in found] == [
        ("joy", "gioia", "pref"),
        ("joy", "letizia", "alt"),
        ("fear", "paura", "pref"),
    ]


def test_the_place_of_keywords_is_that_of_the_package() -> None:
    assert derive.KEYWORDS.format("it") == "annotations/it/annotations.json"
