"""How fast the classifier is: texts a second as a ratio to VADER in the same run, and seconds to the first label.

Run it by hand (it is no test): ``python tests/benchmarks/classifier_speed.py [LABELLED.jsonl]``.  Without a file it
labels 2,000 sentences made of the parts below, about 85 characters each.  Both tools take turns, and the median of the
rounds' ratios is what counts, so that a machine that is busy for a moment does not decide.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from kgservice.classify import EmotionClassifier, Prediction
from kgservice.classify.texts import kind_of, read_texts

COUNT, ROUNDS, STARTS = 2_000, 9, 5
SEED = 7
OPENINGS = (
    *("I was so happy when", "Nobody told me that", "We were not afraid although", "It annoyed her that", "Last week"),
    *("As far as I know,", "The report says that", "Honestly I can't stand it when", "He smiled because"),
)
MIDDLES = (
    *("the train from the coast was two hours late", "my sister came home from the hospital at last"),
    *("the new version of the program lost half of our files", "the neighbours sang until four in the morning"),
    *("the committee put the question off until autumn", "our old dog learned to open the kitchen door"),
)
ENDS = (".", "!!", " :)", ", which was a terrible shame.", ", and I love it.", " 😡", "; nothing else happened.", "?")

FIRST_LABEL = """
import time
start = time.perf_counter()
from kgservice import EmotionClassifier
EmotionClassifier().classify("She was over the moon.").labels
print(time.perf_counter() - start)
"""


def sentences() -> list[str]:
    choose = random.Random(SEED).choice
    return [f"{choose(OPENINGS)} {choose(MIDDLES)}{choose(ENDS)}" for _ in range(COUNT)]


def texts_of(file: Path) -> list[str]:
    with file.open("rb") as stream:
        return [record.text for record in islice(read_texts(stream, str(file), kind_of(file.name)), COUNT)]


def _with_evidence(prediction: Prediction) -> object:
    return prediction.labels, prediction.evidence


def rate(label: Callable[[str], object], texts: Sequence[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        label(text)
    return len(texts) / (time.perf_counter() - start)


def main(arguments: Sequence[str]) -> None:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    texts = texts_of(Path(arguments[0])) if arguments else sentences()
    classify, vader = EmotionClassifier().classify, SentimentIntensityAnalyzer().polarity_scores
    ways: dict[str, Callable[[str], object]] = {
        "labels": lambda text: classify(text).labels,
        "primary": lambda text: classify(text).primary,
        "labels and evidence": lambda text: _with_evidence(classify(text)),
        "to_dict": lambda text: classify(text).to_dict(),
    }
    rounds = [(rate(vader, texts), {name: rate(way, texts) for name, way in ways.items()}) for _ in range(ROUNDS)]
    print(f"{len(texts)} texts, {statistics.mean(map(len, texts)):.0f} characters each on average, {ROUNDS} rounds")
    print(f"VADER: {statistics.median(base for base, _ in rounds):,.0f} texts a second")
    for name in ways:
        ratios = [rates[name] / base for base, rates in rounds]
        speed = statistics.median(rates[name] for _, rates in rounds)
        print(f"{name}: {speed:,.0f} texts a second, {statistics.median(ratios):.2f} x VADER")
    print(f"import and first label: {statistics.median(first_labels()):.2f} s")


def first_labels() -> list[float]:
    run = [sys.executable, "-c", FIRST_LABEL]
    return [float(subprocess.run(run, capture_output=True, text=True, check=True).stdout) for _ in range(STARTS)]


if __name__ == "__main__":
    main(sys.argv[1:])
