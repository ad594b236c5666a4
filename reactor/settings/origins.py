"""Where the settings of this process come from, and which variables are mistyped."""

import difflib
from collections.abc import Mapping

from reactor.settings import DOTENV, Settings
from reactor.settings.sources import DotEnvFile, Environment

_OURS = ("reactor_", "gemini_")
_SHARED = ("openai_",)
"""Prefixes shared with other programs: only near misses of our settings are reported."""

_CLOSE = 0.85


def environment() -> Mapping[str, str | None]:
    """All variables of this process, with names in lower case."""
    return Environment(Settings).env_vars


def dotenv() -> Mapping[str, str | None]:
    """All variables in `.env`, with names in lower case."""
    return DotEnvFile(Settings, DOTENV).env_vars


def origin(field: str) -> str:
    """Where a setting was set: the environment or `.env`; `""` for a default."""
    variable = Settings.variable(field).lower()
    if environment().get(variable):
        return "the environment" + (" (.env has it, too)" if dotenv().get(variable) else "")
    return ".env" if dotenv().get(variable) else ""


def mistyped() -> list[str]:
    """Variables that resemble settings but are none, each with a suggestion."""
    known = {Settings.variable(name).lower() for name in Settings.model_fields}
    there = {name.lower() for name in (*environment(), *dotenv())}
    unknown = sorted(there - known)
    ours = [_resembling(name) or name.upper() for name in unknown if name.startswith(_OURS)]
    shared = [_resembling(name, _CLOSE) for name in unknown if name.startswith(_SHARED)]
    return [*ours, *filter(None, shared)]


def _resembling(unknown: str, cutoff: float = 0.6) -> str:
    """An unknown variable with the setting it resembles; `""` if it resembles none."""
    known = [Settings.variable(name) for name in Settings.model_fields]
    close = difflib.get_close_matches(unknown.upper(), known, n=1, cutoff=cutoff)
    return f"{unknown.upper()}: did you mean {close[0]}?" if close else ""
