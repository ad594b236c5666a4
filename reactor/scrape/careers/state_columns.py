"""Finds the keys for titles and places in a list of objects by their values.

Sites choose any names for the keys of their own data: `overskrift`, `role`, `where`.
"""

from typing import Any

from reactor.language.places import is_town
from reactor.language.roles import names_role
from reactor.scrape.vocabulary.stated import is_place
from reactor.scrape.vocabulary.wording import is_headline

_LEAST = 2
_MOSTLY = 0.6
_OFTEN = 0.4
_MAX_TITLE = 160
_MAX_PLACE = 60

Node = dict[str, Any]

_OF_PEOPLE = frozenset(
    (
        *("name", "firstname", "first_name", "lastname", "last_name", "fullname", "full_name"),
        *("vorname", "nachname", "nom", "prenom", "nombre", "apellido", "nome", "cognome"),
        *("naam", "voornaam", "imie", "nazwisko", "jmeno", "prijmeni", "namn", "navn"),
        *("author", "avatar", "portrait", "photo", "bio", "quote", "person", "linkedin"),
    )
)
"""Keys, in lower case."""


def named_by_value(nodes: list[Node]) -> list[Node]:
    """Return the objects with `title`, `location` and `url` copied from keys found by value.

    They are unchanged if no key holds occupations. Most titles must differ.
    """
    if len(nodes) < _LEAST or _are_people(nodes):
        return nodes
    keys = list(dict.fromkeys(key for node in nodes for key in node))
    values = {key: [_text(node.get(key)) for node in nodes] for key in keys}
    title = _best(values, _title_share, _MOSTLY)
    if title is None:
        return nodes
    others = {key: found for key, found in values.items() if key != title}
    place = _best(others, _place_share, _OFTEN)
    address = _best(others, _path_share, _MOSTLY)
    return [_named(node, title, place, address) for node in nodes]


def _are_people(nodes: list[Node]) -> bool:
    """Whether the objects are members of a team: they have a name, a portrait or a quote."""
    return any(str(key).lower().strip("_") in _OF_PEOPLE for node in nodes for key in node)


def _named(node: Node, title: str, place: str | None, address: str | None) -> Node:
    added = {"title": title, "location": place, "url": address}
    return {**node, **{name: node.get(key) for name, key in added.items() if key}}


def _best(values: dict[str, list[str]], share: Any, least: float) -> str | None:
    shares = {key: share(found) for key, found in values.items()}
    best = max(shares, key=lambda key: shares[key], default=None)
    return best if best is not None and shares[best] >= least else None


def _title_share(found: list[str]) -> float:
    if len(set(found)) <= len(found) // 2:
        return 0.0
    return sum(map(_is_title, found)) / len(found)


def _is_title(text: str) -> bool:
    short = 0 < len(text) <= _MAX_TITLE and not text.startswith(("http", "/"))
    return short and " " in f"{text} " and names_role(text) and not is_headline(text)


def _path_share(found: list[str]) -> float:
    """Return the share of values that are addresses, if all values differ."""
    if len(set(found)) < len(found):
        return 0.0
    return sum(map(_is_path, found)) / len(found)


def _is_path(text: str) -> bool:
    return text.startswith(("http://", "https://", "/")) and " " not in text and len(text) > 1


def _place_share(found: list[str]) -> float:
    return sum(len(text) <= _MAX_PLACE and _is_place(text) for text in found) / len(found)


def _is_place(text: str) -> bool:
    return bool(text) and (is_place(text) or is_town(text))


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
