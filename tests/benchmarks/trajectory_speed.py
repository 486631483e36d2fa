"""Time and memory of ``kgservice trajectory`` on texts of 1 and 10 MB.

Run: python tests/benchmarks/trajectory_speed.py

Each size runs in a process of its own.  The text repeats made-up sentences of 40 to 120 characters.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

SENTENCES = (
    "The morning was bright, and everyone in the little town by the river was happy to be outside again. ",
    "Nobody had expected the letter that arrived shortly after noon. ",
    "She read it twice, and then she sat down and cried bitterly, for her brother would not come home this year. ",
    "Mr. Miller closed the shop and walked along the road to the station. ",
    "They were afraid of what the winter might bring, though none of them would say so aloud. ",
)


def measure(megabytes: int) -> None:
    """Print how long one text takes, and what it costs in memory beyond the classifier."""
    from kgservice import EmotionClassifier
    from kgservice.classify.trajectory import trajectory

    size = megabytes * 1_000_000
    story = "".join(SENTENCES)
    text = (story * (size // len(story) + 1))[:size]
    classifier = EmotionClassifier()
    classifier.classify("happy").to_dict()
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    found = trajectory(text, classifier)
    found.summary()
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{megabytes:>3} MB: {len(found)} sentences, {seconds:.1f} s, {(after - before) / 1024:.0f} MB more memory")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        for size in (1, 10):
            subprocess.run([sys.executable, __file__, str(size)], check=True)
