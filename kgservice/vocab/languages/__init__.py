"""Other languages: labels and terms from Open Multilingual Wordnet files and lists, joined by WordNet 3.0 synset.

*Derive* (`derive.derive_labels`) reads the user's files and writes ``ontology/labels/<tag>.tsv`` and
``vocab/languages/<tag>.tsv``.  *Build* (`terms`) joins the latter with the English lexicon into
``vocab/release/terms-<tag>.tsv``.
"""
