"""One address for one posting, however it is linked."""

import re
from urllib.parse import urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|gclid|gbraid|wbraid|fbclid|msclkid|dclid|yclid|twclid|ttclid|li_fat_id|igshid|mc_[ce]id"
    r"|_hs\w+|__hs\w+|_ga|_gl|gh_src|lever-(?:source|origin|via)\S*|ashby_src|trk\w*|tracking_?id",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"phpsessid|jsessionid|aspsessionid\w*|session_?id|cfid|cftoken", re.IGNORECASE
)
# These name a campaign (`ref=linkedin`) or a posting (`ref=REQ-123`): the latter has a digit.
_AMBIGUOUS = re.compile(r"ref|referrer|source|src|from|via|origin", re.IGNORECASE)
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
# A page that is one program routes by fragment: `#/jobs/17` is a posting, `#apply` is not.
_ROUTE = re.compile(r"!?/.")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """`url` without what does not make it another page.

    Tracking parameters, session ids, fragments (but for routes), default ports and trailing
    slashes go; everything else stays in its order and spelling.

    Raises:
        ValueError: `url` is malformed.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    path = _PATH_SESSION.sub("", parts.path).rstrip("/") or "/"
    query = "&".join(filter(_tells_pages_apart, parts.query.split("&")))
    fragment = parts.fragment if _ROUTE.match(parts.fragment) else ""
    return urlunsplit((parts.scheme, host, path, query, fragment))


def _tells_pages_apart(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    if not name or _TRACKING.fullmatch(name) or _SESSION.fullmatch(name):
        return False
    return not _AMBIGUOUS.fullmatch(name) or any(map(str.isdigit, value))
