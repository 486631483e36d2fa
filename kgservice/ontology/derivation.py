"""From files of norms to the rows of ``ontology/affect.tsv``: the *derive* stage of VAD.

In: the user's copies of the norms, the emotions and the table of entries.  Out: rows, and the errors measured on the
way.  For each emotion and each of the two open norms: its own word, in the right sense; else its related forms; an
EPA norm goes through a linear map.  What neither norm rates is estimated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import hypot, sqrt
from pathlib import Path
from typing import NamedTuple

from kgservice import content
from kgservice.errors import ContentError
from kgservice.ontology import epa as epa_map
from kgservice.ontology.affect import combine_vad, mean_vad, root_mean_square, to_row
from kgservice.ontology.affect_entries import EntryTable, both, look_up, read_entries
from kgservice.ontology.estimate import Embed, Rated, estimate
from kgservice.ontology.model import VAD, Emotion, Ontology, Rating
from kgservice.ontology.norm_formats import norm_format
from kgservice.ontology.norms import Norm, Triple, read_norms

Rows = list[dict[str, object]]

SCALE = (1.0, 9.0)
"""The scale of the rows that this project computes: that of the norm which its maps are fitted to."""
ESTIMATE_SOURCE = "kgservice-estimate"
ACT = " (behavior)"
EXACT: Triple = (0.0, 0.0, 0.0)
LEAST_PAIRS = 5
"""Words below which no error is measured inside a norm."""


class Figure(NamedTuple):
    """A measured root mean square error on -1 to 1: of what, and over how many emotions or words."""

    what: str
    tried_on: int
    error: Triple


class Derivation(NamedTuple):
    """What a derivation gives: rows of ``ontology/affect.tsv``, and the errors that were measured for them."""

    rows: Rows
    figures: list[Figure]


def derive_affect(
    glasgow: Path,
    epa: Path,
    emotions: Iterable[Emotion],
    embed: Embed,
    *,
    entries: Path | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Derivation:
    """Derive the VAD of every emotion from the two open norms.

    ``glasgow``, ``epa``: the user's copies, in the formats ``glasgow`` and ``actdata``.  ``embed``: texts to sentence
    vectors, such as ``kgservice.vocab.embedding.model("minilm").embed``, with which the committed table was made.
    ``entries``: the table of entries, the project's own by default.  ``progress`` is told each step.  Returns rows
    sorted by emotion and source: one per emotion and norm that rates it, else one estimate.  Raises what `read_norms`
    and `read_entries` raise, `MissingExtra` without the ``build`` extra, `ContentError` when the norms share too
    few of the emotions.  Takes about a minute.
    """
    ontology = Ontology(emotions)
    table = read_entries(entries or content.path("ontology", "affect-entries.tsv"), _labels(ontology))
    progress("reading the Glasgow Norms")
    words = read_norms(glasgow, "glasgow")
    progress("reading actdata")
    acts = read_norms(epa, "actdata")
    first, figures = _from_words(ontology, table, words)
    second, more = _from_epa(ontology, table, words, acts)
    ratings = {e: [r for r in (first.get(e), second.get(e)) if r is not None] for e in ontology.ids}
    progress("estimating what nobody rated")
    third, most = _estimates(ontology, table, words, ratings, embed)
    rows = [_row(ontology[e], rating) for e in ontology.ids for rating in (*ratings[e], *third.get(e, ()))]
    return Derivation(rows, [*figures, *more, *most])


def derive_user(
    file: Path,
    format: str,
    emotions: Iterable[Emotion],
    committed: Mapping[str, Sequence[Rating]],
    *,
    entries: Path | None = None,
) -> Derivation:
    """Derive rows from a norm of the user's own, such as NRC VAD, Warriner or ANEW.

    ``format``: a key of `norm_formats.FORMATS` but not ``actdata``, which needs `derive_affect`.  ``committed``: the
    ratings of ``ontology/affect.tsv``.  The error of related forms is measured inside the norm; where fewer than
    `LEAST_PAIRS` emotions have both word and form there, forms are left out.  A norm that publishes no spread or no
    raters gets, in their place, its root mean square difference from the committed ratings of the same words.
    Returns rows of the emotions that the norm rates, on its scale, maybe none; `affect.write_affect` refuses to put
    those of a closed norm among the committed content.  Raises `UnknownNormFormat`, `TableError`, and `ContentError`
    when the norm shares too few words with the committed ratings.
    """
    norm = norm_format(format)
    if norm.dimensions != norm_format("glasgow").dimensions:
        raise ContentError(f"{format} does not rate valence, arousal and dominance. Use: kgservice derive affect")
    ontology = Ontology(emotions)
    table = read_entries(entries or content.path("ontology", "affect-entries.tsv"), _labels(ontology))
    norms = read_norms(file, format)
    ratings, figures = _from_words(ontology, table, norms)
    if any(rating.sd is None or rating.n is None for rating in ratings.values()):
        figure = _difference(norm.source, ratings, committed)
        ratings = {e: _less_sure(rating, figure.error) for e, rating in ratings.items()}
        figures = [*figures, figure]
    rows = [to_row(e, ontology[e].label, ratings[e], norm.low, norm.high) for e in sorted(ratings)]
    return Derivation(rows, figures)


def _labels(ontology: Ontology) -> dict[str, str]:
    return {emotion.id: emotion.label for emotion in ontology}


def _row(emotion: Emotion, rating: Rating) -> dict[str, object]:
    return to_row(emotion.id, emotion.label, rating, *SCALE)


def _distinct(ontology: Ontology) -> list[str]:
    """Return one id per label, so that a word that labels two tiers is measured once."""
    return sorted({emotion.label: emotion.id for emotion in ontology}.values())


def _from_words(
    ontology: Ontology, table: EntryTable, norms: Mapping[str, Norm]
) -> tuple[dict[str, Rating], list[Figure]]:
    source = next((norm.source for norm in norms.values()), "")
    pairs = []
    for emotion in _distinct(ontology):
        own, forms = both(table.of(emotion, source), norms)
        if own and forms:
            pairs.append((_vad(own), _vad(forms)))
    measured = len(pairs) >= LEAST_PAIRS
    figures = [Figure(f"{source}: related form for own word", len(pairs), root_mean_square(pairs))] if measured else []
    ratings = {}
    for emotion in ontology.ids:
        found, is_own = look_up(table.of(emotion, source), norms)
        if found and (is_own or measured):
            error = EXACT if is_own else figures[0].error
            ratings[emotion] = _rating(found, _vad(found), [_sd(norm) for norm in found], error)
    return ratings, figures


def _from_epa(
    ontology: Ontology, table: EntryTable, words: Mapping[str, Norm], acts: Mapping[str, Norm]
) -> tuple[dict[str, Rating], list[Figure]]:
    found = {e: look_up(table.of(e, "actdata"), acts)[0] for e in ontology.ids}
    pairs = []
    for emotion in _distinct(ontology):
        own, _ = both(table.of(emotion, "glasgow2019"), words)
        if own and found[emotion] and not _is_act(found[emotion]):
            pairs.append((found[emotion][0], _vad(own)))
    try:
        mapped = epa_map.fit(pairs)
    except ValueError as reason:
        raise ContentError(f"The Glasgow Norms and actdata do not go together: {reason}.") from None
    act = _act_figure(mapped, words, acts)
    ratings = {}
    for emotion, norms in found.items():
        if norms and (act or not _is_act(norms)):
            error = act.error if act and _is_act(norms) else mapped.error
            vad = mean_vad([mapped.vad(norm) for norm in norms])
            ratings[emotion] = _rating(norms, vad, [mapped.sd(norm) for norm in norms], error)
    figure = Figure("actdata: EPA map, leave-one-out", mapped.pairs, mapped.error)
    return ratings, [figure, act] if act else [figure]


def _is_act(norms: Sequence[Norm]) -> bool:
    return any(norm.entry.endswith(ACT) for norm in norms)


def _act_figure(mapped: epa_map.EpaMap, words: Mapping[str, Norm], acts: Mapping[str, Norm]) -> Figure | None:
    verbs = [verb for verb in epa_map.STANCES if verb in words and verb + ACT in acts]
    pairs = [(words[verb].vad, mapped.vad(acts[verb + ACT])) for verb in verbs]
    return Figure("actdata: EPA map on acts", len(pairs), root_mean_square(pairs)) if pairs else None


def _estimates(
    ontology: Ontology,
    table: EntryTable,
    words: Mapping[str, Norm],
    ratings: Mapping[str, Sequence[Rating]],
    embed: Embed,
) -> tuple[dict[str, tuple[Rating, ...]], list[Figure]]:
    vads = {emotion: combine_vad(given).vad for emotion, given in ratings.items() if given}
    wanted = [emotion for emotion in ontology.ids if emotion not in vads]
    found = estimate(wanted, Rated(ontology, vads, table, words), embed)
    figures = {e.guesses: Figure(f"estimate: {' + '.join(e.guesses)}", e.tried_on, e.error) for e in found.values()}
    estimates: dict[str, tuple[Rating, ...]] = {}
    for emotion, guess in found.items():
        synonyms = [ontology[s].label for s in table.synonyms(emotion) if s in vads]
        entry = (ontology[emotion].label, *synonyms)
        estimates[emotion] = (Rating(ESTIMATE_SOURCE, entry, "estimated", guess.vad, None, None, guess.error),)
    return estimates, sorted(figures.values())


def _rating(norms: Sequence[Norm], vad: VAD, spreads: Sequence[Triple | None], error: Triple) -> Rating:
    """Return the rating by several entries: their mean; the spread such that sd² / n is the variance of that mean."""
    sds = [sd for sd in spreads if sd is not None]
    ns = [norm.n for norm in norms if norm.n is not None]
    sd = _each([sqrt(sum(s[i] ** 2 for s in sds) / len(sds)) for i in range(3)]) if len(sds) == len(norms) else None
    n = (sum(n[0] for n in ns), sum(n[1] for n in ns), sum(n[2] for n in ns)) if len(ns) == len(norms) else None
    return Rating(norms[0].source, tuple(sorted(norm.entry for norm in norms)), "rated", vad, sd, n, error)


def _vad(norms: Sequence[Norm]) -> VAD:
    return mean_vad([norm.vad for norm in norms])


def _sd(norm: Norm) -> Triple | None:
    return _each([sd / norm.half_range for sd in norm.sd]) if norm.sd else None


def _difference(source: str, ratings: Mapping[str, Rating], committed: Mapping[str, Sequence[Rating]]) -> Figure:
    pairs = [
        (rating.mean, combine_vad(committed[emotion]).vad)
        for emotion, rating in ratings.items()
        if rating.error == EXACT and any(other.method == "rated" for other in committed.get(emotion, ()))
    ]
    if len(pairs) < LEAST_PAIRS:
        problem = f"{source} publishes no spread of its raters and has only {len(pairs)} words of rated emotions"
        raise ContentError(
            f"{problem}; {LEAST_PAIRS} are needed to measure how far it may be off. Give the whole norm."
        )
    return Figure(f"{source}: difference from the committed ratings", len(pairs), root_mean_square(pairs))


def _less_sure(rating: Rating, error: Triple) -> Rating:
    if rating.sd is not None and rating.n is not None:
        return rating
    total = _each([hypot(one, other) for one, other in zip(rating.error, error, strict=True)])
    return Rating(rating.source, rating.entry, rating.method, rating.mean, rating.sd, rating.n, total)


def _each(numbers: Sequence[float]) -> Triple:
    first, second, third = numbers
    return first, second, third
