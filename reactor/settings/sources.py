"""Where settings are read from: the environment of this process, and the file `.env`."""

import codecs
import os
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from dotenv.variables import parse_variables
from pydantic_settings import DotEnvSettingsSource, EnvSettingsSource
from pydantic_settings.sources.utils import parse_env_vars

from reactor import environment
from reactor.errors import SettingsError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Environment(EnvSettingsSource):
    """The variables that this process was given."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return parse_env_vars(dict(environment.given()))


class DotEnvFile(DotEnvSettingsSource):
    """The lines of `.env`, in whatever encoding an editor left it.

    Raises:
        SettingsError: the file cannot be read or decoded; one line that says what to do.
    """

    def _read_env_files(self) -> Mapping[str, str | None]:
        files: Any = self.env_file
        paths = [files] if isinstance(files, str | os.PathLike) else files or ()
        lines: dict[str, str | None] = {}
        for path in paths:
            lines |= _assignments(read(Path(path).expanduser()))
        return parse_env_vars(lines)


def read(path: Path) -> str:
    """The text of a `.env`; empty where there is none.

    Raises:
        SettingsError: it cannot be read or decoded.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be read ({error.strerror}); let this user read it, or move it away"
        ) from None
    try:
        return content.decode(_encoding(content))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SettingsError(
            f"{path}: line {line} holds a character that is not in UTF-8; save the file as UTF-8"
        ) from None


def _encoding(content: bytes) -> str:
    """By its mark, or else by where its zero bytes stand; UTF-8 if it has neither."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked:
        return marked
    # Latin letters in UTF-16 are a zero byte each, always on the same side.
    if len(content) % 2 == 0 and content.count(0) * 3 > len(content):
        return "utf-16-be" if content[0] == 0 else "utf-16-le"
    return "utf-8"


def _assignments(text: str) -> dict[str, str | None]:
    """Names and values; `${NAME}` in a value stands for what was set before."""
    known: dict[str, str | None] = {**environment.given()}
    found: dict[str, str | None] = {}
    for name, value in dotenv_values(stream=StringIO(text), interpolate=False).items():
        resolved = value and "".join(part.resolve(known) for part in parse_variables(value))
        known[name] = found[name] = resolved
    return found
