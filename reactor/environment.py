"""The environment variables of this process, and the subset that child processes may see.

Child processes parse untrusted pages and speak to untrusted services. A compromised child can read
its own environment, so settings and the operator's other variables are removed from it.
"""

import os
import resource
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

_HARMLESS = frozenset(
    {
        *("PATH", "HOME", "USER", "LOGNAME", "PWD", "TMPDIR", "TEMP", "TMP"),
        *("LANG", "LANGUAGE", "TZ", "TZDIR", "TERM", "COLORTERM", "COLUMNS", "LINES"),
        *("NO_COLOR", "FORCE_COLOR", "VIRTUAL_ENV", "container"),
        *("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"),
    }
)
_HARMLESS_BEGINNINGS = ("LC_", "PYTHON", "LD_", "DYLD_", "MALLOC_", "FAKETIME", "XDG_")
"""What Python, the C library and the dynamic loader read."""

_DESKTOP = (
    *("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS"),
    *("DESKTOP_SESSION", "GNOME_DESKTOP_SESSION_ID", "KDE_FULL_SESSION"),
)
"""Variables that locate the desktop session and its browser."""

_withheld: dict[str, str] = {}


def harmless(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables that a program needs to run and that hold no secret."""
    return {
        name: value
        for name, value in variables.items()
        if name in _HARMLESS
        or name.startswith(_HARMLESS_BEGINNINGS)
        or (is_proxy(name) and "@" not in value)
    }


def is_proxy(name: str) -> bool:
    """Whether the variable is named `*_proxy`; its value may contain credentials."""
    return name.lower().endswith("_proxy")


def given() -> dict[str, str]:
    """All variables of this process, including those withheld from children."""
    return _withheld | dict(os.environ)


@contextmanager
def withheld_from_children() -> Iterator[None]:
    """Leave only harmless variables in `os.environ` while the block runs, for all children.

    `os.environ` itself is changed because multiprocessing offers no other way to set a child's
    environment. `given` returns the full set.
    """
    kept = harmless(os.environ)
    taken = {name: value for name, value in os.environ.items() if name not in kept}
    _withheld.update(taken)
    for name in taken:
        del os.environ[name]
    try:
        yield
    finally:
        for name, value in taken.items():
            os.environ.setdefault(name, value)
            _withheld.pop(name, None)


@contextmanager
def screen_shown_to_children() -> Iterator[None]:
    """Expose the desktop variables to children started within the block."""
    theirs = {name: value for name, value in given().items() if name in _DESKTOP}
    hidden = theirs.keys() - os.environ.keys()
    os.environ.update({name: theirs[name] for name in hidden})
    try:
        yield
    finally:
        for name in hidden:
            del os.environ[name]


def forbid_core_dumps() -> None:
    """Disable core dumps of this process and its children: they would write secrets to disk."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
