"""Write predictions as rows (a table, JSON lines, CSV, TSV) or as one document (JSON-LD, EmotionML)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from kgservice.classify import EmotionClassifier, Prediction
from kgservice.classify.columns import COLUMNS, EVIDENCE, check_free, written
from kgservice.classify.texts import TextRecord
from kgservice.cli.output import RowFormat, opened, remarks, write_rows
from kgservice.cli.resume import completed
from kgservice.errors import KgserviceError, TableError


def write_labels(
    records: Iterator[TextRecord],
    classifier: EmotionClassifier,
    format: RowFormat,
    output: Path | None,
    *,
    text_column: str = "text",
    prefix: str = "",
    resume: bool = False,
) -> int:
    """Write a row for each record and return how many the output has now.

    JSON has every field of a record and the whole prediction. CSV and TSV have the fields of the first record, the
    text and the columns of `kgservice.classify.columns`; a table for people leaves the fields out. With ``resume`` the
    rows that the output holds stay and are not labelled again.
    """
    done, header = completed(output, format) if resume and output else (0, None)
    first = next(records, None)
    fields = list(first.fields) if first and format is not RowFormat.table else []
    columns = [*fields, text_column, *(prefix + name for name in (*COLUMNS, EVIDENCE))]
    if header is not None and header != columns:
        problem = f"its columns are {', '.join(header)}"
        raise TableError(str(output), 1, None, problem, f"Resume a file with {', '.join(columns)}, or begin anew.")
    rest = islice(chain([first] if first else [], records), done, None)
    rows = _Counted(_rows(rest, classifier, format, fields, text_column, prefix))
    try:
        with opened(output, append=done > 0 or header is not None) as stream:
            write_rows(rows, columns, format, stream, header=header is None)
    except KgserviceError:
        remarks.print(f"{done + rows.count} texts were labelled before this error")
        raise
    return done + rows.count


class _Counted:
    """Rows that know how many of them have been taken."""

    def __init__(self, rows: Iterator[Mapping[str, object]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        for row in self.rows:
            self.count += 1
            yield row


def _rows(
    records: Iterable[TextRecord],
    classifier: EmotionClassifier,
    format: RowFormat,
    fields: Sequence[str],
    text_column: str,
    prefix: str,
) -> Iterator[Mapping[str, object]]:
    for record in records:
        prediction = classifier.classify(record.text)
        answer = prediction.to_dict() if format is RowFormat.json else written(prediction)
        answer.pop("text", None)
        added = {text_column: record.text} | {prefix + name: value for name, value in answer.items()}
        if format is RowFormat.table:
            yield added
            continue
        check_free(record.fields, added, record.number)
        if format is not RowFormat.json and (unknown := [name for name in record.fields if name not in fields]):
            problem = "the first record has no such field"
            raise TableError("the records", record.number, unknown[0], problem, "Write json, which keeps every field.")
        yield {**record.fields, **added}


def write_document(
    records: Iterator[TextRecord], classifier: EmotionClassifier, is_jsonld: bool, output: Path | None
) -> int:
    """Write all predictions as one JSON-LD or EmotionML document and return how many there are."""
    from kgservice.classify import emotionml, onyx

    count = 0

    def predictions() -> Iterator[Prediction]:
        nonlocal count
        for record in records:
            count += 1
            yield classifier.classify(record.text)

    lines = onyx.lines(predictions()) if is_jsonld else emotionml.lines(predictions(), classifier.ontology.ids)
    with opened(output) as stream:
        stream.writelines(line + "\n" for line in lines)
    return count
