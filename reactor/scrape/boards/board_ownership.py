"""Decides whether a linked board is the company's own, perhaps its own, or another's.

It imports libxml, so only the parsing process imports it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import IntEnum
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress
from reactor.scrape.boards.board_address import MAX_BOARDS, address_of_match, named_in
from reactor.scrape.markup.text import parse_html, text_of

_MAX_LINKS = 3_000
_MIN_POSTINGS = 3
_MIN_NAME = 4
_MIN_NAME_LENGTH = 3
_ASIDE = ("footer", "aside", "blockquote")
_ADDRESS = re.compile(r"//[^\s\"'<>()\\]{4,2000}")
_HOLDERS = ("href", "data-href", "data-url", "onclick")
_NEWS = re.compile(
    r"(?:^|[\s_-])(?:news\w*|blog\w*|press\w*|stor(?:y|ies)|aktuell\w*|events?|actualit\w+"
    r"|noticias?|notizie|nieuws|aktualno\w+)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NEWS_HEADING = re.compile(
    r"\b(?:news|blog|press|stories|aktuelles|neuigkeiten|presse|actualit[ée]s|noticias|notizie"
    r"|nieuws|aktualno[śs]ci|nyheter|in the media)\b",
    re.IGNORECASE,
)
_HEADING = "preceding::*[self::h1 or self::h2 or self::h3 or self::h4][1]"
_SHORT_CODE = 3
"""Letters of a country, a region or a legal form after a company's name."""
_PROSE = 150
_MAX_SENTENCE = 400
_OTHERS = re.compile(
    r"\b(?:partners?|friends?|portfolio|sponsors?|clients?|sister|their|neighbou?rs?|members?"
    r"|partnern?|freunden?|kunden|schwesterfirma|deren|partenaires?|amis|clients|leurs?"
    r"|socios?|amigos|clientes|sus|amici|clienti|loro|vrienden|klanten|hun|parceiros?)\b",
    re.IGNORECASE,
)
_MAX_WORDS = 80
_NOT_ALNUM = re.compile(r"[\W_]+")
_JOBS = re.compile(
    r"\b(?:jobs?|careers?|vacanc(?:y|ies)|openings?|positions?|roles?|hiring|opportunit(?:y|ies)"
    r"|stellen\w*|karriere\w*|jobb[öo]rse|offres?|recrut\w+|emplois?|postes?|carri[èe]res?"
    r"|ofertas?|empleos?|vacantes?|puestos?|posizion[ie]|lavor[oa]\w*|annunci"
    r"|vacatures?|werken bij|oferty|prac[ay]|kariera|vagas?|lediga?\w*|stillinger|jobb)\b",
    re.IGNORECASE,
)
_GENERIC_WORDS = """
    career careers karriere carriere company group global team work works labs tech
    technologies services solutions international software systems example website online
"""
_GENERIC = RESERVED_HOSTS | frozenset(_GENERIC_WORDS.split())
_POSTING = re.compile(
    r"/(?:jobs?|j|o|p|careers|postings?|positions?|apply|view)"
    r"/(?!(?:jobs|list)\b|(?:search|intro)/?$)[^/]+"
    r"|/[^/]*\d[^/]*(?:/|$)",
    re.IGNORECASE,
)
_LOCALE = re.compile(r"^(?:/[a-z]{2}(?:-[a-z]{2})?)(?=/|$)", re.IGNORECASE)


class _Claim(IntEnum):
    """The certainty that a link leads to the company's own list."""

    NONE = 0
    PERHAPS = 1
    SURE = 2


