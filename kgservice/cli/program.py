"""How a program of ours runs: one line and exit status 1 for an error that is raised on purpose."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from kgservice.cli.output import remarks
from kgservice.errors import KgserviceError


def run(app: typer.Typer, arguments: Sequence[str] | None = None, name: str = "kgservice") -> None:
    """Run ``app`` with ``arguments``, by default those of the command line; ends by `SystemExit`.

    Status 0 fine, 1 the content is wrong, a file cannot be read or written or an extra is missing, 2 usage.
    """
    try:
        app(args=None if arguments is None else list(arguments), prog_name=name)
    except KgserviceError as error:
        remarks.print(f"{name}: {error}", markup=False)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:  # a file that cannot be read or written
        remarks.print(f"{name}: {error.filename or 'system'}: {error.strerror or error}", markup=False)
        sys.exit(1)
