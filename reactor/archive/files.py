"""Reads and writes archives as files; `-` is standard input or output."""

import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

from reactor.errors import SettingsError

STANDARD = "-"


def read_text(name: str) -> str:
    """What the file says.

    Raises:
        SettingsError: it cannot be read, or is not UTF-8.
    """
    try:
        if name == STANDARD:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return Path(name).read_text("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"cannot read {name!r}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name!r} is not UTF-8 text: {error.reason}") from None


def write_text(name: str, text: str) -> None:
    """Write the file whole or not at all; only its owner may read it, for it tells of people.

    Raises:
        SettingsError: it cannot be written.
    """
    if name == STANDARD:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    path = Path(name)
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as draft:
            draft.write(text)
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).replace(path)
    except OSError as error:
        raise SettingsError(f"cannot write {name!r}: {error.strerror}") from None
