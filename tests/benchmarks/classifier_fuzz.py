"""Throw broken and huge texts at the classifier: ``python tests/benchmarks/classifier_fuzz.py [SECONDS]``.

Each text is made by Hypothesis of any characters, lone surrogates and controls among them, of terms, modifiers and
marks, or of one piece many times over.  What must hold is what `tests/classify/test_properties.py` asks for: spans
inside the text, scores that sum to 1, no error, and no more than a second for 100,000 characters.  Runs for SECONDS
(60), each time from a new seed, and prints how many texts it tried; the first failure is printed whole.
"""

from __future__ import annotations

import sys
import time
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgservice.classify import EmotionClassifier

PIECES = "happy not never very but and I . !! , #so HAPPY haaappy hapy :) 😡 👍🏽 \0 \ud800 \u202e \u0301 ' \" - _ @ ://".split()
PARTS = st.one_of(st.text(st.characters(exclude_categories=())), st.sampled_from(PIECES))
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.lists(PARTS, max_size=60).map(" ".join),
    st.lists(PARTS, max_size=60).map("".join),
    st.builds(lambda part, times: (part * times)[:100_000], PARTS, st.integers(1, 100_000)),
)
EXAMPLES = 200
SECONDS_PER_CHARACTER, ALLOWANCE = 1e-5, 0.5
CLASSIFIER = EmotionClassifier()
TRIED = 0


@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def holds(text: str) -> None:
    global TRIED
    TRIED += 1
    start = time.process_time()
    prediction = CLASSIFIER.classify(text)
    card = prediction.to_dict()
    taken = time.process_time() - start
    assert taken < ALLOWANCE + SECONDS_PER_CHARACTER * len(text), f"{taken:.1f} s for {len(text)} characters"
    evidence = prediction.evidence
    assert all(0 <= e.start < e.end <= len(text) and text[e.start : e.end] == e.text for e in evidence)
    assert all(first.end <= second.start for first, second in pairwise(evidence))
    assert not prediction.tier(1) or abs(sum(score for _, score in prediction.tier(1)) - 1) < 1e-9
    assert bool(prediction.labels) <= bool(evidence)
    assert (prediction.primary is None) == (card["intensity"] == 0.0)


def main(arguments: list[str]) -> None:
    end = time.monotonic() + (float(arguments[0]) if arguments else 60)
    while time.monotonic() < end:
        holds()
    print(f"{TRIED} texts, nothing failed")


if __name__ == "__main__":
    main(sys.argv[1:])
