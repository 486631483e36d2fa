"""The one door to Arrow for what cannot do without it: data frames and bulk labelling (extra ``frames``)."""

from __future__ import annotations

from kgservice.errors import MissingExtra

try:
    import pyarrow as pa
    from pyarrow import parquet
except ImportError:
    raise MissingExtra("Labelling tables", "pyarrow", "frames") from None

__all__ = ["pa", "parquet"]
