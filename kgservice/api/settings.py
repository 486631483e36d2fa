"""What an operator can set: flags win over the environment, the environment over a TOML file.

The file is ``kgservice.toml`` in the working directory, or the one that ``KGSERVICE_CONFIG`` names.  Its keys are the
names below, in lower case.  An unknown key or a value out of range is an error, never ignored.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import DirectoryPath, Field, FilePath, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from kgservice.api.logs import Format
from kgservice.errors import KgserviceError, nearest

_ENDPOINT = r"^https?://[^/@\s<>]+(/[^\s<>]*)?$"


class SettingsError(KgserviceError):
    """A setting has no such name or no such value."""


class Settings(BaseSettings):
    """The settings; each is also read from ``KGSERVICE_`` plus its name in capitals.

    >>> Settings(port=8080).port
    8080
    >>> Settings(port=80800)
    Traceback (most recent call last):
    kgservice.api.settings.SettingsError: KGSERVICE_PORT: Input should be less than or equal to 65535, not 80800.
    """

    model_config = SettingsConfigDict(env_prefix="KGSERVICE_", extra="forbid", frozen=True)

    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on; loopback unless told otherwise.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    workers: int = Field(0, ge=0, le=64, description="Processes that serve; 0: this one, without supervisor or reload.")
    root_path: str = Field("", pattern=r"^(/.*[^/])?$", description="Path under which a proxy serves this service.")
    lexicon: FilePath | None = Field(None, description="Another lexicon file than the packaged one.")
    query_timeout_seconds: float = Field(10.0, gt=0, description="How long one SPARQL query may run.")
    query_memory_mb: int = Field(512, ge=16, description="Memory one SPARQL query may use beyond the store, in MB.")
    query_max_rows: int = Field(100_000, ge=1, description="Rows or triples in one SPARQL answer.")
    store_url: str | None = Field(
        None, pattern="^https?://[^/]", description="Query URL of a SPARQL 1.1 server that is the store."
    )
    store_update_url: str | None = Field(
        None, pattern="^https?://[^/]", description="Update URL of that server; without it nobody can write."
    )
    store_gsp_url: str | None = Field(
        None, pattern="^https?://[^/]", description="Graph Store URL of that server; without it /store asks in SPARQL."
    )
    service_allow: Annotated[tuple[Annotated[str, Field(pattern=_ENDPOINT)], ...], NoDecode] = Field(
        (), description="URLs of endpoints that SERVICE may reach, exactly as queries write them; none by default."
    )
    store_path: Path | None = Field(None, description="Folder of the SPARQL store; without it, it is in memory.")
    update_token: SecretStr | None = Field(
        None, min_length=16, description="What writers to the SPARQL store must show; without it nobody can write."
    )
    request_max_bytes: int = Field(1 << 20, ge=1024, description="Length of one request body.")

    rate_limit: int = Field(0, ge=0, description="Requests a minute from one client; 0 for any number.")
    concurrency_limit: int = Field(512, ge=1, description="Requests answered at once; health checks do not count.")

    log_format: Format = Field("none", description="One line a request on standard error: none, text or json.")
    log_urls: bool = Field(False, description="Whether these lines hold the path and query string as sent.")

    review: bool = Field(False, description="Whether people can rule on candidates at /review.")
    review_token: SecretStr | None = Field(
        None, min_length=16, description="What reviewers must show; without it only this machine can review."
    )
    review_root: DirectoryPath | None = Field(None, description="Folder whose vocab is reviewed, if not the packaged.")
    review_examples: FilePath | None = Field(None, description="File of texts to show terms in.")

    @field_validator("service_allow", mode="before")
    @classmethod
    def _separated(cls, given: object) -> object:
        return tuple(given.replace(",", " ").split()) if isinstance(given, str) else given

    @field_validator("review")
    @classmethod
    def _is_alone(cls, review: bool, others: ValidationInfo) -> bool:
        if review and others.data.get("workers"):
            raise ValueError("reviewing goes with KGSERVICE_WORKERS 0 alone, because one process must hold the rulings")
        return review

    @field_validator("store_path", "update_token")
    @classmethod
    def _has_one_writer(cls, given: object, others: ValidationInfo) -> object:
        if given is not None and others.field_name == "store_path" and others.data.get("store_url"):
            raise ValueError("this does not go with KGSERVICE_STORE_URL, which names another store")
        if given is not None and others.data.get("workers") and not others.data.get("store_url"):
            raise ValueError("this goes with KGSERVICE_WORKERS 0 alone, because one process must hold the store")
        return given

    @field_validator("store_update_url", "store_gsp_url")
    @classmethod
    def _has_a_server(cls, given: str | None, others: ValidationInfo) -> str | None:
        if given is not None and not others.data.get("store_url"):
            raise ValueError("this goes with KGSERVICE_STORE_URL, which names the server")
        return given

    def __init__(self, **flags: Any) -> None:
        """Read flags, environment and file; raises `SettingsError`."""
        try:
            super().__init__(**flags)
        except ValidationError as error:
            raise SettingsError(_first(error)) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{_file()} is not TOML: {error}. Write lines such as: port = 8000") from None

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource, **named: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources, the strongest first (called by pydantic)."""
        file = TomlConfigSettingsSource(settings_cls, _file())
        return named["init_settings"], named["env_settings"], file


def _file() -> Path:
    """Return the settings file, which need not be there unless it was named."""
    named = os.environ.get("KGSERVICE_CONFIG")
    if named and not Path(named).is_file():
        raise SettingsError(f"The settings file {named} that KGSERVICE_CONFIG names does not exist.")
    return Path(named or "kgservice.toml")


def _first(error: ValidationError) -> str:
    """Say what is wrong with the first wrong setting."""
    fault = error.errors()[0]
    name = str(fault["loc"][0])
    if fault["type"] == "extra_forbidden":
        near = nearest(name, Settings.model_fields) or tuple(Settings.model_fields)
        return f'No setting "{name}". Nearest: {", ".join(near)}.'
    given = "" if name.endswith("_token") else f", not {fault['input']}"  # a secret is never said
    return f"KGSERVICE_{name.upper()}: {fault['msg']}{given}."
