"""Settings of the tool: one field per environment variable, all mistakes told at once."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from lti_tool.logs import LogFormat
from packager.errors import SettingsError


def _listed(value: object) -> object:
    """Split `a, b` into its parts; an empty text is an empty list."""
    if isinstance(value, str):
        return tuple(part for part in (one.strip() for one in value.split(",")) if part)
    return value


Listed = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Settings(BaseModel):
    """What an operator sets. `docs/operations.md` holds the same rows; a test keeps them equal."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    url: str = Field(alias="POIJU_URL", description="public https address of the tool, without a path")
    secret_key: SecretStr = Field(
        alias="POIJU_SECRET_KEY",
        description="at least 32 random characters; encrypts signing keys and signs forms",
    )
    data_dir: Path = Field(
        Path("/var/lib/poiju"),
        alias="POIJU_DATA_DIR",
        description="folder of installed modules and of SQLite",
    )
    database_url: str = Field(
        "", alias="DATABASE_URL", description="SQLite in the data folder, or postgresql://user:word@host/name"
    )
    allow_private_platforms: Listed = Field(
        (),
        alias="POIJU_ALLOW_PRIVATE_PLATFORMS",
        description="host names and networks of an intranet that may be asked for keys and tokens, by commas",
    )
    allow_http: bool = Field(
        False, alias="POIJU_ALLOW_HTTP", description="allow plain http; for a trial on one's own machine only"
    )
    worker: bool = Field(
        True,
        alias="POIJU_WORKER",
        description="send scores from inside `poiju serve`; off where `poiju worker` runs",
    )
    session_idle_minutes: int = Field(
        120, ge=5, le=1440, alias="POIJU_SESSION_IDLE_MINUTES", description="a session ends after this pause"
    )
    session_hours: int = Field(
        12, ge=1, le=72, alias="POIJU_SESSION_HOURS", description="a session ends after this time in any case"
    )
    embed_hosts: Listed = Field(
        (),
        alias="POIJU_EMBED_HOSTS",
        description="hosts whose pages may open in a frame on a click, by commas",
    )
    proxy_hops: int = Field(
        1, ge=0, le=5, alias="POIJU_PROXY_HOPS", description="how many proxies in front set X-Forwarded-*"
    )
    logins_per_minute: int = Field(
        3000,
        ge=0,
        alias="POIJU_LOGINS_PER_MINUTE",
        description="logins of one address for one platform, in each process; 0: no limit",
    )
    launches_per_minute: int = Field(
        3000,
        ge=0,
        alias="POIJU_LAUNCHES_PER_MINUTE",
        description="launches of one address from one platform, in each process; 0: no limit",
    )
    registrations_per_minute: int = Field(
        60,
        ge=0,
        alias="POIJU_REGISTRATIONS_PER_MINUTE",
        description="openings of registration addresses by one address, in each process; 0: no limit",
    )
    retention_people_days: int = Field(
        0,
        ge=0,
        alias="POIJU_RETENTION_PEOPLE_DAYS",
        description="people who left no trace for so many days are deleted with all they did; 0: never",
    )
    retention_texts_days: int = Field(
        0,
        ge=0,
        alias="POIJU_RETENTION_TEXTS_DAYS",
        description="texts for one's own eyes are deleted so many days after their last change; 0: never",
    )
    retention_names_days: int = Field(
        365,
        ge=0,
        alias="POIJU_RETENTION_NAMES_DAYS",
        description="names of people who left a course are deleted after so many days; 0: never",
    )
    retention_admin_log_days: int = Field(
        1095,
        ge=0,
        alias="POIJU_RETENTION_ADMIN_LOG_DAYS",
        description="what admins did is deleted from the log after so many days; 0: never",
    )
    retention_launches_days: int = Field(
        90,
        ge=0,
        alias="POIJU_RETENTION_LAUNCHES_DAYS",
        description="records of launches, for looking up what failed, go after so many days; 0: never",
    )
    log_format: LogFormat = Field(
        "text", alias="POIJU_LOG_FORMAT", description="text, or json for one JSON object a line"
    )

    metrics_token: SecretStr = Field(
        SecretStr(""),
        alias="POIJU_METRICS_TOKEN",
        description="whoever sends these 16 or more characters sees numbers at `/metrics`",
    )
    metrics_bind: str = Field(
        "",
        alias="POIJU_METRICS_BIND",
        description="host:port of a listener of its own for numbers, without token",
    )

    @field_validator("url")
    @classmethod
    def _a_bare_address(cls, value: str) -> str:
        address = urlsplit(value.rstrip("/"))
        if address.scheme not in ("https", "http") or not address.hostname or address.path or address.query:
            raise ValueError("must be an address without a path, as https://poiju.example.fi")
        return value.rstrip("/")

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < 32:
            raise ValueError("must have at least 32 characters; `openssl rand -base64 33` makes some")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _not_to_be_guessed(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < 16:
            raise ValueError("must have at least 16 characters")
        return value

    @field_validator("metrics_bind")
    @classmethod
    def _a_host_and_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if value and not (host and port.isdecimal() and 0 < int(port) < 65536):
            raise ValueError("must be host:port, as 127.0.0.1:9100")
        return value

    @model_validator(mode="after")
    def _https_unless_trial(self) -> Settings:
        if self.url.startswith("http://") and not (self.allow_http and _is_loopback(self.url)):
            raise ValueError(
                "POIJU_URL: browsers keep cookies of a framed tool only over https; plain http works "
                "on localhost alone, with POIJU_ALLOW_HTTP=1"
            )
        return self

    @property
    def database(self) -> str:
        """The database's address: what is set, or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'poiju.sqlite3'}"

    @property
    def web_schemes(self) -> tuple[str, ...]:
        """The schemes of platforms' addresses; http in a trial alone."""
        return ("https", "http") if self.allow_http else ("https",)

    @property
    def launch_url(self) -> str:
        """The one redirect address that platforms are told."""
        return f"{self.url}/lti/launch"

    @property
    def bundles(self) -> Path:
        """Where installed modules stand."""
        return self.data_dir / "bundles"


def settings_from(environment: Mapping[str, str] | None = None) -> Settings:
    """Read settings from environment variables. Raises SettingsError that names every mistake."""
    source = os.environ if environment is None else environment
    names = {str(field.alias) for field in Settings.model_fields.values()}
    given: dict[str, Any] = {name: source[name] for name in names if source.get(name, "").strip()}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        lines = [_explain(one) for one in error.errors(include_input=False)]
        raise SettingsError("\n".join(["settings that are missing or wrong:", *lines])) from error


def _explain(error: ErrorDetails) -> str:
    message = error["msg"].removeprefix("Value error, ")
    if not error["loc"]:
        return f"  {message}"
    name = str(error["loc"][0])
    if error["type"] == "missing":
        meaning = next(field.description for field in Settings.model_fields.values() if field.alias == name)
        return f"  {name} is not set: {meaning}; set it in the environment, as export {name}=…"
    return f"  {name}: {message}"


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
