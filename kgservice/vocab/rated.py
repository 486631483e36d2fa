"""Words whose VAD people rated: the Glasgow Norms, and what actdata's EPA says about words that these lack.

An EPA rating goes through the linear map of `kgservice.ontology.epa`, fitted for each component of actdata (modifiers,
values, settings) on the words that both norms rate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from kgservice.ontology import epa
from kgservice.ontology.affect import mean_vad
from kgservice.ontology.model import VAD
from kgservice.ontology.norms import Norm, Triple, read_norms
from kgservice.vocab.normalize import normalize

ORDER = ("modifier", "value", "setting")
"""Components of actdata whose ratings are used; a word of several is rated by the first, nearest to the word as such.

Not used: identities, behaviours and artifacts.  There people rated somebody who is, or does, what the word says, not
the word: mapped, its arousal goes with that of the Glasgow Norms at r = .38 to .47, worse than estimates do (.76).
"""


class Rated(NamedTuple):
    """Words with the VAD that people gave them.  ``glasgow``, ``actdata``: form to VAD, no form in both."""

    glasgow: Mapping[str, VAD]
    actdata: Mapping[str, VAD]


class MapFigure(NamedTuple):
    """How well EPA maps to VAD: leave-one-out root mean square error on -1 to 1, over ``pairs`` words."""

    component: str
    pairs: int
    error: Triple


def read_rated(glasgow: Path, actdata: Path | None = None) -> tuple[Rated, list[MapFigure]]:
    """Read the user's copies of the norms.

    A word that the Glasgow Norms have only with sense marks gets the mean of its senses.  Returns the ratings and one
    figure per component that could be mapped.  Raises what `read_norms` raises.
    """
    words = _by_word(read_norms(glasgow, "glasgow"))
    acts = read_norms(actdata, "actdata") if actdata else {}
    others: dict[str, VAD] = {}
    figures = []
    for component in ORDER:
        norms = {normalize(e.rpartition(" (")[0]): n for e, n in acts.items() if e.endswith(f"({component})")}
        pairs = [(norm, words[word]) for word, norm in norms.items() if word in words]
        if len(pairs) < epa.LEAST_PAIRS:
            continue
        mapped = epa.fit(pairs)
        figures.append(MapFigure(component, mapped.pairs, mapped.error))
        found = {word: mapped.vad(norm) for word, norm in norms.items() if " " not in word and word not in words}
        others = found | others
    return Rated(words, others), figures


def _by_word(norms: Mapping[str, Norm]) -> dict[str, VAD]:
    plain = {normalize(entry): norm.vad for entry, norm in norms.items() if "(" not in entry}
    return _means(norms.values()) | plain


def _means(norms: Iterable[Norm]) -> dict[str, VAD]:
    senses: dict[str, list[VAD]] = defaultdict(list)
    for norm in norms:
        senses[normalize(norm.entry.partition(" (")[0])].append(norm.vad)
    return {word: mean_vad(vads) for word, vads in senses.items()}
