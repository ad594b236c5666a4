"""What browsers are told about every answer: nothing of a stranger's runs, and nobody frames it."""

from aiohttp import web

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # `no-referrer` would make a form of ours come from the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Server": "scoutly-reactor",
}


async def say_always(_: web.Request, response: web.StreamResponse) -> None:
    """Set them; an answer is to be kept by no cache unless it says so itself."""
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.update(_ALWAYS)
