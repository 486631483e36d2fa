"""Who reviews: the name that a person gave once with ``--annotator``, kept in that person's configuration folder."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import typer

from kgservice import content
from kgservice.errors import ContentError
from kgservice.vocab.review.session import name_of


def file() -> Path:
    """Return where the name is kept."""
    return Path(typer.get_app_dir("kgservice")) / "review.toml"


def remember(name: str) -> str:
    """Keep a name and return it with single spaces; raises `RulingError` when it is none."""
    annotator = name_of(name)
    content.replace(file(), f"annotator = {json.dumps(annotator, ensure_ascii=False)}\n".encode())
    return annotator


def remembered() -> str:
    """Return the name given last, "" when none was: no account of the system stands in for it.

    Raises `ContentError` for a file that was spoilt by hand.
    """
    try:
        name = tomllib.loads(file().read_text("utf-8"))["annotator"]
    except FileNotFoundError:
        return ""
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError):
        raise ContentError(f'{file()} holds no name. Write: annotator = "NAME", or give --annotator.') from None
    return name_of(str(name))
