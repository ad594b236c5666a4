"""Detects posting pages that show the posting only after their scripts have run.

Without scripts such a page holds only navigation and buttons. Read as a posting's text, these would
cost a judgement, give a wrong one, and be stored. A short posting is read nevertheless: it names
its job.

It imports libxml, so only the parsing process imports it.
"""

import re

from lxml.html import HtmlElement

from reactor.errors import LastingError
from reactor.language.roles import names_role

_LONG_ENOUGH = 1_500
_SHORT = 800
_MIN_BESIDE_TITLE = 40
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
_MAX_ELEMENTS = 5_000


def refuse_shell(tree: HtmlElement, shown: str, title: str, url: str) -> None:
    """Check that a page without structured or embedded data shows a posting.

    Args:
        tree: the page, with its scripts.
        shown: its visible text without the frame.
        title: the posting's title from a list; `""` if unknown.
        url: its address, for the message.

    Raises:
        LastingError: the page shows the posting only with JavaScript.
    """
    if len(shown) >= _LONG_ENOUGH or next(tree.iter("script"), None) is None:
        return
    beside = shown.casefold().replace(title.casefold(), "") if title else shown
    little = len("".join(_WORD.findall(beside))) < _MIN_BESIDE_TITLE
    named = _names(shown, title)
    waits = _waits(tree, shown)
    if (waits and (little or not named)) or (shown and not named and len(shown) < _SHORT):
        raise LastingError(
            f"{url} shows the posting only with JavaScript: its {len(shown)} characters are about"
            " something else",
            code="needs_scripts",
        )


def _names(shown: str, title: str) -> bool:
    """Whether the text names the job, or any role if no title is known."""
    wanted = set(_WORD.findall(title.casefold()))
    if not wanted:
        return any(names_role(line) for line in shown.split("\n")[:40])
    return 2 * len(wanted.intersection(_WORD.findall(shown.casefold()))) >= len(wanted)


def _waits(tree: HtmlElement, shown: str) -> bool:
    """Whether the page has an empty mount point for scripts, or asks to wait or for scripts."""
    if _WAITS.search(shown) or any(
        _ASKS.search(each.text_content()[:500]) for each in tree.iter("noscript")
    ):
        return True
    return (
        _ASKS.search(shown) is not None
        or any(
            number < _MAX_ELEMENTS and _is_mount(each)
            for number, each in enumerate(tree.iter("div", "section", "main", "article"))
        )
        or any(
            isinstance(each.tag, str) and "-" in each.tag and not len(each)
            for each in tree.xpath("//body//*")[:_MAX_ELEMENTS]
        )
    )


def _is_mount(element: HtmlElement) -> bool:
    if len(element) or (element.text or "").strip():
        return False
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    return _MOUNT.search(names) is not None
