"""Detects pages with status 200 that say that the posting no longer exists.

A notice counts in the place of the posting or of the application: in a heading, by the title, in a
box for notices, by the button, at the end, or on a page with little other text. It does not count
within the text of a posting, or on the card of another posting.

It imports libxml, so only the parsing process imports it.
"""

# ruff: noqa: RUF001 - phrases of many languages, one language a line

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from reactor.errors import GoneError, LastingError
from reactor.language.roles import names_role
from reactor.scrape.markup.text import text_of
from reactor.scrape.posting_page.closure import (
    MAX_NOTICE,
    closes_title,
    is_badge,
    says_closed,
)

_NOT_FOUND = re.compile(
    r"(?:error\s*)?(?:404|410)\b.{0,60}|.{0,20}\b(?:page|job|position|posting|vacancy)\s(?:was\s|is\s)?"
    r"(?:not\sfound|doesn['\u2019]t\sexist|does\snot\sexist|cannot\sbe\sfound).{0,40}"
    r"|not\sfound|oops.{0,40}|seite\s(?:wurde\s)?nicht\sgefunden.{0,40}|page\s(?:introuvable|non\strouvée).{0,40}"
    r"|página\sno\sencontrada.{0,40}|pagina\snon\strovata.{0,40}|página\snão\sencontrada.{0,40}"
    r"|pagina\sniet\sgevonden.{0,40}|sidan\s(?:hittades|kunde)\sinte.{0,40}|nie\sznaleziono\sstrony.{0,40}"
    r"|страница\sне\sнайдена.{0,40}|ページが見つかりません.{0,40}|页面不存在.{0,20}|expired|offre\sexpirée",
    re.IGNORECASE,
)
_SIGN_IN = re.compile(
    r"\W*(?:please\s)?(?:sign|log)[\s-]?(?:in|on)\b.{0,60}|login\b.{0,60}|anmelden.{0,40}|einloggen.{0,40}"
    r"|(?:se\s)?connexion.{0,40}|iniciar\ssesión.{0,40}|accedi.{0,40}|inloggen.{0,40}|logga\sin.{0,40}"
    r"|ログイン.{0,40}|登录.{0,40}|вход.{0,40}|zaloguj.{0,40}|entrar.{0,20}",
    re.IGNORECASE,
)
_HEADINGS = "//h1 | //h2 | //title"
_NOTICE_BOX = re.compile(
    r"alert|banner|notice|notif|message|closed|expired|inactive|warning|callout|status|flash|unavailable|hinweis|info",
    re.IGNORECASE,
)
_APPLY_BOX = re.compile(
    r"appl(?:y|ication)|bewerb|postul|candidat|candidatur|sollicit|solicit|inscri|ans[oö]k|ans[oø]g|aplik|odpov|cta",
    re.IGNORECASE,
)
_NEAR_TITLE = 400
_NEAR_END = 250
_BESIDE = 120
_SHORT_PAGE = 700
_MAX_BLOCKS = 20_000
_BOX_REACH = 3
_CARD_REACH = 6
_FEW_CARDS = 2
_MAX_SIBLINGS = 50


@dataclass(frozen=True, slots=True)
class _Block:
    """A short element of the page: its text, and the number of characters before it."""

    element: HtmlElement
    words: str
    at: int


def refuse_gone(tree: HtmlElement, page: HtmlElement, text: str, url: str, title: str = "") -> None:
    """Check that a page is still an open posting.

    Args:
        tree: the page.
        page: the page without its frame.
        text: the visible text of `page`.
        url: its address, for the message.
        title: the posting's title, if known.

    Raises:
        GoneError: the page says that the posting is closed or was not found.
        LastingError: the page holds only a login form.
    """
    if notice := _notice(tree, page, text, title):
        raise GoneError(f'{url} says "{notice}"')
    if len(text) < _SHORT_PAGE and tree.xpath("boolean(//input[@type='password'])"):
        named = [words for words in _headings(tree) if _SIGN_IN.fullmatch(words)]
        if named:
            raise LastingError(
                f'{url} is a page to sign in, not a posting: "{named[0]}"', code="login_required"
            )


