"""Canonicalisation: one address for each posting, however it is linked."""

import re
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|gclid|gclsrc|gbraid|wbraid|gad_\w+|fbclid|msclkid|dclid|yclid|twclid|ttclid|li_fat_id"
    r"|igsh(?:id)?|srsltid|epik|rdt_cid|mkt_tok|mc_[ce]id|_kx|vero_id|_hs\w+|__hs\w+|hslang|hsa_\w+"
    r"|_ga|_gl|gh_src|src|source|sourcetype|source_?(?:name|type)|referrer|via|origin|job_?pipeline|rx_\w+|icid|ncid|s_cid"
    r"|cmpid|campaign(?:_?id)?|job_?board|(?:job|applicant|traffic)_?source|(?:pk|mtm|matomo|piwik|oly)_\w+|wt[._]mc\w*"
    r"|lever-(?:source|origin|via)\S*|ashby_src|iisn?|agid|pvs|trk\w*|tracking_?id|ref_src",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"phpsessid|jsessionid|aspsessionid\w*|session_?id|cfid|cftoken", re.IGNORECASE
)
# `sid` is a session id only if its value looks random; `sid=17` may identify the page.
_DRAWN = re.compile(r"sid=(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{10,}", re.IGNORECASE)
# `ref` and `from` name a campaign (`ref=linkedin`) or a posting (`ref=REQ-123`); only the latter
# has a digit.
_AMBIGUOUS = re.compile(r"ref|from", re.IGNORECASE)
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*|/\([A-Z]\([^()/]*\)\)(?=/)", re.IGNORECASE)
# Single-page applications route by fragment: `#/jobs/17` is a posting, `#apply` is not.
_ROUTE = re.compile(r"!?/.")
_ESCAPE = re.compile(r"(%[0-9A-Fa-f]{2})")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Characters that RFC 3986 allows unescaped in paths and queries.
_KEPT = "/:@!$&'()*+,;=-._~?"


FORM = 2
"""Version of `canonical_url`'s results. Increase it whenever they change, so that addresses stored
in histories are canonicalised again.
"""


def canonical_url(url: str) -> str:
    """Return `url` without the parts that do not identify the page.

    Removed are tracking parameters, parameters with an empty value, session ids, fragments other
    than routes, default ports, repeated and trailing slashes, and dot segments. Parameters are
    sorted by name. Escapes are normalised as RFC 3986 recommends.

    Raises:
        ValueError: `url` is malformed.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower().rstrip(".")
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    fragment = parts.fragment if _ROUTE.match(parts.fragment) else ""
    return urlunsplit((parts.scheme, host, _path(parts.path), _query(parts.query), fragment))


def canonical_forms(addresses: Iterable[str]) -> dict[str, str]:
    """Map each address that is not canonical to its canonical form; malformed ones are omitted.

    Addresses with the same canonical form belong to the same posting.
    """
    forms: dict[str, str] = {}
    for address in addresses:
        with suppress(ValueError):
            canonical = canonical_url(address)
            if canonical != address:
                forms[address] = canonical
    return forms


def _path(path: str) -> str:
    plain = re.sub(r"/{2,}", "/", _encoded(_PATH_SESSION.sub("", path)))
    return urljoin("/", plain or "/").rstrip("/") or "/"


def _query(query: str) -> str:
    parameters = filter(_tells_pages_apart, query.split("&"))
    return "&".join(
        _encoded(each) for each in sorted(parameters, key=lambda each: each.partition("=")[0])
    )


def _encoded(text: str) -> str:
    """Return `text` with one spelling of each character; an escaped delimiter stays escaped."""
    pieces = _ESCAPE.split(text)
    return "".join(_escape(piece) if _ESCAPE.fullmatch(piece) else quote(piece, _KEPT)
                   for piece in pieces)  # fmt: skip


def _escape(escape: str) -> str:
    """Normalise an escape: decode an unreserved character, else use upper-case digits."""
    byte = unquote_to_bytes(escape)
    plain = byte.isalnum() or byte in (b"-", b".", b"_", b"~")
    return byte.decode("ascii") if plain else escape.upper()


def _tells_pages_apart(parameter: str) -> bool:
    name, equals, value = parameter.partition("=")
    if not name or (equals and not value):
        return False
    if _TRACKING.fullmatch(name) or _SESSION.fullmatch(name) or _DRAWN.fullmatch(parameter):
        return False
    return not _AMBIGUOUS.fullmatch(name) or any(map(str.isdigit, value))
