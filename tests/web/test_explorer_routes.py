"""The explorer over HTTP: its policy, compression and caching, its problems and its search."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from kgservice.api import html, problems
from kgservice.api.faults import BusyError

PERSON = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Accept-Encoding": "gzip"}
PAGES = (
    *(
        "/",
        "/explore/wheel",
        "/explore/tree",
        "/explore/vad",
        "/explore/network",
        "/search?q=hap",
        "/docs",
        "/docs/method",
        "/docs/reference/schema",
        "/docs/api",
    ),
    *("/emotion/joy", "/term/happy", "/scheme/ekman", "/scheme/ekman/anger", "/rating/joy.glasgow2019"),
    *("/ontology", "/source/glasgow2019", "/try", "/query", "/convert", "/sparql", "/emotion/jooy", "/nothing/here"),
)


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, headers=PERSON, timeout=30) as made:
        yield made


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_what_it_may_load_and_allows_nothing_inside_it(client: httpx.Client, path: str) -> None:
    page = client.get(path)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(part.split(" ", 1) for part in page.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["form-action"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert page.headers["x-content-type-options"] == "nosniff" and page.headers["referrer-policy"] == "same-origin"
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son\w+=", page.text) == []


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/docs/api"])  # which its script fills
def test_the_headings_of_a_page_begin_with_its_own_and_leave_out_no_level(client: httpx.Client, path: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", client.get(path).text)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


def test_no_page_links_to_nowhere(client: httpx.Client) -> None:
    pages = {path: client.get(path).text for path in PAGES}
    linked = {unescape(link) for page in pages.values() for link in re.findall(r'(?:href|src)="(/[^"]*)"', page)}
    found = {address: client.get(address) for address in {link.partition("#")[0] for link in linked}}
    assert len(found) > 100 and [address for address, answer in found.items() if answer.status_code >= 400] == []
    for link in linked:
        address, _, part = link.partition("#")
        assert not part or f'id="{part}"' in found[address].text, link


@pytest.mark.parametrize("path", ["/", "/emotion/joy"])
def test_a_page_is_compressed_and_not_sent_twice(client: httpx.Client, path: str) -> None:
    page = client.get(path)
    assert page.headers["content-encoding"] == "gzip" and "Accept-Encoding" in page.headers["vary"]
    again = client.get(path, headers={"If-None-Match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = client.get(path, headers={"Accept-Encoding": "gzip;q=0, br"})
    assert "content-encoding" not in plain.headers and plain.text == page.text
    assert plain.headers["etag"] != page.headers["etag"]


def test_a_static_file_is_kept_for_good_below_the_fingerprint_and_asked_for_again_elsewhere(
    client: httpx.Client,
) -> None:
    (pinned,) = re.findall(r'href="(/static/\w+/base\.css)"', client.get("/").text)
    kept, plain = client.get(pinned), client.get("/static/base.css")
    assert kept.text == plain.text and kept.headers["content-type"] == "text/css; charset=utf-8"
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["cache-control"] == "no-cache"
    assert client.get("/static/base.css", headers={"If-None-Match": plain.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("name", ["base.js", "vendor/echarts/echarts.mjs", "vendor/vis-graph3d/vis-graph3d.mjs"])
def test_scripts_are_compressed_and_called_what_they_are(client: httpx.Client, name: str) -> None:
    script = client.get(f"/static/{name}")
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("name", ["nothing.js", "../render.py", "%2e%2e/render.py", "vendor", "000000000000/base.css"])
def test_what_is_no_static_file_is_not_found(client: httpx.Client, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


UNKNOWN = {
    "/emotion/jooy": ("/emotion/joy", "No emotion"),
    "/term/hapyp": ("/term/happy", "No term"),
    "/scheme/ekmann": ("/scheme/ekman", "No scheme"),
    "/explore/network?emotion=jooy": ("/emotion/joy", "No emotion"),
}


@pytest.mark.parametrize("path", UNKNOWN)
def test_a_person_who_errs_is_shown_the_nearest_and_a_machine_gets_a_problem_document(
    client: httpx.Client, path: str
) -> None:
    link, said = UNKNOWN[path]
    page = client.get(path)
    assert page.status_code == 404 and f'href="{link}"' in page.text and said in page.text
    document = client.get(path, headers={"Accept": "*/*"})
    assert (document.status_code, document.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("path", ["/api/v1/emotions/jooy", "/sparql?query=SELEKT"])
def test_where_programs_ask_problems_stay_documents(client: httpx.Client, path: str) -> None:
    assert client.get(path).headers["content-type"] == "application/problem+json"


def test_a_page_of_a_problem_keeps_the_headers_of_its_document() -> None:
    app = FastAPI()
    problems.install(app)
    html.install(app)

    @app.get("/busy")
    def busy() -> None:
        raise BusyError(1)

    page = TestClient(app).get("/busy", headers=PERSON)
    assert (page.status_code, page.headers["retry-after"]) == (503, str(problems.RETRY_SECONDS))
    assert page.headers["content-type"] == "text/html; charset=utf-8" and "1 requests are being answered" in page.text


def test_a_wrong_parameter_is_told_on_a_page(client: httpx.Client) -> None:
    page = client.get("/explore/network?emotoin=joy")
    assert page.status_code == 422 and "Nearest: emotion" in page.text
    assert client.get("/emotion/joy?format=pdf").status_code == 422


FOUND = {
    "joy": "/emotion/joy",
    "Over the Moon": "/term/over_the_moon",
    "gioia": "/emotion/joy",
    "😀": "/term/%F0%9F%98%80",
}


@pytest.mark.parametrize("text", FOUND)
def test_the_search_leads_to_what_bears_the_name(client: httpx.Client, text: str) -> None:
    assert client.get("/search", params={"q": text}).headers["location"] == FOUND[text]


def test_the_search_lists_what_is_like_it(client: httpx.Client) -> None:
    page = client.get("/search?q=hapy").text
    assert 'href="/term/happy"' in page
    page = client.get("/search?q=hop").text
    assert 'href="/emotion/hope"' in page and 'href="/term/hopeful"' in page


@pytest.mark.parametrize("text", ["", "   ", "zzzzzzzz", "<script>alert(1)</script>", "\x00", "%"])
def test_the_search_takes_any_text(client: httpx.Client, text: str) -> None:
    page = client.get("/search", params={"q": text})
    assert page.status_code == 200 and "<script>alert" not in page.text


@pytest.mark.parametrize(("length", "status"), [(300, 422), (60_000, 414)])
def test_a_search_that_is_too_long_is_refused(client: httpx.Client, length: int, status: int) -> None:
    assert client.get("/search?q=" + "a" * length).status_code == status


def test_the_first_view_is_light(client: httpx.Client) -> None:
    page = client.get("/")
    loaded = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
    module = {"/static/" + name for name in ("colours.js", "emotions.js", "plots.js")}
    sizes = [len(gzipped(client, path)) for path in {"/", *loaded, *module}]
    assert sum(sizes) < 60_000


def gzipped(client: httpx.Client, path: str) -> bytes:
    with client.stream("GET", path) as response:
        return b"".join(response.iter_raw())
