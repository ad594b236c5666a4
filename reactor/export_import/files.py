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
    """The file as text that can be read more than once; what comes by a pipe is laid on the disk.

    Raises:
        SettingsError: it cannot be read.
    """
    try:
        file = _spooled() if name == STANDARD else Path(name).open(encoding="utf-8-sig")  # noqa: SIM115 - closed below, where no error of others is taken for one of reading
    except OSError as error:
        raise SettingsError(f"cannot read {name!r}: {error.strerror}") from None
    with file:
        yield file


def _spooled() -> TextIO:
    spool = TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
    shutil.copyfileobj(sys.stdin.buffer, spool)
    spool.seek(0)
    return TextIOWrapper(spool, encoding="utf-8-sig")


@contextmanager
def written(name: str) -> Iterator[IO[str]]:
    """A file that is there whole in the end, or stays as it was.

    It is written beside its place and then renamed. Only its owner may read it, for it tells of
    people.

    Raises:
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
            raise  # time ran out elsewhere, say
        raise SettingsError(f"cannot write {name!r}: {error.strerror}") from None


def _make_sure(folder: Path) -> None:
    """Have the disk keep the new name, too, whatever happens to the machine."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot do that with folders
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
