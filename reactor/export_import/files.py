"""Archives as files; `-` is standard input or output."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, TextIO

from reactor.errors import SettingsError

STANDARD = "-"


@contextmanager
def opened(name: str) -> Iterator[TextIO]:
    """The file as seekable text; standard input is copied to a temporary file.

    Raises:
        SettingsError: the file cannot be read.
    """
    try:
        file = _spooled() if name == STANDARD else Path(name).open(encoding="utf-8-sig")  # noqa: SIM115 - closed below; only errors of opening are translated here
    except OSError as error:
        raise SettingsError(f"cannot read {name!r}: {error.strerror}") from None
    with file:
        yield file


def _spooled() -> TextIO:
    spool = TemporaryFile()  # noqa: SIM115 - closed by the caller
    shutil.copyfileobj(sys.stdin.buffer, spool)
    spool.seek(0)
    return TextIOWrapper(spool, encoding="utf-8-sig")


@contextmanager
def written(name: str) -> Iterator[IO[str]]:
    """A file that is replaced as a whole at the end, or left unchanged.

    It is written to a temporary file and renamed. Only its owner may read it, because it contains
    personal data.

    Raises:
        SettingsError: the file cannot be written.
        SettingsError: it cannot be written.
    """
    if name == STANDARD:
        yield sys.stdout
        sys.stdout.flush()
        return
    path = Path(name)
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as draft:
            try:
                yield draft.file
                draft.flush()
                os.fsync(draft.fileno())
                Path(draft.name).replace(path)
            except BaseException:
                with suppress(OSError):
                    Path(draft.name).unlink()
                raise
        _make_sure(path.parent)
    except OSError as error:
        if error.errno is None:
            raise  # an error of the block, such as a time-out
        raise SettingsError(f"cannot write {name!r}: {error.strerror}") from None


def _make_sure(folder: Path) -> None:
    """Sync the folder, so that the new name survives a crash of the machine."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot sync folders
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
