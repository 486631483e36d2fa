"""What tests of the explorer do with a browser: open a page, wait, read, photograph it, judge it with axe-core."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from kgservice.web import vendor

SCREENSHOTS = Path(__file__).with_name("screenshots")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)
WIDE, SMALL = (1280, 900), (360, 740)
SECONDS = 60
SERIOUS = ("serious", "critical")
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
"""


class Site:
    """The explorer in a browser.

    ``faults`` are what went wrong on any page since the last `reset`: script errors, files that were not there, what
    the page's policy forbade, and requests to other hosts.
    """

    def __init__(self, address: str, driver: Chrome) -> None:
        self.address, self.driver = address, driver
        self.loaded: list[dict[str, Any]] = []
        self._faults: list[str] = []

    def reset(self) -> None:
        """Be wide, light and without storage, and forget what was logged."""
        self.size(*WIDE)
        self.theme("light")
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(self.address))
        self.driver.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        if not getattr(self.driver, "is_watching", False):
            self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
            self.driver.is_watching = True
        self._read_logs()
        self.loaded, self._faults = [], []

    def size(self, width: int, height: int) -> None:
        """Show pages in a window of this size, in CSS pixels."""
        device = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", device)

    def theme(self, name: str) -> None:
        """Have the system prefer light or dark."""
        features = [
            {"name": "prefers-color-scheme", "value": name},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def open(self, path: str) -> None:
        """Open a page by its path, and wait until its scripts have run; pages that plot say when they have."""
        self._look()
        self.driver.get(self.address + path)
        self.wait(lambda: self.script("return document.readyState === 'complete'"))

    def wait(self, condition: Callable[[], Any], seconds: float = SECONDS) -> Any:
        """Return what a condition gives once it is true; fails after ``seconds``."""
        return WebDriverWait(self.driver, seconds, poll_frequency=0.05).until(lambda _: condition())

    def wait_plotted(self, name: str = "plot") -> None:
        """Wait until the plot with this id is drawn."""
        self.wait(lambda: self.script(f"return document.getElementById('{name}').dataset.state === 'drawn'"))

    def script(self, source: str, *arguments: object) -> Any:
        """Run a script in the page, and return what it returns."""
        return self.driver.execute_script(source, *arguments)

    def one(self, selector: str) -> WebElement:
        """Return the first element of a CSS selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        """Return every element of a CSS selector."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str = "main") -> str:
        """Return the visible text of an element."""
        return str(self.one(selector).text)

    def press(self, *keys: str) -> None:
        """Type into what has the focus."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def photograph(self, name: str) -> None:
        """Keep the whole page as an image below ``screenshots/``."""
        height = self.script("return Math.min(6000, document.documentElement.scrollHeight)")
        width = self.script("return innerWidth")
        shown = self.script("return innerHeight")
        self.size(width, max(height, shown))
        self.driver.save_screenshot(str(SCREENSHOTS / f"{name}.png"))
        self.size(width, shown)

    @property
    def shift(self) -> float:
        """How much the page jumped while it loaded (cumulative layout shift, 0 none)."""
        return float(self.script("return window.shift"))

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.script("return document.documentElement.scrollWidth - innerWidth"))

    def inaccessible(self, *rules: str) -> list[str]:
        """Return what axe-core finds serious or critical on the page: rule, and where.

        ``rules``: only these; without one all that it has.
        """
        if not self.script("return 'axe' in window"):
            self.script(_axe())
        script = "const [options, done] = arguments; axe.run(document, options).then(done)"
        options: dict[str, Any] = {"resultTypes": ["violations"]}
        self.driver.set_script_timeout(SECONDS)
        found = self.driver.execute_async_script(script, options | ({"runOnly": rules} if rules else {}))["violations"]
        bad = [rule for rule in found if rule["impact"] in SERIOUS]
        return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in bad for node in rule["nodes"]]

    @property
    def faults(self) -> list[str]:
        """What went wrong so far."""
        self._look()
        return self._faults

    def forgive(self, part: str) -> None:
        """Forget faults that hold a text: of a test that provokes them, such as a status of 404."""
        self._look()
        self._faults = [fault for fault in self._faults if part not in fault]

    def requests(self) -> list[dict[str, Any]]:
        """Return what was loaded since the last reset: ``url`` and ``bytes`` over the network."""
        self._look()
        return self.loaded

    def _look(self) -> None:
        if self.driver.current_url.startswith("http"):
            self._faults += self.script("return window.violations ? window.violations.splice(0) : []")
        for entry in self._read_logs():
            if entry["level"] == "SEVERE":
                self._faults.append(entry["message"])

    def _read_logs(self) -> list[dict[str, Any]]:
        sizes: dict[str, float] = {}
        urls: dict[str, str] = {}
        for line in self.driver.get_log("performance"):
            message = json.loads(line["message"])["message"]
            facts = message["params"]
            if message["method"] == "Network.requestWillBeSent":
                urls[facts["requestId"]] = facts["request"]["url"]
            elif message["method"] == "Network.loadingFinished":
                sizes[facts["requestId"]] = facts["encodedDataLength"]
        own = urlsplit(self.address).netloc
        for number, url in urls.items():
            self.loaded.append({"url": url, "bytes": sizes.get(number, 0)})
            if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != own:
                self._faults.append(f"request to another host: {url}")
        log: list[dict[str, Any]] = self.driver.get_log("browser")
        return log


@cache
def _axe() -> str:
    table = Path(__file__).with_name("axe.toml")
    folder = table.parent / "vendor"
    try:
        vendor.fetch(table, folder)
    except vendor.VendorError as error:
        pytest.skip(f"{error}")
    return (folder / "axe-core" / "axe.min.js").read_text("utf-8")
