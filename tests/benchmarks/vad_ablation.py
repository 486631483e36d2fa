"""What each part of the VAD of words adds on texts with rated VAD.

python tests/benchmarks/vad_ablation.py emobank.jsonl: one JSON object a line with text, vad (three numbers)
and split.  Prints Pearson r of valence, arousal and dominance for each split, by the packaged tables.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import correlation

from kgservice import load_lexicon
from kgservice.classify.weights import load_weights
from kgservice.learn.affect_texts import AffectReader, Cut
from kgservice.vocab.affect import AUTHORED, RATED, WordAffect, load_word_affect

Words = Mapping[str, WordAffect]
LEAST_WEIGHT = 0.15
"""Words below this count as function words where all others weigh the same."""


def variants(words: Words) -> dict[str, Words]:
    """Return the table of words with parts of it left out."""

    def those(keep: Callable[[WordAffect], bool], *, same: bool = False) -> Words:
        return {f: w._replace(weight=1.0) if same else w for f, w in words.items() if keep(w)}

    return {
        "rated words, all of one weight": those(lambda w: w.method == RATED, same=True),
        "and estimated ones": those(lambda w: w.method != AUTHORED and w.weight >= LEAST_WEIGHT, same=True),
        "weights fitted to texts": those(lambda w: w.method != AUTHORED),
        "sentence marks": words,
    }


def vad(cut: Cut, words: Words, prior: tuple[float, ...], shrinkage: float, mirror: bool = True) -> list[float]:
    """Return the VAD of a text by the formula of ``vocab/README.md``."""
    total, weights = [shrinkage * x for x in prior], shrinkage
    for place, token in enumerate(cut[0]):
        if (word := words.get(token)) is not None:
            sign = -1 if mirror and place in cut[1] else 1
            point = (sign * word.vad.valence, word.vad.arousal, word.vad.dominance)
            total = [t + word.weight * x for t, x in zip(total, point, strict=True)]
            weights += word.weight
    return [t / weights for t in total]


def main(file: Path) -> None:
    """Print the table."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    reader, rules = AffectReader(load_lexicon()), load_weights().calibration
    cuts = [reader.read(row["text"]) for row in rows]
    prior, shrinkage = tuple(rules.prior), rules.shrinkage
    runs = [(name, words, True) for name, words in variants(load_word_affect()).items()]
    splits = sorted({row["split"] for row in rows})
    print("| words | " + " | ".join(splits) + " |\n|---|" + "---|" * len(splits))
    for name, words, mirror in [*runs, ("without the mirror of negations", load_word_affect(), False)]:
        found = [vad(cut, words, prior, shrinkage, mirror) for cut in cuts]
        shown = []
        for split in splits:
            pairs = [(row["vad"], given) for row, given in zip(rows, found, strict=True) if row["split"] == split]
            shown.append(
                " / ".join(f"{correlation([g[i] for g, _ in pairs], [f[i] for _, f in pairs]):.3f}" for i in range(3))
            )
        print(f"| {name} | " + " | ".join(shown) + " |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
