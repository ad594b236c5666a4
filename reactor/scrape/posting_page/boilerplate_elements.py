"""Removes everything from a posting's page but the posting: navigation, consent, other jobs.

It imports libxml, so only the parsing process imports it.
"""

# ruff: noqa: E501, RUF001 - words of many languages, one language a line

import re
from collections.abc import Iterator
from itertools import takewhile

from lxml import etree
from lxml.html import HtmlElement

_FRAME_TAGS = "//nav | //footer | //dialog | //menu"
_FRAME_ROLES = (
    "//*[@role='navigation' or @role='contentinfo' or @role='dialog' or @role='alertdialog'"
    " or @role='search' or @role='menu' or @role='menubar' or @role='banner' or @aria-modal='true']"
    " | //header"
)
_NAMED = "//body//*[@class or @id]"
_WORD = re.compile(r"[A-Za-z][a-z]*|[A-Z]+(?![a-z])")
_FRAME_NAMES = frozenset(
    [
        "cookie",
        "cookies",
        "cookiebar",
        "cookiebanner",
        "consent",
        "gdpr",
        "ccpa",
        "onetrust",
        "cookiebot",
        "usercentrics",
        "didomi",
        "newsletter",
        "subscribe",
        "subscription",
        "signup",
        "mailinglist",
        "share",
        "sharing",
        "sharer",
        "shares",
        "social",
        "socials",
        "addtoany",
        "sharethis",
        "breadcrumb",
        "breadcrumbs",
        "nav",
        "navbar",
        "navigation",
        "topnav",
        "subnav",
        "sidenav",
        "mobilenav",
        "menu",
        "footer",
        "foot",
        "pagination",
        "pager",
        "popup",
        "toast",
        "skiplink",
        "related",
        "similar",
        "recommended",
        "recommendations",
        "recommendation",
        "jobalert",
        "jobalerts",
        "jobabo",
        "preheader",
        "offcanvas",
        "chatbot",
        "intercom",
        "colophon",
    ]
)
_FRAME_PAIRS = re.compile(
    r"(?:other|more|recent|latest|further|open|all|viewed|featured)[-_ ]?(?:jobs?|vacanc\w+|positions?"
    r"|openings|offers?|roles|postings|viewed)|recently[-_ ]?viewed|job[-_ ]?alerts?|talent[-_ ]?(?:community|pool)"
    r"|skip[-_ ]?(?:link|to)|back[-_ ]?to[-_ ]?top|site[-_ ]?(?:header|footer|nav)|page[-_ ]?footer|w-nav|w-form-(?:done|fail)"
    r"|form-(?:done|fail)|top[-_ ]?bar|tool[-_ ]?bar|print[-_ ]?button|refer[-_ ]?(?:widget|a-friend)|sticky[-_ ]?apply"
    r"|cookie|consent|sr-only|visually-?hidden|screen-reader|^(?:main)?(?:head|top)?menu|^top$|(?:^|[-_ ])signin|log-?in",
    re.IGNORECASE,
)
_OTHER_POSTINGS = re.compile(
    r"(?:similar|related|other|more|recommended|recently viewed|further|latest|you (?:may|might) also|people also"
    r"|explore|view|see|discover)\b.{0,30}\b(?:jobs?|positions?|openings|opportunities|roles|vacancies|offers|like)\b.{0,25}"
    r"|recently viewed.*|jobs? (?:like this|you may like).*|(?:ähnliche|weitere|andere|verwandte)\s(?:stellen|jobs|positionen|angebote|stellenangebote|stellenanzeigen).*"
    r"|(?:autres\s|d['\u2019]autres\s)?(?:offres|annonces|postes)\s(?:similaires|liées|d['\u2019]emploi similaires).*|(?:nos\s)?autres\s(?:offres|postes).*"
    r"|(?:ofertas|empleos|vacantes|puestos)\s(?:relacionad[ao]s|similares|parecid[ao]s).*|otras\s(?:ofertas|vacantes).*"
    r"|(?:posizioni|offerte|annunci)\s(?:simili|correlate|aperte).*|altre\s(?:posizioni|offerte).*|(?:andere|vergelijkbare|soortgelijke|meer)\s(?:vacatures|banen).*"
    r"|(?:vagas|oportunidades)\s(?:semelhantes|similares|relacionadas).*|outras\s(?:vagas|oportunidades).*|(?:fler|andra|liknande)\s(?:lediga\s)?(?:jobb|tjänster).*"
    r"|(?:flere|lignende|andre)\s(?:stillinger|job|jobs).*|(?:muita|samankaltaisia)\s.*(?:työpaik|paikk).*|(?:podobne|inne|zobacz)\s(?:oferty|ogłoszenia|stanowiska).*"
    r"|(?:podobné|další|jiné)\s(?:nabídky|pozice|inzeráty).*|(?:похожие|другие)\sвакансии.*|benzer\s.*ilan.*|diğer\s.*ilan.*"
    r"|وظائف\s(?:مشابهة|ذات صلة|أخرى).*|משרות\s(?:דומות|נוספות).*|(?:類似|関連|その他|おすすめ|他)の?(?:求人|募集|職種).*|(?:相似|类似|相关|其他|推荐)(?:职位|岗位).*|(?:비슷한|다른|추천|유사)\s?(?:채용|공고|포지션).*",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_KEPT = {"html", "body", "main", "article", "head", "h1"}
_UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe")
_MAX_HEADINGS = 300
_MAX_OF_PAGE = 0.5
_FORM_SHARE = 0.4
_WORDS_OF_PANEL = 5


def remove_frame(tree: HtmlElement) -> None:
    """Remove the surroundings of a posting; elements with its title or half the page stay."""
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    whole = _length(tree)
    for element in (*tree.xpath(_FRAME_TAGS), *tree.xpath(_FRAME_ROLES), *_named(tree)):
        if _is_apart(element, whole):
            _drop(element)
    for form in tree.xpath("//form"):
        if _length(form) < _FORM_SHARE * whole and _is_apart(form, whole):
            _drop(form)
    for heading in tree.xpath("//h2 | //h3 | //h4 | //h5 | //h6")[:_MAX_HEADINGS]:
        if _OTHER_POSTINGS.fullmatch(" ".join(heading.text_content().split())):
            _drop_section(heading)
    for panel in tree.xpath("//*[@hidden]"):
        # Tabs, accordions and content that React sends in advance are hidden until a script runs.
        if len(panel.text_content().split()) >= _WORDS_OF_PANEL:
            del panel.attrib["hidden"]


def _named(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements whose class or id is one of the frame."""
    for element in tree.xpath(_NAMED):
        for name in (*(element.get("class") or "").split(), element.get("id") or ""):
            if _names_frame(name):
                yield element
                break


def _names_frame(name: str) -> bool:
    if not name or len(name) > 80:  # noqa: PLR2004 - a generated name
        return False
    words = {word.lower() for word in _WORD.findall(name)}
    return not _FRAME_NAMES.isdisjoint(words) or _FRAME_PAIRS.search(name) is not None


def _is_apart(element: HtmlElement, whole: int) -> bool:
    """Whether an element may be removed: it holds neither the title nor half of the page."""
    if element.tag in _KEPT or element.getparent() is None:
        return False
    if next(element.iter("h1"), None) is not None:
        return False
    return _length(element) < _MAX_OF_PAGE * whole


def _drop_section(heading: HtmlElement) -> None:
    """Remove the part of the page under the heading."""
    section = heading
    parent = section.getparent()
    while parent is not None and parent.tag not in _KEPT and _begins_with(parent, heading):
        section, parent = parent, parent.getparent()
    if section is not heading:
        _drop(section)
        return
    rank = _HEADINGS.index(heading.tag)
    higher = _HEADINGS[: rank + 1]
    for each in [
        heading,
        *takewhile(lambda other: other.tag not in higher, heading.itersiblings()),
    ]:
        _drop(each)


def _begins_with(parent: HtmlElement, heading: HtmlElement) -> bool:
    """Whether `parent` begins with the heading and holds no other of its level or higher."""
    others = [each for each in parent.iter(*_HEADINGS) if each is not heading]
    if any(_HEADINGS.index(other.tag) <= _HEADINGS.index(heading.tag) for other in others):
        return False
    before = "".join(parent.itertext())[:400].split()
    return bool(before[:3] == heading.text_content().split()[:3])


def _length(element: HtmlElement) -> int:
    """Return the number of visible characters, with white space collapsed."""
    return len(" ".join(element.text_content().split()))


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
