"""Finding the true answer among others: cases, rankers and their figures."""

import json
from pathlib import Path

import pytest

from kgservice import EmotionClassifier, load_ontology
from kgservice.classify.dialogue import read_dialogues
from kgservice.classify.evaluation.answer_rankers import BY_PEOPLE, CHANCE, WORDS
from kgservice.classify.evaluation.answering import ranking, scored
from kgservice.classify.evaluation.conversation_cases import Talk, talks
from kgservice.classify.evaluation.ranking import outcome, ranking_scores
from kgservice.errors import TableError

TALKS = Path(__file__).parents[2] / "data" / "examples" / "conversations.jsonl"


@pytest.fixture(scope="module")
def cases() -> list[Talk]:
    classifier = EmotionClassifier()
    return talks(read_dialogues(TALKS, classifier.ontology), classifier, candidates=4, most=2)


def test_every_case_has_the_true_answer_first_and_others_from_elsewhere(cases: list[Talk]) -> None:
    spoken = {}
    for dialogue in read_dialogues(TALKS, load_ontology()):
        texts = [turn.text for turn in dialogue.turns]
        spoken |= dict.fromkeys(texts, texts)
    found = [case for talk in cases for case in talk]
    assert len(found) == 19 and max(map(len, cases)) == 2
    for case in found:
        right, *others = (turn.said.text for turn in case.candidates)
        texts = spoken[case.before.said.text]
        assert texts.index(right) == texts.index(case.before.said.text) + 1
        assert len(others) == 3 and not set(others) & set(texts)


def test_cases_are_the_same_each_time(cases: list[Talk]) -> None:
    classifier = EmotionClassifier()
    assert talks(read_dialogues(TALKS, classifier.ontology), classifier, candidates=4, most=2) == cases


def test_a_conversation_without_another_of_its_source_gives_no_case(tmp_path: Path) -> None:
    file, classifier = tmp_path / "one.jsonl", EmotionClassifier()
    file.write_text(TALKS.read_text().splitlines()[0])
    assert talks(read_dialogues(file, classifier.ontology), classifier, 4, 2) == [[]]


def test_words_and_labels_beat_chance_where_answers_repeat_words_and_feelings(cases: list[Talk]) -> None:
    scores = {score.name: score for score in ranking(scored(cases[::2], cases[1::2], load_ontology()))}
    assert scores[CHANCE].mrr == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 4) / 4)
    for name in (WORDS, BY_PEOPLE.format("mirror"), "mirror"):
        assert scores[name].mrr > scores[CHANCE].mrr, name
    assert scores[WORDS].better_by is None and scores[CHANCE].better_by.by < 0


def test_cases_after_an_emotion_are_fewer(cases: list[Talk]) -> None:
    found = scored(cases[::2], cases[1::2], load_ontology())
    assert 0 < ranking(found, emotional=True)[0].cases < ranking(found)[0].cases
    assert ranking([]) == []


def test_without_labels_there_are_no_rankers_by_people(tmp_path: Path) -> None:
    file, classifier = tmp_path / "talks.jsonl", EmotionClassifier()
    records = [json.loads(line) for line in TALKS.read_text().splitlines()]
    bare = [{"turns": [{"speaker": t["speaker"], "text": t["text"]} for t in r["turns"]]} for r in records]
    file.write_text("\n".join(map(json.dumps, bare)))
    found = talks(read_dialogues(file, classifier.ontology), classifier, 3, 1)
    names = [score.name for score in ranking(scored(found[::2], found[1::2], classifier.ontology))]
    assert "mirror" in names and BY_PEOPLE.format("mirror") not in names


def test_ties_count_as_the_mean_over_their_orders() -> None:
    assert outcome([1, 1, 0]) == (0.75, 0.5)
    assert outcome([0, 1, 0]) == ((1 / 2 + 1 / 3) / 2, 0.0)


def test_an_empty_group_changes_nothing_but_a_missing_base_is_an_error() -> None:
    groups = [[outcome([1, 0])], [outcome([0, 1])]]
    with_empty, without = (ranking_scores({"a": each}, "a")[0] for each in ([*groups, []], groups))
    assert with_empty == without and with_empty.mrr == 0.75
    assert ranking_scores({"a": [[]]}, "a") == []
    with pytest.raises(KeyError):
        ranking_scores({"a": groups}, "b")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[]", "row 1: the line is not a conversation"),
        ('{"turns": [{"speaker": "A"}]}', "row 1: the line is not a conversation"),
        ('{"turns": [{"speaker": "A", "text": 5}]}', "row 1: the line is not a conversation"),
        ('{"turns": [{"speaker": "A", "text": "x", "emotion": "jooy"}]}', 'emotion: No emotion "jooy". Nearest: joy'),
        ('{"turns": [{"speaker": "A", "text": "x", "emotion": 2.5}]}', "emotion: 2.5 is no label"),
    ],
)
def test_a_broken_conversation_is_named_with_its_line(line: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "talks.jsonl"
    file.write_text(line)
    with pytest.raises(TableError, match=problem):
        list(read_dialogues(file, load_ontology()))


def test_an_empty_line_is_passed_over_and_neutral_is_no_emotion(tmp_path: Path) -> None:
    file = tmp_path / "talks.jsonl"
    file.write_text('\n{"turns": [{"speaker": "A", "text": "x", "emotion": "neutral"}]}\n')
    (dialogue,) = read_dialogues(file, load_ontology())
    assert dialogue.source == "" and dialogue.turns[0].emotions == frozenset()
