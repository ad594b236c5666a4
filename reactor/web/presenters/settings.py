"""The settings as they may be shown: what is set, what it is, and no secret among it."""

from collections.abc import Iterator
from datetime import time, timedelta
from enum import StrEnum
from typing import Any

from pydantic import SecretStr

from reactor.mongo.views.read_model import ReadModel
from reactor.settings import Settings
from reactor.settings.text_values import may_hold_a_secret
from reactor.settings.web import PageSettings

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"))
_ADDRESSES = ("gemini_base_url", "openai_base_url")
"""May name a user, or a token in their path."""


class Shown(StrEnum):
    """How a value is shown."""

    VALUE = "value"
    SECRET = "secret"  # noqa: S105 - a kind, and no secret
    UNSET = "unset"


class ShownSetting(ReadModel):
    """One setting.

    Attributes:
        name: of its environment variable.
        kind: whether `value` says what it is.
        value: as people write it; `""` for what is secret or not set.
        given: whether somebody set it; else it is as it comes.
        of_page: whether it is about the page.
    """

    name: str
    kind: Shown
    value: str = ""
    given: bool = False
    of_page: bool = False


def settings_shown(settings: Settings) -> tuple[ShownSetting, ...]:
    """Every setting: those that somebody set first, those of the page last."""
    return tuple(sorted(_all(settings), key=lambda each: (not each.given, each.of_page)))


def _all(settings: Settings) -> Iterator[ShownSetting]:
    for field in type(settings).model_fields:
        value = getattr(settings, field)
        kind, said = _told(field, value, settings.secrets)
        yield ShownSetting(
            name=Settings.variable(field),
            kind=kind,
            value=said,
            given=field in settings.model_fields_set,
            of_page=field in PageSettings.model_fields,
        )


def _told(field: str, value: Any, secrets: tuple[str, ...]) -> tuple[Shown, str]:
    if value is None or value in ("", ()):
        return Shown.UNSET, ""
    if isinstance(value, SecretStr) or (
        isinstance(value, tuple) and any(isinstance(each, SecretStr) for each in value)
    ):
        return Shown.SECRET, ""
    said = _written(value)
    if (field in _ADDRESSES and may_hold_a_secret(said)) or any(each in said for each in secrets):
        return Shown.SECRET, ""
    return Shown.VALUE, said


def _written(value: Any) -> str:
    match value:
        case timedelta():
            return _duration(value)
        case time():
            return f"{value:%H:%M}"
        case tuple():
            return ", ".join(map(str, value))
    return str(value)


def _duration(value: timedelta) -> str:
    """As it may be set: `90s`, `10m`, `1h`, `30d`."""
    seconds = value.total_seconds()
    for length, unit in _UNITS:
        if seconds >= length and seconds % length == 0:
            return f"{seconds / length:g}{unit}"
    return f"{seconds:g}s"
