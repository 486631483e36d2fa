"""A document as one HTML page: no script, no address outside, light and dark, a table beside every plot."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from kgservice.classify.evaluation.document import Document, Row, Section, Table
from kgservice.classify.evaluation.plots import plot

_STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:84rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:1rem 0}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{padding:.2rem .6rem;border-bottom:1px solid #8886;text-align:right;white-space:nowrap}
th:first-child{text-align:left}
th[scope=row]{font-weight:400}
div{overflow-x:auto}
figure{margin:1rem 0;display:flex;flex-wrap:wrap;gap:2rem;align-items:flex-start}
svg{max-width:100%;height:auto}
"""


def to_html(document: Document) -> str:
    """Return the document as HTML.  Raises `MissingExtra` without matplotlib where it has plots."""
    title = escape(document.title)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    parts = [
        f'<!doctype html>\n<html lang="en"><head>{head}<title>{title}</title>\n<style>{_STYLE}</style></head>',
        f"<body><h1>{title}</h1>",
        *(part for number, section in enumerate(document.sections) for part in _section(section, number)),
        "</body></html>\n",
    ]
    return "\n".join(parts)


def _section(section: Section, number: int) -> Iterator[str]:
    yield f"<section><h2>{escape(section.heading)}</h2>"
    yield from (f"<p>{escape(remark)}</p>" for remark in section.remarks)
    for table in section.tables:
        if table.figure and section.score and table.rows:
            drawing = plot(table.figure, section.score, f"f{number}-{table.figure}")
            yield f"<figure>{drawing}\n<div>{_table(table)}</div></figure>"
        else:
            yield f"<div>{_table(table)}</div>"
    yield "</section>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "\n".join(map(_row, table.rows))
    top = f"<caption>{escape(table.caption)}</caption>\n<thead><tr>{head}</tr></thead>"
    return f"<table>{top}\n<tbody>{rows}</tbody></table>"


def _row(cells: Row) -> str:
    rest = "".join(f"<td>{escape(cell)}</td>" for cell in cells[1:])
    return f'<tr><th scope="row">{escape(cells[0])}</th>{rest}</tr>'
