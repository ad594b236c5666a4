"""Language variants of one page."""

import re
from urllib.parse import urlsplit

_LANGUAGES = (
    "ar|bg|bs|ca|cs|cy|da|de|el|en|es|et|eu|fa|fi|fr|ga|gl|he|hi|hr|hu|id|is|it|ja|ko|lt|lv|mk|ms|mt"
    "|nb|nl|nn|no|pl|pt|ro|ru|sk|sl|sq|sr|sv|th|tr|uk|ur|vi|zh"
)
_TAG = rf"(?:{_LANGUAGES})(?:[-_][a-z]{{2,4}})?"
_IN_PATH = re.compile(rf"/(?P<tag>{_TAG})(?=/|$)", re.IGNORECASE)
_IN_QUERY = re.compile(
    rf"(?P<before>^|&)(?:lang|language|locale|hl|lng|sprache)=(?P<tag>{_TAG})(?=&|$)", re.IGNORECASE
)


def locale_of(url: str) -> str:
    """Return the language that an address names, such as `de`; `""` if it names none."""
    parts = urlsplit(url)
    found = _IN_PATH.search(parts.path) or _IN_QUERY.search(parts.query)
    return found["tag"].lower()[:2] if found else ""


def without_locale(url: str) -> str:
    """Return an address that is equal for all language variants of a page."""
    parts = urlsplit(url)
    path = _IN_PATH.sub("", parts.path, count=1)
    query = _IN_QUERY.sub("", parts.query).removeprefix("&")
    return parts._replace(path=path, query=query).geturl()


def one_language(urls: list[str], own: str) -> set[str]:
    """Return the subset of `urls` with one language variant of each posting.

    Args:
        urls: the addresses, in page order.
        own: the page's own language, which is preferred; next comes an address that names none.
    """
    copies = dict[str, list[str]]()
    for url in urls:
        copies.setdefault(without_locale(url), []).append(url)

    def rank(url: str) -> int:
        locale = locale_of(url)
        return 0 if own and locale == own else 1 if not locale else 2

    return {min(same, key=rank) for same in copies.values()}
