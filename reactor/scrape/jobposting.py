"""schema.org JobPosting in JSON-LD, also in the broken forms that sites publish.

Facts: https://developers.google.com/search/docs/appearance/structured-data/job-posting.
Imports libxml: only ever in the parsing process.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from reactor.posting import Posting, Salary
from reactor.scrape.pay import amount, period_of
from reactor.scrape.stated import joined
from reactor.scrape.text import text_of_html

Node = dict[str, Any]

# What people hide a block in from ancient browsers: `<!--`, `//<![CDATA[`, `/* <![CDATA[ */`.
_WRAPPING = re.compile(r"\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)?\s*")
_INVALID_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_DECODER = json.JSONDecoder(strict=False)
_DEEPEST = 12
_SECTIONS = (
    *("responsibilities", "qualifications", "skills", "educationrequirements"),
    *("experiencerequirements", "jobbenefits", "incentivecompensation"),
)
_LEAST_SECTION = 40


def job_postings(tree: HtmlElement, url: str) -> tuple[Posting, ...]:
    """The postings that the JSON-LD of a page describes, with their texts.

    A posting without an address of its own has `""` as its `url`.
    """
    blocks = tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]")
    nodes = (node for block in blocks for node in find_job_postings(block.text or ""))
    return tuple(posting for node in nodes if (posting := _posting(node, url)).title)


def find_job_postings(block: str) -> Iterator[Node]:
    """The JobPosting nodes of one JSON-LD block, with their keys in lower case."""
    return _walk(_load(block), depth=0)


def _load(block: str) -> Any:
    """What the block means, tried as it is, then with every mend that is known to help.

    Whatever follows the JSON (a semicolon, the end of a comment) does not matter.
    """
    for text in (block, html.unescape(block)):
        bare = _WRAPPING.sub("", text, count=1)
        mended = _TRAILING_COMMA.sub("", _INVALID_ESCAPE.sub(r"\\\\", bare))
        for attempt in (bare, mended):
            try:
                return _DECODER.raw_decode(attempt)[0]
            except (ValueError, RecursionError):
                continue
    return None


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


def _posting(node: Node, page_url: str) -> Posting:
    address = _word(node.get("url"))
    location, remote = _location(node)
    return Posting(
        url=urljoin(page_url, address) if address else "",
        title=text_of_html(_word(node.get("title")) or _word(node.get("name"))),
        text=_text(node),
        location=location,
        remote=remote,
        employment_type=", ".join(filter(None, map(_word, _listed(node.get("employmenttype"))))),
        posted_at=_word(node.get("dateposted")),
        salary=_salary(node.get("basesalary")),
    )


def _text(node: Node) -> str:
    """The description, and the sections that some sites publish beside it."""
    text = text_of_html(_word(node.get("description")))
    for name in _SECTIONS:
        section = "\n".join(text_of_html(_word(part)) for part in _listed(node.get(name)))
        if len(section) >= _LEAST_SECTION and section not in text:
            text = f"{text}\n{section}"
    return text


def _location(node: Node) -> tuple[str, bool | None]:
    """The places and whether the work is remote."""
    kinds = (_word(kind).upper() for kind in _listed(node.get("joblocationtype")))
    remote = True if "TELECOMMUTE" in kinds else None
    places = joined(map(_place, _listed(node.get("joblocation"))))
    if not places and remote:
        places = joined(map(_name, _listed(node.get("applicantlocationrequirements"))))
    return places, remote


def _place(place: Any) -> str:
    if isinstance(place, str):
        return place
    known = _lower_keys(place)
    address = _first(known.get("address"))
    if isinstance(address, str) and address:
        return address
    parts = _lower_keys(address)
    names = ("addresslocality", "addressregion", "addresscountry")
    stated = dict.fromkeys(filter(None, (_name(_first(parts.get(name))) for name in names)))
    return ", ".join(stated) or _name(known)


def _salary(stated: Any) -> Salary | None:
    pay = _lower_keys(_first(stated))
    value = _first(pay.get("value", stated if isinstance(stated, int | float | str) else None))
    sums = _lower_keys(value) or {"value": value}
    least = amount(sums.get("minvalue")) or amount(sums.get("value"))
    most = amount(sums.get("maxvalue")) or amount(sums.get("value"))
    if least is None and most is None:
        return None
    unit = _word(sums.get("unittext")) or _word(pay.get("unittext"))
    return Salary(least, most, _word(pay.get("currency")) or None, period_of(unit))


def _name(value: Any) -> str:
    """The name of something given by name or as an object with one."""
    return _word(value) or _word(_first(_lower_keys(value).get("name")))


def _word(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Any) -> Any:
    return next(iter(_listed(value)), None)


def _lower_keys(value: Any) -> Node:
    found = value if isinstance(value, dict) else {}
    return {str(key).lower().lstrip("@"): entry for key, entry in found.items()}
