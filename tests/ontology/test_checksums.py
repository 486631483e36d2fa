"""The checksums are those that ``sha256sum`` computes, and the release does not pass without them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from kgservice import content
from kgservice.errors import StaleRelease
from kgservice.ontology import checksums, release

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""The SHA-256 of no bytes at all, as FIPS 180-4 gives it and every tool prints it."""


def test_a_line_is_digest_two_spaces_name() -> None:
    assert checksums.dumps({"a.ttl": b""}).decode().splitlines()[1] == f"{EMPTY}  a.ttl"


def test_lines_are_sorted_by_name_whatever_the_order_given() -> None:
    files = {"b.ttl": b"b", "a.ttl": b"a"}
    assert checksums.dumps(files) == checksums.dumps(dict(reversed(files.items())))
    assert list(checksums.read(checksums.dumps(files))) == ["a.ttl", "b.ttl"]


def test_what_was_written_is_read_back() -> None:
    files = {"a name with spaces.ttl": b"a", "b.ttl": b"b"}
    assert checksums.read(checksums.dumps(files)) == {n: hashlib.sha256(d).hexdigest() for n, d in files.items()}


def test_no_files_leave_the_remark_alone() -> None:
    assert checksums.dumps({}).decode() == f"# {checksums.REMARK}\n"
    assert checksums.read(checksums.dumps({})) == {}


def test_the_release_has_a_checksum_for_every_other_file(full: Path) -> None:
    files = {file.name: file.read_bytes() for file in release.write(full)}
    assert checksums.read(files.pop(checksums.FILE)) == {n: hashlib.sha256(d).hexdigest() for n, d in files.items()}
    assert set(files) == {release.FILE, release.LABELS_FILE, release.CROSSWALK_FILE}


def sha256sum(folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "-c", "--strict", checksums.FILE]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="GNU coreutils are not installed")
def test_sha256sum_checks_the_packaged_release() -> None:
    done = sha256sum(content.path("ontology", "release"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "crosswalk.ttl: OK\nemotions.ttl: OK\nlabels.ttl: OK\n"


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="GNU coreutils are not installed")
def test_sha256sum_sees_a_byte_that_changed(full: Path) -> None:
    release.write(full)
    file = release.files(full)[2]
    file.write_bytes(file.read_bytes() + b"\n")
    assert sha256sum(file.parent).returncode == 1


@pytest.mark.parametrize("name", [release.FILE, release.LABELS_FILE, release.CROSSWALK_FILE])
def test_a_wrong_checksum_makes_the_release_stale_and_names_the_file(full: Path, name: str) -> None:
    release.write(full)
    file = full / "ontology" / "release" / checksums.FILE
    digest = checksums.read(file.read_bytes())[name]
    file.write_text(file.read_text(encoding="utf-8").replace(digest, EMPTY), encoding="utf-8")
    with pytest.raises(StaleRelease, match=r"SHA256SUMS does not match .*\. Run: kgservice build") as caught:
        release.check(full)
    assert caught.value.difference == f"first difference: {name}"


def test_a_release_without_checksums_is_stale(full: Path) -> None:
    release.write(full)
    (full / "ontology" / "release" / checksums.FILE).unlink()
    with pytest.raises(StaleRelease, match=r"SHA256SUMS does not match its tables \(the file is missing"):
        release.check(full)
