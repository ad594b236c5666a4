"""Decides whether a posting's address redirects away from the posting.

When a posting is taken down, sites often redirect to the list, the home page or a notice instead of
answering 404.
"""

import re
from urllib.parse import unquote, urlsplit

from reactor.scrape.locales import without_locale
from reactor.scrape.vocabulary.paths import is_list_path
from reactor.url_identity import page_key

_ERROR = re.compile(
    r"(?:^|&)(?:error|err|not_?found|(?:job_?|posting_?|position_?)?(?:expired|closed|not_?found|gone|missing)"
    r"|status=(?:404|410|closed|expired)|(?:msg|message|reason|code|notice|info|alert)=[^&]*"
    r"(?:expired|closed|not-?_?found|404|410|gone|unavailable|filled|inactive))(?:=|&|$)",
    re.IGNORECASE,
)
_ERROR_PAGE = re.compile(
    r"/(?:(?:error|errors|page|job|position|posting|vacancy|stelle)?[-_]?(?:404|410|not-?_?found|expired|closed"
    r"|error|unavailable|no-longer-available|filled)|nicht-gefunden|introuvable|no-encontrad[oa]|abgelaufen)"
    r"(?:\.\w{2,5})?$",
    re.IGNORECASE,
)
_INDEX = re.compile(
    r"/(?:index|default|home|start|startseite|accueil|inicio)(?:\.\w{2,5})?$", re.IGNORECASE
)
_TOKEN = re.compile(r"\d+|[^\W\d_]{4,}")


def leads_away(asked: str, answered: str) -> bool:
    """Whether a redirect from a posting's address led to a page that is certainly not the posting.

    Args:
        asked: the posting's address.
        answered: the address of the page returned instead.
    """
    if page_key(asked) == page_key(answered):
        return False
    before, after = urlsplit(without_locale(asked)), urlsplit(without_locale(answered))
    if _ERROR.search(after.query) and not _ERROR.search(before.query):
        return True
    path = _INDEX.sub("/", after.path).rstrip("/")
    was = before.path.rstrip("/")
    if _ERROR_PAGE.search(path) and not _ERROR_PAGE.search(was):
        return True
    if path == was:
        return False
    if not path and not _numbers(after.query):
        return after.fragment in {"", before.fragment} or not _numbers(after.fragment)
    above = was.startswith(f"{path}/") and not is_number(path)
    return (above or is_list_path(path)) and not _shares_number(before.query, after.query)


def is_related(asked: str, answered: str) -> bool:
    """Whether two addresses share a word or a number of the posting's name."""
    one, other = map(_last_tokens, (asked, answered))
    return not one.isdisjoint(other)


def is_number(path: str) -> bool:
    """Whether the last path segment contains a number, as a record's does."""
    return _numbers(path.rpartition("/")[2]) != set()


def _shares_number(one: str, other: str) -> bool:
    return not _numbers(one).isdisjoint(_numbers(other))


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def _last_tokens(url: str) -> set[str]:
    parts = urlsplit(without_locale(url))
    pieces = [piece for piece in unquote(parts.path).lower().split("/") if piece]
    return set(_TOKEN.findall(" ".join([*pieces[-2:], parts.query.lower()])))
