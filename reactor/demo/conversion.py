"""The end of a demo: its data is deleted, or becomes a real installation."""

import asyncio
import shutil
import sys
from contextlib import suppress

from rich.console import Console

from reactor.data_folder import DataFolder, default_folder
from reactor.demo import samples
from reactor.demo.samples import OwnAdditions
from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase


def begin(folder: DataFolder) -> None:
    """Mark the folder as a demo's, before samples are added.

    Raises:
        SettingsError: the folder has real data, which must not be mixed with samples.
    """
    if folder.is_used and not folder.demo.exists():
        raise SettingsError(
            f"{folder.path} has data already: go on with it by {folder.command}, or name another "
            "folder"
        )
    folder.demo.touch()


async def finish(folder: DataFolder, database: ScoutlyDatabase) -> None:
    """Remove the samples; the rest is the user's own."""
    await samples.remove(database)
    folder.demo.unlink()


async def asked(console: Console, made: OwnAdditions) -> DataFolder | None:
    """The folder in which a user at a terminal wants to keep their additions; None for none."""
    target = DataFolder(default_folder())
    if not (made and console.is_terminal and sys.stdin.isatty()) or target.is_used:
        return None
    question = f"You added {made}. Keep that in {target.path}? [y/N] "
    console.print(question, end="", markup=False, highlight=False, soft_wrap=True)
    answer = ""
    with suppress(EOFError):
        answer = await asyncio.to_thread(input)
    return target if answer.strip().lower() in ("y", "yes") else None


def move(source: DataFolder, target: DataFolder) -> None:
    """Move the data of an ended demo to another folder.

    Raises:
        SettingsError: the target has data already, or is unusable.
    """
    with target.claimed():
        if target.is_used:
            raise SettingsError(f"{target.path} has data already")
        target.mongodb.rmdir()
        shutil.move(source.mongodb, target.mongodb)


def tell(console: Console, made: OwnAdditions, target: DataFolder | None, *, once: bool) -> None:
    """Print what was kept and how to continue, or how to keep data next time."""
    if target:
        said = f"Kept in {target.path}: {made}. Go on with them: {target.command}"
    elif once:
        return
    else:
        said = (
            "Nothing was kept. To keep the companies and people that you add: reactor demo --keep"
        )
    console.print(said, markup=False, highlight=False, soft_wrap=True)
