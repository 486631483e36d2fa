"""Label a column of an Arrow table, or of a pandas or Polars data frame (extra ``frames``).

`label_arrow` is the batch function that everything columnar goes through: data frames here, files and engines in
`bulk`.  In: a table with a column of texts.  Out: the same rows in the same order with the columns of `columns` added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from kgservice.classify.arrow import pa
from kgservice.classify.classifier import EmotionClassifier
from kgservice.classify.columns import COLUMNS, EVIDENCE, check_free, missing, row
from kgservice.classify.prediction import Evidence
from kgservice.errors import TableError

if TYPE_CHECKING:
    import pandas
    import polars

Arrow = TypeVar("Arrow", bound="pa.Table | pa.RecordBatch")
Frame = TypeVar("Frame", bound="pa.Table | pa.RecordBatch | pandas.DataFrame | polars.DataFrame")

_LABEL = pa.struct([("emotion", pa.string()), ("score", pa.float64())])
_WORDS = pa.list_(pa.string())
_PLACE = pa.struct(
    [
        *(("start", pa.int64()), ("end", pa.int64()), ("text", pa.string()), ("term", pa.string())),
        *(("emotion", pa.string()), ("weight", pa.float64()), ("negated", pa.bool_()), ("intensity", pa.float64())),
        *(("modifiers", _WORDS), ("flags", _WORDS), ("opposite", pa.string()), ("source", pa.string())),
    ]
)
_TYPES = {"primary": pa.string(), "labels": pa.list_(_LABEL), EVIDENCE: pa.list_(_PLACE)}


def schema(evidence: bool = False, prefix: str = "") -> pa.Schema:
    """Return the Arrow names and types of the columns that are added, in order.

    >>> schema().names
    ['primary', 'score', 'neutral', 'labels', 'valence', 'arousal', 'dominance']
    """
    names = (*COLUMNS, EVIDENCE) if evidence else COLUMNS
    return pa.schema([(prefix + name, _TYPES.get(name, pa.float64())) for name in names])


def label_arrow(
    table: Arrow,
    column: str = "text",
    *,
    classifier: EmotionClassifier | None = None,
    evidence: bool = False,
    prefix: str = "",
) -> Arrow:
    """Return an Arrow table (or record batch) with the columns of `schema` behind its own.

    ``column`` names the texts; where one is null, everything added is null.  ``classifier``: by default the packaged
    one.  ``evidence`` adds the places in each text.  ``prefix`` stands before each added name, for tables that have
    one of them already.  Raises `TableError` for a column that is missing (naming the nearest), holds no text, or
    would be there twice.

    >>> table = pa.table({"id": [7, 8], "text": ["I'm over the moon", None]})
    >>> label_arrow(table).select(["id", "primary"]).to_pylist()
    [{'id': 7, 'primary': 'joy'}, {'id': 8, 'primary': None}]
    """
    added = schema(evidence, prefix)
    check(table.schema, column, added)
    labeller = classifier or _packaged()
    arrays = [_answers(part, labeller, added, prefix) for part in _chunks(table.column(column))]
    whole = pa.Table.from_batches(arrays, added)
    for name in added.names:
        answer = whole.column(name)
        table = table.append_column(added.field(name), answer if isinstance(table, pa.Table) else _single(answer))
    return table


def label_frame(
    frame: Frame,
    column: str = "text",
    *,
    classifier: EmotionClassifier | None = None,
    evidence: bool = False,
    prefix: str = "",
) -> Frame:
    """Return a pandas or Polars data frame (or an Arrow table) with the columns of `schema` behind its own.

    The arguments and errors are those of `label_arrow`.  Rows and their order stay, in pandas the index too; ``frame``
    itself is not changed.  Raises `TypeError` for anything else, a lazy frame among it.

    >>> import pandas
    >>> label_frame(pandas.DataFrame({"text": ["so sad", None]}, index=["a", "b"]))["primary"].to_dict()["a"]
    'sadness'
    """
    options: dict[str, Any] = {"classifier": classifier, "evidence": evidence, "prefix": prefix}
    if isinstance(frame, (pa.Table, pa.RecordBatch)):
        return label_arrow(frame, column, **options)
    kind = f"{type(frame).__module__.partition('.')[0]}.{type(frame).__name__}"
    if kind not in _FRAMES:
        raise TypeError(
            f"label_frame takes a pandas or Polars DataFrame or an Arrow table, not {kind}. Collect it first."
        )
    labelled: Frame = _FRAMES[kind](frame, column, options)
    return labelled


def _label_pandas(frame: Any, column: str, options: dict[str, Any]) -> Any:
    import pandas

    _check_names([str(name) for name in frame.columns], column, schema(options["evidence"], options["prefix"]))
    texts = pa.Array.from_pandas(_texts(frame[column], column))
    answers = label_arrow(_one_column(texts, column), column, **options).drop_columns([column]).to_pandas()
    answers.index = frame.index
    return pandas.concat([frame, answers], axis="columns")


def _label_polars(frame: Any, column: str, options: dict[str, Any]) -> Any:
    import polars

    _check_names(frame.columns, column, schema(options["evidence"], options["prefix"]))
    texts = frame.get_column(column).to_arrow()
    answers = label_arrow(_one_column(texts, column), column, **options).drop_columns([column])
    return frame.hstack(polars.from_arrow(answers))


_FRAMES = {"pandas.DataFrame": _label_pandas, "polars.DataFrame": _label_polars}


def _one_column(texts: Any, column: str) -> pa.Table:
    return pa.table({column: texts})


def _texts(series: Any, column: str) -> Any:
    """Return a pandas column whose missing values are None; raises `TableError` for a value that is no text."""
    for place, value in enumerate(series[series.notna()]):
        if not isinstance(value, str):
            raise _no_text(column, f"{value!r:.40} (value {place + 1} that is not missing)")
    return series


def check(own: pa.Schema, column: str, added: pa.Schema) -> None:
    """Raise the `TableError` of `label_arrow` unless a table with the schema ``own`` can be labelled."""
    _check_names(own.names, column, added)
    kind = own.field(column).type
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_null(value) or any(test(value) for test in _IS_TEXT)):
        raise _no_text(column, f"type {kind}")


_IS_TEXT = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)


def _check_names(own: Sequence[str], column: str, added: pa.Schema) -> None:
    if column not in own:
        raise missing("the table", None, column, list(own))
    check_free(own, added.names)


def _no_text(column: str, what: str) -> TableError:
    return TableError("the table", None, column, f"{what} is not text", "Name a column of texts, or convert it first.")


def _chunks(column: Any) -> list[Any]:
    return column.chunks if isinstance(column, pa.ChunkedArray) else [column]


def _single(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _answers(texts: pa.Array, classifier: EmotionClassifier, added: pa.Schema, prefix: str) -> pa.RecordBatch:
    predictions = [None if text is None else classifier.classify(text) for text in texts.to_pylist()]
    rows = [None if prediction is None else row(prediction) for prediction in predictions]
    arrays = {name: pa.array([r and r[name] for r in rows], _TYPES.get(name, pa.float64())) for name in _SIMPLE}
    arrays["labels"] = _lists([r and r["labels"] for r in rows], _label_values)
    if prefix + EVIDENCE in added.names:
        arrays[EVIDENCE] = _lists([p and p.evidence for p in predictions], _places)
    return pa.RecordBatch.from_arrays([arrays[name.removeprefix(prefix)] for name in added.names], schema=added)


_SIMPLE = tuple(name for name in COLUMNS if name != "labels")


def _lists(cells: Sequence[Any], values: Any) -> pa.ListArray:
    """Return a list column, a null where a cell is None."""
    offsets: list[int | None] = []
    flat: list[Any] = []
    for cell in cells:
        offsets.append(None if cell is None else len(flat))
        flat += cell or ()
    return pa.ListArray.from_arrays(pa.array([*offsets, len(flat)], pa.int32()), values(flat))


def _label_values(pairs: Sequence[tuple[str, float]]) -> pa.StructArray:
    emotions = pa.array([emotion for emotion, _ in pairs], pa.string())
    scores = pa.array([score for _, score in pairs], pa.float64())
    return pa.StructArray.from_arrays([emotions, scores], names=["emotion", "score"])


def _places(found: Iterable[Evidence]) -> pa.Array:
    return pa.array([evidence.to_dict() for evidence in found], _PLACE)


@cache
def _packaged() -> EmotionClassifier:
    return EmotionClassifier()
