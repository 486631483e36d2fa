"""How far apart every two emotions are: square matrices by the tree, by VAD, and by what excludes what.

In: an `Ontology`.  Out: a `Matrix` with numbers from 0 to 1.  For programs that need all distances at once, such as a
loss function that forgives a near miss; `kgservice.vocab.label_distances` adds distances by sentence embeddings.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import exp, sqrt

from kgservice.errors import ContentError, UnknownEmotion, UnknownId
from kgservice.ontology.model import TIERS, Emotion, Ontology

FARTHEST_IN_VAD = sqrt(12)
"""The distance of two opposite corners of VAD space."""

FARTHEST_IN_TREE = 2 * len(TIERS)
"""Steps between two tertiary emotions of different primaries, by way of a root above the primaries."""

Rows = tuple[tuple[float, ...], ...]


class UnknownKind(UnknownId):
    """There is no matrix of this kind."""

    kind = "kind of matrix"


class UnknownForm(UnknownId):
    """A matrix is not written in this form."""

    kind = "form of a matrix"


@dataclass(frozen=True)
class Matrix:
    """Numbers from 0 to 1 for every two emotions: ``rows[i][j]`` is about ``ids[i]`` and ``ids[j]``.

    ``kind``: what it is, such as ``tree distance``.  Symmetric; ``ids`` are sorted.
    """

    kind: str
    ids: tuple[str, ...]
    rows: Rows

    def __getitem__(self, pair: tuple[str, str]) -> float:
        """Return the number of two emotions; raises `UnknownEmotion` for one that the matrix lacks."""
        one, other = pair
        for emotion in pair:
            if emotion not in self.ids:
                raise UnknownEmotion(emotion, self.ids)
        return self.rows[self.ids.index(one)][self.ids.index(other)]

    def similarity(self) -> Matrix:
        """Return 1 minus each number: of a distance the similarity, 1 on the diagonal."""
        kind = self.kind.replace("distance", "similarity")
        return Matrix(kind, self.ids, tuple(tuple(1 - each for each in row) for row in self.rows))

    def only(self, ids: Iterable[str]) -> Matrix:
        """Return the matrix of some of its emotions, in the order given; raises `UnknownEmotion`."""
        chosen = tuple(ids)
        return Matrix(self.kind, chosen, tuple(tuple(self[one, other] for other in chosen) for one in chosen))

    def to_dict(self) -> dict[str, object]:
        """Return the matrix as JSON."""
        return {"kind": self.kind, "ids": list(self.ids), "rows": [list(row) for row in self.rows]}

    def to_text(self, separator: str) -> str:
        r"""Return the matrix with the ids in the first row and column, numbers with six decimals.

        >>> print(Matrix("tree distance", ("fear", "joy"), ((0.0, 0.5), (0.5, 0.0))).to_text(","), end="")
        id,fear,joy
        fear,0.000000,0.500000
        joy,0.500000,0.000000
        """
        lines = [separator.join(("id", *self.ids))]
        lines += [
            separator.join((one, *(f"{each:.6f}" for each in row)))
            for one, row in zip(self.ids, self.rows, strict=True)
        ]
        return "\n".join(lines) + "\n"


def vad_distances(ontology: Ontology) -> Matrix:
    """Return the Euclidean distance in VAD space over the farthest possible; emotions without VAD are left out."""
    return _made("vad distance", [e for e in ontology if e.vad is not None], _by_vad)


def tree_distances(ontology: Ontology) -> Matrix:
    """Return the steps through the tree over the most possible; emotions beside the tree are left out.

    The primaries hang under one root, so two of them are two steps apart.

    >>> from kgservice.ontology import load_ontology
    >>> steps = tree_distances(load_ontology())
    >>> steps["delight", "bliss"] * FARTHEST_IN_TREE, steps["delight", "grief"], steps["joy", "joy"]
    (2.0, 1.0, 0.0)
    """
    ways = {e.id: (e.id, *(above.id for above in ontology.ancestors(e.id))) for e in ontology if e.tier is not None}

    def steps(one: Emotion, other: Emotion) -> float:
        here, there = ways[one.id], ways[other.id]
        shared = len(set(here) & set(there))
        return (len(here) + len(there) - 2 * shared) / FARTHEST_IN_TREE

    return _made("tree distance", [ontology[each] for each in ways], steps)


def incompatibility(ontology: Ontology) -> Matrix:
    """Return how surely two emotions exclude each other: the best confidence of an isOppositeOf statement, else 0.

    Statements about the emotions above the two count for them too.

    >>> from kgservice.ontology import load_ontology
    >>> excluded = incompatibility(load_ontology())
    >>> excluded["joy", "sadness"] > 0, excluded["joy", "joy"]
    (True, 0.0)
    """
    ways = {e.id: (e.id, *(above.id for above in ontology.ancestors(e.id))) for e in ontology}
    stated: dict[frozenset[str], float] = {}
    for link in ontology.dependencies:
        if link.relation == "isOppositeOf" and link.status != "rejected":
            pair = frozenset((link.subject, link.object))
            stated[pair] = max(link.confidence, stated.get(pair, 0.0))

    def surest(one: Emotion, other: Emotion) -> float:
        if one.id in ways[other.id] or other.id in ways[one.id]:
            return 0.0
        pairs = (frozenset((a, b)) for a in ways[one.id] for b in ways[other.id])
        return max(stated.get(pair, 0.0) for pair in pairs)

    return _made("incompatibility", list(ontology), surest)


KINDS: dict[str, Callable[[Ontology], Matrix]] = {
    "tree": tree_distances,
    "vad": vad_distances,
    "opposites": incompatibility,
}
"""The matrices that need nothing but the ontology, by the name that commands and requests use."""

FORMS = ("tsv", "csv", "npy")


def matrix(ontology: Ontology, kind: str) -> Matrix:
    """Return the matrix of a kind of `KINDS`; raises `UnknownKind`.

    >>> from kgservice.ontology import load_ontology
    >>> matrix(load_ontology(), "vda")
    Traceback (most recent call last):
    kgservice.ontology.matrices.UnknownKind: No kind of matrix "vda". Nearest: vad.
    """
    if kind not in KINDS:
        raise UnknownKind(kind, KINDS)
    return KINDS[kind](ontology)


def serialise(found: Matrix, form: str) -> bytes:
    """Return a matrix as ``tsv``, ``csv`` or ``npy``; raises `UnknownForm`.

    ``npy``: a NumPy array of float64 alone, without the ids; they are those of the other forms, in the same order.
    """
    if form not in FORMS:
        raise UnknownForm(form, FORMS)
    if form == "npy":
        return _npy(found.rows)
    return found.to_text("\t" if form == "tsv" else ",").encode()


def soft_targets(distances: Matrix, kept: float, sharpness: float) -> Rows:
    """Return for each emotion the probabilities to train with instead of 1 for the right one and 0 for the others.

    The right one keeps ``kept`` (0 to 1); the rest is shared among the others by exp(-``sharpness`` times distance), so
    that near ones get more.  ``sharpness`` 0 is label smoothing (Szegedy et al. 2016).  Rows sum to 1; an emotion alone
    keeps all.  Raises `ContentError` for numbers that cannot be.

    >>> three = Matrix("tree distance", ("a", "b", "c"), ((0, 0.1, 1), (0.1, 0, 1), (1, 1, 0)))
    >>> [round(each, 3) for each in soft_targets(three, 0.8, 0)[0]], soft_targets(three, 0.8, 5)[0][1] > 0.19
    ([0.8, 0.1, 0.1], True)
    """
    if not 0 <= kept <= 1 or sharpness < 0:
        raise ContentError(
            f"Targets that keep {kept:g} with sharpness {sharpness:g} cannot be. Give 0 to 1, and 0 or more."
        )
    made = []
    for place, row in enumerate(distances.rows):
        near = [0.0 if i == place else exp(-sharpness * each) for i, each in enumerate(row)]
        total = sum(near)
        shares = [(1 - kept) * each / total if total else 0.0 for each in near]
        shares[place] = kept if total else 1.0
        made.append(tuple(shares))
    return tuple(made)


def _made(kind: str, emotions: list[Emotion], number: Callable[[Emotion, Emotion], float]) -> Matrix:
    rows = [[0.0] * len(emotions) for _ in emotions]
    for i, one in enumerate(emotions):
        for j in range(i):
            rows[i][j] = rows[j][i] = number(one, emotions[j])
    return Matrix(kind, tuple(each.id for each in emotions), tuple(map(tuple, rows)))


def _by_vad(one: Emotion, other: Emotion) -> float:
    assert one.vad is not None and other.vad is not None
    return one.vad.distance(other.vad) / FARTHEST_IN_VAD


def _npy(rows: Rows) -> bytes:
    """Return the bytes of a NumPy array; the form is simple enough not to need NumPy (format version 1.0)."""
    from array import array
    from sys import byteorder

    numbers = array("d", (each for row in rows for each in row))
    if byteorder == "big":
        numbers.byteswap()
    head = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({len(rows)}, {len(rows)}), }}"
    padded = head + " " * (-(len(head) + 11) % 64) + "\n"
    sink = io.BytesIO()
    sink.write(b"\x93NUMPY\x01\x00" + len(padded).to_bytes(2, "little") + padded.encode() + numbers.tobytes())
    return sink.getvalue()
