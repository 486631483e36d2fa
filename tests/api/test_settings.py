"""Where settings come from, and what a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgservice.api.settings import Settings, SettingsError


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A working directory and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"KGSERVICE_{name.upper()}", raising=False)
    monkeypatch.delenv("KGSERVICE_CONFIG", raising=False)
    return tmp_path


def test_without_settings_it_listens_on_loopback() -> None:
    settings = Settings()
    assert (settings.host, settings.port, settings.query_timeout_seconds) == ("127.0.0.1", 8000, 10)


def test_a_flag_wins_over_the_environment_and_that_over_the_file(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean / "kgservice.toml").write_text('host = "::1"\nport = 1\nquery_max_rows = 5\n', "utf-8")
    monkeypatch.setenv("KGSERVICE_PORT", "2")
    monkeypatch.setenv("KGSERVICE_HOST", "127.0.0.2")
    settings = Settings(host="127.0.0.3")
    assert (settings.host, settings.port, settings.query_max_rows) == ("127.0.0.3", 2, 5)


def test_the_file_may_be_named(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean / "other.toml").write_text("port = 3\n", "utf-8")
    monkeypatch.setenv("KGSERVICE_CONFIG", "other.toml")
    assert Settings().port == 3


WRONG = {
    "port too high": ({"port": 70000}, "KGSERVICE_PORT: .*65535, not 70000"),
    "no number": ({"port": "x"}, "KGSERVICE_PORT: .*integer.*not x"),
    "no time": ({"query_timeout_seconds": 0}, "KGSERVICE_QUERY_TIMEOUT_SECONDS: .*greater than 0"),
    "path without slash": ({"root_path": "api"}, "KGSERVICE_ROOT_PATH"),
    "no such file": ({"lexicon": "none.tsv"}, "KGSERVICE_LEXICON: .*none.tsv"),
    "a folder for several": ({"store_path": "x", "workers": 2}, "KGSERVICE_STORE_PATH: .*KGSERVICE_WORKERS 0 alone"),
    "a writer of several": ({"update_token": "x" * 16, "workers": 2}, "KGSERVICE_UPDATE_TOKEN: .*WORKERS 0 alone"),
    "two stores": ({"store_url": "http://x/", "store_path": "x"}, "KGSERVICE_STORE_PATH: .*KGSERVICE_STORE_URL"),
    "a store without scheme": ({"store_url": "localhost:7878"}, "KGSERVICE_STORE_URL: .*https"),
    "an endpoint with a password": ({"service_allow": "http://u:p@x/"}, "KGSERVICE_SERVICE_ALLOW: .*u:p@x"),
    "graphs of no server": ({"store_gsp_url": "http://x/store"}, "KGSERVICE_STORE_GSP_URL: .*KGSERVICE_STORE_URL"),
    "a short token": ({"update_token": "secret"}, r"KGSERVICE_UPDATE_TOKEN: .*at least 16 "),
    "misspelt": ({"prot": 8000}, 'No setting "prot". Nearest: port'),
}


@pytest.mark.parametrize(("flags", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_setting_is_named_with_what_was_expected(flags: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Settings(**flags)


def test_a_misspelt_key_of_the_file_is_an_error(clean: Path) -> None:
    (clean / "kgservice.toml").write_text("query_timeout = 5\n", "utf-8")
    with pytest.raises(SettingsError, match=r'No setting "query_timeout"\. Nearest: query_timeout_seconds'):
        Settings()


def test_a_file_that_is_no_toml_is_an_error(clean: Path) -> None:
    (clean / "kgservice.toml").write_text("port: 5\n", "utf-8")
    with pytest.raises(SettingsError, match=r"kgservice\.toml is not TOML: .*line 1"):
        Settings()


def test_a_named_file_that_is_missing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGSERVICE_CONFIG", "none.toml")
    with pytest.raises(SettingsError, match=r"none\.toml .*does not exist"):
        Settings()


def test_a_list_is_written_with_spaces_or_commas_or_as_a_list(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = ("http://127.0.0.1:7878/query", "https://example.org/sparql?x=1")
    (clean / "kgservice.toml").write_text(f"service_allow = {list(listed)}\n", "utf-8")
    assert Settings().service_allow == listed
    monkeypatch.setenv("KGSERVICE_SERVICE_ALLOW", ", ".join(listed[::-1]))
    assert Settings().service_allow == listed[::-1]


def test_several_processes_may_write_to_a_server_elsewhere() -> None:
    assert Settings(workers=2, store_url="http://127.0.0.1:7878/query", update_token="x" * 16).workers == 2
