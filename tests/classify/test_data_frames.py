"""Arrow tables, pandas and Polars data frames are labelled by one function, row by row as `classify` does it."""

from __future__ import annotations

import subprocess
import sys

import pandas
import polars
import pyarrow as pa
import pytest

from kgservice.classify import EmotionClassifier
from kgservice.classify.columns import COLUMNS, written
from kgservice.classify.frames import label_arrow, label_frame, schema
from kgservice.errors import TableError

TEXTS = ["I am happy", None, "sad and afraid", "", "not happy"]


@pytest.fixture
def table() -> pa.Table:
    return pa.table({"id": range(5), "text": TEXTS})


def test_every_row_says_what_the_classifier_says_of_its_text(classifier: EmotionClassifier, table: pa.Table) -> None:
    for row in label_arrow(table, classifier=classifier, evidence=True).to_pylist():
        if row["text"] is None:
            continue
        prediction = classifier.classify(row["text"])
        assert row["primary"] == prediction.primary
        assert [(label["emotion"], label["score"]) for label in row["labels"]] == list(prediction.labels)
        assert [(place["start"], place["end"], place["negated"]) for place in row["evidence"]] == [
            (evidence.start, evidence.end, evidence.negated) for evidence in prediction.evidence
        ]
        vad = prediction.vad
        assert (row["valence"], row["arousal"], row["dominance"]) == (tuple(vad) if vad else (None, None, None))


def test_a_null_text_gets_nulls_and_an_empty_text_gets_no_labels(
    classifier: EmotionClassifier, table: pa.Table
) -> None:
    answer = label_arrow(table, classifier=classifier, evidence=True).to_pylist()
    assert all(answer[1][name] is None for name in schema(evidence=True).names)
    assert answer[3]["labels"] == answer[3]["evidence"] == []


def test_rows_columns_and_order_stay(classifier: EmotionClassifier, table: pa.Table) -> None:
    answer = label_arrow(table, classifier=classifier)
    assert answer.column_names == ["id", "text", *COLUMNS]
    assert answer.select(["id", "text"]).equals(table)


@pytest.mark.parametrize(
    "texts",
    [
        pa.array(TEXTS, pa.large_string()),
        pa.array(TEXTS, pa.string_view()),
        pa.array(TEXTS).dictionary_encode(),
        pa.chunked_array([TEXTS[:2], [], TEXTS[2:]], pa.string()),
    ],
    ids=["large", "view", "dictionary", "chunks"],
)
def test_every_kind_of_text_column_gives_the_same_labels(
    classifier: EmotionClassifier, table: pa.Table, texts: pa.Array
) -> None:
    answer = label_arrow(pa.table({"text": texts}), classifier=classifier)
    expected = label_arrow(table, classifier=classifier)
    assert answer.select(list(COLUMNS)).to_pylist() == expected.select(list(COLUMNS)).to_pylist()


def test_a_record_batch_stays_a_record_batch(classifier: EmotionClassifier, table: pa.Table) -> None:
    batch = table.to_batches()[0]
    answer = label_arrow(batch, classifier=classifier)
    assert isinstance(answer, pa.RecordBatch)
    assert answer.to_pylist() == label_arrow(table, classifier=classifier).to_pylist()


@pytest.mark.parametrize(
    "texts", [pa.array([], pa.string()), pa.array([None, None]), pa.chunked_array([], pa.string())]
)
def test_columns_without_a_text_keep_their_types(classifier: EmotionClassifier, texts: pa.Array) -> None:
    answer = label_arrow(pa.table({"text": texts}), classifier=classifier)
    assert answer.schema.field("labels").type == schema().field("labels").type
    assert answer["primary"].to_pylist() == [None] * len(texts)


@pytest.mark.parametrize(
    ("columns", "options", "says"),
    [
        ({"txet": ["a"]}, {}, "the table, column text: there is no such column. Nearest: txet."),
        ({"text": [5]}, {}, "column text: type int64 is not text"),
        ({"text": ["a"], "labels": ["joy"]}, {}, "column labels: it is there already. Give a prefix"),
        ({"text": ["a"], "e_score": [1]}, {"prefix": "e_"}, "column e_score: it is there already"),
    ],
    ids=["typo", "numbers", "taken", "taken with prefix"],
)
def test_a_column_that_does_not_fit_is_named(
    classifier: EmotionClassifier, columns: dict[str, list[object]], options: dict[str, str], says: str
) -> None:
    for frame in (pa.table(columns), pandas.DataFrame(columns), polars.DataFrame(columns)):
        with pytest.raises(TableError, match="column") as error:
            label_frame(frame, classifier=classifier, **options)
        if isinstance(frame, pa.Table) or "int64" not in says:
            assert says in str(error.value)


def test_a_prefix_makes_room_beside_labels_that_are_there(classifier: EmotionClassifier) -> None:
    answer = label_arrow(pa.table({"text": ["happy"], "labels": ["x"]}), classifier=classifier, prefix="emotion_")
    assert answer.select(["labels", "emotion_primary"]).to_pylist() == [{"labels": "x", "emotion_primary": "joy"}]


@pytest.mark.parametrize("dtype", [object, "string", "str", "category"])
def test_a_pandas_frame_keeps_its_index(classifier: EmotionClassifier, dtype: type | str) -> None:
    frame = pandas.DataFrame({"text": pandas.Series(TEXTS, dtype=dtype)}).set_axis([9, 9, 3, 1, 2])
    answer = label_frame(frame, classifier=classifier)
    assert list(answer.index) == [9, 9, 3, 1, 2]
    found = [value if isinstance(value, str) else None for value in answer["primary"]]
    assert found == label_arrow(pa.table({"text": TEXTS}), classifier=classifier)["primary"].to_pylist()
    assert list(frame.columns) == ["text"]


def test_pandas_and_polars_say_what_arrow_says(classifier: EmotionClassifier, table: pa.Table) -> None:
    expected = label_arrow(table, classifier=classifier, evidence=True)
    polar = label_frame(polars.from_arrow(table), classifier=classifier, evidence=True)
    assert isinstance(polar, polars.DataFrame)
    assert polar.to_arrow().to_pylist() == expected.to_pylist()
    panda = label_frame(table.to_pandas(), classifier=classifier, evidence=True)
    assert pa.Table.from_pandas(panda, schema=expected.schema).to_pylist() == expected.to_pylist()


def test_anything_else_is_refused() -> None:
    with pytest.raises(TypeError, match=r"not polars\.LazyFrame\. Collect it first"):
        label_frame(polars.LazyFrame({"text": ["a"]}))
    with pytest.raises(TableError, match="value 2 that is not missing"):
        label_frame(pandas.DataFrame({"text": ["a", None, 5]}))


def test_labelling_arrow_loads_no_other_heavy_library() -> None:
    check = (
        "import sys, pyarrow as pa; from kgservice.classify.frames import label_arrow;"
        "label_arrow(pa.table({'text': ['so sad']}));"
        "print({'polars', 'torch', 'spacy', 'rdflib'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", check], capture_output=True, text=True).stdout == "set()\n"


def test_labels_and_places_are_written_as_people_read_them(classifier: EmotionClassifier) -> None:
    answer = written(classifier.classify("happy and sad, not afraid"))
    assert answer["labels"] == ("joy:0.500", "sadness-secondary:0.500")
    assert answer["evidence"] == ("happy", "sad", "not afraid")
