"""All settings but those of the page (`settings.web`): each environment variable, once."""

import re
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from annotated_types import Ge, Le
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from reactor.data_folder import usual_uri
from reactor.errors import SettingsError
from reactor.settings.sources import DotEnvFile, Environment
from reactor.settings.text_values import (
    SecretText,
    Text,
    may_hold_a_secret,
    passwords_in,
)
from reactor.settings.validators import (
    Age,
    Duration,
    Prices,
    UrlList,
    Whole,
    WordList,
    at_least,
    folder,
    hosts_or_networks,
    known_zone,
    one_of_this_machine,
    one_word,
    parse_time,
)
from reactor.settings.web import PageSettings

DOTENV = ".env"

_MAX_PLAIN_PART = 15
"""Longer parts of an address are treated as tokens and hidden."""


class Settings(PageSettings):
    """All settings, validated and immutable; read from the environment and `.env`."""

    model_config = SettingsConfigDict(
        env_prefix="REACTOR_",
        env_file=(),  # the default source reads only UTF-8; ours is below
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    mongodb_uri: SecretText = Field(
        default_factory=lambda: SecretStr(usual_uri()), validation_alias="MONGODB_URI"
    )
    gemini_api_key: Annotated[SecretText | None, one_word("AIzaSyA1b2C3…")] = Field(
        default=None, validation_alias="GEMINI_API_KEY"
    )
    gemini_model: Annotated[Text, one_word("gemini-flash-lite-latest")] = Field(
        default="gemini-flash-lite-latest", validation_alias="GEMINI_MODEL"
    )
    gemini_base_url: Text | None = Field(default=None, validation_alias="GEMINI_BASE_URL")
    gemini_rpm: Whole = Field(default=10, ge=1, validation_alias="GEMINI_RPM")
    gemini_tpm: Whole = Field(default=250_000, ge=1_000, validation_alias="GEMINI_TPM")
    gemini_rpd: Whole = Field(default=500, ge=1, validation_alias="GEMINI_RPD")

    openai_base_url: Text | None = Field(default=None, validation_alias="OPENAI_BASE_URL")
    openai_api_key: Annotated[SecretText | None, one_word("sk-a1b2C3…")] = Field(
        default=None, validation_alias="OPENAI_API_KEY"
    )
    openai_model: Annotated[Text | None, one_word("qwen3:8b")] = Field(
        default=None, validation_alias="OPENAI_MODEL"
    )
    openai_rpm: Whole | None = Field(default=None, ge=1, validation_alias="OPENAI_RPM")
    openai_tpm: Whole | None = Field(default=None, ge=1_000, validation_alias="OPENAI_TPM")
    openai_price: Prices = Field(default=None, validation_alias="OPENAI_PRICE")
    llm: Literal["gemini", "openai"] = "gemini"

    concurrency: Whole = Field(default=5, ge=1, le=100)
    max_attempts: Whole = Field(default=3, ge=1)
    max_crashes: Whole = Field(default=3, ge=1)
    backoff: Duration = timedelta(minutes=1)
    job_timeout: Annotated[Duration, at_least(timedelta(seconds=1))] = timedelta(minutes=10)
    lease: Annotated[Duration, at_least(timedelta(seconds=3))] = timedelta(seconds=60)
    cooldown: Duration = timedelta(minutes=5)
    grace: Duration = timedelta(seconds=30)
    keep_finished: Annotated[Duration, at_least(timedelta(minutes=1))] = timedelta(days=30)
    descriptions: Literal["saves", "postings"] = "saves"
    keep_postings: Annotated[Age, at_least(timedelta(days=2))] = timedelta(days=365)
    keep_usages: Annotated[Age, at_least(timedelta(days=60))] = timedelta(days=730)

    host_interval: Duration = timedelta(seconds=1)
    robots: Literal["on", "off"] = "on"
    allow_hosts: Annotated[WordList, AfterValidator(hosts_or_networks)] = ()
    browser_url: Text | None = None
    browser_proxy: Annotated[Text, AfterValidator(one_of_this_machine)] = "127.0.0.1"
    min_score: Whole = Field(default=50, ge=0, le=100)
    commute_km: Whole = Field(default=50, ge=0, le=1_000)

    report_at: Annotated[time | None, BeforeValidator(parse_time)] = time(8)
    timezone: Annotated[str, AfterValidator(known_zone)] = ""

    notify_urls: UrlList = ()
    notify_score: Whole = Field(default=70, ge=0, le=100)
    notify_after: Whole = Field(default=3, ge=1)
    notify_digest: Literal["off", "daily"] = "off"

    log_dir: Annotated[Path, AfterValidator(folder)] = Path("/tmp/scoutly-logs")  # noqa: S108 - the documented place
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - ours includes withheld variables
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - not used
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments take precedence over the environment, and the environment over `.env`."""
        assert isinstance(dotenv_settings, DotEnvSettingsSource)  # noqa: S101 - pydantic's own
        named = dotenv_settings.env_file
        file = DotEnvFile(settings_cls, DOTENV if named == () else named)
        return init_settings, Environment(settings_cls), file

    @model_validator(mode="before")
    @classmethod
    def _empty_is_unset(cls, values: dict[str, Any]) -> dict[str, Any]:
        # Compose passes an unset variable as an empty text. For the report, empty means none.
        # Docker and shells keep the carriage returns of a Windows file at the ends of values.
        bare = {k: v.strip() if isinstance(v, str) else v for k, v in values.items()}
        return {k: v for k, v in bare.items() if v != "" or k == "report_at"}

    @field_validator("mongodb_uri")
    @classmethod
    def _looks_like_mongodb(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(("mongodb://", "mongodb+srv://")):
            raise ValueError(
                "an address that starts with mongodb:// or mongodb+srv://, such as "
                "mongodb://db.example.org:27017/scoutly"
            )
        return value

    @field_validator("gemini_base_url", "openai_base_url")
    @classmethod
    def _looks_like_http(cls, value: str | None, field: ValidationInfo) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[^\s/]\S*", value):
            google = "https://generativelanguage.googleapis.com"
            example = google if field.field_name == "gemini_base_url" else "http://ollama:11434/v1"
            raise ValueError(f"an address that starts with https:// or http://, such as {example}")
        return value

    @field_validator("browser_url")
    @classmethod
    def _leads_to_a_browser(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"(?:https?|wss?)://[^\s/?#@]+(?:/\S*)?", value):
            raise ValueError(
                "an address that starts with http:// or ws://, such as http://127.0.0.1:9222"
            )
        return value

    @field_validator("llm")
    @classmethod
    def _knows_whom_to_ask(cls, value: str, others: ValidationInfo) -> str:
        model, url, key = (others.data.get(f"openai_{n}") for n in ("model", "base_url", "api_key"))
        if value == "openai" and not (model and (url or key)):
            raise ValueError("gemini, or come with OPENAI_MODEL and OPENAI_BASE_URL")
        return value

    @field_validator("notify_digest")
    @classmethod
    def _comes_with_the_report(cls, value: str, others: ValidationInfo) -> str:
        if value == "daily" and others.data.get("report_at", time()) is None:
            raise ValueError("off where REACTOR_REPORT_AT is empty: a digest comes with the report")
        return value

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone of the times of day in the settings; None for this machine's own."""
        return ZoneInfo(self.timezone) if self.timezone else None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Secrets for redaction, longest first, also in URL-decoded form."""
        found = [
            self.gemini_api_key.get_secret_value() if self.gemini_api_key else "",
            *passwords_in(self.mongodb_uri.get_secret_value()),
            self.openai_api_key.get_secret_value() if self.openai_api_key else "",
            self.http_password.get_secret_value() if self.http_password else "",
            *passwords_in(self.gemini_base_url or ""),
            *passwords_in(self.openai_base_url or ""),
            *passwords_in(self.browser_url or ""),
            *(part for url in self.notify_urls for part in _parts(url.get_secret_value())),
        ]
        return tuple(sorted({*found, *map(unquote, found)} - {""}, key=len, reverse=True))

    @classmethod
    def variable(cls, field: str) -> str:
        """The environment variable of a field."""
        named = cls.model_fields[field].validation_alias if field in cls.model_fields else field
        return str(named) if named else f"REACTOR_{field.upper()}"

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


def _parts(url: str) -> set[str]:
    """The address, its password and its tokens, for redaction."""
    rest = url.partition("://")[2]
    user, at, _ = re.split(r"[/?]", rest)[0].rpartition("@")
    password = user.partition(":")[2] if at else ""
    tokens = {part for part in re.split(r"[/?&=:@,]", rest) if len(part) > _MAX_PLAIN_PART}
    return {url, password, unquote(password), *tokens}


def _allowed(problem: Any) -> str:
    """The allowed values, in words for people."""
    variable = Settings.variable(str(problem["loc"][0]))
    fields = {Settings.variable(name): field for name, field in Settings.model_fields.items()}
    field = fields.get(variable)
    if field is None or field.annotation is not int:
        said: str = problem["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
        return said
    least = next((each.ge for each in field.metadata if isinstance(each, Ge)), None)
    most = next((each.le for each in field.metadata if isinstance(each, Le)), None)
    span = f"of at least {least}" if most is None else f"from {least} to {most}"
    return f"a whole number {span}, such as {field.default}"


def _explain(problem: Any) -> str:
    name = Settings.variable(str(problem["loc"][0]))
    secret = any(word in name for word in ("KEY", "URI", "NOTIFY_URLS", "PASSWORD"))
    value = problem["input"]
    shown = "the value given" if secret or may_hold_a_secret(value) else repr(value)
    return f"{name}: {shown} is not allowed; it should be {_allowed(problem)}"
