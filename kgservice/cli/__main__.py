"""``python -m kgservice.cli`` is the program ``kgservice``."""

from kgservice.cli import main

main()
