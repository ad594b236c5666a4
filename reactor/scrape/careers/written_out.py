"""Postings that a careers page writes out in full instead of linking to them.

Imports libxml: only ever in the parsing process.
"""

import re
from copy import deepcopy
from itertools import islice

from lxml.html import HtmlElement

from reactor.posting import Posting
from reactor.scrape.canonical import canonical_url
from reactor.scrape.markup.text import text_of
from reactor.scrape.words.roles import names_role
from reactor.scrape.words.stated import labelled_location
from reactor.scrape.words.wording import is_headline

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "summary": 5}
_FRAME = ("nav", "header", "footer", "script", "style")
_LABEL = re.compile(r"(?:job title|position|role|stelle|poste|puesto)\s*:\s*", re.IGNORECASE)
_DUTIES = re.compile(
    r"responsibilit|qualification|requirement|what you|you will|duties|experience|skills|apply"
    r"|aufgaben|anforderung|profil|kenntnisse|missions|compétences|requisitos|funciones|compiti|taken",
    re.IGNORECASE,
)
_LEAST_TEXT = 300
_MOST_HEADINGS = 500
_LONGEST_TITLE = 120


def postings_written_out(tree: HtmlElement, url: str) -> tuple[Posting, ...]:
    """The postings whose whole text stands on the page, each under a heading that names its role.

    Their addresses are the page's with a fragment of their own.
    """
    titled = islice(tree.iter(*_HEADINGS), _MOST_HEADINGS)
    if not any(_is_title(_LABEL.sub("", _words(each))) for each in titled):
        return ()
    body = deepcopy(tree.find(".//body"))
    for element in list(body.iter(*_FRAME)):
        element.drop_tree()
    here = canonical_url(url)
    postings = dict[str, Posting]()
    for title, text in _sections(body):
        if len(text) >= _LEAST_TEXT and _DUTIES.search(text):
            address = f"{here}#{_key(title)}"
            location, remote = labelled_location(text)
            posting = Posting(address, title, text=text, location=location, remote=remote)
            postings.setdefault(address, posting)
    return tuple(postings.values())


def _sections(body: HtmlElement) -> list[tuple[str, str]]:
    """Titles and the texts below them, up to the next title or a heading that ranks above it."""
    ranks = {_words(each): _HEADINGS[each.tag] for each in body.iter(*_HEADINGS)}
    sections = list[tuple[str, list[str]]]()
    rank = 0
    for line in text_of(body).split("\n"):
        level = ranks.get(line, 0)
        title = _LABEL.sub("", line)
        if level and _is_title(title):
            if not (sections and rank and _key(sections[-1][0]) == _key(title)):
                sections.append((title, []))
                rank = level
        elif level and level < rank:
            rank = 0
        elif rank:
            sections[-1][1].append(line)
    return [(title, "\n".join(lines)) for title, lines in sections]


def _is_title(words: str) -> bool:
    short = len(words) <= _LONGEST_TITLE and not words.endswith(":")
    return short and names_role(words) and not is_headline(words)


def _words(element: HtmlElement) -> str:
    return " ".join(text_of(element).split())


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")
