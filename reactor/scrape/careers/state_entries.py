"""The fields of one entry in a page's embedded JSON, if it is a posting."""

import html
import re
from datetime import UTC, datetime
from typing import Any

from reactor.decisions.deadline import is_over
from reactor.language.given_names import is_person
from reactor.scrape.careers.state_keys import (
    ADDRESSES,
    CLOSED,
    DATES,
    DESCRIPTIONS,
    EMPLOYMENTS,
    ENDS,
    FACTS,
    HIDDEN,
    IDENTITIES,
    MUST_HOLD,
    MUST_NOT_HOLD,
    NAMES,
    PLACES,
    STATES,
    SURE_FACTS,
    TITLES,
    VISIBILITIES,
    WRAPPERS,
)
from reactor.scrape.vocabulary.stated import joined

Node = dict[str, Any]

_ADDRESS_NAME = re.compile(r"(?:url|link|href)$")
_OTHER_ADDRESS_NAME = re.compile(
    r"logo|image|icon|avatar|photo|video|compan|employer|share|banner|linked"
)
_MILLISECONDS = 100_000_000_000
_KEY = re.compile(r"[^\s/]{1,150}")
_MIN_KEY = 2
_MARKUP = re.compile(r"<[^<>]+>")


class StateEntry:
    """One object of a list, with its keys in any spelling.

    Args:
        node: the object.
    """

    def __init__(self, node: Node) -> None:
        self._facts = _flat(node)

    @property
    def title(self) -> str:
        """The posting's possible title."""
        return html.unescape(_MARKUP.sub(" ", self._first(TITLES))).strip()

    @property
    def location(self) -> str:
        """Its places, if stated."""
        places = (joined(_texts(self._facts.get(name))) for name in PLACES)
        return next(filter(None, places), "")

    @property
    def employment_type(self) -> str:
        """The employment type."""
        return self._first(EMPLOYMENTS)

    @property
    def description(self) -> str:
        """The posting's possible text, with its markup."""
        found = (self._facts.get(name) for name in DESCRIPTIONS)
        return next((each for each in found if isinstance(each, str) and each.strip()), "")

    @property
    def posted_at(self) -> str:
        """The date as stated."""
        return self._first(DATES)

    @property
    def remote(self) -> bool | None:
        """Whether the work is remote; only an explicit true counts."""
        return (
            True if any(self._facts.get(name) is True for name in ("remote", "isremote")) else None
        )

    @property
    def addresses(self) -> dict[str, str]:
        """The possible addresses, by key."""
        others = (name for name in self._facts if _ADDRESS_NAME.search(name))
        names = [name for name in (*ADDRESSES, *others) if not _OTHER_ADDRESS_NAME.search(name)]
        found = {name: _text(self._facts.get(name)) for name in dict.fromkeys(names)}
        return {name: value for name, value in found.items() if value}

    @property
    def identities(self) -> dict[str, str]:
        """The values that may be part of its address on their own, by key."""
        return {name: value for name, value in self.parts.items() if len(value) >= _MIN_KEY}

    @property
    def parts(self) -> dict[str, str]:
        """The values that may be part of its address if other entries confirm it, by key."""
        names = dict.fromkeys((*IDENTITIES, *self._facts))
        found = {name: _text(self._facts.get(name)) for name in names}
        known = {name: value for name, value in found.items() if _KEY.fullmatch(value)}
        if {"slug", "id"} <= known.keys():
            known["id-slug"] = f"{known['id']}-{known['slug']}"
            known["slug-id"] = f"{known['slug']}-{known['id']}"
        return known

    @property
    def facts(self) -> tuple[int, int]:
        """The number of its keys that postings have, and of those that little else has."""
        known = {name for name, value in self._facts.items() if value not in (None, "", [], {})}
        return len(known & FACTS), len(known & SURE_FACTS)

    @property
    def names_person(self) -> bool:
        """Whether it names a person: a team member, or the author of a quote."""
        return any(is_person(_text(value)) for value in self._facts.values())

    @property
    def is_open(self) -> bool:
        """Whether it is public: not a draft, closed, internal or past its end."""
        states = (self._facts.get(name) for name in STATES)
        if any(_word(state) in CLOSED for state in states):
            return False
        if any(_word(self._facts.get(name)) in HIDDEN for name in VISIBILITIES):
            return False
        hidden = any(self._facts.get(name) is False for name in MUST_HOLD)
        return not (
            hidden or any(self._facts.get(name) is True for name in MUST_NOT_HOLD) or self._is_over
        )

    @property
    def _is_over(self) -> bool:
        """Whether its end date has passed."""
        now = datetime.now(UTC)
        ends = (self._facts.get(name) for name in ENDS)
        return any(is_over(_date(end), now, self.posted_at) for end in ends)

    def _first(self, names: tuple[str, ...]) -> str:
        return next(filter(None, (_text(self._facts.get(name)) for name in names)), "")


def _flat(node: Node) -> Node:
    """Return the fields of `node` and of objects that it merely wraps, by normalised keys."""
    for name in WRAPPERS:
        if isinstance(inner := node.get(name), dict) and len(inner) > 1:
            node = {**node, **inner}
    return {re.sub(r"(?<=.)[_\-]", "", str(key)).lower(): value for key, value in node.items()}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return next(filter(None, (_text(value.get(name)) for name in NAMES)), "")
    return ""


def _word(value: Any) -> str:
    return re.sub(r"[\s-]", "_", _text(value).lower())


def _date(value: Any) -> str:
    """Return a date as stated; seconds or milliseconds since 1970 become ISO 8601."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _text(value)
    try:
        return datetime.fromtimestamp(
            value / 1000 if value > _MILLISECONDS else value, UTC
        ).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [_text(entry) for entry in value]
    known = value if isinstance(value, dict) else {}
    parts = [
        _text(known.get(name)) for name in ("City", "State", "city", "region", "state", "country")
    ]
    place = ", ".join(dict.fromkeys(filter(None, parts)))
    return [place or _text(value)]
