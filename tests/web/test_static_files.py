"""The files that pages are made of: colours that can be told apart, and nothing that the policy forbids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgservice.web import assets
from kgservice.web.tree import BESIDE, ORDER

TEMPLATES = sorted((assets.FOLDER.parent / "templates").glob("*.html"))
OWN = [file for file in sorted(assets.FOLDER.rglob("*")) if file.is_file() and "vendor" not in file.parts]
PALETTE = (assets.FOLDER / "palette.css").read_text("utf-8")
TEXTS = ("ink", "soft", "accent", "fault")
SHAPES = (*ORDER, BESIDE, "opposite", "composed", "leads", "intense", "edge")


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT, DARK, SYSTEM_DARK = (colours(block) for block in re.findall(r":root[^{]*\{(.*?)\n *\}", PALETTE, re.DOTALL))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_and_shapes_stand_out_from_every_ground(theme: dict[str, str]) -> None:
    for ground in ("page", "surface"):
        assert {name for name in SHAPES if contrast(theme[name], theme[ground]) < 3} == set()
    for ground in ("page", "surface", "sunken"):
        assert {name for name in TEXTS if contrast(theme[name], theme[ground]) < 4.5} == set()
    assert contrast(theme["accent"], theme["on-accent"]) >= 4.5


def test_the_dark_theme_is_the_same_by_choice_and_by_system() -> None:
    assert DARK == SYSTEM_DARK and set(DARK) == set(LIGHT)


def test_only_the_palette_names_colours() -> None:
    coloured = re.compile(
        r"#(?!(?:f{3}|0{3}|f{6}|1{6})\b)[0-9a-f]{3,8}\b"
    )  # black and white are for what lies on a colour
    assert {file.name for file in OWN if coloured.search(file.read_text("utf-8"))} == {"palette.css", "icon.svg"}


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_a_template_has_no_script_or_style_inside(file: Path) -> None:
    text = file.read_text("utf-8")
    inside = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style|\sstyle=|\son\w+=", text)
    assert inside == []
    assert "| safe" not in text and "autoescape false" not in text


@pytest.mark.parametrize("file", [f for f in OWN if f.suffix == ".js"], ids=lambda file: file.name)
def test_a_script_writes_no_markup_and_runs_no_text(file: Path) -> None:
    text = file.read_text("utf-8")
    assert re.findall(r"\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text) == []


@pytest.mark.parametrize("file", [f for f in OWN if f.suffix in (".js", ".css")], ids=lambda file: file.name)
def test_a_file_asks_for_nothing_from_elsewhere_and_is_short(file: Path) -> None:
    text = file.read_text("utf-8")
    assert re.findall(r"(?:import|fetch|url|from)\W*[\"'(]https?:", text) == []
    assert len(text.splitlines()) < 300


def test_an_asset_outside_its_folder_is_not_there() -> None:
    for name in ("../render.py", "/etc/passwd", "", "vendor", "base.css/"):
        with pytest.raises(assets.UnknownAsset):
            assets.read(name)
