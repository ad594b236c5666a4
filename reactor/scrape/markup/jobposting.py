"""schema.org JobPosting in JSON-LD, including the malformed variants that sites publish.

Facts: https://developers.google.com/search/docs/appearance/structured-data/job-posting. It imports
libxml, so only the parsing process imports it.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from reactor.language.pay import salary_of
from reactor.language.remote import is_remote
from reactor.posting import Posting, Salary
from reactor.scrape.markup.text import text_of_html
from reactor.scrape.vocabulary.stated import joined

Node = dict[str, Any]

# Wrappers that hide a block from ancient browsers: `<!--`, `//<![CDATA[`, `/* <![CDATA[ */`.
_WRAPPING = re.compile(r"\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)?\s*")
_INVALID_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_UNDEFINED = re.compile(r"(?<=[:,\[])\s*(?:undefined|NaN|-?Infinity)\s*(?=[,}\]])")
_BETWEEN = re.compile(r"[\s,;]*(?=[{\[])")
_DECODER = json.JSONDecoder(strict=False)
_DEEPEST = 12
_SECTIONS = (
    *("responsibilities", "qualifications", "skills", "educationrequirements"),
    *("experiencerequirements", "jobbenefits", "incentivecompensation"),
)
_MIN_SECTION = 40
_NOTHING = frozenset({"null", "undefined", "none", "n/a", "nan", "-"})
_MAX_PLACES = 30
_MILLISECONDS = 100_000_000_000


def job_postings(tree: HtmlElement, url: str) -> tuple[Posting, ...]:
    """Return the postings in a page's JSON-LD, with their texts.

    A posting without an address of its own has `""` as its `url`.
    """
    blocks = tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]")
    nodes = (node for block in blocks for node in find_job_postings(block.text or ""))
    return tuple(posting for node in nodes if (posting := posting_of(node, url)).title)


def find_job_postings(block: str) -> Iterator[Node]:
    """Yield the JobPosting nodes of one JSON-LD block, with keys in lower case."""
    return _walk(_load(block), depth=0)


def _load(block: str) -> list[Any]:
    """Decode a block as it is, then with each known repair.

    It may hold several values in sequence. Other trailing text, such as a semicolon or the end of a
    comment, is ignored.
    """
    for text in (block, html.unescape(block)):
        bare = _WRAPPING.sub("", text, count=1)
        mended = _INVALID_ESCAPE.sub(r"\\\\", _UNDEFINED.sub("null", bare))
        for attempt in (bare, mended, _TRAILING_COMMA.sub("", mended)):
            if values := _values(attempt):
                return values
    return []


def _values(text: str) -> list[Any]:
    values, end = list[Any](), 0
    while begin := _BETWEEN.match(text, end):
        try:
            value, end = _DECODER.raw_decode(text, begin.end())
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _walk(entry, depth + 1)
    elif isinstance(value, dict):
        node = {str(key).lower().lstrip("@"): entry for key, entry in value.items()}
        if any(_is_job_posting(kind) for kind in _listed(node.get("type"))):
            yield node
        else:
            for entry in node.values():
                yield from _walk(entry, depth + 1)


def _is_job_posting(kind: Any) -> bool:
    return isinstance(kind, str) and re.split(r"[/#:]", kind)[-1].lower() == "jobposting"


def posting_of(node: Node, page_url: str) -> Posting:
    """Return the posting in a JobPosting node whose keys are in lower case."""
    address = _word(node.get("url"))
    location, remote = _location(node)
    return Posting(
        url=urljoin(page_url, address) if address else "",
        title=" ".join(text_of_html(_word(node.get("title")) or _word(node.get("name"))).split()),
        text=_text(node),
        location=location,
        remote=remote,
        employment_type=", ".join(filter(None, map(_name, _listed(node.get("employmenttype"))))),
        posted_at=_date(node.get("dateposted")),
        valid_through=_date(node.get("validthrough")),
        salary=_salary(node),
    )


def _text(node: Node) -> str:
    """Return the description, and the sections that some sites publish beside it."""
    text = text_of_html(_word(node.get("description")))
    for name in _SECTIONS:
        section = "\n".join(text_of_html(_word(part)) for part in _listed(node.get(name)))
        if len(section) >= _MIN_SECTION and section not in text:
            text = f"{text}\n{section}"
    return text


def _location(node: Node) -> tuple[str, bool | None]:
    """Return the places, and whether the work is remote."""
    kinds = " ".join(map(_name, _listed(node.get("joblocationtype"))))
    remote = True if "TELECOMMUTE" in kinds.upper() else is_remote(kinds.replace("_", "-"))
    places = joined(_places(node.get("joblocation")))
    if not places and remote:
        places = joined(_places(node.get("applicantlocationrequirements")))
    return places, is_remote(places) if remote is None else remote


def _places(stated: Any) -> Iterator[str]:
    """Yield each stated place: some sites give one place several addresses or localities."""
    for place in islice(_listed(stated), _MAX_PLACES):
        for one in _each(place, "address"):
            known = _lower_keys(one)
            within = _lower_keys(known.get("address"))
            for part in (
                _each(within, "addresslocality") if within else _each(one, "addresslocality")
            ):
                yield _place({**known, "address": part} if within else part)


def _each(value: Any, name: str) -> list[Any]:
    """Return a copy of an object for each entry of a list in it; any other value as it is."""
    known = _lower_keys(value)
    entries = known.get(name)
    if not isinstance(entries, list) or not entries[1:]:
        return [value]
    return [{**known, name: entry} for entry in entries[:_MAX_PLACES]]


def _place(place: Any) -> str:
    if isinstance(place, str):
        return " ".join(text_of_html(place).split())
    known = _lower_keys(place)
    address = _first(known.get("address"))
    if isinstance(address, str) and address.strip():
        return " ".join(text_of_html(address).split())
    # Some sites state the address itself in place of a Place object.
    parts = _lower_keys(address) or known
    names = ("addresslocality", "addressregion", "addresscountry")
    stated = dict.fromkeys(filter(None, (_name(_first(parts.get(name))) for name in names)))
    return ", ".join(stated) or _name(known) or _name(parts) or _word(parts.get("streetaddress"))


def _salary(node: Node) -> Salary | None:
    stated = node.get("basesalary") or node.get("estimatedsalary")
    found = salary_of(stated)
    currency = _word(node.get("salarycurrency"))
    if found and not found.currency and currency:
        return replace(found, currency=currency.upper())
    return found


def _date(value: Any) -> str:
    """Return a date as stated; milliseconds or seconds since 1970 become ISO 8601."""
    stated = _first(value)
    if isinstance(stated, bool) or not isinstance(stated, int | float):
        return _word(stated) or _word(_lower_keys(stated).get("value"))
    seconds = stated / 1000 if stated > _MILLISECONDS else stated
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _name(value: Any) -> str:
    """Return a name that is stated as a string or as an object with a name."""
    known = _lower_keys(value)
    return _word(value) or _word(_first(known.get("name"))) or _word(_first(known.get("value")))


def _word(value: Any) -> str:
    word = html.unescape(value).strip() if isinstance(value, str) else ""
    return "" if word.lower() in _NOTHING else word


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Any) -> Any:
    return next(iter(_listed(value)), None)


def _lower_keys(value: Any) -> Node:
    found = value if isinstance(value, dict) else {}
    return {str(key).lower().lstrip("@"): entry for key, entry in found.items()}
