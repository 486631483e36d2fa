"""The difference between two releases: every kind of change, in words that a release note can take over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from kgservice.ontology import release, tables
from kgservice.ontology.deprecation import Deprecation
from kgservice.ontology.diff import VAD_STEP, Change, diff, to_markdown
from kgservice.ontology.model import VAD, Dependency, Emotion, Ontology

JOY = Emotion("joy", "joy", 1, None, "A pleasant emotion.", "kgservice", "shaver1987", vad=VAD(0.5, 0.2, 0.1))
GLEE = Emotion("glee", "glee", 3, "cheerfulness", "A loud emotion.", "kgservice", "shaver1987")
LINK = Dependency("joy", "leadsTo", "glee", "theory", "read", "", None, 0.4, "p. 3", "kgservice", "computed")
GONE = Deprecation("glee", "glee", ("joy",), "0.2.0", "Two ids.", "A loud emotion.", "kgservice")


def changes(old: Emotion, new: Emotion, **options: float) -> tuple[Change, ...]:
    return diff(Ontology([old]), Ontology([new]), **options)


def test_equal_releases_have_no_difference(full: Path) -> None:
    ontology = tables.read_ontology(full / "ontology")
    assert diff(ontology, tables.read_ontology(full / "ontology")) == ()


def test_a_table_and_its_release_have_no_difference(full: Path) -> None:
    release.write(full)
    assert diff(tables.read_ontology(full / "ontology"), release.load(release.files(full)[0])) == ()


def test_an_emotion_that_is_new_is_added_with_its_label() -> None:
    assert diff(Ontology([JOY]), Ontology([JOY, GLEE])) == (Change("added", "glee", None, "glee"),)


def test_an_emotion_that_is_gone_without_a_word_is_removed() -> None:
    assert diff(Ontology([JOY, GLEE]), Ontology([JOY])) == (Change("removed", "glee", "glee", None),)


# fields of GLEE before and after, kind, old and new as shown
FIELDS = {
    "label": ({"label": "glee"}, {"label": "gleefulness"}, "relabelled", "glee", "gleefulness"),
    "broader": ({"broader": "joy"}, {"broader": "zest"}, "moved", "joy", "zest"),
    "broader gone": ({"broader": "joy"}, {"broader": None}, "moved", "joy", None),
    "tier": ({"tier": 3}, {"tier": 2}, "another tier", "3", "2"),
    "definition": ({"definition": "A."}, {"definition": "B."}, "redefined", "A.", "B."),
    "definition source": (
        *({"definition_source": "a"}, {"definition_source": "b"}),
        *("another source of the definition", "a", "b"),
    ),
    "place": ({"classification_source": "a"}, {"classification_source": "b"}, "another source of the place", "a", "b"),
    "first other name": ({}, {"alt_labels": ("mirth",)}, "other alternative labels", None, "mirth"),
    "one name of two": (
        *({"alt_labels": ("mirth", "romp")}, {"alt_labels": ("mirth",)}),
        *("other alternative labels", "mirth, romp", "mirth"),
    ),
    "related": ({"related": ("joy",)}, {"related": ()}, "other related emotions", "joy", None),
    "VAD method": ({"vad_method": "estimated"}, {"vad_method": "rated"}, "VAD method", "estimated", "rated"),
}


@pytest.mark.parametrize(("before", "after", "kind", "old", "new"), FIELDS.values(), ids=FIELDS.keys())
def test_a_field_that_changed_is_named_with_both_values(
    before: dict[str, object], after: dict[str, object], kind: str, old: str | None, new: str | None
) -> None:
    assert changes(replace(GLEE, **before), replace(GLEE, **after)) == (Change(kind, "glee", old, new),)


def test_two_fields_are_two_changes() -> None:
    found = changes(GLEE, replace(GLEE, label="gleefulness", broader="joy"))
    assert [change.kind for change in found] == ["relabelled", "moved"]


# VAD before and after, step, what is reported
POINTS = {
    "beyond the step": ((0.5, 0.2, 0.1), (0.56, 0.2, 0.1), VAD_STEP, [("valence", "+0.5", "+0.56")]),
    "just at the step": ((0.5, 0.2, 0.1), (0.55, 0.2, 0.1), VAD_STEP, []),
    "below the step": ((0.5, 0.2, 0.1), (0.51, 0.2, 0.1), VAD_STEP, []),
    "below zero": ((0.0, -0.3, 0.0), (0.0, -0.2, 0.0), VAD_STEP, [("arousal", "-0.3", "-0.2")]),
    "two dimensions": (
        *((0.5, 0.2, 0.1), (0.3, 0.2, -0.1), VAD_STEP),
        [("valence", "+0.5", "+0.3"), ("dominance", "+0.1", "-0.1")],
    ),
    "a step of zero": ((0.5, 0.2, 0.1), (0.5, 0.2001, 0.1), 0.0, [("arousal", "+0.2", "+0.2001")]),
    "a wide step": ((0.5, 0.2, 0.1), (-0.5, 0.2, 0.1), 1.0, []),
}


@pytest.mark.parametrize(("before", "after", "step", "expected"), POINTS.values(), ids=POINTS.keys())
def test_a_vad_number_counts_when_it_moved_beyond_the_step(
    before: tuple[float, ...], after: tuple[float, ...], step: float, expected: list[tuple[str, str, str]]
) -> None:
    found = changes(replace(JOY, vad=VAD(*before)), replace(JOY, vad=VAD(*after)), vad_step=step)
    assert [(change.kind, change.old, change.new) for change in found] == expected


def test_a_vad_that_came_or_went_is_shown_whole() -> None:
    bare = replace(JOY, vad=None)
    assert changes(bare, JOY) == (Change("VAD", "joy", None, "+0.5 +0.2 +0.1"),)
    assert changes(JOY, bare) == (Change("VAD", "joy", "+0.5 +0.2 +0.1", None),)


NAME = "joy leadsTo glee (theory, read, kgservice)"
# links before and after, changes
LINKS = {
    "added": ([], [LINK], [Change("link added", NAME, None, "0.4")]),
    "removed": ([LINK], [], [Change("link removed", NAME, "0.4", None)]),
    "surer": ([LINK], [replace(LINK, confidence=0.65)], [Change("link confidence", NAME, "0.4", "0.65")]),
    "ruled on": ([LINK], [replace(LINK, status="accepted")], [Change("link status", NAME, "computed", "accepted")]),
    "other evidence": ([LINK], [replace(LINK, evidence="p. 4")], []),
    "another method": (
        *([LINK], [replace(LINK, method="guess")]),
        [
            Change("link added", NAME.replace("read", "guess"), None, "0.4"),
            Change("link removed", NAME, "0.4", None),
        ],
    ),
    "one of two methods": (
        *([LINK, replace(LINK, method="guess")], [LINK]),
        [Change("link removed", NAME.replace("read", "guess"), "0.4", None)],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), LINKS.values(), ids=LINKS.keys())
def test_links_are_compared_statement_by_statement(
    old: list[Dependency], new: list[Dependency], expected: list[Change]
) -> None:
    emotions = [JOY, GLEE]
    assert list(diff(Ontology(emotions, old), Ontology(emotions, new))) == expected


LIVING, RETIRED, NEITHER = Ontology([JOY, GLEE]), Ontology([JOY], deprecations=[GONE]), Ontology([JOY])
# before, after, changes
RETIREMENTS = {
    "retired": (LIVING, RETIRED, [Change("deprecated", "glee", "glee", "replaced by joy")]),
    "retired without a replacement": (
        *(LIVING, Ontology([JOY], deprecations=[replace(GONE, replaced_by=())])),
        [Change("deprecated", "glee", "glee", "not replaced")],
    ),
    "retired between two releases that we see": (
        *(NEITHER, RETIRED),
        [Change("deprecated", "glee", None, "replaced by joy")],
    ),
    "still retired": (RETIRED, RETIRED, []),
    "replaced by another one": (
        *(RETIRED, Ontology([JOY], deprecations=[replace(GONE, replaced_by=("bliss", "zest"))])),
        [Change("another replacement", "glee", "replaced by joy", "replaced by bliss, zest")],
    ),
    "forgotten": (RETIRED, NEITHER, [Change("removed", "glee", "glee", None)]),
    "brought back": (RETIRED, LIVING, [Change("brought back", "glee", "replaced by joy", "glee")]),
}


@pytest.mark.parametrize(("old", "new", "expected"), RETIREMENTS.values(), ids=RETIREMENTS.keys())
def test_a_retirement_is_told_apart_from_a_loss(old: Ontology, new: Ontology, expected: list[Change]) -> None:
    assert list(diff(old, new)) == expected


def test_emotions_come_first_by_id_then_links() -> None:
    zest = replace(GLEE, id="zest", label="zest")
    found = diff(Ontology([GLEE]), Ontology([JOY, zest], [LINK]))
    assert [change.subject for change in found] == ["glee", "joy", "zest", NAME]


def test_what_is_swapped_is_told_the_other_way_round() -> None:
    old, new = Ontology([JOY], [LINK], "1"), Ontology([JOY, GLEE], [], "2")
    assert {(c.kind, c.subject) for c in diff(old, new)} == {("added", "glee"), ("link removed", NAME)}
    assert {(c.kind, c.subject) for c in diff(new, old)} == {("removed", "glee"), ("link added", NAME)}


def test_markdown_has_one_table_a_kind_with_its_count() -> None:
    old, new = Ontology([JOY], version="0.1.0"), Ontology([replace(JOY, label="mirth"), GLEE], version="0.2.0")
    assert to_markdown(old, new, diff(old, new)).splitlines() == [
        "# Changes from 0.1.0 to 0.2.0",
        "",
        "## Added (1)",
        "",
        "| what | before | after |",
        "|---|---|---|",
        "| glee |  | glee |",
        "",
        "## Relabelled (1)",
        "",
        "| what | before | after |",
        "|---|---|---|",
        "| joy | joy | mirth |",
    ]


# text, as Markdown must hold it
CELLS = {
    "a pipe": ("a|b", "a\\|b"),
    "a backslash before a pipe": ("a\\|b", "a\\\\\\|b"),
    "emphasis": ("*very* _much_", "\\*very\\* \\_much\\_"),
    "code": ("a `b`", "a \\`b\\`"),
    "a link": ("[a](b)", "\\[a\\](b)"),
    "HTML": ("<b>a</b>", "\\<b\\>a\\</b\\>"),
    "a line break": ("a\nb", "a b"),
    "plain words, quotes, signs": ('joy, "0.5" (+0.2)', 'joy, "0.5" (+0.2)'),
}


@pytest.mark.parametrize(("text", "shown"), CELLS.values(), ids=CELLS.keys())
def test_a_cell_shows_the_text_as_it_is(text: str, shown: str) -> None:
    old, new = Ontology([JOY]), Ontology([replace(JOY, label=text)])
    assert f"| joy | joy | {shown} |" in to_markdown(old, new, diff(old, new)).splitlines()


@pytest.mark.parametrize("text", [text for text, _ in CELLS.values()], ids=CELLS.keys())
def test_a_markdown_parser_reads_the_cell_back(text: str) -> None:
    old, new = Ontology([JOY]), Ontology([replace(JOY, label=text)])
    tokens = MarkdownIt("commonmark").enable("table").parse(to_markdown(old, new, diff(old, new)))
    cells = ["".join(part.content for part in token.children or ()) for token in tokens if token.type == "inline"]
    assert cells[-3:] == ["joy", "joy", text.replace("\n", " ")]


def test_the_subject_is_escaped_too() -> None:
    lines = to_markdown(Ontology([]), Ontology([]), [Change("added", "a|b")]).splitlines()
    assert "| a\\|b |  |  |" in lines
