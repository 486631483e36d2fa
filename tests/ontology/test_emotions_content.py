"""The emotion tables that people edit: the tree is complete and every definition keeps the rules of the house.

Where a test looks at every row, it asserts on the list of ids that break the rule, so that a failure names them all.
"""

from __future__ import annotations

import re
from collections import Counter
from graphlib import TopologicalSorter

import pytest

from kgservice import content, tsv
from kgservice.namespaces import SLUG
from kgservice.tsv import Row

COMMON = ("id", "label", "alt_labels", "definition", "definition_source", "classification_source")
TREE_COLUMNS = ("id", "label", "tier", "broader", "broader_label", *COMMON[2:])
EXTENSION_COLUMNS = (*COMMON, "related", "related_labels")

# Shaver et al. 1987: how many tertiary emotions each secondary has, words that repeat their parent left out.
SECONDARIES = {
    "love": {"affection": 8, "lust": 4, "longing": 0},
    "joy": {
        **{"cheerfulness": 15, "zest": 5, "contentment": 1, "pride": 1},
        **{"optimism": 2, "enthrallment": 1, "relief": 0},
    },
    "surprise": {"surprise-secondary": 2},
    "anger": {"irritation": 5, "exasperation": 1, "rage": 13, "disgust": 2, "envy": 1, "torment": 0},
    "sadness": {
        **{"suffering": 3, "sadness-secondary": 11, "disappointment": 2},
        **{"shame": 3, "neglect": 11, "sympathy": 1},
    },
    "fear": {"horror": 7, "nervousness": 7},
}
EXTENSION = (
    *("admiration", "anticipation", "awe", "boredom", "confidence", "confusion", "curiosity"),
    *("gratitude", "interest", "nostalgia", "pessimism", "serenity", "trust"),
)

# Words of a label's root that do not begin as the label does.
IRREGULAR_ROOTS = {
    "apprehension": ("apprehend",),
    "despair": ("desperat",),
    "ecstasy": ("ecstat",),
    "enthrallment": ("thrall",),
    "gaiety": ("gay",),
    "loneliness": ("lone", "alone"),
    "pride": ("proud",),
    "revulsion": ("revol",),
    "tenseness": ("tensi",),
    "uneasiness": ("ease",),
}

# Emotions whose definition says good or bad in other words: the first two because the label takes the usual word, zeal
# because it can be grim.
OTHER_VALENCE_WORD = {"pleasure", "displeasure", "zeal"}
BAD = {"unpleasant", "painful", "saddened"}


@pytest.fixture(scope="module")
def tree() -> list[Row]:
    return tsv.read(content.path("ontology", "emotions.tsv"), TREE_COLUMNS, key=["id"])


@pytest.fixture(scope="module")
def extension() -> list[Row]:
    return tsv.read(content.path("ontology", "extension.tsv"), EXTENSION_COLUMNS, key=["id"])


@pytest.fixture(scope="module")
def everything(tree: list[Row], extension: list[Row]) -> list[Row]:
    return [*tree, *extension]


