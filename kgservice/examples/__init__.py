"""The use cases, measured: each module runs by ``python -m kgservice.examples.NAME`` and has a documentation page.

====================  =======================================================================================
``detection``         emotion labels across domains: the classifier, lexicon tools, a learned model
``reviews``           star ratings from the classifier's features, words, and a valence lexicon
``empathy``           which of several answers fits the emotion of a conversation
``unify``             corpora with different label sets merged into one file, with what is lost
``open_labels``       free labels matched to emotions, or to none
``story``             the emotional arc of a whole book
``transition``        the next emotion, and a way from one state to another
``soft_labels``       distances between emotions, and a loss that knows them
====================  =======================================================================================

Each is a thin script over the library.  Tables go to standard output as Markdown, remarks and progress to standard
error; `report` holds what all of them share.
"""
