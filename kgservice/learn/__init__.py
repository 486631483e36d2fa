"""Learning the weights that ship with the classifier, from openly licensed text, and measuring them on unseen sets.

In: labelled files that the user names, and the project's own sentences in ``vocab/corpus``.  Out:
``vocab/associations.tsv``, ``calibration.toml``, ``sentence-adapter.safetensors``, ``sentence-weights.tsv`` and
``word-affect.tsv``, committed.  Needs the ``build`` extra; nothing here is imported when text is labelled.
"""
