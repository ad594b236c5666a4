"""What one entry of a page's embedded JSON says, if it is a posting."""

import html
import re
from datetime import UTC, datetime
from typing import Any

from reactor.decisions.deadline import is_over
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
        *("deleted", "cancelled", "canceled", "withdrawn", "disabled", "offline", "ended"),
        *("on_hold", "onhold", "pending", "rejected", "removed", "completed", "trashed"),
    )
)
_HIDDEN = frozenset(("internal", "private", "hidden", "confidential", "unlisted", "internal_only"))
_STATES = (
    *("status", "state", "jobstatus", "postingstatus", "publishstatus", "publicationstatus"),
    *("jobstate", "poststatus", "workflowstate", "openingstatus", "requisitionstatus"),
)
_VISIBILITIES = ("visibility", "access", "audience", "postingtype", "jobvisibility")
_MUST_HOLD = (
    *("islisted", "listed", "published", "ispublished", "isopen", "open", "active", "isactive"),
    *("visible", "isvisible", "ispublic", "enabled", "isenabled", "canapply", "islive", "live"),
    *("acceptingapplications", "isacceptingapplications", "posted"),
)
_MUST_NOT_HOLD = (
    *("isinternal", "internal", "archived", "isarchived", "closed", "isclosed", "isdraft"),
    *("isconfidential", "draft", "expired", "isexpired", "filled", "isfilled", "isdeleted"),
    *("deleted", "hidden", "ishidden", "isprivate", "disabled", "isdisabled", "internalonly"),
    *("unlisted", "isunlisted", "inactive", "isinactive", "ispaused"),
)
_ENDS = (
    *("expiresat", "expirydate", "expirationdate", "expiredate", "expires", "expireson", "expiry"),
    *("closingdate", "closedate", "closesat", "closeson", "validthrough", "validuntil", "validto"),
    *("applicationdeadline", "deadline", "applyby", "closedat", "unpublishat", "unpublishedat"),
    *("archivedat", "postingenddate", "deletedat"),
)
_ADDRESS_NAME = re.compile(r"(?:url|link|href)$")
_OTHER_ADDRESS_NAME = re.compile(
    r"logo|image|icon|avatar|photo|video|compan|employer|share|banner|linked"
)
_MILLISECONDS = 100_000_000_000
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
        """Whether it is meant to be seen: not a draft, closed, internal or over."""
        states = (self._facts.get(name) for name in _STATES)
        if any(_word(state) in _CLOSED for state in states):
            return False
        if any(_word(self._facts.get(name)) in _HIDDEN for name in _VISIBILITIES):
            return False
        hidden = any(self._facts.get(name) is False for name in _MUST_HOLD)
        return not (
            hidden or any(self._facts.get(name) is True for name in _MUST_NOT_HOLD) or self._is_over
        )

    @property
    def _is_over(self) -> bool:
        """Whether a day on which it ends has passed."""
        now = datetime.now(UTC)
        ends = (self._facts.get(name) for name in _ENDS)
        return any(is_over(_date(end), now, self.posted_at) for end in ends)

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


def _word(value: Any) -> str:
    return re.sub(r"[\s-]", "_", _text(value).lower())


def _date(value: Any) -> str:
    """A day as stated; one in seconds or milliseconds since 1970 as ISO 8601."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _text(value)
    try:
        return datetime.fromtimestamp(
            value / 1000 if value > _MILLISECONDS else value, UTC
        ).isoformat()
    except (ValueError, OverflowError, OSError):
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
