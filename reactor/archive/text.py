"""An archive as text, and back; what is wrong with a text is told with its place."""

import json
from collections.abc import Sequence
from typing import Any

from bson import json_util
from bson.errors import BSONError
from pydantic import ValidationError

from reactor.archive.archive import FORMAT, VERSION, Archive
from reactor.errors import SettingsError

_LONGEST_VALUE = 60
_DATES = ("exportedAt", "createdAt", "updatedAt")


def written(archive: Archive) -> str:
    """The archive as JSON, ending in a line break."""
    told = archive.model_dump(by_alias=True, exclude_unset=True)
    if archive.saved_jobs:
        told["savedJobs"] = [_dated(job) for job in told["savedJobs"]]
    told = {"format": FORMAT, "version": VERSION} | _dated(told)
    return json.dumps(told, ensure_ascii=False, indent=2, default=_exotic) + "\n"


def _dated(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with those that are known as dates in ISO 8601."""
    dates = {name: fields[name] for name in _DATES if fields.get(name) is not None}
    return fields | {name: date.isoformat() for name, date in dates.items()}


def _exotic(value: Any) -> Any:
    """What JSON does not know, as Extended JSON."""
    return json_util.default(value, json_util.RELAXED_JSON_OPTIONS)


def understood(text: str, name: str) -> Archive:
    """The archive that a text is.

    Args:
        text: as it was read.
        name: of the file, for people.

    Raises:
        SettingsError: it is none; the message names the line, or the field and what it should be.
    """
    try:
        parsed = json.loads(text)
    except json.JSONDecodeError as error:
        raise SettingsError(
            f"{name}: line {error.lineno}, column {error.colno}: {error.msg}"
        ) from None
    except RecursionError:
        raise SettingsError(f"{name}: it is nested too deeply to be an export") from None
    if not isinstance(parsed, dict) or parsed.get("format") != FORMAT:
        raise SettingsError(f"{name} is no export of this program: its format is not {FORMAT!r}")
    if parsed.get("version") != VERSION:
        shown = _shown(parsed.get("version"))
        raise SettingsError(f"{name} is of version {shown}; this program reads version {VERSION}")
    try:
        return Archive.model_validate(_with_exotic(parsed))
    except ValidationError as error:
        raise SettingsError(f"{name}: {_problems(error)}; nothing was imported") from None


def _with_exotic(parsed: dict[str, Any]) -> dict[str, Any]:
    """Extended JSON turned into what it stands for, in the fields of saved jobs that are free."""
    jobs = parsed.get("savedJobs")
    if not isinstance(jobs, list):
        return parsed
    return parsed | {"savedJobs": [_revived(job) for job in jobs]}


def _revived(value: Any) -> Any:
    if isinstance(value, list):
        return [_revived(each) for each in value]
    if not isinstance(value, dict):
        return value
    revived = {key: _revived(each) for key, each in value.items()}
    try:
        return json_util.object_hook(revived, json_util.JSONOptions(tz_aware=True))
    except (BSONError, TypeError, ValueError, KeyError, ArithmeticError):
        return revived


def _problems(error: ValidationError) -> str:
    """The first thing that is wrong, with its place, and how many more there are."""
    problems = error.errors()
    first = problems[0]
    said = first["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    more = f" (and {len(problems) - 1} more like it)" if len(problems) > 1 else ""
    place = _place(first["loc"]) or "the document"
    if first["type"] == "missing":
        return f"{place} is missing{more}"
    if first["type"] == "extra_forbidden":
        return f"{place} is not known{more}"
    return f"{place} is {_shown(first['input'])}; it should be {said}{more}"


def _place(steps: Sequence[int | str]) -> str:
    """`ranks[3].company.careers_url`."""
    told = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return "".join(told).removeprefix(".")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
