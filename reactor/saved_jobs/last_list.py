"""The last list of matches that this local user saw, so that its numbers can be used."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bson import ObjectId

from reactor.errors import SettingsError
from reactor.logs.private_files import make_private, open_private
from reactor.settings import Settings

_NAME = "last-matches.json"
_MOST = 1_000


def remember(settings: Settings, ids: Sequence[Any]) -> None:
    """Store the numbers of the list; if that fails, ids and links still work."""
    told = {"database": _database(settings), "ids": [str(each) for each in ids[:_MOST]]}
    try:
        folder = _folder()
        make_private(folder)
        with open(folder / _NAME, "w", encoding="utf-8", opener=open_private) as file:
            json.dump(told, file)
    except (OSError, RuntimeError):
        return


def recall(settings: Settings, number: int) -> ObjectId:
    """The id of the match with this number in the last list.

    Raises:
        SettingsError: there is no last list, or it is shorter.
    """
    ids = _ids(settings)
    if not ids:
        raise SettingsError(
            "no match has a number: the last list was empty, or there was none; reactor matches "
            "shows one"
        )
    if not 1 <= number <= len(ids):
        raise SettingsError(f"the last list has no number {number}, but 1 to {len(ids)}")
    return ObjectId(ids[number - 1])


def _ids(settings: Settings) -> list[str]:
    try:
        told = json.loads((_folder() / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RuntimeError):
        return []
    match told:
        case {"database": str(database), "ids": list(ids)} if database == _database(settings):
            return [each for each in ids if ObjectId.is_valid(each)]
    return []


def _folder() -> Path:
    """The user's state folder.

    Raises:
        RuntimeError: the user's home is unknown.
    """
    state = os.environ.get("XDG_STATE_HOME", "")
    home = Path(state) if state.startswith("/") else Path.home() / ".local" / "state"
    return home / "scoutly-reactor"


def _database(settings: Settings) -> str:
    """Hosts and database of the URI, without credentials and options."""
    rest = settings.mongodb_uri.get_secret_value().partition("://")[2]
    return rest.partition("?")[0].rpartition("@")[2]
