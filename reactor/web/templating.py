"""Templates: one environment, in which everything is escaped and nothing may be missing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reactor.web.assets import assets
from reactor.web.reading import Reader
from reactor.web.shown.ages import age, lasting
from reactor.web.shown.pay import pay
from reactor.web.shown.reasons import reason
from reactor.web.urls import outside
from reactor.web.words import LANGUAGES, words_of


@cache
def environment() -> Environment:
    """All templates."""
    return Environment(
        loader=PackageLoader("reactor.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def prepare() -> None:
    """Read all templates and what languages need: that takes a while, so do it in a thread."""
    for name in environment().list_templates():
        environment().get_template(name)
    for language in LANGUAGES:
        words = words_of(language)
        words.number(1)
        words.moment(datetime.now(UTC))


def render(template: str, reader: Reader, **shown: Any) -> str:
    """A template as somebody reads it.

    Args:
        template: its name, such as `home.html`.
        reader: who reads, in which language, in which folder.
        shown: what else it names.
    """
    return environment().get_template(template).render({**_common(reader), **shown})


def _common(reader: Reader) -> Mapping[str, Any]:
    """What every template may name."""

    def time(at: datetime | None) -> str:
        return _time(at, reader) if at else ""

    def asset(name: str) -> str:
        return reader.url(assets()[name].path)

    return {
        "reader": reader,
        "t": reader.words,
        "url": reader.url,
        "asset": asset,
        "time": time,
        "outside": outside,
        "lasting": lasting,
        "reason": reason,
        "pay": pay,
    }


def _time(at: datetime, reader: Reader) -> Markup:
    """How long ago or ahead, with the moment itself for whoever points at it."""
    there = at.astimezone(reader.zone)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        at.astimezone(UTC).isoformat(timespec="seconds"),
        reader.words.moment(there),
        age(at, reader.now, reader.words),
    )
