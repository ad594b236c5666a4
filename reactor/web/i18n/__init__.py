"""The words of the page, one file a language, and which of them somebody reads.

`en.toml` is what the others translate: each has the same keys with the same named parts. A table
with `one` and `other` is chosen by the part `count`. Numbers and dates are written by the table
`forms`: a library for that would take more memory than all the rest of the page.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "de", "es")
"""The first is for everybody else."""

_FORMS = {"one", "other"}

Texts = Mapping[str, str | Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    Attributes:
        language: its code.
        texts: by key.
    """

    language: str
    texts: Texts

    def __call__(self, key: str, **parts: Any) -> str:
        """The text of a key with its named parts, numbers as they are written in this language.

        Raises:
            KeyError: there is no such text, or a part of it is missing.
        """
        text = self.texts[key]
        if not isinstance(text, str):
            text = text["one" if parts["count"] == 1 else "other"]
        return text.format_map({name: self._said(part) for name, part in parts.items()})

    def number(self, value: float) -> str:
        """`1,234.5` or `1.234,5`: at most one decimal."""
        whole, _, rest = f"{value:,.1f}".removesuffix(".0").partition(".")
        grouped = abs(value) >= int(self._form("grouped_from"))
        groups = whole.replace(",", self._form("thousands") if grouped else "")
        return f"{groups}{self._form('decimals')}{rest}" if rest else groups

    def day(self, at: date) -> str:
        """A day of this year: `Mon 30 Nov`."""
        return self._form("day").format(**self._parts(at))

    def moment(self, at: datetime) -> str:
        """A date with its time, in the zone that it comes in: `30 Nov 2026, 17:03`."""
        return self._form("moment").format(**self._parts(at), time=f"{at:%H:%M}")

    def _parts(self, at: date) -> Mapping[str, Any]:
        month = self._form("months").split()[at.month - 1]
        weekday = self._form("weekdays").split()[at.weekday()]
        return {"number": at.day, "month": month, "weekday": weekday, "year": at.year}

    def _form(self, name: str) -> str:
        """How this language writes something."""
        return str(self.texts[f"forms.{name}"])

    def _said(self, part: Any) -> Any:
        number = isinstance(part, int | float) and not isinstance(part, bool)
        return self.number(part) if number else part


@cache
def words_of(language: str) -> Words:
    """The words of a language, one of `LANGUAGES`."""
    text = files("reactor.web.i18n").joinpath(f"{language}.toml").read_text("utf-8")
    return Words(language, dict(_flat(tomllib.loads(text))))


def language_for(accepted: str) -> str:
    """The language that a browser wants by its `Accept-Language`; English if we have none of it."""
    wanted = sorted(map(_wish, accepted.split(",")), reverse=True, key=lambda wish: wish[0])
    found = (language for weight, language in wanted if weight > 0 and language in LANGUAGES)
    return next(found, LANGUAGES[0])


def _wish(said: str) -> tuple[float, str]:
    tag, _, weight = said.partition(";")
    try:
        value = float(weight.strip().removeprefix("q=")) if weight else 1.0
    except ValueError:
        value = 0.0
    return value, tag.strip().partition("-")[0].lower()


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, str) or set(value) == _FORMS:
            yield f"{before}{name}", value
        else:
            yield from _flat(value, f"{before}{name}.")
