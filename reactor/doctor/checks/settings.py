"""Checks the settings: their sources, and unusual values."""

import os
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import SecretStr

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted
from reactor.settings import Settings
from reactor.settings.origins import mistyped, origin

_SMALLEST_PREFIX = 8
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - a comparison, no binding
_CONTAINERS = (Path("/.dockerenv"), Path("/run/.containerenv"))


class _Usual(NamedTuple):
    """The usual range of a setting, and the effect of a value below or above it."""

    field: str
    least: Any
    most: Any
    below: str = ""
    above: str = ""


_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)
_DAY = timedelta(days=1)
_RANGES = (
    _Usual("concurrency", 1, 20, above="a Pi has memory for about five companies at once"),
    _Usual("max_attempts", 2, 100, "one passing failure ends a job"),
    _Usual("backoff", 10 * _SECOND, _DAY, "a site in trouble is asked again at once"),
    _Usual("job_timeout", _MINUTE, _DAY, "large boards take longer than a minute"),
    _Usual(
        "lease",
        15 * _SECOND,
        10 * _MINUTE,
        "a short pause of this machine loses the lease",
        "the jobs of a reactor that died wait for as long",
    ),
    _Usual("grace", _SECOND, 37 * _SECOND, above="Compose kills a container after 45 seconds"),
    _Usual("host_interval", _SECOND / 2, _DAY, "sites block those who ask so often"),
    _Usual(
        "min_score",
        1,
        90,
        "every posting is saved, whatever its score",
        "hardly any posting is saved",
    ),
    _Usual(
        "commute_km",
        5,
        200,
        "work in the next town counts as elsewhere",
        "work hours away counts as near, for people who will not move",
    ),
)
_WORDS = {
    ("robots", "off"): "pages that sites close to programs are read as well",
    ("log_level", "DEBUG"): "the log files turn over quickly",
    ("log_level", "ERROR"): "the log files tell no story any more",
}


async def look(case: Case) -> AsyncIterator[Finding]:
    """The sources and unusual values; the settings are valid, or no command would start."""
    settings = case.settings
    origins = {name: origin(name) for name in type(settings).model_fields}
    changed = [name for name, found in origins.items() if found]
    yield Finding(
        "settings",
        Severity.FINE,
        f"all {len(origins)} are valid; {len(changed)} set, the others as by default",
        tuple(f"{_told(settings, name)}  from {origins[name]}" for name in changed),
    )
    if unusual := (*_unusual(settings), *_too_open(settings)):
        yield Finding(
            "unusual",
            Severity.REMARK,
            f"{counted(len(unusual), 'setting')} may not be what you want",
            unusual,
            "Nothing, if they are meant; else take them out of .env or the environment.",
        )
    if unknown := mistyped():
        yield Finding(
            "unknown",
            Severity.REMARK,
            f"{counted(len(unknown), 'variable')} that no setting is called after: without effect",
            tuple(unknown),
            "Correct the name; .env.example lists them all.",
        )


def _told(settings: Settings, field: str) -> str:
    """A setting as an assignment, with secrets hidden."""
    value = getattr(settings, field)
    if isinstance(value, SecretStr) or "url" in field:
        value = "(not shown)"
    elif isinstance(value, timedelta):
        value = f"{value.total_seconds():g}s"
    elif isinstance(value, tuple):
        value = ",".join(value)
    return f"{Settings.variable(field)}={'' if value is None else value}"


def _unusual(settings: Settings) -> Iterator[str]:
    for field, least, most, below, above in _RANGES:
        value = getattr(settings, field)
        why = below if value < least else above if value > most else ""
        if why:
            yield f"{_told(settings, field)}: {why}"
    for (field, word), why in _WORDS.items():
        if getattr(settings, field) == word:
            yield f"{_told(settings, field)}: {why}"


def _too_open(settings: Settings) -> Iterator[str]:
    for word in settings.allow_hosts:
        if "/" in word and ip_network(word, strict=False).prefixlen < _SMALLEST_PREFIX:
            yield f"{_told(settings, 'allow_hosts')}: {word} is next to everything"
    if settings.http_host in _EVERYWHERE and not _in_container():
        asked = settings.http_open == "no" or settings.http_password
        may = "reach the page, which asks for a password" if asked else "use the page"
        yield f"{_told(settings, 'http_host')}: everybody in your network can {may}"


def _in_container() -> bool:
    """Whether this is a container, where published ports decide what is reachable."""
    return "container" in os.environ or any(path.exists() for path in _CONTAINERS)