@pytest.fixture(scope="module")
def by_id(tree: list[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in tree}


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def without_prefix(word: str) -> str:
    return re.sub(r"^(?:un|dis|in)(?=\w{4})", "", word)


def root(word: str) -> str:
    """Return the first letters (five at most) of a word without negating prefix and noun ending."""
    return re.sub(r"(?<=\w{3})(?:i?ness|ment|ing|ity|ion|y|e)$", "", without_prefix(word))[:5]


def words_of_the_root(label: str, text: str) -> set[str]:
    roots = tuple(root(word) for word in words(label)) + IRREGULAR_ROOTS.get(label, ())
    return {word for word in words(text) if word.startswith(roots) or without_prefix(word).startswith(roots)}


def primary(row: Row, by_id: dict[str, Row]) -> str:
    while row["broader"]:
        row = by_id[row["broader"]]
    return row["id"]


def test_the_tree_has_6_primary_25_secondary_and_106_tertiary_emotions(tree: list[Row]) -> None:
    assert Counter(row["tier"] for row in tree) == {"1": 6, "2": 25, "3": 106}


def test_each_primary_has_its_secondaries_and_each_secondary_its_number_of_tertiaries(tree: list[Row]) -> None:
    children = Counter(row["broader"] for row in tree if row["tier"] == "3")
    found: dict[str, dict[str, int]] = {}
    for row in tree:
        if row["tier"] == "2":
            found.setdefault(row["broader"], {})[row["id"]] = children[row["id"]]
    assert found == SECONDARIES


@pytest.mark.parametrize(
    ("emotion", "secondaries", "tertiaries"),
    [("love", 3, 12), ("joy", 7, 25), ("surprise", 1, 2), ("anger", 6, 22), ("sadness", 6, 31), ("fear", 2, 14)],
)
def test_each_branch_is_as_large_as_in_its_source(
    emotion: str, secondaries: int, tertiaries: int, tree: list[Row], by_id: dict[str, Row]
) -> None:
    tiers = Counter(row["tier"] for row in tree if primary(row, by_id) == emotion)
    assert tiers == {"1": 1, "2": secondaries, "3": tertiaries}


def test_broader_lies_one_tier_up_and_is_empty_only_for_a_primary(tree: list[Row], by_id: dict[str, Row]) -> None:
    tiers = {emotion: int(row["tier"]) for emotion, row in by_id.items()} | {"": 0}
    assert [row["id"] for row in tree if tiers.get(row["broader"]) != int(row["tier"]) - 1] == []


def test_the_label_of_the_broader_emotion_is_in_step(tree: list[Row], by_id: dict[str, Row]) -> None:
    labels = {emotion: row["label"] for emotion, row in by_id.items()} | {"": ""}
    assert [row["id"] for row in tree if row["broader_label"] != labels[row["broader"]]] == []


def test_only_sadness_and_surprise_label_two_emotions(everything: list[Row]) -> None:
    counts = Counter(row["label"] for row in everything)
    assert {label for label, count in counts.items() if count > 1} == {"sadness", "surprise"}


def test_an_id_is_a_slug_and_the_label_but_for_the_two_secondaries_named_as_their_primary(
    everything: list[Row],
) -> None:
    differing = {row["id"]: row["label"] for row in everything if row["id"] != row["label"]}
    assert differing == {"sadness-secondary": "sadness", "surprise-secondary": "surprise"}
    assert [row["id"] for row in everything if not SLUG.fullmatch(row["id"])] == []


def test_both_tables_are_sorted_by_id(tree: list[Row], extension: list[Row]) -> None:
    for rows in (tree, extension):
        ids = [row["id"] for row in rows]
        assert ids == sorted(ids)


def test_the_extension_holds_the_thirteen_emotions_that_the_tree_lacks(extension: list[Row]) -> None:
    assert tuple(row["id"] for row in extension) == EXTENSION


def test_an_extension_emotion_is_related_to_at_most_three_of_the_tree(
    extension: list[Row], by_id: dict[str, Row]
) -> None:
    for row in extension:
        related = row.list_of("related")
        assert len(related) <= 3, row["id"]
        assert list(related) == sorted(set(related)), row["id"]
        assert [by_id[emotion]["label"] for emotion in related] == list(row.list_of("related_labels")), row["id"]


def test_an_emotion_has_at_most_two_alternative_labels(everything: list[Row]) -> None:
    assert [row["id"] for row in everything if len(row.list_of("alt_labels")) > 2] == []


def test_an_alternative_label_names_one_emotion_only(everything: list[Row]) -> None:
    names = Counter(name for row in everything for name in row.list_of("alt_labels"))
    names.update({row["label"] for row in everything})
    assert [name for name, count in names.items() if count > 1] == []


def test_an_alternative_label_is_plain_lower_case(everything: list[Row]) -> None:
    names = [name for row in everything for name in row.list_of("alt_labels")]
    assert [name for name in names if not re.fullmatch(r"[a-z]+(?:[ -][a-z]+)*", name)] == []


def test_a_definition_is_one_sentence_that_starts_with_a_fitting_article(everything: list[Row]) -> None:
    sentence = re.compile(r"(?:A (?![aeiou])|An (?=[aeiou])|The )[^.!?;:]+[^.!?;: ]\.")
    assert [row["id"] for row in everything if not sentence.fullmatch(row["definition"])] == []


def test_a_definition_has_ten_to_twenty_five_words(everything: list[Row]) -> None:
    lengths = {row["id"]: len(row["definition"].split()) for row in everything}
    assert {emotion: count for emotion, count in lengths.items() if not 10 <= count <= 25} == {}


def test_a_definition_names_its_genus_before_anything_else(everything: list[Row]) -> None:
    genus = re.compile(r"\w+ (?:[\w-]+,? ){0,5}emotion\b")
    assert [row["id"] for row in everything if not genus.match(row["definition"])] == []


def test_a_definition_avoids_its_label_and_words_of_the_same_root(everything: list[Row]) -> None:
    used = {row["id"]: words_of_the_root(row["label"], row["definition"]) for row in everything}
    assert {emotion: found for emotion, found in used.items() if found} == {}


@pytest.mark.parametrize(
    ("label", "text"),
    [
        *(("joy", "a joyful state"), ("gladness", "being glad"), ("pride", "too proud"), ("hate", "a hateful act")),
        *(("displeasure", "unpleasant"), ("dislike", "not likely"), ("envy", "envious"), ("loneliness", "all alone")),
        *(("unhappiness", "happy"), ("uneasiness", "at ease"), ("satisfaction", "dissatisfied"), ("caring", "care")),
    ],
)
def test_a_derived_word_counts_as_a_word_of_the_same_root(label: str, text: str) -> None:
    assert words_of_the_root(label, text)


def test_no_two_definitions_are_the_same(everything: list[Row]) -> None:
    counts = Counter(row["definition"].casefold() for row in everything)
    assert [definition for definition, count in counts.items() if count > 1] == []


def test_no_definition_leads_back_to_itself_through_those_of_the_emotions_it_mentions(everything: list[Row]) -> None:
    labels = {row["label"] for row in everything}
    mentions = TopologicalSorter[str]()
    for row in everything:
        others = labels - {row["label"]}
        mentions.add(row["label"], *(label for label in others if words_of_the_root(label, row["definition"])))
    mentions.prepare()  # raises CycleError, which names the circle


def test_a_definition_of_love_or_joy_says_nothing_bad_and_one_of_joy_says_pleasant(
    tree: list[Row], by_id: dict[str, Row]
) -> None:
    said = {row["id"]: (primary(row, by_id), set(words(row["definition"]))) for row in tree}
    assert [emotion for emotion, (branch, used) in said.items() if branch in ("love", "joy") and used & BAD] == []
    vague = {emotion for emotion, (branch, used) in said.items() if branch == "joy" and "pleasant" not in used}
    assert vague <= OTHER_VALENCE_WORD


def test_a_definition_of_anger_sadness_or_fear_says_that_it_is_unpleasant(
    tree: list[Row], by_id: dict[str, Row]
) -> None:
    dark = [row for row in tree if primary(row, by_id) in ("anger", "sadness", "fear")]
    assert {row["id"] for row in dark if not BAD & set(words(row["definition"]))} <= OTHER_VALENCE_WORD


def test_every_row_says_who_defined_and_who_classified_it(tree: list[Row], extension: list[Row]) -> None:
    assert {(row["definition_source"], row["classification_source"]) for row in tree} == {("kgservice", "shaver1987")}
    assert {(row["definition_source"], row["classification_source"]) for row in extension} == {
        ("kgservice", "kgservice")
    }
