"""How long a million candidate pairs take to resolve, and how much memory.

Run it: ``python tests/benchmarks/vocabulary_scale.py``.

A pair is one term (with one sense) and one emotion that contends for it.  Two kinds: claims of a dictionary (ten
emotions a term) and terms of a plain list, for which all emotions contend.  The terms are made up and their vectors
are synthetic (random, of 384 numbers as MiniLM's, made when asked for); all else is the code that `propose` runs:
reading vectors from the cache on disk, the products of matrices, blocks, senses, margins, statuses, and the writing of
the table.  The embedding itself is left out; the last line says what it would add.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from kgservice.ontology import load_ontology
from kgservice.vocab import candidates
from kgservice.vocab.claims import ANY, Claim
from kgservice.vocab.contest import Contest, Lexical
from kgservice.vocab.embedding import Model
from kgservice.wordnet import WordNet

EMOTIONS_A_TERM = 10
WIDTH = 384
TEXTS_A_SECOND = 75
"""Short texts that MiniLM embeds on one core of the machine on which this was written (1,200 glosses in 16 s)."""


class Synthetic(Model):
    """Random vectors of length 1, made from the text and kept in the cache like real ones."""

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.array([np.random.default_rng(crc32(text.encode())).standard_normal(WIDTH) for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def claims(pairs: int, emotions: Sequence[str]) -> Iterator[Claim]:
    """Yield claims sorted by term, as a merge of sources gives them: half by a dictionary, half by a list."""
    draw = random.Random(0)
    by_dictionary, by_list = pairs // 2 // EMOTIONS_A_TERM, pairs // 2 // len(emotions)
    for number in range(by_dictionary):
        for emotion in sorted(draw.sample(emotions, EMOTIONS_A_TERM)):
            yield Claim(f"a{number:07d}", "noun", emotion, "listed", "", draw.randrange(3), f"list:big.tsv:{number}")
    for number in range(by_list):
        yield Claim(f"b{number:07d}", "", ANY, "placed", "", 2, f"list:big.txt:{number}")


def main() -> None:
    """Resolve ``--pairs`` pairs and print minutes and peak memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=1_000_000)
    wanted = parser.parse_args().pairs
    ontology = load_ontology()
    emotions = sorted(ontology.ids)
    with tempfile.TemporaryDirectory() as folder:
        model = Synthetic("synthetic", Path(), "0" * 64, Path(folder))
        contest = Contest(ontology, Lexical(WordNet([])), model)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        start, terms = time.perf_counter(), 0
        with (Path(folder) / "candidates.tsv").open("w") as table:
            for candidate in contest.candidates(claims(wanted, emotions)):
                terms += 1
                table.write("\t".join(map(str, candidates.cells(candidate).values())) + "\n")
        seconds = time.perf_counter() - start
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) // 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    count = sum(len(emotions) if c.emotion == ANY else 1 for c in claims(wanted, emotions))
    print(f"{count} pairs, {terms} terms: {seconds / 60:.2f} minutes")
    print(f"peak memory {peak} MB, {peak - before} MB above the start; {size} MB on disk")
    print(
        f"embedding as many texts with MiniLM adds about {terms / TEXTS_A_SECOND / 60:.0f} minutes once (not run here)"
    )


if __name__ == "__main__":
    main()
