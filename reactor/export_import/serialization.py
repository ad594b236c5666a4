"""Writes and reads archives entry by entry; errors name their position."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import IO, Any, TextIO

from bson import json_util
from bson.errors import BSONError
from pydantic import ValidationError

from reactor.errors import SettingsError
from reactor.export_import.archive import (
    FORMAT,
    LISTS,
    VERSION,
    Archive,
    ArchivedJob,
    ArchivedRank,
    Entry,
)
from reactor.export_import.json_scanner import MalformedError, Piece, pieces

_MAX_VALUE = 60
_DATES = ("createdAt", "updatedAt")
_ENTRIES: dict[str, type[Entry]] = {"ranks": ArchivedRank, "savedJobs": ArchivedJob}


class ArchiveWriter:
    """Writes an archive as JSON, one entry per line.

    Args:
        file: the target.
        database: name of the source database.
        exported_at: time of the export.
    """

    def __init__(self, file: IO[str], database: str, exported_at: datetime) -> None:
        self._file = file
        self._between = ""
        told = {"format": FORMAT, "version": VERSION, "exportedAt": exported_at.isoformat()}
        members = (f'  "{name}": {json.dumps(value)}' for name, value in told.items())
        name = json.dumps(database, ensure_ascii=False)
        file.write("{\n" + ",\n".join(members) + f',\n  "database": {name}')

    def open_list(self, name: str) -> None:
        """Begin a list."""
        self._file.write(f',\n  "{name}": [')
        self._between = "\n"

    def entry(self, entry: Entry) -> None:
        """Write an entry of the current list."""
        told = _dated(entry.model_dump(by_alias=True, exclude_unset=True))
        line = json.dumps(told, ensure_ascii=False, default=_exotic)
        self._file.write(f"{self._between}    {line}")
        self._between = ",\n"

    def close_list(self) -> None:
        """End the list."""
        self._file.write("\n  ]" if self._between != "\n" else "]")

    def close(self) -> None:
        """End the document."""
        self._file.write("\n}\n")


def _dated(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, with known dates in ISO 8601."""
    dates = {name: fields[name] for name in _DATES if fields.get(name) is not None}
    return fields | {name: date.isoformat() for name, date in dates.items()}


def _exotic(value: Any) -> Any:
    """A value without a JSON form, as Extended JSON."""
    return json_util.default(value, json_util.RELAXED_JSON_OPTIONS)


def check(file: TextIO, name: str) -> None:
    """Validate a whole archive without keeping any of it.

    Args:
        file: the opened file.
        name: its name, for messages.

    Raises:
        SettingsError: it is invalid; the message names the line, or the field and its valid form.
    """
    members: dict[str, Any] = {}
    first, others = "", 0
    for piece in _pieces(file, name):
        if piece.number is None:
            members[piece.name] = piece.value
            _check_kind(members, name)
            continue
        try:
            _understood(piece)
        except ValidationError as error:
            first = first or _problem(error, f"{piece.name}[{piece.number}]")
            others += error.error_count()
    _check_kind(members, name, at_end=True)
    try:
        Archive.model_validate(members)
    except ValidationError as error:
        first = first or _problem(error)
        others += error.error_count()
    if first:
        more = f" (and {others - 1} more like it)" if others > 1 else ""
        raise SettingsError(f"{name}: {first}{more}; nothing was imported")


def entries(file: TextIO, name: str) -> Iterator[tuple[Entry, int]]:
    """The entries of a validated archive, each with its length in characters."""
    for piece in _pieces(file, name):
        if piece.number is not None:
            yield _understood(piece), piece.size


def _pieces(file: TextIO, name: str) -> Iterator[Piece]:
    try:
        yield from pieces(file, LISTS)
    except MalformedError as error:
        raise SettingsError(f"{name}: {error}") from None
    except RecursionError:
        raise SettingsError(f"{name}: it is nested too deeply to be an export") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name} is not UTF-8 text: {error.reason}") from None


def _check_kind(members: dict[str, Any], name: str, *, at_end: bool = False) -> None:
    """Reject a document of another program or version as soon as it is recognisable."""
    if ("format" in members or at_end) and members.get("format") != FORMAT:
        raise SettingsError(f"{name} is no export of this program: its format is not {FORMAT!r}")
    if ("version" in members or at_end) and members.get("version") != VERSION:
        shown = _shown(members.get("version"))
        raise SettingsError(f"{name} is of version {shown}; this program reads version {VERSION}")


def _understood(piece: Piece) -> Entry:
    value = _revived(piece.value) if piece.name == "savedJobs" else piece.value
    return _ENTRIES[piece.name].model_validate(value)


def _revived(value: Any) -> Any:
    """The value with Extended JSON converted to BSON types."""
    if isinstance(value, list):
        return [_revived(each) for each in value]
    if not isinstance(value, dict):
        return value
    revived = {key: _revived(each) for key, each in value.items()}
    if not any(key.startswith("$") for key in revived):
        return revived
    try:
        return json_util.object_hook(revived, json_util.JSONOptions(tz_aware=True))
    except (BSONError, TypeError, ValueError, KeyError, ArithmeticError):
        return revived


def _problem(error: ValidationError, within: str = "") -> str:
    """The first error, with its position."""
    first = error.errors()[0]
    said = first["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    place = f"{within}{_place(first['loc'])}".removeprefix(".") or "the document"
    if first["type"] == "missing":
        return f"{place} is missing"
    if first["type"] == "extra_forbidden":
        return f"{place} is not known"
    return f"{place} is {_shown(first['input'])}; it should be {said}"


def _place(steps: Sequence[int | str]) -> str:
    """The path of a field, such as `.company.careers_url`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _MAX_VALUE else f"{text[:_MAX_VALUE]}…"
