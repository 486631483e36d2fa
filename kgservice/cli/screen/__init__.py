"""The review on a terminal (Textual, the ``review`` extra): one face of `kgservice.vocab.review.session.Session`.

``app`` is the screen with its keys, ``dialogs`` what it asks, ``card`` how a candidate is drawn.
"""
