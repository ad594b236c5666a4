"""The crash note: a reactor that ends in trouble writes the reason, and the next one reports it.

It is a file beside the logs: MongoDB may be the trouble, and the writer may be a thread of a
process that hangs.
"""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from socket import gethostname

from reactor.logs.private_files import open_private
from reactor.settings import Settings

_NAME = "last-words.json"
_LONGEST = 500


class CrashNote:
    """The file in `REACTOR_LOG_DIR`."""

    def __init__(self, settings: Settings) -> None:
        self._file: Path = settings.log_dir / _NAME

    def leave(self, error: str) -> None:
        """Write why this process ends; an unwritable folder is ignored."""
        words = {
            "error": error[:_LONGEST],
            "host": gethostname(),
            "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M UTC}",
        }
        with (
            suppress(OSError),
            open(self._file, "w", encoding="utf-8", opener=open_private) as file,
        ):
            json.dump(words, file)

    def read(self) -> dict[str, str] | None:
        """The stored note; None if there is none."""
        try:
            with open(self._file, encoding="utf-8", opener=open_private) as file:
                words = json.load(file)
        except (OSError, ValueError):
            return None
        return {str(k): str(v) for k, v in words.items()} if isinstance(words, dict) else None

    def forget(self) -> None:
        """Delete the note after it was reported."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
