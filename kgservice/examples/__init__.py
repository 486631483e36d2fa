"""The use cases, measured: each module runs as ``python -m kgservice.examples.<name>`` and has a page in the documentation."""
