"""Where the settings of this process come from, and which variables are mistyped."""

import difflib
from collections.abc import Mapping

from reactor.settings import DOTENV, Settings
from reactor.settings.sources import DotEnvFile, Environment

_OURS = ("reactor_", "gemini_")


def environment() -> Mapping[str, str | None]:
    """Every variable of this process, its name in small letters."""
    return Environment(Settings).env_vars


def dotenv() -> Mapping[str, str | None]:
    """What stands in `.env`, likewise."""
    return DotEnvFile(Settings, DOTENV).env_vars


def origin(field: str) -> str:
    """Where a setting was set; `""` if it is the default."""
    variable = Settings.variable(field).lower()
    if environment().get(variable):
        return "the environment" + (" (.env has it, too)" if dotenv().get(variable) else "")
    return ".env" if dotenv().get(variable) else ""


def mistyped() -> list[str]:
    """Variables that look like settings and are none, each with what may have been meant."""
    known = {Settings.variable(name).lower() for name in Settings.model_fields}
    there = {name.lower() for name in (*environment(), *dotenv())}
    return [_resembling(name) for name in sorted(there - known) if name.startswith(_OURS)]


def _resembling(unknown: str) -> str:
    known = [Settings.variable(name) for name in Settings.model_fields]
    close = difflib.get_close_matches(unknown.upper(), known, n=1)
    return f"{unknown.upper()}: did you mean {close[0]}?" if close else unknown.upper()
