"""How fast kgservice is beside the tools that it is compared with: texts a second, start, and peak memory.

Run it by hand (it is no test): ``python tests/benchmarks/peers.py``.  It labels the 2,000 sentences of
`classifier_speed`.  Every tool that is installed runs in a process of its own, so that its memory is its own, and they
take turns: in each round every tool labels for about a second while the others wait.  What counts is the median over
rounds of the ratio to VADER in the same round.  kgservice makes its whole prediction: labels, primary, scores, VAD and
evidence; the others what their usual call gives.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

ROUNDS, SECONDS = 7, 1.0
BASE = "VADER"
Label = Callable[[str], object]


def kgservice() -> Label:
    from kgservice import EmotionClassifier

    classify = EmotionClassifier().classify

    def label(text: str) -> object:
        p = classify(text)
        return p.labels, p.primary, p.tier(1), p.vad, p.evidence

    return label


def vader() -> Label:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer().polarity_scores


def nrclex() -> Label:
    """NRCLex in its own way, which cuts and lemmatises by TextBlob and needs NLTK's data: see `nltk_data`."""
    from nrclex import NRCLex

    lexicon = NRCLex()

    def label(text: str) -> object:
        lexicon.load_raw_text(text)
        return lexicon.raw_emotion_scores

    return label


def nrclex_words() -> Label:
    """NRCLex on words cut by a regular expression, without lemmas: what is left is looking words up."""
    from nrclex import NRCLex

    lexicon, words = NRCLex(), re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")

    def label(text: str) -> object:
        lexicon.load_token_list(words.findall(text.lower()))
        return lexicon.raw_emotion_scores

    return label


def emoatlas() -> Label:
    from emoatlas import EmoScores

    return EmoScores(language="english").emotions


def text2emotion() -> Label:
    from text2emotion import get_emotion

    return get_emotion


def lexmo() -> Label:
    from LeXmo import LeXmo

    return LeXmo.LeXmo


def empath() -> Label:
    from empath import Empath

    analyze = Empath().analyze
    return lambda text: analyze(text, normalize=True)


TOOLS = {
    **{"kgservice": kgservice, "VADER": vader, "NRCLex": nrclex, "NRCLex, words": nrclex_words},
    **{"EmoAtlas": emoatlas, "text2emotion": text2emotion, "LeXmo": lexmo, "Empath": empath},
}


def work(name: str, orders: TextIO, answers: TextIO) -> None:
    """Be the process of one tool: start, then label for a turn at every order, and say how it went."""
    texts = json.loads(orders.readline())
    start = time.perf_counter()
    try:
        label = TOOLS[name]()
        label("She was over the moon.")
    except Exception as error:  # whatever a tool raises, the others go on
        first = next((line for line in str(error).splitlines() if line.strip(" *")), "").strip()
        print(json.dumps({"problem": f"{type(error).__name__}: {first}"}), file=answers, flush=True)
        return
    print(json.dumps({"start": time.perf_counter() - start}), file=answers, flush=True)
    for _ in orders:
        print(json.dumps({"rate": turn(label, texts), "peak": peak_megabytes()}), file=answers, flush=True)


def turn(label: Label, texts: list[str]) -> float:
    """Return texts a second, labelling all texts or as many as a turn allows."""
    start, done = time.perf_counter(), 0
    for text in texts:
        label(text)
        done += 1
        if time.perf_counter() - start > SECONDS:
            break
    return done / (time.perf_counter() - start)


def peak_megabytes() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


@dataclass
class Tool:
    """A tool in a process of its own; ``start`` is None, with the ``problem``, where it does not run here."""

    name: str
    process: subprocess.Popen[str]
    start: float | None = None
    peak: float = 0.0
    problem: str = ""

    @classmethod
    def begin(cls, name: str, texts: list[str]) -> Tool:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        tool = cls(name, subprocess.Popen([sys.executable, __file__, "--work", name], text=True, **pipes))
        answer = tool.ask(json.dumps(texts))
        tool.start, tool.problem = answer.get("start"), answer.get("problem", "")
        return tool

    def end(self) -> None:
        self.process.communicate()

    def ask(self, order: str) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("{"):  # what tools print themselves is passed over
                return dict(json.loads(line))
        return {}

    def turn(self) -> float:
        answer = self.ask("turn")
        self.peak = answer["peak"]
        return float(answer["rate"])


def main() -> None:
    from classifier_speed import sentences

    texts = sentences()
    tools = [Tool.begin(name, texts) for name in TOOLS]
    running = [tool for tool in tools if tool.start is not None]
    rounds = [{tool.name: tool.turn() for tool in running} for _ in range(ROUNDS)]
    mean = statistics.mean(map(len, texts))
    print(f"{len(texts)} sentences of {mean:.0f} characters on average, {ROUNDS} rounds in turn\n")
    print(f"{'tool':<14}{'texts/s':>10}{'x ' + BASE:>10}{'kgservice is':>16}{'start s':>10}{'peak MB':>10}")
    for tool in running:
        rate = statistics.median(one[tool.name] for one in rounds)
        base = statistics.median(one[tool.name] / one[BASE] for one in rounds) if BASE in rounds[0] else float("nan")
        ours = statistics.median(one["kgservice"] / one[tool.name] for one in rounds)
        print(f"{tool.name:<14}{rate:>10,.0f}{base:>10.3g}{ours:>13.3g} x {tool.start:>10.2f}{tool.peak:>10.0f}")
    for tool in tools:
        tool.end()
        if tool.problem:
            print(f"{tool.name}: not measured ({tool.problem})")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(sys.argv[2], sys.stdin, sys.stdout)
    else:
        main()
