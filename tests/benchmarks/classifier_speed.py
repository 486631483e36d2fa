"""How fast the classifier is: texts a second as a ratio to VADER in the same run, and seconds to the first label.

Run it by hand (it is no test): ``python tests/benchmarks/classifier_speed.py [LABELLED.jsonl]``.  Without a file it
labels 2,000 different sentences made of the parts below, about 86 characters each, all of whose words are known after a
first round; texts of a file have more words than the processor's caches hold, and show what that costs.  Both tools
take turns, and the median of the rounds' ratios is what counts; all times are processor time, so that a machine that
others use does not decide.  Other tools: `peers`.  ``--growth`` shows instead how the cost grows with the length of a
text and the size of the lexicon, and the memory; ``--answers`` prints what the classifier says of each sentence.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from pathlib import Path

from kgservice.classify import EmotionClassifier, Prediction, clues
from kgservice.vocab import Lexicon, Sense, load_lexicon

COUNT, ROUNDS, STARTS = 2_000, 9, 5
SEED = 7
OPENINGS = (
    *("I was so happy when", "Nobody told me that", "We were not afraid although", "It annoyed her that", "Last week"),
    *("As far as I know,", "The report says that", "Honestly I can't stand it when", "He smiled because"),
)
WHEN = ("on Monday", "again", "this spring", "after lunch", "as usual", "in Leeds", "at work", "for once", "out there")
MIDDLES = (
    *("the train from the coast was two hours late", "my sister came home from the hospital at last"),
    *("the new version of the program lost half of our files", "the neighbours sang until four in the morning"),
    *("the committee put the question off until autumn", "our old dog learned to open the kitchen door"),
)
ENDS = (".", "!!", " :)", ", which was a terrible shame.", ", and I love it.", " 😡", "; nothing else happened.", "?")
LENGTHS = (10_000, 100_000, 1_000_000, 10_000_000)
SIZES = (10_000, 100_000, 1_000_000)

FIRST_LABEL = """
import time
from kgservice import EmotionClassifier
EmotionClassifier().classify("She was over the moon.").labels
print(time.process_time())
"""


def sentences() -> list[str]:
    every = [f"{o} {w} {m}{e}" for o, w, m, e in product(OPENINGS, WHEN, MIDDLES, ENDS)]
    return random.Random(SEED).sample(every, COUNT)


def texts_of(file: Path) -> list[str]:
    from kgservice.classify.texts import kind_of, read_texts

    with file.open("rb") as stream:
        return [record.text for record in islice(read_texts(stream, str(file), kind_of(file.name)), COUNT)]


def full(prediction: Prediction) -> object:
    return prediction.labels, prediction.primary, prediction.tier(1), prediction.vad, prediction.evidence


def rate(label: Callable[[str], object], texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        label(text)
    return len(texts) / (time.process_time() - start)


def speed(texts: Sequence[str]) -> None:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    classify, vader = EmotionClassifier().classify, SentimentIntensityAnalyzer().polarity_scores
    ways: dict[str, Callable[[str], object]] = {
        "labels, primary, tier, vad, evidence": lambda text: full(classify(text)),
        "labels": lambda text: classify(text).labels,
        "to_dict": lambda text: classify(text).to_dict(),
    }
    rounds = [(rate(vader, texts), {name: rate(way, texts) for name, way in ways.items()}) for _ in range(ROUNDS)]
    compiled = "compiled" if not str(clues.__file__).endswith(".py") else "pure Python"
    print(f"{compiled}; {len(texts)} texts, {statistics.mean(map(len, texts)):.0f} characters each, {ROUNDS} rounds")
    print(f"VADER: {statistics.median(base for base, _ in rounds):,.0f} texts a second")
    for name in ways:
        ratios = [rates[name] / base for base, rates in rounds]
        rates = statistics.median(rates[name] for _, rates in rounds)
        print(f"{name}: {rates:,.0f} texts a second, {statistics.median(ratios):.3g} x VADER")
    print(f"from the start of Python to the first label: {statistics.median(first_labels()):.2f} s")


def first_labels() -> list[float]:
    run = [sys.executable, "-c", FIRST_LABEL]
    return [float(subprocess.run(run, capture_output=True, text=True, check=True).stdout) for _ in range(STARTS)]


def growth() -> None:
    """Print the cost per character by length, the cost per text by size of the lexicon, and the peak memory."""
    classifier, unit = EmotionClassifier(), " ".join(sentences()) + " "
    for text in sentences():
        full(classifier.classify(text))
    print(f"peak memory after {COUNT} texts: {_peak_megabytes():.0f} MB")
    for length in LENGTHS:
        text = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        full(classifier.classify(text))
        print(f"{length:>10,} characters: {(time.process_time() - start) / length * 1e9:,.0f} ns a character")
    for size in SIZES:
        many = EmotionClassifier(Lexicon(islice(_many_senses(), size)))
        texts = sentences()
        for text in texts:
            many.classify(text)
        print(f"{size:>10,} terms: {1e6 / rate(lambda text: full(many.classify(text)), texts):.1f} us a text")  # noqa: B023


def _many_senses() -> Iterator[Sense]:
    """Yield the packaged senses, then made-up words."""
    yield from load_lexicon()
    for letters in product("abcdefghijklmnopqrstuvwxyz", repeat=5):
        yield Sense("zq" + "".join(letters), "noun", (), "joy", 0.5, None, "authored", "kgservice", "")


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def answers() -> None:
    """Print each sentence's answer, rounded so that the last bits of a sum do not count."""
    for prediction in EmotionClassifier().classify_many(dict.fromkeys(sentences())):
        scores = [(name, round(score, 9)) for name, score in prediction.scores]
        labels = [(name, round(score, 9)) for name, score in prediction.labels]
        print(prediction.text, labels, scores, prediction.vad, prediction.evidence, sep="\t")


def main(arguments: Sequence[str]) -> None:
    if "--growth" in arguments:
        growth()
    elif "--answers" in arguments:
        answers()
    else:
        speed(texts_of(Path(arguments[0])) if arguments else sentences())


if __name__ == "__main__":
    main(sys.argv[1:])
