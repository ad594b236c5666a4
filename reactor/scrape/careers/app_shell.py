"""Distinguishes a page that is empty without its scripts from one that has no postings.

It imports libxml, so only the parsing process imports it.
"""

import re

from lxml.html import HtmlElement

from reactor.scrape.markup.links import is_in_frame
from reactor.scrape.markup.text import text_of
from reactor.scrape.vocabulary.statements import says_no_openings

_MAX_TEXT = 50_000
_MIN_TEXT = 60
_MIN_TEXT_IN_DOUBT = 400
_LITTLE_TEXT = 1_000
_ASKS_FOR_SCRIPTS = re.compile(
    r"(?:enable|activate|requires?|turn on|need)\W[\w\s]{0,20}java ?script"
    r"|java ?script (?:is|must be|to be) \w+"
    r"|bitte aktivieren sie java|activ\w+ java",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"(?:loading|please wait|wird geladen|chargement|cargando|laden)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_SHOWN_BY_SCRIPT = (
    *("hidden", "ng-show", "ng-if", "ng-hide", "data-ng-show", "data-ng-if", "v-if", "v-show"),
    *("v-else", "x-show", "x-if", "data-show", "x-cloak", "data-bind", "wire:loading"),
)
_CONDITIONAL = " or ".join(
    (
        *(f"@*[name()='{name}']" for name in _SHOWN_BY_SCRIPT),
        "self::template",
        "self::noscript",
        "contains(translate(@style, ' ', ''), 'display:none')",
        *(
            f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
            for name in ("hidden", "d-none", "is-hidden", "hide", "w-condition-invisible")
        ),
    )
)
_OF_A_SEARCH = re.compile(
    r"\b(?:match\w*|your|you|criteri\w*|filter\w*|search\w*|selec\w*|passend\w*|dein\w*|dich|dir|ihre[rnms]?"
    r"|suche|such\w*kriteri\w*|auswahl|tu|tus|ti|vos|votre|vous|toi|ta|crit[èe]re\w*|ricerca|tuo[ia]?|te"
    r"|zoek\w*|jouw|jou|ciebie|twoich|kryteri\w*|sua|pesquisa|din|dig|ditt|s[öo]k\w*|hled[áa]n[íi]|krit[ée]ri\w*)\b",
    re.IGNORECASE,
)


def is_shell(tree: HtmlElement) -> bool:
    """Whether a page without postings is empty until its scripts have run.

    A page that states that there are no openings is not, however short.
    """
    body = tree.find(".//body")
    if body is None:
        return True
    shown = _text_in_body(body)
    if states_no_openings(tree):
        return False
    if len(shown) < _MIN_TEXT:
        return not _has_links(body)
    waits = _WAITS.match(shown) or _ASKS_FOR_SCRIPTS.search(body.text_content()[:5000])
    return bool(waits) and len(shown) < _MIN_TEXT_IN_DOUBT and not _has_links(body)


def may_show_more(tree: HtmlElement) -> bool:
    """Whether a page without a recognised list shows little and has scripts."""
    body = tree.find(".//body")
    if body is None or tree.find(".//script") is None or states_no_openings(tree):
        return False
    if len(_text_in_body(body)) < _LITTLE_TEXT:
        return True
    return _ASKS_FOR_SCRIPTS.search(body.text_content()[:_MAX_TEXT]) is not None


def states_no_openings(tree: HtmlElement) -> bool:
    """Whether a page states, in a sentence visible without scripts, that there are no openings.

    A question does not count: `No vacancy for you?` Nor does text that only scripts show: they show
    it when a search finds nothing.
    """
    body = tree.find(".//body")
    if body is None:
        return False
    lines = (line.strip("- ") for line in text_of(body)[:_MAX_TEXT].split("\n"))
    said = {line for line in lines if any(map(_is_statement, _SENTENCE_END.split(line)))}
    # Few pages state it, so conditional elements are searched only for those.
    return bool(said) and not said <= {
        line.strip("- ")
        for element in body.xpath(f".//*[{_CONDITIONAL}]")
        for line in text_of(element).split("\n")
    }


def _is_statement(sentence: str) -> bool:
    if sentence.endswith("?") or not says_no_openings(sentence):
        return False
    return not _OF_A_SEARCH.search(sentence)


def _text_in_body(body: HtmlElement) -> str:
    """Return the page's text without its navigation, header and footer."""
    text = " ".join(text_of(body).split())
    for frame in body.iter("nav", "header", "footer"):
        text = text.replace(" ".join(text_of(frame).split()), "", 1)
    return text.strip()


def _has_links(body: HtmlElement) -> bool:
    """Whether there are links to other pages outside the page's frame."""
    return any(
        not link.get("href", "#").startswith(("#", "javascript:", "mailto:"))
        and not is_in_frame(link)
        for link in body.iter("a")
    )
