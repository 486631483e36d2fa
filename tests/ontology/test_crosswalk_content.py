"""The scheme and mapping tables that people edit: the labels are the published ones and every mapping says why.

Where a test looks at every row, it asserts on the list of rows that break the rule, so that a failure names them all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from kgservice import content
from kgservice.namespaces import MAPPING, emotion_iri, scheme_iri
from kgservice.ontology.crosswalk import Crosswalk, load
from kgservice.ontology.schemes import NEUTRAL, TONE, Label
from kgservice.ontology.sssom import Mapping

# What the sources say about the number of their labels.
COUNTS = {
    **{"ekman": 6, "plutchik": 8, "plutchik-intensities": 24, "plutchik-dyads": 24 + 4},
    **{"goemotions": 27 + 1, "sentiment": 3 + 1, "isear": 7, "semeval2018": 11, "carer": 6, "crowdflower": 13},
    **{"emotionml-big6": 6, "emotionml-everyday": 17, "emotionml-occ": 22, "emotionml-fsre": 24},
    **{"emotionml-frijda": 12, "empatheticdialogues": 32, "cowen-keltner": 27, "shaver": 135},
    **{"wikipedia-parrott": 6 + 25 + 106, "super-emotion": 6 + 1, "mfoem": 66},
}

# Labels that are a word of the tree, or its adjective, as counted from the published lists without this project.
SAME_WORD = {
    **{"ekman": 6, "plutchik-intensities": 14, "plutchik-dyads": 14, "goemotions": 20, "isear": 7},
    **{"semeval2018": 8, "carer": 6, "emotionml-big6": 6, "emotionml-everyday": 13, "emotionml-occ": 15},
    **{"emotionml-fsre": 22, "emotionml-frijda": 7, "empatheticdialogues": 23, "cowen-keltner": 13},
    **{"mfoem": 37 + 2, "shaver": 135},
}

# MFOEM class numbers of the 37 tree words that it has.
MFOEM = {
    **{"amusement": 44, "anger": 9, "annoyance": 12, "anxiety": 28, "compassion": 52, "contempt": 18},
    **{"contentment": 47, "despair": 30, "disappointment": 51, "disgust": 19, "elation": 45, "embarrassment": 54},
    **{"enjoyment": 218, "enthusiasm": 200, "euphoria": 46, "fear": 26, "fury": 13, "grief": 16, "guilt": 53},
    **{"happiness": 42, "hate": 24, "hope": 177, "irritation": 11, "jealousy": 25, "joy": 34, "love": 48},
    **{"panic": 164, "pleasure": 35, "pride": 41, "rage": 14, "regret": 217, "sadness": 56, "satisfaction": 169},
    **{"shame": 55, "surprise": 32, "terror": 27, "worry": 171},
}

# The order of the labels in the files of the data set.
GOEMOTIONS = (
    "admiration amusement anger annoyance approval caring confusion curiosity desire disappointment disapproval "
    "disgust embarrassment excitement fear gratitude grief joy love nervousness optimism pride realization relief "
    "remorse sadness surprise neutral"
)

NOUNS = {
    **{"affectionate": "affection", "afraid": "fear", "amused": "amusement", "angry": "anger", "annoyed": "annoyance"},
    **{"anticipating": "anticipation", "anxious": "anxiety", "apprehensive": "apprehension", "ashamed": "shame"},
    **{"being-hurt": "hurt", "bored": "boredom", "confident": "confidence", "content": "contentment"},
    **{"disappointed": "disappointment", "disgusted": "disgust", "embarrassed": "embarrassment"},
    **{"excited": "excitement", "furious": "fury", "grateful": "gratitude", "grouchy": "grouchiness"},
    **{"grumpy": "grumpiness", "guilty": "guilt", "happy": "happiness", "hopeful": "hope", "interested": "interest"},
    **{"jealous": "jealousy", "joyful": "joy", "lonely": "loneliness", "loving": "love", "nostalgic": "nostalgia"},
    **{"pleased": "pleasure", "proud": "pride", "sad": "sadness", "satisfied": "satisfaction"},
    **{"sentimental": "sentimentality", "surprised": "surprise", "terrified": "terror", "trusting": "trust"},
    **{"worried": "worry"},
}

W_ONLY = {"crosspatch", "defeatism", "hatred", "irritability", "mono no aware", "suspense", "grouchy", "grumpy"}
S_ONLY = {"arousal", "defeat", "grouchiness", "grumpiness", "hate", "hopelessness", "irritation", "tenseness"}

CONFIDENCES = {1, 0.95, 0.9, 0.8, 0.6, 0.4}
"""The scale that ontology/README.md explains."""


@pytest.fixture(scope="module")
def crosswalk() -> Crosswalk:
    return load()


def rows(crosswalk: Crosswalk) -> Iterator[tuple[str, Mapping]]:
    """Every mapping of the schemes that have a table here; WordNet's are the vocabulary's business."""
    for name, mapping_set in crosswalk.sets.items():
        for mapping in mapping_set.mappings if name not in crosswalk.outward else ():
            yield name, mapping


def test_every_scheme_has_as_many_labels_as_its_source(crosswalk: Crosswalk) -> None:
    others = {TONE, *crosswalk.outward}
    assert {name: len(scheme) for name, scheme in crosswalk.schemes.items() if name not in others} == COUNTS


def test_no_scheme_table_is_left_out_of_the_index() -> None:
    files = {file.stem for file in content.path("ontology", "schemes").glob("*.tsv")}
    assert files == {*COUNTS, "index"}


def test_every_mapping_table_between_schemes_is_read(crosswalk: Crosswalk) -> None:
    files = {file.name.removesuffix(".sssom.tsv") for file in content.path("ontology", "mappings").glob("*.sssom.tsv")}
    assert files == set(crosswalk.sets)
    assert set(crosswalk.outward) == {"wordnet-3.0"}


def test_no_scheme_id_reads_as_a_pair_of_schemes(crosswalk: Crosswalk) -> None:
    pairs = {f"{a}-{b}" for a in crosswalk.schemes for b in crosswalk.schemes}
    assert not pairs & set(crosswalk.schemes)


@pytest.mark.parametrize(
    ("scheme", "codes"),
    [
        ("carer", "sadness joy love anger fear surprise"),
        ("isear", " joy fear anger sadness disgust shame guilt"),
        ("goemotions", GOEMOTIONS),
    ],
)
def test_published_codes_number_the_labels(crosswalk: Crosswalk, scheme: str, codes: str) -> None:
    found = {label.code: label.label for label in crosswalk.scheme(scheme)}
    expected = {str(code): label for code, label in enumerate(codes.split(" ")) if label}
    assert found == expected


@pytest.mark.parametrize("label", ["admiring", "agreeable"])
def test_wrong_copies_of_empatheticdialogues_are_not_followed(crosswalk: Crosswalk, label: str) -> None:
    assert crosswalk.scheme("empatheticdialogues").get(label) is None


def test_mfoem_codes_are_the_published_iris(crosswalk: Crosswalk) -> None:
    mfoem = crosswalk.scheme("mfoem")
    expected = {word: f"http://purl.obolibrary.org/obo/MFOEM_{number:06}" for word, number in MFOEM.items()}
    assert {word: mfoem[word].code for word in MFOEM} == expected
    assert mfoem["trust"].code == "https://purl.obolibrary.org/obo/MFOEM_000224"


def test_no_code_stands_twice(crosswalk: Crosswalk) -> None:
    for scheme in crosswalk.schemes.values():
        codes = Counter(label.code for label in scheme if label.code)
        assert [code for code, count in codes.items() if count > 1] == [], scheme.id


@pytest.mark.parametrize("scheme", list(SAME_WORD))
def test_as_many_labels_are_words_of_the_tree_as_were_counted(crosswalk: Crosswalk, scheme: str) -> None:
    tree = {emotion.id for emotion in crosswalk.ontology if not emotion.extension}
    lexical = [m for m in crosswalk.sets[scheme].mappings if m.mapping_justification == "semapv:LexicalMatching"]
    assert len({m.subject for m in lexical if m.object in tree}) == SAME_WORD[scheme]


def test_lexical_matches_have_the_same_word(crosswalk: Crosswalk) -> None:
    wrong = [
        (name, m.subject_label, m.object_label)
        for name, m in rows(crosswalk)
        if m.mapping_justification == "semapv:LexicalMatching" and not same_word(crosswalk, name, m)
    ]
    assert wrong == []


def same_word(crosswalk: Crosswalk, name: str, mapping: Mapping) -> bool:
    label = crosswalk.scheme(name)[mapping.subject]
    emotion = crosswalk.ontology[mapping.object or ""]
    words = {label.label, label.id, *label.alt_labels, NOUNS.get(label.label, "")}
    return bool(words & {emotion.label, *emotion.alt_labels})


def test_every_mapping_says_who_or_what_decided_it(crosswalk: Crosswalk) -> None:
    authored = [m for _, m in rows(crosswalk) if m.mapping_tool]
    assert {m.mapping_tool for m in authored} == {"language model, unreviewed"}
    published = [m for _, m in rows(crosswalk) if not m.mapping_tool]
    assert [m for m in published if not m.comment] == []
    assert {m.mapping_justification for m in authored} == {"semapv:BackgroundKnowledgeBasedMatching"}


def test_nothing_claims_a_person_or_a_measurement(crosswalk: Crosswalk) -> None:
    forbidden = {"semapv:ManualMappingCuration", "semapv:SemanticSimilarityThresholdMatching"}
    assert [m for _, m in rows(crosswalk) if m.mapping_justification in forbidden] == []


def test_confidences_are_on_the_documented_scale(crosswalk: Crosswalk) -> None:
    assert {m.confidence for _, m in rows(crosswalk)} <= CONFIDENCES


def test_neutral_means_no_emotion_wherever_it_stands(crosswalk: Crosswalk) -> None:
    neutral = {name: crosswalk.sets[name].of(NEUTRAL) for name, s in crosswalk.schemes.items() if s.get(NEUTRAL)}
    assert set(neutral) == {"goemotions", "sentiment", "crowdflower", "super-emotion"}
    assert [name for name, found in neutral.items() if [m.object for m in found] != [None]] == []


def test_metadata_name_the_set_its_licence_and_its_prefixes(crosswalk: Crosswalk) -> None:
    for name, mapping_set in crosswalk.sets.items():
        if name in crosswalk.outward:
            continue
        assert mapping_set.metadata["mapping_set_id"] == MAPPING + name
        assert mapping_set.metadata["license"] == "https://creativecommons.org/licenses/by/4.0/"
        known = {scheme: scheme_iri(scheme) + "/" for scheme in crosswalk.schemes}
        known |= {"emotion": emotion_iri(""), "scheme": scheme_iri(""), "tonekg": "https://w3id.org/tone-kg/"}
        assert mapping_set.prefixes.items() <= known.items(), name


def test_no_metadata_reads_as_a_date_or_a_number(crosswalk: Crosswalk) -> None:
    """SSSOM wants text where YAML would make a date of 2025-06-16 and a number of 3.0."""
    files = [content.path("ontology", "mappings", f"{name}.sssom.tsv") for name in crosswalk.sets]
    lines = [line for file in files for line in file.read_text().splitlines()]
    assert [line for line in lines if re.match(r"#\w+version: *[\d-]+(\.\d+)? *$", line)] == []


def test_plutchik_has_three_levels_in_each_of_eight_dimensions(crosswalk: Crosswalk) -> None:
    levels = defaultdict(list)
    for label in crosswalk.scheme("plutchik-intensities"):
        levels[label.details["dimension"]].append(label.details["level"])
    assert set(levels) == {label.id for label in crosswalk.scheme("plutchik")}
    assert set(map(tuple, levels.values())) == {("mild", "basic", "intense")}


def test_dyads_are_every_pair_of_basic_emotions_once(crosswalk: Crosswalk) -> None:
    basic = [label.id for label in crosswalk.scheme("plutchik")]
    pairs = [frozenset(components(dyad)) for dyad in crosswalk.scheme("plutchik-dyads")]
    assert set(pairs) == {frozenset((a, b)) for a in basic for b in basic if a != b}
    assert len(pairs) == len(set(pairs)) == 28


def test_opposite_dyads_have_opposite_components(crosswalk: Crosswalk) -> None:
    dyads = crosswalk.scheme("plutchik-dyads")
    axes = [components(dyad) for dyad in dyads if dyad.details["order"] == "opposite"]
    opposite = {one: other for axis in axes for one, other in (axis, axis[::-1])}
    for dyad in dyads:
        if dyad.details["order"] != "opposite":
            expected = {opposite[component] for component in components(dyad)}
            assert set(components(dyads[dyad.details["opposite"]])) == expected


def components(dyad: Label) -> tuple[str, str]:
    one, other = dyad.details["components"].split("|")
    return one, other


def test_wikipedia_differs_from_shaver_by_eight_words_each_way(crosswalk: Crosswalk) -> None:
    w = {label.label for label in crosswalk.scheme("wikipedia-parrott")}
    s = {label.label for label in crosswalk.scheme("shaver")}
    assert (w - s, s - w) == (W_ONLY, S_ONLY)


def test_wikipedia_moves_one_word(crosswalk: Crosswalk) -> None:
    w = crosswalk.scheme("wikipedia-parrott")
    shared = [label for label in w if label.id in crosswalk.ontology]
    places = {label.id: (label.broader, crosswalk.ontology[label.id].broader or "") for label in shared}
    moved = {label: place for label, place in places.items() if place[0] != place[1]}
    renamed = {label: place for label, place in moved.items() if place == ("irritability", "irritation")}
    assert moved.keys() - renamed.keys() == {"loathing"}
    assert moved["loathing"] == ("disgust", "rage")
    tiers = Counter(label.details["tier"] for label in w)
    assert tiers == {"1": 6, "2": 25, "3": 106}


def test_every_wikipedia_label_is_mapped_to_the_tree_exactly_or_closely(crosswalk: Crosswalk) -> None:
    good = {"skos:exactMatch", "skos:closeMatch"}
    best = {m.subject: m.object for m in crosswalk.sets["wikipedia-parrott"].mappings if m.predicate_id in good}
    assert set(best) == {label.id for label in crosswalk.scheme("wikipedia-parrott")}
    assert [emotion for emotion in best.values() if crosswalk.ontology[emotion or ""].extension] == []


def test_skos_exact_matches_never_hide_a_wider_or_related_one(crosswalk: Crosswalk) -> None:
    """SKOS S46: exactMatch (transitive, symmetric) excludes broadMatch and relatedMatch between the same two."""
    same = {node: node for _, m in rows(crosswalk) for node in (m.subject_id, m.object_id)}
    for _, m in rows(crosswalk):
        if m.predicate_id == "skos:exactMatch" and m.object:
            one, other = same[m.subject_id], same[m.object_id]
            same = {node: one if group == other else group for node, group in same.items()}
    other_kinds = {"skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch"}
    hidden = [
        m for _, m in rows(crosswalk) if m.predicate_id in other_kinds and same[m.subject_id] == same[m.object_id]
    ]
    assert hidden == []


def test_skos_related_matches_never_join_a_label_to_what_is_wider(crosswalk: Crosswalk) -> None:
    """SKOS S27: related excludes broaderTransitive between the same two; matches are kinds of both."""
    wider: defaultdict[str, set[str]] = defaultdict(set)
    for emotion in crosswalk.ontology:
        wider[f"emotion:{emotion.id}"] |= {f"emotion:{e.id}" for e in crosswalk.ontology.ancestors(emotion.id)}
    for name, scheme in crosswalk.schemes.items():
        for label in scheme:
            wider[f"{name}:{label.id}"] |= {f"{name}:{label.broader}"} if label.broader else set()
    for _, m in rows(crosswalk):
        if m.predicate_id == "skos:broadMatch":
            wider[m.subject_id].add(m.object_id)
        if m.predicate_id == "skos:narrowMatch":
            wider[m.object_id].add(m.subject_id)
    related = [(m.subject_id, m.object_id) for _, m in rows(crosswalk) if m.predicate_id == "skos:relatedMatch"]
    wrong = [pair for pair in related if reaches(wider, *pair) or reaches(wider, *pair[::-1])]
    assert wrong == []


def reaches(wider: dict[str, set[str]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    layer = {start}
    while layer:
        layer = set().union(*(wider.get(node, set()) for node in layer)) - seen
        seen |= layer
    return goal in seen
