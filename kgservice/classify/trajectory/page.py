"""A trajectory as one HTML page that loads nothing from elsewhere: the plot, and in tables what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from kgservice.classify.trajectory.drawing import describe, printable, to_svg
from kgservice.classify.trajectory.model import Trajectory

STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
    "padding:0 1rem}svg{max-width:100%;height:auto;background:#fff}table{border-collapse:collapse;width:100%;"
    "margin:1rem 0}caption{text-align:left;font-weight:bold}td,th{border-top:1px solid #8888;padding:.3rem .6rem;"
    "text-align:left;vertical-align:top}"
)
QUOTE_CHARS = 300
MOST_TRANSITIONS = 20


def to_html(trajectory: Trajectory, title: str) -> str:
    """Return the page; raises `MissingExtra` without matplotlib.  Nothing of the text becomes markup."""
    said = describe(trajectory)
    body = [f"<h1>{_text(title)}</h1><p>{_text(said)}</p>", to_svg(trajectory, title)]
    turns = [
        (number, turn.kind, f"{turn.place:.0%}", f"{turn.value:+.2f}", f"{turn.prominence:.2f}", quote(turn.quote.text))
        for number, turn in enumerate(trajectory.turning_points(), start=1)
    ]
    body.append(_table("Turning points of valence", ("", "kind", "place", "value", "prominence", "quote"), turns))
    changes = [
        (f"{t.step.first} to {t.step.second}", t.count, "yes" if t.step.is_jump else "", t.step.remark)
        for t in trajectory.transitions[:MOST_TRANSITIONS]
    ]
    caption = "Changes of the primary emotion, the least plausible first"
    body.append(_table(caption, ("change", "times", "jump", "what is known"), changes))
    for name, own in trajectory.speakers.items():
        body.append(f"<h2>{_text(name)}</h2><p>{_text(describe(own))}</p>")
    head = f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{_text(title)}</title>'
    view = '<meta name="viewport" content="width=device-width">'
    return f"{head}{view}<style>{STYLE}</style>\n" + "\n".join(body) + "\n</html>\n"


def quote(text: str) -> str:
    r"""Return a text on one line, cut to `QUOTE_CHARS` characters.

    >>> quote("so\n happy"), len(quote("x" * 1000))
    ('so happy', 300)
    """
    line = " ".join(text.split())
    return line if len(line) <= QUOTE_CHARS else line[: QUOTE_CHARS - 1] + "…"


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    cells = "".join(f'<th scope="col">{_text(name)}</th>' for name in head)
    lines = "".join("<tr>" + "".join(f"<td>{_text(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    if not lines:
        return f"<p>{_text(caption)}: none.</p>"
    return f"<table><caption>{_text(caption)}</caption><tr>{cells}</tr>{lines}</table>"


def _text(text: str) -> str:
    return escape(printable(text))
