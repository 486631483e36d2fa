"""Weights learned from a handful of texts, with and without each set."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pytest
from mini_study import FEARFUL, JOYFUL, PLAIN, HandMade, rows, write_set

from kgservice.classify import EmotionClassifier
from kgservice.classify.calibration import CLASSES, Calibration, read_calibration
from kgservice.classify.weights import Weights, read_associations
from kgservice.errors import TableError
from kgservice.learn import associations, calibration
from kgservice.learn.calibration import Choices
from kgservice.learn.readings import balanced, targets
from kgservice.learn.study import Study, study, weights_of
from kgservice.learn.unseen import makes, measure, table
from kgservice.ontology.model import VAD
from kgservice.vocab import Lexicon, Sense
from kgservice.vocab.embedding import Model

BEFORE = Calibration((0.0,) * 7, dict.fromkeys(CLASSES[1:], (0.0,) * 7), 12, 0.5, 0.5, VAD(0.1, -0.2, 0.3), 2.0)
JOY, FEAR = CLASSES.index("joy"), CLASSES.index("fear")
EMPTY_AFFECT = "form\tvalence\tarousal\tdominance\tweight\tmethod\tsource\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_set(
        tmp_path / "vocab/corpus/scenes.tsv", [*rows(PLAIN[2:3], "neutral"), *rows(JOYFUL[2:3], "joy")], "emotions"
    )
    (tmp_path / "vocab/word-affect.tsv").write_text(EMPTY_AFFECT)
    write_set(tmp_path / "one.tsv", [*rows(JOYFUL[:2], "joy"), *rows(FEARFUL[:2], "fear")])
    write_set(tmp_path / "two.tsv", rows(FEARFUL[1:], "terror"))
    return tmp_path


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon([Sense("gleeful", "adjective", (), "joy", 0.9, None, "authored", "kgservice", "")])


def read(root: Path, lexicon: Lexicon, *names: str) -> Study:
    files = [root / name for name in names or ("one.tsv", "two.tsv")]
    return study(root, files, EmotionClassifier(lexicon), cast(Model, HandMade()))


def test_a_word_of_joyful_texts_adds_to_joy(root: Path, lexicon: Lexicon) -> None:
    learned = read(root, lexicon).learn()
    assert learned.forms["cake"].argmax() == JOY
    assert learned.forms["wolf"].argmax() == FEAR


def test_a_word_that_no_text_holds_gets_the_numbers_of_words_like_it(root: Path, lexicon: Lexicon) -> None:
    learned = read(root, lexicon).learn()
    assert "gleeful" in learned.forms
    assert learned.forms["gleeful"].argmax() == JOY


def test_pairs_are_learned_once_they_are_common(root: Path, lexicon: Lexicon) -> None:
    forms = read(root, lexicon).learn().forms
    assert "the cake" not in forms  # two texts
    assert "stands here" in forms


def test_finer_labels_count_as_their_primary(root: Path, lexicon: Lexicon) -> None:
    assert {frozenset(e.gold) for e in read(root, lexicon).sets[2].examples} == {frozenset({"fear"})}


def test_a_set_that_is_left_out_teaches_nothing(root: Path, lexicon: Lexicon) -> None:
    without = read(root, lexicon).learn("one")
    assert without.forms["sunny"].tolist() == without.forms["gleeful"].tolist()  # only their vectors speak
    assert read(root, lexicon).learn().forms["sunny"].tolist() != without.forms["sunny"].tolist()


def test_the_trust_in_the_lexicon_is_added_to_each_primary_alone(root: Path, lexicon: Lexicon) -> None:
    learned = read(root, lexicon).learn()  # no text holds a clue, so nothing else is known of them
    assert learned.lexicon["anger"].tolist() == pytest.approx([0, associations.LEXICON_TRUST, 0, 0, 0, 0, 0])


def test_classes_weigh_the_same_however_many_examples_they_have(root: Path, lexicon: Lexicon) -> None:
    shares = targets(read(root, lexicon).sets[1].examples + read(root, lexicon).sets[2].examples)
    weights = balanced(shares, np.ones(len(shares)))
    sums = (shares * weights[:, None]).sum(axis=0)
    assert shares.sum(axis=0)[JOY] != shares.sum(axis=0)[FEAR]
    assert sums[[JOY, FEAR]].tolist() == pytest.approx([len(shares) / 7] * 2)


def test_nothing_is_learned_from_the_part_that_is_measured(root: Path, lexicon: Lexicon) -> None:
    write_set(root / "three.tsv", [("sunny", "joy\tdev"), ("the wolf", "fear\ttrain")], "label\tsplit")
    assert [e.text for e in read(root, lexicon, "three.tsv").sets[1].examples] == ["the wolf"]


def test_measuring_a_learning_set_learns_anew_and_other_sets_share_one(root: Path, lexicon: Lexicon) -> None:
    left_out: list[str] = []

    def make(name: str) -> EmotionClassifier:
        left_out.append(name)
        return EmotionClassifier(lexicon)

    classifier = makes(read(root, lexicon), make)
    for name in ("one", "elsewhere", "another", "one"):
        classifier(name)
    assert left_out == ["one", ""]


def test_a_classifier_with_what_was_learned_labels_unseen_texts(root: Path, lexicon: Lexicon) -> None:
    learned = read(root, lexicon).learn()
    weights = weights_of(root, learned, Choices(), Weights({}, {}, BEFORE))
    found = EmotionClassifier(lexicon, weights=weights)
    assert [found.classify(text).primary for text in ("sunny cake", "thunder, a wolf")] == ["joy", "fear"]


def test_a_set_is_measured_on_its_held_out_part(root: Path, lexicon: Lexicon) -> None:
    unseen = write_set(root / "dev.tsv", [("sunny cake", "joy\tdev"), ("a wolf", "fear\ttrain")], "label\tsplit")
    weights = weights_of(root, read(root, lexicon).learn(), Choices(), Weights({}, {}, BEFORE))
    (evaluation,) = measure([unseen], lambda name: EmotionClassifier(lexicon, weights=weights))
    assert evaluation.files[0].rows == 1
    assert evaluation.files[0]["kgservice"].macro_f1 == 1.0


def test_the_table_of_unseen_sets_ends_in_their_means(root: Path, lexicon: Lexicon) -> None:
    # joy found, fear missed: 1 and 0; the wolf's set is all right
    one = write_set(root / "dev.tsv", [("sunny cake", "joy\tdev"), ("unheard", "fear\tdev")], "label\tsplit")
    other = write_set(root / "dev2.tsv", [("thunder, a wolf", "fear\tdev")], "label\tsplit")
    weights = weights_of(root, read(root, lexicon).learn(), Choices(), Weights({}, {}, BEFORE))
    found = table(measure([one, other], lambda name: EmotionClassifier(lexicon, weights=weights)))
    means = dict(zip(found.columns, found.rows[-1], strict=True))
    assert [means[name] for name in ("set", "macro-F1", "silence a miss", "coverage")] == ["mean", 0.75, 0.75, 0.75]


def test_the_tables_read_back_as_they_were_written(root: Path, lexicon: Lexicon) -> None:
    learned = read(root, lexicon).learn()
    table = calibration.calibrated(learned, Choices(), BEFORE)
    associations.write(root / "associations.tsv", learned.rows())
    calibration.write(root / "calibration.toml", table)
    assert read_associations(root / "associations.tsv") == learned.rows()
    assert read_calibration(root / "calibration.toml") == table
    assert (table.prior, table.shrinkage) == (BEFORE.prior, BEFORE.shrinkage)


def test_forms_that_say_next_to_nothing_are_left_out() -> None:
    forms = {"loud": np.array([0, 0, 0, 1.0, 0, 0, 0]), "quiet": np.array([0.04] * 7), "endless": np.full(7, 1e9)}
    rows_ = associations.Associations(forms, {}, np.zeros(7)).rows()
    assert list(rows_) == ["endless", "loud"]
    assert rows_["endless"] == [associations.MAX_ASSOCIATION] * 7


def test_learning_twice_gives_the_same_bytes(root: Path, lexicon: Lexicon) -> None:
    first, second = (read(root, lexicon).learn().rows() for _ in range(2))
    assert first == second


def test_no_sentences_of_our_own_is_an_error_that_names_the_folder(tmp_path: Path, lexicon: Lexicon) -> None:
    with pytest.raises(TableError, match=r"corpus.*no sentences"):
        study(tmp_path, [], EmotionClassifier(lexicon), cast(Model, HandMade()))


def test_an_unknown_emotion_in_the_corpus_is_named_with_its_row(root: Path, lexicon: Lexicon) -> None:
    write_set(root / "vocab/corpus/wrong.tsv", [("so glad", "joooy")], "emotions")
    with pytest.raises(TableError, match=r"wrong\.tsv row 2.*joooy"):
        read(root, lexicon)
