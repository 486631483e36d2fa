"""Sources of terms: one module a kind, each of which makes `Claim` objects out of what it reads.

``wordnet`` (synsets and their links), ``phrases`` (idioms that WordNet explains by an emotion word), ``thesaurus``
(Moby, Roget), ``emoji`` (CLDR), ``lists`` and ``skos`` (the user's own terms), ``texts`` (phrases of running text).
`NAMES` are the sources that `propose` reads unless it is told otherwise.
"""

NAMES = ("wordnet", "phrases", "moby", "roget", "emoji", "expressions")
