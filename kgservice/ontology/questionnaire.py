"""A questionnaire for people who judge the ontology.

`items` turns hierarchy, terms and links into statements to agree with from 1 (not at all) to 5 (fully).  People fill
in the CSV or the HTML page that `to_csv` and `to_html` make; `read_answers` reads the filled CSV files back for
`agreement`.  Nothing here invents a rating: an empty cell stays missing.
"""

from __future__ import annotations

import csv
import html
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgservice.errors import TableError, UnreadableText, nearest
from kgservice.ontology.model import Dependency, Emotion, Ontology

PARTS = ("hierarchy", "terms", "links")
SCALE = (1, 2, 3, 4, 5)
"""From "not at all" to "fully": a five-step agreement scale (Likert 1932)."""

COLUMNS = ("item", "part", "statement", "rating", "comment")
_SENTENCES = {
    "isOppositeOf": "{0} and {1} are opposites.",
    "isComposedOf": "{0} has {1} in it as one of its parts.",
    "leadsTo": "{0} often leads to {1}.",
    "moreIntenseThan": "{0} is a more intense emotion than {1}.",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One statement to judge; ``id`` names the fact it stands for, so that answers find their way back."""

    id: str
    part: str
    statement: str


def items(
    ontology: Ontology, terms: Iterable[tuple[str, str]] = (), *, per_part: int | None = None, seed: int = 0
) -> tuple[Item, ...]:
    """Return the statements to judge, part by part, sorted by id.

    ``terms``: pairs of term and emotion id.  ``per_part``: draw at most so many of each part, the same ones for the
    same ``seed``; None for all.

    >>> from kgservice.ontology import load_ontology
    >>> [item.statement for item in items(load_ontology(), [("over the moon", "joy")]) if item.part == "terms"]
    ['Someone who says "over the moon" means joy.']
    """
    parts = {
        "hierarchy": [_hierarchy_item(e, ontology[e.broader]) for e in ontology if e.broader],
        "terms": [_term_item(term, ontology[emotion]) for term, emotion in terms],
        "links": list({item.id: item for item in (_link_item(d, ontology) for d in ontology.dependencies)}.values()),
    }
    chosen: list[Item] = []
    for part in PARTS:
        pool = sorted(parts[part], key=lambda item: item.id)
        if per_part is not None and len(pool) > per_part:
            pool = sorted(random.Random(f"{seed} {part}").sample(pool, per_part), key=lambda item: item.id)
        chosen += pool
    return tuple(chosen)


def _hierarchy_item(emotion: Emotion, broader: Emotion) -> Item:
    return Item(f"{emotion.id} broader {broader.id}", "hierarchy", f"{emotion.label} is a kind of {broader.label}.")


def _term_item(term: str, emotion: Emotion) -> Item:
    return Item(f"{term} means {emotion.id}", "terms", f'Someone who says "{term}" means {emotion.label}.')


def _link_item(link: Dependency, ontology: Ontology) -> Item:
    labels = ontology[link.subject].label, ontology[link.object].label
    statement = _SENTENCES[link.relation].format(*labels)
    return Item(f"{link.subject} {link.relation} {link.object}", "links", statement[0].upper() + statement[1:])


def to_csv(questions: Iterable[Item]) -> str:
    """Return the questionnaire as CSV with empty columns for rating (1 to 5) and comment."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((item.id, item.part, item.statement, "", "") for item in questions)
    return stream.getvalue()


def to_html(questions: Sequence[Item]) -> str:
    """Return the questionnaire as one HTML page that works offline and saves its answers as the CSV of `to_csv`."""
    rows = "\n".join(_html_row(number, item) for number, item in enumerate(questions))
    return _PAGE.replace("{{count}}", str(len(questions))).replace("{{rows}}", rows)


def _html_row(number: int, item: Item) -> str:
    choices = "".join(
        f'<td><input type="radio" name="q{number}" value="{step}" aria-label="{step}"></td>' for step in SCALE
    )
    cells = (html.escape(text) for text in (item.id, item.part))
    data = ' data-item="{}" data-part="{}"'.format(*cells)
    return (
        f"<tr{data}><td>{html.escape(item.statement)}</td>{choices}<td><input type=text aria-label=comment></td></tr>"
    )


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Emotion questionnaire</title>
<style>
body{font:1rem system-ui;max-width:60rem;margin:2rem auto}
td{padding:.3rem .5rem}
tr:nth-child(even){background:#f3f3f3}
</style>
</head><body><h1>Emotion questionnaire</h1>
<p>{{count}} statements. How far do you agree, from 1 (not at all) to 5 (fully)? Leave out what you cannot judge.</p>
<table><thead><tr><th>Statement</th><th>1</th><th>2</th><th>3</th><th>4</th><th>5</th><th>Comment</th></tr></thead>
<tbody>
{{rows}}
</tbody></table>
<p><button id="save">Save the answers as CSV</button></p>
<script>
document.getElementById("save").onclick = () => {
  const quote = (text) => '"' + text.replaceAll('"', '""') + '"';
  const lines = [...document.querySelectorAll("tbody tr")].map((row) => {
    const rating = row.querySelector("input:checked")?.value ?? "";
    const cells = [row.dataset.item, row.dataset.part, row.cells[0].textContent, rating, row.cells[6].firstChild.value];
    return cells.map(quote).join(",");
  });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["item,part,statement,rating,comment\\n" + lines.join("\\n") + "\\n"]));
  link.download = "answers.csv";
  link.click();
};
</script></body></html>
"""


def read_answers(file: Path, questions: Iterable[Item]) -> dict[str, int]:
    """Read one person's filled questionnaire: item id to rating, without the items left empty.

    Raises `TableError` for an unknown item, an item twice or a rating that is not 1 to 5; `UnreadableText` when the
    file is not UTF-8.
    """
    known = {item.id for item in questions}
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableText(str(file), error.start) from None
    reader = csv.DictReader(io.StringIO(text))
    if not {"item", "rating"} <= set(reader.fieldnames or ()):
        raise TableError(str(file), 1, None, "the columns item and rating are missing", "Fill in the exported file.")
    answers: dict[str, int] = {}
    for row in reader:
        item, rating = row["item"] or "", (row["rating"] or "").strip()
        if item not in known:
            near = ", ".join(nearest(item, known)) or "none"
            raise TableError(str(file), reader.line_num, "item", f'"{item}" is not known', f"Nearest: {near}.")
        if item in answers:
            raise TableError(str(file), reader.line_num, "item", f'"{item}" stands twice', "Keep one of the rows.")
        if rating and rating not in map(str, SCALE):
            raise TableError(
                str(file), reader.line_num, "rating", f'"{rating}" is not 1 to 5', "Write 1 to 5 or nothing."
            )
        if rating:
            answers[item] = int(rating)
    return answers
