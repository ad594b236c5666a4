"""The sources of settings: the environment of this process, and the file `.env`."""

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
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is a prefix of it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Environment(EnvSettingsSource):
    """The environment variables given to this process, withheld ones included."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return parse_env_vars(dict(environment.given()))


class DotEnvFile(DotEnvSettingsSource):
    """The variables of `.env`, decoded from UTF-8, UTF-16 or UTF-32.

    Raises:
        SettingsError: the file cannot be read or decoded; the message is one line with the remedy.
    """

    def _read_env_files(self) -> Mapping[str, str | None]:
        files: Any = self.env_file
        paths = [files] if isinstance(files, str | os.PathLike) else files or ()
        lines: dict[str, str | None] = {}
        for path in paths:
            lines |= _assignments(read(Path(path).expanduser()))
        return parse_env_vars(lines)


def read(path: Path) -> str:
    """The text of a `.env` file; empty if it does not exist.

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
    """The encoding by byte order mark, else by the position of zero bytes, else UTF-8."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked:
        return marked
    # In UTF-16 without a mark, each Latin letter has a zero byte, always on the same side.
    if len(content) % 2 == 0 and content.count(0) * 3 > len(content):
        return "utf-16-be" if content[0] == 0 else "utf-16-le"
    return "utf-8"


def _assignments(text: str) -> dict[str, str | None]:
    """Names and values; `${NAME}` in a value expands to a variable set before."""
    known: dict[str, str | None] = {**environment.given()}
    found: dict[str, str | None] = {}
    for name, value in dotenv_values(stream=StringIO(text), interpolate=False).items():
        resolved = value and "".join(part.resolve(known) for part in parse_variables(value))
        known[name] = found[name] = resolved
    return found