def _notice(tree: HtmlElement, page: HtmlElement, text: str, title: str) -> str:
    """Return the notice that the posting is gone; `""` if there is none where it counts."""
    # A posting about missing pages has a long text; a not-found page has almost none.
    short = len(text) < _SHORT_PAGE
    names = _headings(tree, "//head//title")
    main = _headings(page, "//h1")
    for words in (*names, *main):
        closed = closes_title(words) and not closes_title(title)
        if closed or says_closed(words, title) or (short and _NOT_FOUND.fullmatch(words)):
            return words
    if short and (found := next(filter(_NOT_FOUND.fullmatch, _headings(page, "//h2")), "")):
        return found
    blocks = list(_blocks(page))
    start, end = _extent(blocks, title)
    for block in blocks:
        beside = abs(block.at - start) <= _BESIDE + len(title)
        if not ((beside and is_badge(block.words)) or says_closed(block.words, title)):
            continue
        near = block.at - start <= _NEAR_TITLE or end - block.at - len(block.words) <= _NEAR_END
        if (short or near or _is_boxed(block.element)) and not _is_of_another(block.element):
            return block.words
    return ""


def _headings(tree: HtmlElement, path: str = _HEADINGS) -> list[str]:
    return [
        " ".join(text_of(heading).split()) or (heading.text or "").strip()
        for heading in tree.xpath(path)[:12]
    ]


def _blocks(page: HtmlElement) -> Iterator[_Block]:
    """Yield the elements with short text of their own, in page order."""
    body = page.find(".//body")
    at = 0
    for number, element in enumerate((page if body is None else body).iter()):
        if number >= _MAX_BLOCKS or not isinstance(element.tag, str):
            continue
        if (element.text and not element.text.isspace()) or any(
            child.tail and not child.tail.isspace() for child in element[:_MAX_SIBLINGS]
        ):
            words = _short_text(element)
            if words:
                yield _Block(element, words, at)
        at += len((element.text or "").strip()) + len((element.tail or "").strip())


def _short_text(element: HtmlElement) -> str:
    """Return an element's text; `""` if it is too long for a notice."""
    parts, length = list[str](), 0
    for part in element.itertext():
        parts.append(part)
        length += len(part.strip())
        if length > MAX_NOTICE:
            return ""
    return " ".join(" ".join(parts).split())


def _extent(blocks: list[_Block], title: str) -> tuple[int, int]:
    """Return the position of the title, 0 if it is absent, and of the page's end."""
    wanted = title.casefold()
    titles = (b.at for b in blocks if wanted and b.words.casefold() == wanted)
    first = next((b.at for b in blocks if b.element.tag == "h1"), 0)
    end = blocks[-1].at + len(blocks[-1].words) if blocks else 0
    return next(titles, first), end


def _is_boxed(element: HtmlElement) -> bool:
    """Whether an element is in a box for notices, or belongs to the application."""
    around = [element, *_ancestors(element, _BOX_REACH)]
    for each in around:
        if each.get("role") in {"alert", "status"}:
            return True
        names = f"{each.get('class') or ''} {each.get('id') or ''}"
        if _APPLY_BOX.search(names) or _NOTICE_BOX.search(names):
            return True
    return any(_APPLY_BOX.search(_short_text(each)) for each in _neighbours(element))


def _neighbours(element: HtmlElement) -> list[HtmlElement]:
    found = (element.getprevious(), element.getnext())
    return [each for each in found if each is not None and each.tag in {"a", "button", "form"}]


def _is_of_another(element: HtmlElement) -> bool:
    """Whether an element belongs to the card of another posting: one of several with links."""
    if element.tag == "a" or any(each.tag == "a" for each in _ancestors(element, _CARD_REACH)):
        return True
    for distance, each in enumerate([element, *_ancestors(element, _CARD_REACH)]):
        if each.tag in {"body", "main"} or next(each.iter("h1"), None) is not None:
            return False
        links = [link for link in each.iter("a") if link.get("href")]
        if distance <= _BOX_REACH and any(names_role(_short_text(link)) for link in links[:5]):
            return True
        if links and _has_cards_beside(each):
            return True
    return False


def _has_cards_beside(element: HtmlElement) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    alike = (each for each in parent[:_MAX_SIBLINGS] if each.tag == element.tag)
    cards = sum(1 for each in alike if next(each.iter("a"), None) is not None)
    return cards >= _FEW_CARDS and element.get("class") in {
        each.get("class") for each in parent[:_MAX_SIBLINGS] if each is not element
    }


def _ancestors(element: HtmlElement, reach: int) -> list[HtmlElement]:
    return [each for each, _ in zip(element.iterancestors(), range(reach), strict=False)]
