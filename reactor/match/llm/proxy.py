"""The proxy for requests to the model, from the operator's environment variables."""

from urllib.parse import urlsplit
from urllib.request import proxy_bypass_environment as is_direct  # type: ignore[attr-defined]

from reactor import environment


def proxy_for(url: str) -> str | None:
    """The proxy for a URL, with its credentials; None if there is none.

    A proxy variable with credentials is removed from `os.environ`, so libraries do not see it.
    """
    # `is_direct` is public, but typeshed does not know it, hence the ignored import.
    parts = urlsplit(url)
    proxies = {
        name.lower().removesuffix("_proxy"): value
        for name, value in environment.given().items()
        if environment.is_proxy(name) and value
    }
    if is_direct(parts.hostname or "", proxies):
        return None
    return proxies.get(parts.scheme)
