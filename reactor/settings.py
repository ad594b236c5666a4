"""Every environment variable, once (contract section 5)."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from reactor.errors import SettingsError

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parse_duration(value: Any) -> Any:
    """A `timedelta` from `90s`, `10m`, `1h` or `30d`; anything that is not text passes through.

    Raises:
        ValueError: the text is none of these.
    """
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhd])\s*", value)
    if match is None:
        raise ValueError("a duration such as 0s, 90s, 10m, 1h or 30d")
    return timedelta(**{_UNITS[match[2]]: float(match[1])})


def _split_list(value: Any) -> Any:
    return tuple(re.split(r"[\s,]+", value.strip(" ,"))) if isinstance(value, str) else value


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
WordList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_list)]


class Settings(BaseSettings):
    """What can be set from outside, validated and frozen; `.env` is read too."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_file=".env", env_ignore_empty=True, populate_by_name=True
    )

    mongodb_uri: SecretStr = SecretStr("mongodb://localhost:27017/scoutly")
    gemini_api_key: SecretStr | None = None
    gemini_model: str = "gemini-flash-lite-latest"
    gemini_base_url: str | None = None
    gemini_rpm: int = Field(default=10, ge=1)

    concurrency: int = Field(default=5, ge=1, le=100, alias="REACTOR_CONCURRENCY")
    max_attempts: int = Field(default=3, ge=1, alias="REACTOR_MAX_ATTEMPTS")
    max_crashes: int = Field(default=3, ge=1, alias="REACTOR_MAX_CRASHES")
    backoff: Duration = Field(default=timedelta(minutes=1), alias="REACTOR_BACKOFF")
    job_timeout: Duration = Field(default=timedelta(minutes=10), alias="REACTOR_JOB_TIMEOUT")
    lease: Duration = Field(
        default=timedelta(seconds=60), ge=timedelta(seconds=3), alias="REACTOR_LEASE"
    )
    cooldown: Duration = Field(default=timedelta(minutes=5), alias="REACTOR_COOLDOWN")
    grace: Duration = Field(default=timedelta(seconds=30), alias="REACTOR_GRACE")
    keep_finished: Duration = Field(default=timedelta(days=30), alias="REACTOR_KEEP_FINISHED")

    host_interval: Duration = Field(default=timedelta(seconds=1), alias="REACTOR_HOST_INTERVAL")
    allow_hosts: WordList = Field(default=(), alias="REACTOR_ALLOW_HOSTS")
    min_score: int = Field(default=50, ge=0, le=100, alias="REACTOR_MIN_SCORE")

    log_dir: Path = Field(
        default=Path("/tmp/scoutly-logs"),  # noqa: S108 - where people of this software look
        alias="REACTOR_LOG_DIR",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", alias="REACTOR_LOG_LEVEL"
    )
    log_format: Literal["text", "json"] = Field(default="text", alias="REACTOR_LOG_FORMAT")
    http_host: str = Field(default="127.0.0.1", alias="REACTOR_HTTP_HOST")
    http_port: int = Field(default=8080, ge=0, le=65535, alias="REACTOR_HTTP_PORT")

    @field_validator("mongodb_uri")
    @classmethod
    def _looks_like_mongodb(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(("mongodb://", "mongodb+srv://")):
            raise ValueError("an address that starts with mongodb:// or mongodb+srv://")
        return value

    @property
    def secrets(self) -> tuple[str, ...]:
        """Texts that must never be shown, longest first."""
        uri = self.mongodb_uri.get_secret_value()
        password = re.match(r"mongodb(?:\+srv)?://[^/@]*:([^@/]+)@", uri)
        key = self.gemini_api_key.get_secret_value() if self.gemini_api_key else ""
        found = filter(None, (key, password[1] if password else ""))
        return tuple(sorted(found, key=len, reverse=True))

    @classmethod
    def from_environment(cls, **overrides: Any) -> Self:
        """The settings of this process; `overrides` (by field name) win over the environment.

        Raises:
            SettingsError: one line that names the variable, its value and what is allowed.
        """
        try:
            return cls(**overrides)
        except ValidationError as error:
            raise SettingsError("; ".join(map(_explain, error.errors()))) from None


def _explain(problem: Any) -> str:
    name = str(problem["loc"][0]).upper()
    allowed = problem["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    secret = any(word in name for word in ("KEY", "URI", "NOTIFY"))
    shown = "the value given" if secret else repr(problem["input"])
    return f"{name}: {shown} is not allowed; it should be {allowed}"
