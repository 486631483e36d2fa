"""Propose: from all sources to the table of candidates.  The first of the builder's two stages.

In: the ontology's tables, WordNet, thesauri, emoji, the user's lists, an embedding model (``build`` extra).  Out:
``vocab/candidates.tsv``, committed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kgservice.errors import BuildError, nearest
from kgservice.ontology import Ontology
from kgservice.ontology.tables import read_ontology
from kgservice.vocab import barriers, candidates, claims, embedding, expressions, pinned, resolve, seeds
from kgservice.vocab.claims import Claim, is_term
from kgservice.vocab.contest import Contest, Lexical
from kgservice.vocab.labels import label_claims, naming, own_labels
from kgservice.vocab.shares import sense_share
from kgservice.vocab.sources import NAMES, emoji, lists, phrases, skos, texts, thesaurus, wordnet
from kgservice.vocab.valence import measure
from kgservice.vocab.weights import MOSTLY
from kgservice.wordnet import WordNet, exceptions, load

Stage = Callable[[str, int, int], None]
"""Called with what is being done, the steps done and the steps in all (0: not known)."""


@dataclass(frozen=True)
class Sources:
    """What to read beside the tables.

    ``wordnet``: folder of WNDB files, by default the installed package's.  ``names``: which of `NAMES`.  ``emoji``:
    the CLDR annotations, without which emoji are left out.  ``lists``: the user's terms, by ending TSV, SKOS or plain
    text.  ``texts``: running text in which phrases are looked for.
    """

    wordnet: Path | None = None
    names: tuple[str, ...] = NAMES
    emoji: Path | None = None
    lists: tuple[Path, ...] = ()
    texts: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a name that no source has."""
        for name in self.names:
            if name not in NAMES:
                near = nearest(name, NAMES) or NAMES
                raise BuildError(f'There is no source "{name}". Nearest: {", ".join(near)}.')


def propose(
    root: Path,
    sources: Sources | None = None,
    model: str = "minilm",
    progress: Stage | None = None,
    *,
    norms: Path | None = None,
    cache: Path | None = None,
) -> int:
    """Write the seeds and ``vocab/candidates.tsv`` under ``root``; return how many candidates there are.

    ``model``: short name or folder.  ``norms``: a copy of the Glasgow Norms; without it the sign of valence plays no
    part.  ``cache``: folder for embeddings, with which an interrupted run goes on where it stopped.  The same inputs
    give the same bytes.  Raises `MissingExtra`; `TableError` or `UnreadableText` for a source that is not as it should
    be; `BuildError` for a model that is not.
    """
    read, show = sources or Sources(), progress or (lambda what, done, of: None)
    show("reading", 0, 0)
    ontology, source = read_ontology(root / "ontology"), load(read.wordnet)
    lexical = Lexical(source, exceptions("v", read.wordnet))
    encoder = embedding.model(model, cache)
    seeded = seeded_claims(root, ontology, lexical)
    everything = all_claims(root, ontology, lexical, seeded, read)
    names = {sign: words[0] for sign, words in emoji.read(read.emoji).items()} if read.emoji else {}
    terms = sorted({claim.term for claim in everything})
    valence = measure(norms, [term for term in terms if is_term(term)], encoder, partial(show, "valence"))
    contest = Contest(ontology, lexical, encoder, seeded, valence, names)
    found = list(contest.candidates(everything, lambda done: show("terms", done, len(terms))))
    candidates.write(root / candidates.FILE, found)
    return len(found)


def seeded_claims(root: Path, ontology: Ontology, lexical: Lexical) -> tuple[Claim, ...]:
    """Refresh the seeds under ``root``; return the claims that start from them, and those of the emotions' labels."""
    seeds.refresh(root / seeds.FILE, ontology, lexical.wordnet)
    chosen = seeds.read(root / seeds.FILE, ontology, lexical.wordnet)
    shut = _barriers(root, ontology, lexical.wordnet)
    found = wordnet.gather(lexical.wordnet, chosen, shut, lexical.irregular)
    return found + tuple(label_claims(ontology, lexical.wordnet, chosen))


def other_claims(
    root: Path, ontology: Ontology, lexical: Lexical, seeded: Sequence[Claim], read: Sources
) -> Iterator[Claim]:
    """Yield what all sources but the seeds claim, in no particular order."""
    labels, source = own_labels(ontology), lexical.wordnet
    families = {emotion.id: resolve.family(ontology, emotion.id) for emotion in ontology}
    names = plain(naming(labels, seeded, families), seeded, families, lexical)
    if "phrases" in read.names:
        reached = {claim.synset for claim in seeded}
        yield from phrases.claims(source, names, reached, _barriers(root, ontology, source))
    yield from thesaurus.repeated(list(_listings(labels, read.names)), families)
    if "emoji" in read.names and read.emoji:
        yield from emoji.claims(emoji.read(read.emoji), names, families)
    yield from _own(read, labels, source, names)


def all_claims(
    root: Path, ontology: Ontology, lexical: Lexical, seeded: Sequence[Claim], read: Sources
) -> tuple[Claim, ...]:
    """Return the claims of all sources in order; an authored expression adds its route to a term that others claim."""
    found = [*seeded, *other_claims(root, ontology, lexical, seeded, read)]
    terms = {claim.term for claim in found}
    if "expressions" in read.names:
        authored = expressions.read(root / expressions.FILE, {emotion.id: emotion.label for emotion in ontology})
        found += (
            Claim(sense.term, sense.pos, sense.emotion, "authored", "", 1, f"expressions:{sense.emotion}")
            for sense in authored
            if sense.term in terms
        )
    return claims.ordered(found)


def plain(
    names: Mapping[str, str], seeded: Sequence[Claim], families: Mapping[str, str], lexical: Lexical
) -> dict[str, str]:
    """Return those words that mostly mean the emotion that they name: *interest* and *down* do not."""
    synsets: dict[str, set[str]] = defaultdict(set)
    for claim in seeded:
        synsets[families[claim.emotion]].add(claim.synset)
    source, irregular = lexical.wordnet, lexical.irregular
    return {
        word: emotion
        for word, emotion in names.items()
        if sense_share(source, word, synsets[families[emotion]], irregular) >= MOSTLY
    }


def _barriers(root: Path, ontology: Ontology, source: WordNet) -> frozenset[tuple[str, str]]:
    labels = {emotion.id: emotion.label for emotion in ontology}
    return barriers.read(root / barriers.FILE, labels, source)


def _listings(labels: Mapping[str, str], names: Sequence[str]) -> Iterator[Claim]:
    if "moby" in names:
        yield from thesaurus.moby_listings(thesaurus.moby(pinned.pinned("moby")), labels)
    if "roget" in names:
        yield from thesaurus.roget_listings(thesaurus.roget(pinned.pinned("roget1911")), labels)


def _own(read: Sources, labels: Mapping[str, str], source: WordNet, names: Mapping[str, str]) -> Iterator[Claim]:
    """Yield what the user's own files claim."""
    lemma = texts.lemmatizer(source)
    for file in read.lists:
        if file.suffix == ".tsv":
            yield from lists.table(file, labels, lemma)
        elif file.suffix.lower() in skos.ENDINGS:
            yield from skos.concepts(file, labels, lemma)
        else:
            yield from lists.lines(file, lemma)
    for file in read.texts:
        yield from texts.phrases(file, names)
