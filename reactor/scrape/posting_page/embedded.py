"""Reads a posting from the JSON that a page embeds for its own scripts.

Next.js, Nuxt, Inertia and pages with a custom `window.__STATE__` hold the text nowhere else. It
imports libxml, so only the parsing process imports it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from lxml.html import HtmlElement

from reactor.language.pay import salary_of
from reactor.language.remote import is_remote
from reactor.posting import Posting
from reactor.scrape.markup.rich_text import described_by, is_rich
from reactor.scrape.markup.states import spelled, states
from reactor.scrape.markup.text import text_of_html
from reactor.scrape.vocabulary.stated import joined

Node = dict[str, Any]

_DESCRIBING = re.compile(
    r"(?:job|posting|position|full|long|rich|role)?_?(?:description|content|body|details|text|copy"
    r"|overview|summary)_?(?:html|raw|text|rich|en)?|(?:job)?_?(?:responsibilities|requirements"
    r"|qualifications|benefits|duties|skills|about(?:theteam|therole|us|you|_\w+)?|sections|lists)",
    re.IGNORECASE,
)
_TITLES = ("title", "jobtitle", "job_title", "name", "headline", "positiontitle", "position")
_PLACES = ("location", "joblocation", "locations", "office", "offices", "city", "locationname")
_EMPLOYMENTS = (
    *("employmenttype", "employment_type", "contracttype", "contract_type", "jobtype", "job_type"),
    *("commitment", "typeofemployment", "employment", "worktype"),
)
_REMOTES = ("remote", "isremote", "is_remote", "workplacetype", "workplace_type", "workplace")
_DATES = (
    *("publishedat", "published_at", "dateposted", "date_posted", "postedat", "posted_at"),
    *("publishdate", "publish_date", "publicationdate", "posteddate", "published_on"),
)
_PAYS = ("salary", "basesalary", "base_salary", "compensation", "salaryrange", "salary_range")
_IDENTITIES = ("slug", "id", "url", "shortcode", "jobid", "job_id", "path", "_id")
_FACTS = frozenset((*_PLACES, *_EMPLOYMENTS, *_REMOTES, *_DATES, *_PAYS, "department", "team"))
_MIN_LENGTH = 100
_DEEPEST = 30
_MAX_NODES = 50_000
# Each part is compared with all others.
_MAX_PARTS = 100
# An unterminated string is matched as well; else each quote in it would be tried as a start.
_LONG_STRING = re.compile(r'"(?:((?:[^"\\\n]|\\.){200,}+)"|(?:[^"\\\n]|\\.)*+(?!"))')
_ENCODED_TAG = re.compile(
    r"<(?:p|li|h\d|ul|br|div)\b|\\u003c(?:p|li|h\d|ul|br|div)\b", re.IGNORECASE
)


def embedded_posting(tree: HtmlElement, url: str, title: str) -> Posting:
    """Return the posting at `url` from the page's embedded JSON; without text if there is none.

    Args:
        tree: the page.
        url: its address, which identifies the posting among others.
        title: its title if known, which does so too.
    """
    best, most = Posting(url=url, title=""), (False, False, 0, 0)
    for number, node in enumerate(_nodes(tree)):
        if number >= _MAX_NODES:
            break
        text = _text(node)
        if len(text) < _MIN_LENGTH:
            continue
        found = _posting(node, url, text)
        named = bool(title) and found.title.lower() == title.lower()
        fitness = (named or _is_addressed(node, url), bool(found.title), _facts(node), len(text))
        if fitness > most:
            best, most = found, fitness
    return best if best.text else replace(best, text=_longest_string(tree))


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    """Yield each object in the page's JSON, with keys in lower case."""
    waiting: list[tuple[Any, int]] = [(state, 0) for state in states(tree)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(value, list):
            waiting.extend((entry, depth + 1) for entry in value if isinstance(entry, dict | list))
        elif isinstance(value, dict) and not is_rich(value):
            yield {str(key).lower(): entry for key, entry in value.items()}
            parts = value.values()
            waiting.extend((entry, depth + 1) for entry in parts if isinstance(entry, dict | list))


def _text(node: Node) -> str:
    """Return the descriptive parts of a node in order, without duplicates."""
    parts = dict[str, None]()
    for key, value in node.items():
        if value and _DESCRIBING.fullmatch(key):
            text = (
                _sections(value) if isinstance(value, list) else text_of_html(described_by(value))
            )
            if text and len(parts) < _MAX_PARTS and not any(text in other for other in parts):
                parts = {other: None for other in parts if other not in text}
                parts[text] = None
    return "\n".join(parts)


def _sections(value: list[Any]) -> str:
    """Return the text of a list of sections with headings, of plain items, or of blocks."""
    if is_rich(value):
        return text_of_html(described_by(value))
    lines = list[str]()
    for entry in value:
        if isinstance(entry, dict):
            known = {str(key).lower(): part for key, part in entry.items()}
            lines.append(text_of_html(_word(known, (*_TITLES, "heading", "text", "label"))))
            parts = (
                text_of_html(described_by(part))
                for key, part in known.items()
                if _DESCRIBING.fullmatch(key)
            )
            lines.extend(part for part in parts if part not in lines[-_MAX_PARTS:])
        elif isinstance(entry, str):
            lines.append(f"- {text_of_html(entry)}")
    return "\n".join(filter(None, lines))


def _posting(node: Node, url: str, text: str) -> Posting:
    workplace = next((node[name] for name in _REMOTES if node.get(name) not in (None, "")), None)
    place = joined(_names(node, _PLACES))
    remote = workplace if isinstance(workplace, bool) else is_remote(f"{workplace or ''} {place}")
    return Posting(
        url=url,
        title=text_of_html(_word(node, _TITLES)).replace("\n", " "),
        text=text,
        location=place,
        remote=remote,
        employment_type=", ".join(_names(node, _EMPLOYMENTS)),
        posted_at=_word(node, _DATES),
        salary=next(filter(None, (salary_of(node[name]) for name in _PAYS if name in node)), None),
    )


def _word(node: Node, names: tuple[str, ...]) -> str:
    return next((value.strip() for name in names if isinstance(value := node.get(name), str)), "")


def _names(node: Node, names: tuple[str, ...]) -> list[str]:
    """Return the words under the first of `names` that has any, as strings or named objects."""
    for name in names:
        value = node.get(name)
        entries = value if isinstance(value, list) else [value]
        found = [words for entry in entries if (words := _named(entry))]
        if found:
            return found
    return []


def _named(value: Any) -> str:
    if isinstance(value, dict):
        known = {str(key).lower(): entry for key, entry in value.items()}
        named = _word(
            known, ("name", "title", "label", "displayname", "locationstr", "fulllocation")
        )
        parts = (_named(known.get(name)) for name in ("city", "region", "state", "country"))
        return named or ", ".join(filter(None, parts))
    return value.strip() if isinstance(value, str) else ""


def _facts(node: Node) -> int:
    return min(3, sum(1 for name in _FACTS.intersection(node) if node[name] not in (None, "", [])))


def _is_addressed(node: Node, url: str) -> bool:
    """Whether one of the node's identities is the last segment of `url`."""
    ending = unquote(url).partition("?")[0].rstrip("/").rpartition("/")[2].lower()
    identities = (str(node.get(name) or "").rstrip("/").rpartition("/")[2] for name in _IDENTITIES)
    return bool(ending) and any(identity.lower() == ending for identity in identities)


def _longest_string(tree: HtmlElement) -> str:
    """Return the longest HTML string in any script, for state that is code rather than JSON."""
    found = (
        literal[1]
        for script in tree.iter("script")
        if "ld+json" not in (script.get("type") or "")
        for literal in _LONG_STRING.finditer(script.text or "")
        if literal[1] and _ENCODED_TAG.search(literal[1])
    )
    longest = max(found, key=len, default="")
    return text_of_html(spelled(longest))
