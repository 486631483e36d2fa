"""What the compiled wheel is told about numbers and classes, and what stands for it in pure Python.

``i64``: a whole number of 64 bits, kept without a Python object.  ``mypyc_attr(acyclic=True)``: says of a class that
its instances never lead back to themselves, so that the garbage collector need not look at them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_extensions import i64 as i64
    from mypy_extensions import mypyc_attr as mypyc_attr
else:
    i64 = int

    def mypyc_attr(**_: object) -> object:
        """Change nothing."""
        return lambda kind: kind
