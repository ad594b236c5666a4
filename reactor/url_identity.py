"""Which differently written addresses lead to the same page or the same record."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

_MIN_DIGITS = 4
"""Digits of a number at the end of a slug; shorter ones only tell pages of the same name apart."""

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_WHOLE = re.compile(rf"\d{{1,18}}|{_UUID}|[a-z]{{1,3}}[-_]?\d{{3,18}}|[0-9a-f]{{16,40}}")
_LEADING = re.compile(rf"(\d{{1,18}}|{_UUID})[-_](?=\D)(?P<slug>.*)")
_TRAILING = re.compile(
    rf"(?P<slug>.*)[-_.](\d{{{_MIN_DIGITS},18}}|{_UUID}|[a-z]{{1,4}}\d{{{_MIN_DIGITS},18}})"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_EXTENSION = re.compile(r"\.(?:html?|php|aspx?|jsp)$")


def page_key(url: str) -> str:
    """A canonical address without its scheme and a leading `www`, both irrelevant to identity."""
    return url.partition("://")[2].removeprefix("www.")


def spellings(url: str) -> Iterator[str]:
    """A canonical address with either scheme, with and without `www`; the original first."""
    yield url
    for scheme in ("https://", "http://"):
        for host in ("", "www."):
            if (other := f"{scheme}{host}{page_key(url)}") != url:
                yield other


def same_site(one: str, other: str) -> bool:
    """Whether two addresses have the same host, ignoring `www`."""
    return _host(one) == _host(other) != ""


def record_key(url: str) -> str:
    """The part shared by all addresses of one record, whatever its title: host, folder and number.

    It is equal for `/jobs/17-pump-engineer` and `/jobs/17-senior-pump-engineer`; `""` for an
    address without a number that identifies one record.
    """
    parts = urlsplit(url)
    pieces = [unquote(piece).lower() for piece in parts.path.split("/") if piece]
    pieces = [*pieces[:-1], _EXTENSION.sub("", pieces[-1])] if pieces else []
    # The number, then the slug; or the slug, then the number.
    for at in (len(pieces) - 1, len(pieces) - 2):
        if at < 1:
            break
        if _WHOLE.fullmatch(pieces[at]) and not _is_of_date(pieces, at):
            before = at - 1 if at == len(pieces) - 1 and _is_slug(pieces[at - 1]) else at
            return _key(url, pieces[:before], pieces[at], parts.query)
    if pieces and (found := _LEADING.fullmatch(pieces[-1]) or _TRAILING.fullmatch(pieces[-1])):
        number = next(part for part in found.groups() if part and part != found["slug"])
        return _key(url, pieces[:-1], number, parts.query)
    return ""


def _is_of_date(pieces: list[str], at: int) -> bool:
    """Whether a number is a year, or the month or day of a date in the path (`/2026/05/welder`)."""
    return any(_YEAR.fullmatch(piece) for piece in pieces[max(at - 2, 0) : at + 1])


def _is_slug(piece: str) -> bool:
    """Whether a path segment is a slug of several words without digits, not a folder."""
    return piece.count("-") + piece.count("_") >= 1 and not any(map(str.isdigit, piece))


def _key(url: str, folder: list[str], number: str, query: str) -> str:
    return f"{_host(url)}/{'/'.join(folder)}#{number}?{query}"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
