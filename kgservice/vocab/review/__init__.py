"""Review: people rule on candidates, and what they rule is never lost.

In: candidates, the ontology, ``vocab/decisions.tsv``.  Out: rows at the end of that table, and senses as ruled::

    log        appends rows, repairs a torn end          senses     rulings applied to senses (for the lexicon)
    standing   what holds after all rows                 report     what contradicts what
    queue      what to look at next, by filters          agreement  how far people agree
    desk       candidates, log and definitions           session    one person at work on the desk

The terminal screen (``cli``) and the web page (``api``) are two faces of one `session.Session`.
"""

from kgservice.vocab.review.senses import rule

__all__ = ["rule"]
