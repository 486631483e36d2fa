"""Learning the weights that ship with the classifier, from openly licensed text, and measuring them on unseen sets."""