def boards_linked(boards: Iterable[Board], markup: str, url: str) -> tuple[BoardAddress, ...]:
    """Return the boards that a page links as its company's list.

    A board is sure if it bears the name of the page's host or title, or if the text of its link
    announces postings. Footers and sentences also link partners' boards, and a single posting may
    be a friend's: those boards are sure by name only. A single uncertain board is returned as such;
    of several, none is.
    """
    tree = parse_html(markup)
    names = _names_of(tree, url)
    claims = dict[tuple[str, str, str], tuple[BoardAddress, _Claim]]()
    postings = dict[tuple[str, str, str], set[str]]()
    boards = tuple(boards)
    for link in _links(tree):
        href = _address_in(link)
        for board in boards:
            found = board.addresses.match(href)
            address = found and address_of_match(board, found, url)
            if not found or not address:
                continue
            key = _key(address)
            single = _is_posting(board, href[found.end() :])
            if single:
                postings.setdefault(key, set()).add(href)
            claim = _claim(link, address, names, single=single)
            many = len(postings.get(key, ())) >= _MIN_POSTINGS
            claim = max(claim, _Claim.PERHAPS if many else _Claim.NONE)
            if claim > claims.get(key, (address, _Claim.NONE))[1]:
                claims[key] = (address, claim)
            break
    sure = tuple(address for address, claim in claims.values() if claim is _Claim.SURE)
    sure = sure or tuple(
        each for each in _mentioned(boards, markup, url, names) if _key(each) not in claims
    )
    if sure:
        return sure if len(sure) <= MAX_BOARDS else ()
    return tuple(replace(each, sure=False) for each, _ in claims.values()) * (len(claims) == 1)


def _mentioned(
    boards: Iterable[Board], markup: str, url: str, names: tuple[frozenset[str], str]
) -> tuple[BoardAddress, ...]:
    """Return the boards with the company's name in the page's data, which scripts may link."""
    found = dict[tuple[str, str, str], BoardAddress]()
    for board in boards:
        for address in islice(named_in(board, board.addresses, markup, url), _MAX_LINKS):
            if _bears(address, names):
                found.setdefault(_key(address), address)
    return tuple(found.values())


