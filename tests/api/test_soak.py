"""The soak of ``tests/benchmarks/soak.py``, for seconds instead of minutes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOAK = Path(__file__).parent.parent / "benchmarks" / "soak.py"


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system does not tell memory by process")
def test_everything_at_once_is_answered() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KGSERVICE_")}
    command = [sys.executable, SOAK, "--seconds", "10", "--growth", "1"]  # ten seconds are all filling
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "look-ups" in done.stdout and "PSS" in done.stdout
