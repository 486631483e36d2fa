"""What is made when the project is built: the explorer's third-party scripts, and the classifier compiled.

A hook of hatchling.  The scripts are fetched for every build, editable ones too (kgservice/web/vendor.py); without a
network a warning says so and the explorer shows tables instead of plots.

The classifier's inner modules are compiled for wheels only: an editable install stays pure Python, so that edits show
at once.  Without a compiler, or with KGSERVICE_PURE=1 in the environment, the wheel is pure Python, does the same and
is slower; a line says so.  The modules stand in pyproject.toml.  A module is compiled from the very file that the pure
wheel has.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OPTIONS = ["--config-file=", "--ignore-missing-imports", "--follow-imports=silent", "--no-site-packages"]
"""For mypyc's type check: `mypy` itself is run by CI, with the strict settings, and needs all dependencies.

Without the last one mypyc reads whatever is installed beside: 5 minutes and 4 GB where PyTorch is, for nothing.
"""

SCRIPT = """
import sys
from mypyc.build import mypycify
from setuptools import setup
modules = mypycify(sys.argv[1:], opt_level="3", debug_level="0")
for module in modules if sys.platform != "win32" else ():
    module.extra_compile_args += ["-fvisibility=hidden", "-fno-semantic-interposition"]
setup(name="kgservice", packages=[], ext_modules=modules, script_args=["--quiet", "build_ext", "--inplace"])
"""


class Additions(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the fetched scripts to every build, and the compiled modules to a wheel."""

    PLUGIN_NAME = "custom"
    folder: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch, compile, and add what came of it."""
        self._fetch()
        if self.target_name == "wheel" and version != "editable":
            self._compile(build_data)

    def _fetch(self) -> None:
        web = Path(self.root) / "kgservice" / "web"
        spec = importlib.util.spec_from_file_location("vendor", web / "vendor.py")
        assert spec is not None and spec.loader is not None
        vendor = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(vendor)
        try:
            vendor.fetch(web / "assets.toml", web / "static" / "vendor")
        except vendor.VendorError as error:
            self.app.display_warning(
                f"kgservice: the explorer's plots or its editor will be missing, since {error}. With a network: "
                "python -m kgservice.web.vendor"
            )

    def _compile(self, build_data: dict[str, Any]) -> None:
        if os.environ.get("KGSERVICE_PURE", "") not in ("", "0"):
            self.app.display_info("kgservice: KGSERVICE_PURE is set; the wheel is pure Python")
            return
        self.folder = Path(mkdtemp(prefix="kgservice-compiled-"))
        shutil.copytree(Path(self.root) / "kgservice", self.folder / "kgservice", ignore=shutil.ignore_patterns("*.so"))
        command = [sys.executable, "-c", SCRIPT, *OPTIONS, *self.config["modules"]]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        libraries = sorted(self.folder.glob("**/*.so")) + sorted(self.folder.glob("**/*.pyd"))
        built = [library for library in libraries if "build" not in library.relative_to(self.folder).parts]
        if done.returncode or not built:
            reason = (done.stderr.strip() or done.stdout.strip() or "no output").splitlines()[-1]
            self.app.display_warning(
                f"kgservice: the wheel is pure Python and slower, since compiling failed: {reason}"
            )
            return
        build_data["force_include"] |= {str(file): str(file.relative_to(self.folder)) for file in built}
        build_data["pure_python"], build_data["infer_tag"] = False, True
        self.app.display_info(f"kgservice: {len(self.config['modules'])} modules compiled")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the build folder."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
