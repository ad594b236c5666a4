"""Templates: one environment with autoescape and strict undefined values."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reactor.web.assets import assets
from reactor.web.i18n import LANGUAGES, words_of
from reactor.web.presenters.ages import age, lasting
from reactor.web.presenters.pay import pay
from reactor.web.presenters.reasons import reason
from reactor.web.urls import outside
from reactor.web.viewer import Viewer

_AGES = "ages."


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


def render(template: str, reader: Viewer, **shown: Any) -> str:
    """A template as somebody reads it.

    Args:
        template: its name, such as `home.html`.
        reader: who reads, in which language, in which folder.
        shown: what else it names.
    """
    return environment().get_template(template).render({**_common(reader), **shown})


def _common(reader: Viewer) -> Mapping[str, Any]:
    """What every template may name."""

    def time(at: datetime | None) -> str:
        return _time(at, reader) if at else ""

    def since(at: datetime | None) -> str:
        return _since(at, reader) if at else ""

    def asset(name: str) -> str:
        return reader.url(assets()[name].path)

    return {
        "reader": reader,
        "t": reader.words,
        "url": reader.url,
        "asset": asset,
        "time": time,
        "since": since,
        "ages": _ages,
        "outside": outside,
        "lasting": lasting,
        "reason": reason,
        "pay": pay,
    }


def _time(at: datetime, reader: Viewer) -> Markup:
    """How long ago or ahead, with the moment itself for whoever points at it."""
    return _moving(at, reader, "", age(at, reader.now, reader.words))


def _since(at: datetime, reader: Viewer) -> Markup:
    """How long something has been going on."""
    length = lasting(reader.now - at, reader.words)
    how = reader.words("home.running", length="{length}")
    return _moving(at, reader, how, reader.words("home.running", length=length))


def _moving(at: datetime, reader: Viewer, how: str, said: str) -> Markup:
    """A text that `ages.js` keeps right.

    Args:
        at: of which moment.
        reader: who reads.
        how: the text around a length, `""` for one that says whether it is ago or ahead.
        said: the text as it is now.
    """
    moment = reader.words.moment(at.astimezone(reader.zone))
    there = at.astimezone(UTC).isoformat(timespec="seconds")
    text = Markup('<time datetime="{}" title="{}" data-age="{}">{}</time>')
    return text.format(there, moment, how, said)


def _ages(reader: Viewer) -> Mapping[str, Any]:
    """What `ages.js` needs: its words, and the time by the clock of this machine."""
    texts = reader.words.texts
    words = {key.removeprefix(_AGES): texts[key] for key in texts if key.startswith(_AGES)}
    return {"now": reader.now.timestamp(), "words": words}
