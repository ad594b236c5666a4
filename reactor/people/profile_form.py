"""The editable sections of a profile, as form texts and as fields of `users`. Pure.

Unknown fields of a stored permit or language are kept, because other programs wrote them.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reactor.lenient_fields import mappings_in, text_in, texts_in
from reactor.storable import storable_text

Texts = Mapping[str, str]
"""The fields of a form."""

Stored = Mapping[str, Any]
"""Values by their paths in `users`; None for a missing value."""

SPARE_ROWS = 2
"""Empty rows after the filled ones."""

_MAX_ROWS = 30
_MAX_LINES = 60
_LONGEST = 200
_CODE = re.compile(r"[A-Za-z]{2}")
_LOGISTICS = "candidateInfo.logistics"
_RESIDENCE = f"{_LOGISTICS}.currentResidence"
_PERMITS = f"{_LOGISTICS}.workAuthorization"
_RELOCATES = f"{_LOGISTICS}.willingToRelocate"
_LANGUAGES = "candidateInfo.languages"
_WISHES = "candidateInfo.preferences"


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """A section of a profile.

    Attributes:
        name: its name in URLs.
        paths: its fields in `users`.
        texts_of: returns a form's texts for stored values.
        stored_of: returns the values to store for a form's texts and the stored values.
        problems_of: returns a form's errors, as codes by field.
    """

    name: str
    paths: tuple[str, ...]
    texts_of: Callable[[Stored], dict[str, str]]
    stored_of: Callable[[Texts, Stored], dict[str, Any]]
    problems_of: Callable[[Texts], dict[str, str]] = lambda _: {}


def mark_of(stored: Stored) -> str:
    """A hash of the stored values, for the optimistic lock."""
    said = json.dumps(stored, sort_keys=True, default=str)
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:16]


def within(section: ProfileSection, document: Mapping[str, Any]) -> dict[str, Any]:
    """The stored values of a section in a user's document."""
    return {path: _at(document, path) for path in section.paths}


def _at(document: Any, path: str) -> Any:
    for name in path.split("."):
        document = document.get(name) if isinstance(document, Mapping) else None
    return document


def _line(text: str) -> str:
    return " ".join(storable_text(text, _LONGEST).split())


# Lists: one line per entry.


def _lists(name: str, fields: Mapping[str, str]) -> ProfileSection:
    """A section of lists, by the names of the form's fields."""

    def texts_of(stored: Stored) -> dict[str, str]:
        return {field: "\n".join(texts_in(stored[path])) for field, path in fields.items()}

    def stored_of(texts: Texts, stored: Stored) -> dict[str, Any]:
        said = {path: _lines(texts.get(field, "")) for field, path in fields.items()}
        return {path: lines for path, lines in said.items() if lines or stored[path] is not None}

    return ProfileSection(name, tuple(fields.values()), texts_of, stored_of)


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(filter(None, map(_line, text.splitlines()))))[:_MAX_LINES]


# Rows: several fields each.


def _rows(
    name: str, path: str, fields: Mapping[str, str], first: tuple[str, ...]
) -> ProfileSection:
    """A section of rows.

    Args:
        name: name of the section.
        path: path of the list in `users`.
        fields: names of a row's fields in the form, and in `users`.
        first: the fields that identify a stored row.
    """

    def texts_of(stored: Stored) -> dict[str, str]:
        rows = mappings_in(stored[path])[:_MAX_ROWS]
        return {
            f"{field}_{number}": text_in(row.get(key))
            for number, row in enumerate((*rows, *({},) * SPARE_ROWS))
            for field, key in fields.items()
        }

    def stored_of(texts: Texts, stored: Stored) -> dict[str, Any]:
        there = {_key(row): row for row in mappings_in(stored[path])}
        rows = []
        for number in range(_MAX_ROWS + SPARE_ROWS):
            said = {key: _line(texts.get(f"{field}_{number}", "")) for field, key in fields.items()}
            if _key(said):
                known = there.get(_key(said), {})
                rows.append(known | {k: v for k, v in said.items() if v or k in known})
        return {path: rows} if rows or stored[path] is not None else {}

    def _key(row: Mapping[str, Any]) -> str:
        return " ".join(filter(None, (text_in(row.get(key)).casefold() for key in first)))

    return ProfileSection(name, (path,), texts_of, stored_of)


def rows_in(texts: Texts, field: str) -> int:
    """The number of rows in a form, by the name of their first field."""
    parts = (name.rpartition("_") for name in texts)
    return sum(before == field and number.isdecimal() for before, _, number in parts)


# Residence.

_HOME = {
    "city": f"{_RESIDENCE}.city",
    "country": f"{_RESIDENCE}.country",
    "country_code": f"{_RESIDENCE}.countryCode",
    "timezone": f"{_RESIDENCE}.timezone",
}
_ANSWERS: Mapping[str, bool] = {"yes": True, "no": False}


def _home_texts(stored: Stored) -> dict[str, str]:
    moves = {value: said for said, value in _ANSWERS.items()}
    relocates = stored[_RELOCATES]
    said = moves[relocates] if isinstance(relocates, bool) else ""
    return {field: text_in(stored[path]) for field, path in _HOME.items()} | {"relocates": said}


def _home_stored(texts: Texts, stored: Stored) -> dict[str, Any]:
    said: dict[str, Any] = {path: _line(texts.get(field, "")) for field, path in _HOME.items()}
    code = _HOME["country_code"]
    said[code] = said[code].upper()
    kept = {path: text for path, text in said.items() if text or stored[path] is not None}
    return kept | {_RELOCATES: _ANSWERS.get(texts.get("relocates", ""))}


def _home_problems(texts: Texts) -> dict[str, str]:
    code = texts.get("country_code", "")
    return {} if not code or _CODE.fullmatch(code) else {"country_code": "no_code"}


SECTIONS: Mapping[str, ProfileSection] = {
    section.name: section
    for section in (
        ProfileSection(
            "residence", (*_HOME.values(), _RELOCATES), _home_texts, _home_stored, _home_problems
        ),
        _rows(
            "permits",
            _PERMITS,
            {"region": "region", "code": "regionCode", "status": "status"},
            ("region", "regionCode"),
        ),
        _rows("languages", _LANGUAGES, {"language": "language", "level": "level"}, ("language",)),
        _lists(
            "wishes",
            {
                "goals": f"{_WISHES}.careerGoals",
                "types": f"{_WISHES}.jobTypes",
                "environments": f"{_WISHES}.workEnvironments",
                "sizes": f"{_WISHES}.companySizes",
            },
        ),
        _lists(
            "exclusions",
            {
                "industries": f"{_WISHES}.exclusions.industries",
                "technologies": f"{_WISHES}.exclusions.technologies",
                "roles": f"{_WISHES}.exclusions.roleTypes",
            },
        ),
    )
}
"""All sections by name."""
