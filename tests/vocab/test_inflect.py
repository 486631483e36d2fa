from __future__ import annotations

import pytest

pytest.importorskip("lemminflect")

from kgservice.vocab.inflect import forms, safe_forms


@pytest.mark.parametrize(
    ("term", "pos", "expected"),
    [
        ("panic", "verb", ("panicked", "panicking", "panics")),
        ("weep", "verb", ("weeping", "weeps", "wept")),
        ("happy", "adjective", ("happier", "happiest")),
        ("miserable", "adjective", ()),
        ("worry", "noun", ("worries",)),
        ("jump for joy", "verb", ("jumped for joy", "jumping for joy", "jumps for joy")),
        ("broken heart", "noun", ()),
        ("self-pity", "noun", ()),
        ("over the moon", "phrase", ()),
    ],
)
def test_forms_follow_the_part_of_speech(term: str, pos: str, expected: tuple[str, ...]):
    assert forms(term, pos) == expected


def test_a_form_that_is_another_common_word_is_left_out(tiny):
    assert safe_forms("nerve", "noun", tiny, frozenset()) == ()
    assert safe_forms("nerve", "noun", tiny, {"00000107-n"}) == ("nerves",)
