"""Files and folders of this user alone, opened without following links.

The log folder is usually in a place that everybody may write to. Whoever creates it first could
redirect log lines, or the last words, into any file that the reactor's user may write.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_OPEN_TO_ALL = stat.S_IWGRP | stat.S_IWOTH
_IS_LINK = "{} in it is a link"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private(folder: Path, ours: tuple[str, ...] = ()) -> str:
    """Create a folder for this user alone, or restrict an existing one of this user.

    A folder with other contents, such as a home, is left unchanged.

    Args:
        folder: its path.
        ours: prefixes of our own files.

    Returns:
        The previous mode, such as `755`, if the folder was restricted; else `""`.

    Raises:
        OSError: it cannot be created, is not this user's alone, or is a link; `strerror` tells.
    """
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700, parents=True)
    with _opened(folder) as descriptor:
        mode = stat.S_IMODE(os.fstat(descriptor).st_mode)
        foreign = any(not path.name.startswith(ours) for path in folder.iterdir())
        if not mode & _OTHERS or foreign:
            return ""
        os.fchmod(descriptor, mode & ~_OTHERS)
    return f"{mode:o}"


def open_private(path: str | Path, flags: int) -> int:
    """Open a file for this user alone; usable as `opener` of `open`.

    Raises:
        OSError: it cannot be opened, is a link, has several names, or belongs to another user.
    """
    folder, name = Path(path).parent, Path(path).name
    careful = flags & ~os.O_TRUNC | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with _opened(folder) as within:
        try:
            descriptor = os.open(name, careful, 0o600, dir_fd=within)
        except OSError as error:
            said = _IS_LINK if error.errno == errno.ELOOP else f"{name} in it: {error.strerror}"
            raise OSError(error.errno, said.format(name), str(path)) from None
    try:
        _require_own(os.fstat(descriptor), name)
        os.fchmod(descriptor, 0o600)
        if flags & os.O_TRUNC:  # only after its owner is known
            os.ftruncate(descriptor, 0)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def trouble_with(folder: Path, names: tuple[str, ...]) -> str:
    """Why these files in a folder may not be written; `""` if nothing prevents it."""
    try:
        with _opened(folder) as within:
            for name in names:
                with suppress(FileNotFoundError):
                    _require_own(os.stat(name, dir_fd=within, follow_symlinks=False), name)
    except OSError as error:
        return str(error.strerror)
    return ""


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """A descriptor of a folder that only this user may write to."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        if folder.is_symlink():
            raise PermissionError(errno.EPERM, "it is a link", str(folder)) from None
        raise
    try:
        found = os.fstat(descriptor)
        if found.st_uid != os.geteuid():
            owner = f"it belongs to user {found.st_uid}, and this is user {os.geteuid()}"
            raise PermissionError(errno.EPERM, owner, str(folder))
        if found.st_mode & _OPEN_TO_ALL:
            said = f"others may write to it, its mode is {stat.S_IMODE(found.st_mode):o}"
            raise PermissionError(errno.EPERM, said, str(folder))
        yield descriptor
    finally:
        os.close(descriptor)


def _require_own(found: os.stat_result, name: str) -> None:
    if stat.S_ISLNK(found.st_mode):
        said = _IS_LINK.format(name)
    elif not stat.S_ISREG(found.st_mode):
        said = f"{name} in it is no plain file"
    elif found.st_uid != os.geteuid():
        said = f"{name} in it belongs to user {found.st_uid}"
    elif found.st_nlink != 1:
        said = f"{name} in it has another name elsewhere"
    else:
        return
    raise PermissionError(errno.EPERM, said, name)
