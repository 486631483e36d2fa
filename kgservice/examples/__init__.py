"""The use cases, measured: each module runs by ``python -m kgservice.examples.<name>`` and has a documentation page."""