def _links(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield links, and buttons that scripts turn into links."""
    for count, link in enumerate(tree.iter("a", "area", "button")):
        if count >= _MAX_LINKS:
            return
        if _address_in(link):
            yield link


def _address_in(link: HtmlElement) -> str:
    """Return the target of a link from the `//` on; `""` without a host."""
    stated = next((value for name in _HOLDERS if (value := link.get(name))), "")
    found = _ADDRESS.search(stated)
    return found[0] if found else ""


def _claim(
    link: HtmlElement, address: BoardAddress, names: tuple[frozenset[str], str], *, single: bool
) -> _Claim:
    if _bears(address, names):
        return _Claim.SURE
    if single or is_news(link):
        return _Claim.NONE
    words = " ".join(text_of(link).split())
    words = words or link.get("aria-label") or link.get("title") or ""
    announces = len(words) <= _MAX_WORDS and _JOBS.search(words) is not None
    # Text that names the board's company suggests another company: a page need not name its own.
    around = f"{words} {_around(link)}"
    named = any(part in _bare(around) for part in _parts(address)) or bool(_OTHERS.search(around))
    if _is_aside(link):
        return _Claim.PERHAPS if announces and not named else _Claim.NONE
    return _Claim.SURE if announces and not named else _Claim.PERHAPS


def boards_of_others(boards: Iterable[Board], markup: str, url: str) -> tuple[BoardAddress, ...]:
    """Return the boards that a page links as others': by name, in a footer, in the news."""
    tree = parse_html(markup)
    names, boards = _names_of(tree, url), tuple(boards)
    found = dict[tuple[str, str, str], BoardAddress]()
    for link in _links(tree):
        href = _address_in(link)
        for board in boards:
            named = board.addresses.match(href)
            address = named and address_of_match(board, named, url)
            if address and not _bears(address, names) and _is_anothers(link, address):
                found.setdefault(_key(address), address)
    return tuple(found.values())


def _is_anothers(link: HtmlElement, address: BoardAddress) -> bool:
    around = f"{' '.join(text_of(link).split())} {_around(link)}"
    named = any(part in _bare(around) for part in _parts(address))
    return named or bool(_OTHERS.search(around)) or _is_aside(link) or is_news(link)


def is_news(link: HtmlElement) -> bool:
    """Whether a link is in a news item: one of several articles, or marked or headed as news."""
    for ancestor in link.iterancestors():
        if ancestor.tag in ("body", "main"):
            break
        if _NEWS.search(f"{ancestor.get('class', '')} {ancestor.get('id', '')}"):
            return True
        if ancestor.tag == "article" and (
            next(ancestor.itersiblings("article"), None) is not None
            or next(ancestor.itersiblings("article", preceding=True), None) is not None
        ):
            return True
    headings = link.xpath(_HEADING)
    return bool(headings) and _NEWS_HEADING.search(text_of(headings[0])) is not None


def _around(link: HtmlElement) -> str:
    """Return the sentence or row around a link; `""` if it is in none."""
    for ancestor in link.iterancestors():
        if ancestor.tag in ("p", "li", "td", "dd", "figcaption", "blockquote"):
            return " ".join(text_of(ancestor).split())[:_MAX_SENTENCE]
    return ""


def _is_aside(link: HtmlElement) -> bool:
    """Whether a link is in the page's footer or in a long text."""
    for ancestor in link.iterancestors():
        if ancestor.tag in _ASIDE or ancestor.get("role") == "contentinfo":
            return True
        if ancestor.tag == "p" and len(ancestor.text_content()) > _PROSE:
            return True
    return False


def _is_posting(board: Board, rest: str) -> bool:
    """Whether an address continues after the company's name with one of its postings."""
    parts = urlsplit(rest)
    if "gh_jid=" in parts.query:
        return True
    path = _LOCALE.sub("", parts.path)
    return _POSTING.search(path) is not None and not board.filters(f"https://x{path}")


def _names_of(tree: HtmlElement, url: str) -> tuple[frozenset[str], str]:
    """Return the company's names in the page's host, and the page's title and site name."""
    labels = (urlsplit(url).hostname or "").lower().split(".")[:-1]
    names = frozenset(
        label for label in labels if len(label) >= _MIN_NAME_LENGTH and label not in _GENERIC
    )
    titles = (
        tree.xpath("string(//title[1])"),
        *tree.xpath("//meta[@property='og:site_name']/@content"),
    )
    return names, " ".join(map(_bare, titles))


def _bears(address: BoardAddress, names: tuple[frozenset[str], str]) -> bool:
    """Whether a board bears the name of the page's company."""
    of_host, title = names
    return any(_is_like(part, own) for part in _parts(address) for own in of_host) or any(
        len(part) >= _MIN_NAME and part in title for part in _parts(address)
    )


def _is_like(part: str, name: str) -> bool:
    """Whether a board's name is similar to a host's: `orrin` or `orrineu` for `harbour-orrin`.

    A single word of several must be nearly the whole name: `harbourlines` is another company.
    """
    whole = _bare(name)
    if part == whole:
        return True
    if min(len(part), len(whole)) >= _MIN_NAME and (whole in part or part in whole):
        return True
    pieces = [each for each in name.split("-") if each not in _GENERIC]
    return any(
        len(piece) >= _MIN_NAME_LENGTH
        and part.startswith(piece)
        and (len(rest := part.removeprefix(piece)) <= _SHORT_CODE or rest in _GENERIC)
        for piece in pieces
    )


def _parts(address: BoardAddress) -> tuple[str, ...]:
    """Return a board's names for its company; on some systems the host has one."""
    first = address.host.partition(".")[0]
    given = (*unquote(address.slug).split("/"), first)
    bare = map(_bare, given)
    return tuple(each for each in bare if len(each) >= _MIN_NAME_LENGTH and each not in _GENERIC)


def _bare(text: str) -> str:
    return _NOT_ALNUM.sub("", text[:500]).lower()


def _key(address: BoardAddress) -> tuple[str, str, str]:
    return address.board, unquote(address.slug).lower(), address.host
