"""Posting pages that hold the posting only once their scripts have run.

What such a page holds without them is its furniture: read as a posting's text it would cost a
judgement, give a wrong one, and be kept. A short posting is read all the same: it names its job.

Imports libxml: only ever in the parsing process.
"""

import re

from lxml.html import HtmlElement

from reactor.errors import LastingError
from reactor.language.roles import names_role

_LONG_ENOUGH = 1_500
_SHORT = 800
_LEAST_BESIDE_TITLE = 40
_WORD = re.compile(r"[^\W\d_]{3,}")
_MOUNT = re.compile(
    r"(?:^|[-_ ])(?:root|app|mount|widget|portal|spa|container|content|details?|view|job|position"
    r"|vacancy|posting|stelle|offre|main|__next|__nuxt|loader|loading|spinner|skeleton)(?:$|[-_ ])",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:enable|activate|requires?|turn on|need)\W[\w\s]{0,20}java ?script|java ?script (?:is|must)"
    r"|javascript (?:aktivieren|einschalten|ist deaktiviert)|aktivieren sie java|activ\w+ java"
    r"|habilit\w+ java|abilit\w+ java|schakel java|włącz\w* (?:obsługę )?java|aktiver\w* java",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"^\W*(?:loading|please wait|wird geladen|lädt|chargement|cargando|caricamento|laden|ładowanie"
    r"|a carregar|carregando|indlæser|laddar|načítání)\b",
    re.IGNORECASE | re.MULTILINE,
)
_MOST_ELEMENTS = 5_000


def refuse_shell(tree: HtmlElement, shown: str, title: str, url: str) -> None:
    """Make sure that what a page shows is a posting; it has none in markup or in its data.

    Args:
        tree: the page, with its scripts.
        shown: what a reader sees of it without its frame.
        title: the posting's where a list gave one, else the page's own.
        url: its address, for the message.

    Raises:
        LastingError: it shows the posting only with JavaScript.
    """
    if len(shown) >= _LONG_ENOUGH or next(tree.iter("script"), None) is None:
        return
    beside = shown.casefold().replace(title.casefold(), "") if title else shown
    little = len("".join(_WORD.findall(beside))) < _LEAST_BESIDE_TITLE
    named = _names(shown, title)
    waits = _waits(tree, shown)
    if (waits and (little or not named)) or (shown and not named and len(shown) < _SHORT):
        raise LastingError(
            f"{url} shows the posting only with JavaScript: its {len(shown)} characters are about"
            " something else",
            code="needs_scripts",
        )


def _names(shown: str, title: str) -> bool:
    """Whether the words name the job, or some role where no title is known."""
    wanted = set(_WORD.findall(title.casefold()))
    if not wanted:
        return any(names_role(line) for line in shown.split("\n")[:40])
    return 2 * len(wanted.intersection(_WORD.findall(shown.casefold()))) >= len(wanted)


def _waits(tree: HtmlElement, shown: str) -> bool:
    """Whether the page has an empty place for its scripts to fill, or says that it waits."""
    if _WAITS.search(shown) or any(
        _ASKS.search(each.text_content()[:500]) for each in tree.iter("noscript")
    ):
        return True
    return (
        _ASKS.search(shown) is not None
        or any(
            number < _MOST_ELEMENTS and _is_mount(each)
            for number, each in enumerate(tree.iter("div", "section", "main", "article"))
        )
        or any(
            isinstance(each.tag, str) and "-" in each.tag and not len(each)
            for each in tree.xpath("//body//*")[:_MOST_ELEMENTS]
        )
    )


def _is_mount(element: HtmlElement) -> bool:
    if len(element) or (element.text or "").strip():
        return False
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    return _MOUNT.search(names) is not None
