"""The documentation: Markdown files in ``docs/`` made into pages with headings that can be linked to.

In: ``docs/*.md`` and ``docs/examples/*.md``, with the plots beside them.  Out: a `Document`.  A link to another of the
files leads to its page, a link that begins with ``/`` into the service, below whatever path it is mounted at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from posixpath import join, normpath
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kgservice.errors import UnknownId

FOLDER = Path(__file__).parent / "docs"
START = "index"
EXAMPLES = "examples"

GROUPS = {
    "Start": (START, "getting-started-nlp", "getting-started-ontology", "getting-started-csv"),
    "Understand": ("model", "method"),
    "Reference": ("python-and-rest",),
}
"""The pages that stand in every page's list, by heading; the use cases are whatever lies in ``docs/examples``."""

GENERATED = {"reference/emotions": "Every emotion", "reference/schema": "Classes and properties"}
"""Pages that `reference` makes of the release, with their titles."""

_SLUG = re.compile(r"[^\w]+")
_COMMENT = re.compile(r"^<!--.*?-->\n", re.MULTILINE)


class UnknownDocument(UnknownId):
    """There is no page of documentation at this path."""

    kind = "page of documentation"


class Heading(NamedTuple):
    """A heading of the second or third level, and the id by which it is linked to."""

    level: int
    id: str
    text: str


class Document(NamedTuple):
    """A page: its path below ``/docs``, its title, the headings below that, and its HTML."""

    path: str
    title: str
    contents: tuple[Heading, ...]
    html: str


class Entry(NamedTuple):
    """A page in the list of all: where it is (empty for the first) and what it is called."""

    path: str
    title: str


@cache
def paths() -> tuple[str, ...]:
    """Return the paths of all written pages, sorted.

    >>> "index" in paths(), "model" in paths()
    (True, True)
    """
    return tuple(sorted(file.relative_to(FOLDER).with_suffix("").as_posix() for file in FOLDER.rglob("*.md")))


def source(path: str) -> str:
    """Return the Markdown of a page; raises `UnknownDocument` naming the nearest."""
    if path not in paths():
        raise UnknownDocument(path, [*paths(), *GENERATED])
    return (FOLDER / f"{path}.md").read_text("utf-8")


@cache
def read(path: str, root: str = "") -> Document:
    """Return a page, its links below ``root``; raises `UnknownDocument`.

    >>> read("index").title
    'Documentation'
    """
    parser = _parser()
    tokens = parser.parse(_COMMENT.sub("", source(path)))
    contents = tuple(_number_headings(tokens))
    _mend_links(tokens, path, root)
    _drop_styles(tokens)
    title = next((heading.text for heading in contents if heading.level == 1), path)
    below = tuple(heading for heading in contents if heading.level in (2, 3))
    return Document(path, title, below, parser.renderer.render(tokens, parser.options, {}))


def rendered(text: str) -> str:
    """Return a text in Markdown as HTML; markup in it stays text, comments on lines of their own are left out.

    >>> rendered("*glad* <b>").strip()
    '<p><em>glad</em> &lt;b&gt;</p>'
    """
    parser = _parser()
    return str(parser.renderer.render(parser.parse(_COMMENT.sub("", text)), parser.options, {}))


@cache
def menu() -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return the list of all pages by heading."""
    written = [(name, tuple(_entry(path) for path in group)) for name, group in GROUPS.items()]
    cases = tuple(_entry(path) for path in paths() if path.startswith(f"{EXAMPLES}/"))
    generated = tuple(Entry(path, title) for path, title in GENERATED.items())
    return (*written[:-1], ("Use cases, measured", cases), (written[-1][0], (*written[-1][1], *generated)))


def picture(name: str) -> bytes | None:
    """Return a plot by its path below ``docs/``; None where there is none.

    >>> picture("../render.py") is None
    True
    """
    file = _pictures().get(name)
    return file.read_bytes() if file else None


@cache
def _pictures() -> dict[str, Path]:
    return {file.relative_to(FOLDER).as_posix(): file for file in FOLDER.rglob("*.svg")}


def _entry(path: str) -> Entry:
    return Entry("" if path == START else path, read(path).title)


def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable(["table"])
    made.add_render_rule("table_open", lambda *_: '<div class="scroll" tabindex="0"><table>\n')
    made.add_render_rule("table_close", lambda *_: "</table></div>\n")
    made.add_render_rule("fence", _fence)
    return made


def _fence(self: Any, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
    language, _, file = tokens[place].info.partition(" ")
    name = f'<p class="file">{escape(file)}</p>' if file else ""
    code = f"<code>{escape(tokens[place].content)}</code>"
    return f'{name}<pre tabindex="0" class="{escape(language)}">{code}</pre>\n'


def _number_headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    """Give every heading an id that no other has, and yield it."""
    used: dict[str, int] = {}
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            text = "".join(child.content for child in inline.children or ())
            slug = _SLUG.sub("-", text.casefold()).strip("-")
            used[slug] = used.get(slug, 0) + 1
            name = slug if used[slug] == 1 else f"{slug}-{used[slug]}"
            opening.attrSet("id", name)
            yield Heading(int(opening.tag[1:]), name, text)


def _drop_styles(tokens: Sequence[Token]) -> None:
    """Take the alignment from the cells of tables: it is a style inside the page, which no page may have."""
    for token in tokens:
        token.attrs.pop("style", None)


def _mend_links(tokens: Sequence[Token], path: str, root: str) -> None:
    """Lead every link and picture to where it is served."""
    for token in (child for each in tokens for child in each.children or ()):
        for name in ("href", "src"):
            if isinstance(address := token.attrGet(name), str):
                token.attrSet(name, address_of(address, path, root))


def address_of(address: str, path: str, root: str) -> str:
    """Return where a link of a page leads.

    >>> address_of("../model.md#tiers", "examples/story", "/x"), address_of("story.svg", "examples/story", "")
    ('/x/docs/model#tiers', '/docs/examples/story.svg')
    >>> address_of("/emotion/joy", "index", "/x"), address_of("https://w3id.org/", "index", "/x")
    ('/x/emotion/joy', 'https://w3id.org/')
    """
    if address.startswith("/"):
        return root + address
    if ":" in address or address.startswith("#"):
        return address
    file, mark, place = address.partition("#")
    meant = normpath(join(path, "..", file)).removesuffix(".md")
    return f"{root}/docs" + ("" if meant == START else f"/{meant}") + mark + place
