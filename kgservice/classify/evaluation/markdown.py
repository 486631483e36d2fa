"""A document as Markdown (GitHub's tables)."""

from __future__ import annotations

from collections.abc import Iterator

from kgservice.classify.evaluation.document import Document, Row, Table

_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\|*_`<>[]#"} | {"\n": " ", "\r": " "})


def to_markdown(document: Document) -> str:
    r"""Return the document as Markdown, ending in a line break.

    >>> from kgservice.classify.evaluation.document import Section
    >>> table = Table("Figures", ("labeller", "macro-F1"), (("ours|theirs", "0.5"),))
    >>> print(to_markdown(Document("Report", (Section("a.csv", ("Two rows.",), (table,)),))))
    # Report
    <BLANKLINE>
    ## a.csv
    <BLANKLINE>
    Two rows.
    <BLANKLINE>
    Figures
    <BLANKLINE>
    | labeller | macro-F1 |
    |---|--:|
    | ours\|theirs | 0.5 |
    <BLANKLINE>
    """
    return "\n\n".join(_blocks(document)) + "\n"


def _blocks(document: Document) -> Iterator[str]:
    yield f"# {_escaped(document.title)}"
    for section in document.sections:
        yield f"## {_escaped(section.heading)}"
        yield from map(_escaped, section.remarks)
        for table in section.tables:
            yield _escaped(table.caption)
            yield _table(table)


def _table(table: Table) -> str:
    rule = "|---|" + "--:|" * (len(table.columns) - 1)
    return "\n".join([_line(table.columns), rule, *map(_line, table.rows)])


def _line(cells: Row) -> str:
    return "| " + " | ".join(map(_escaped, cells)) + " |"


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
