"""One service over the packaged content and one browser, for every test of the explorer.

Every page that `Site.open` opens is watched: `Site.faults` holds what the browser complained about.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from explorer import FLAGS, SCREENSHOTS, Site
from stripping_proxy import proxy

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """Start a service over the packaged content; yields its address."""
    command = [sys.executable, "-m", "kgservice.cli", "serve", "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=folder)
    assert process.stderr is not None
    try:
        with process.stderr as said:
            found = re.search(r"http://[\w.:]+", said.readline())
            assert found
            yield found.group()
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service over the packaged content."""
    with served(tmp_path_factory.mktemp("service")) as found:
        yield found


@pytest.fixture(scope="session")
def proxied_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of another service below a path, behind a proxy that strips it."""
    options = ("--root-path", "/on/a/path")
    with served(tmp_path_factory.mktemp("proxied"), *options) as upstream, proxy("/on/a/path", upstream) as found:
        yield found


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A browser without a past; the test is skipped where there is none."""
    pytest.importorskip("selenium", reason="selenium is not installed")
    if not (CHROMIUM and DRIVER):
        pytest.skip("chromium and chromedriver are not installed")
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    home = tmp_path_factory.mktemp("browser")
    options = ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={home / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.add_experimental_option("prefs", {"download.default_directory": str(home / "downloads")})
    driver = Chrome(options, Service(DRIVER, env=os.environ | {"HOME": str(home)}))
    driver.downloads = home / "downloads"  # type: ignore[attr-defined]
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture
def site(address: str, browser: object) -> Iterator[Site]:
    """The service in the browser: wide, light, without storage; after the test nothing may have gone wrong."""
    SCREENSHOTS.mkdir(exist_ok=True)
    opened = Site(address, browser)  # type: ignore[arg-type]
    opened.reset()
    yield opened
    assert opened.faults == []


@pytest.fixture
def proxied(proxied_address: str, browser: object) -> Iterator[Site]:
    """The service behind the proxy in the browser; after the test nothing may have gone wrong."""
    opened = Site(proxied_address, browser)  # type: ignore[arg-type]
    opened.reset()
    yield opened
    assert opened.faults == []


@pytest.fixture
def downloads(browser: object) -> Path:
    """The folder that the browser saves files in, empty."""
    folder: Path = browser.downloads  # type: ignore[attr-defined]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder
