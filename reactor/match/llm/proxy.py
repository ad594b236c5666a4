"""The proxy on the way to the model, where the operator's variables name one."""

from urllib.parse import urlsplit
from urllib.request import proxy_bypass_environment as is_direct  # type: ignore[attr-defined]

from reactor import environment


def proxy_for(url: str) -> str | None:
    """The proxy for an address, with its login; None for none.

    The variable of a proxy with a login is withheld from children, and with them from libraries.
    """
    # Public, but not known to typeshed, hence the ignored import.
    parts = urlsplit(url)
    proxies = {
        name.lower().removesuffix("_proxy"): value
        for name, value in environment.given().items()
        if environment.is_proxy(name) and value
    }
    if is_direct(parts.hostname or "", proxies):
        return None
    return proxies.get(parts.scheme)
