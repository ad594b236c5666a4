"""What one entry of a page's embedded JSON says, if it is a posting."""

import html
import re
from typing import Any

from reactor.scrape.words.stated import joined

Node = dict[str, Any]

_WRAPPERS = ("node", "attributes", "fields", "_source", "job", "posting", "item", "data")
_TITLES = (
    *(
        "title",
        "jobtitle",
        "positiontitle",
        "openingtitle",
        "jobopeningname",
        "rolename",
        "jobname",
    ),
    *("positionname", "name", "position", "role", "headline", "heading", "text", "designation"),
    *("titel", "stellentitel", "titre", "intitule", "titulo", "cargo", "vaga", "functietitel"),
)
_ADDRESSES = (
    *(
        "url",
        "joburl",
        "absoluteurl",
        "hostedurl",
        "careersurl",
        "publicurl",
        "detailurl",
        "pageurl",
    ),
    *(
        "externalurl",
        "canonicalurl",
        "fullurl",
        "permalink",
        "link",
        "href",
        "uri",
        "path",
        "fullpath",
    ),
    *("externalpath", "detailpath", "joblink", "weburl", "applyurl", "applylink", "applicationurl"),
)
_IDENTITIES = (
    *(
        "slug",
        "urlslug",
        "handle",
        "shortcode",
        "jobslug",
        "id",
        "jobid",
        "_id",
        "uid",
        "uuid",
        "reqid",
    ),
    *("requisitionid", "vacancyid", "postingid", "ref", "code", "jobreqid"),
)
_SURE_FACTS = frozenset(
    (
        *("department", "departments", "departmentname", "hiringdepartment"),
        *("employmenttype", "jobtype", "contracttype", "commitment", "typeofemployment"),
        *("workplacetype", "worktype", "applyurl", "applylink", "applicationurl", "jobid"),
        *("jobtitle", "reqid", "requisitionid", "vacancyid", "salary", "salaryrange"),
        *("compensation", "closingdate", "dateposted", "experiencelevel", "minexperience"),
        *("seniority", "jobcategory", "jobfamily"),
    )
)
_FACTS = _SURE_FACTS | frozenset(
    (
        *("team", "teams", "location", "locations", "locationname", "joblocation"),
        *("office", "offices", "city", "country", "remote", "isremote", "remotetype"),
        *("deadline", "experience", "hours", "category", "categories", "function", "level"),
    )
)
_PLACES = (
    "location",
    "locationname",
    "joblocation",
    "locations",
    "office",
    "offices",
    "city",
    "ort",
    "place",
)
_EMPLOYMENTS = (
    "employmenttype",
    "jobtype",
    "contracttype",
    "commitment",
    "typeofemployment",
    "type",
    "worktype",
)
_DATES = ("dateposted", "publisheddate", "postedat", "publishedat", "firstpublished", "posteddate")
_NAMES = (
    "rendered",
    "current",
    "name",
    "label",
    "text",
    "title",
    "value",
    "en",
    "city",
    "href",
    "url",
    "slug",
)
_CLOSED = frozenset(
    (
        *("closed", "draft", "archived", "unpublished", "filled", "expired", "inactive"),
        *("deleted",),
    )
)
_MUST_HOLD = ("islisted", "listed", "published", "ispublished", "isopen")
_MUST_NOT_HOLD = (
    "isinternal",
    "internal",
    "archived",
    "isarchived",
    "closed",
    "isclosed",
    "isdraft",
    "isconfidential",
)
_ADDRESS_NAME = re.compile(r"(?:url|link|href)$")
_OTHER_ADDRESS_NAME = re.compile(
    r"logo|image|icon|avatar|photo|video|compan|employer|share|banner|linked"
)
_KEY = re.compile(r"[^\s/]{2,150}")
_MARKUP = re.compile(r"<[^<>]+>")


class StateEntry:
    """One object of a list, with its keys in whatever spelling.

    Args:
        node: the object.
    """

    def __init__(self, node: Node) -> None:
        self._facts = _flat(node)

    @property
    def title(self) -> str:
        """What may be a posting's title."""
        return html.unescape(_MARKUP.sub(" ", self._first(_TITLES))).strip()

    @property
    def location(self) -> str:
        """Its places, as far as they are stated."""
        places = (joined(_texts(self._facts.get(name))) for name in _PLACES)
        return next(filter(None, places), "")

    @property
    def employment_type(self) -> str:
        """The kind of employment."""
        return self._first(_EMPLOYMENTS)

    @property
    def posted_at(self) -> str:
        """The date as stated."""
        return self._first(_DATES)

    @property
    def remote(self) -> bool | None:
        """Whether the work is remote; only a plain yes counts."""
        return (
            True if any(self._facts.get(name) is True for name in ("remote", "isremote")) else None
        )

    @property
    def addresses(self) -> dict[str, str]:
        """What may be its address, by the keys."""
        others = (name for name in self._facts if _ADDRESS_NAME.search(name))
        names = [name for name in (*_ADDRESSES, *others) if not _OTHER_ADDRESS_NAME.search(name)]
        found = {name: _text(self._facts.get(name)) for name in dict.fromkeys(names)}
        return {name: value for name, value in found.items() if value}

    @property
    def identities(self) -> dict[str, str]:
        """What may be a part of its address, by the keys."""
        names = dict.fromkeys((*_IDENTITIES, *self._facts))
        found = {name: _text(self._facts.get(name)) for name in names}
        known = {name: value for name, value in found.items() if _KEY.fullmatch(value)}
        if {"slug", "id"} <= known.keys():
            known["id-slug"] = f"{known['id']}-{known['slug']}"
            known["slug-id"] = f"{known['slug']}-{known['id']}"
        return known

    @property
    def facts(self) -> tuple[int, int]:
        """How many of its keys postings have: in all, and those that little else has."""
        known = {name for name, value in self._facts.items() if value not in (None, "", [], {})}
        return len(known & _FACTS), len(known & _SURE_FACTS)

    @property
    def is_open(self) -> bool:
        """Whether it is meant to be seen: not a draft, closed or internal."""
        status = self._facts.get("status")
        if isinstance(status, str) and status.lower() in _CLOSED:
            return False
        hidden = any(self._facts.get(name) is False for name in _MUST_HOLD)
        return not hidden and not any(self._facts.get(name) is True for name in _MUST_NOT_HOLD)

    def _first(self, names: tuple[str, ...]) -> str:
        return next(filter(None, (_text(self._facts.get(name)) for name in names)), "")


def _flat(node: Node) -> Node:
    """The facts of `node`, and of the object that it merely wraps, by plain lower-case keys."""
    for name in _WRAPPERS:
        if isinstance(inner := node.get(name), dict) and len(inner) > 1:
            node = {**node, **inner}
    return {re.sub(r"(?<=.)[_\-]", "", str(key)).lower(): value for key, value in node.items()}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return next(filter(None, (_text(value.get(name)) for name in _NAMES)), "")
    return ""


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [_text(entry) for entry in value]
    known = value if isinstance(value, dict) else {}
    parts = [
        _text(known.get(name)) for name in ("City", "State", "city", "region", "state", "country")
    ]
    place = ", ".join(dict.fromkeys(filter(None, parts)))
    return [place or _text(value)]
