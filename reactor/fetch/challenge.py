"""Detection of bot challenges in place of the requested page.

The signs are those of Cloudflare, Akamai, Imperva, DataDome, PerimeterX and Kasada. Some challenges
have status 200; such a page must never be read as "no jobs".
"""

import re
from collections.abc import Mapping
from http import HTTPStatus

from reactor.fetch.page import Page

_AT_ANY_SIZE = (
    *(b"Reference #18.", b"Pardon Our Interruption", b"__cf_chl_f_tk=", b"cf-error-code"),
    *(b"window._pxAppId", b"captcha.px-cdn.net", b"captcha-delivery.com"),
    *(b"_Incapsula_Resource", b"KPSDK"),
)
# Cloudflare's `scripts/jsd` probe is also in ordinary pages.
_CLOUDFLARE = re.compile(rb"/cdn-cgi/challenge-platform/(?!(?:h/\w/)?scripts/jsd/)")
_IN_SMALL_PAGES = re.compile(
    rb"Just a moment|Checking your browser|Access Denied|g-recaptcha", re.IGNORECASE
)
_SMALL = 10_000
_REACH = 1_000_000
"""Bytes that are searched: challenges are small, pages of many megabytes are none."""


def is_challenge(page: Page, headers: Mapping[str, str]) -> bool:
    """Whether `page` is a bot challenge.

    The bytes are searched without decoding: decoding a large page would block the event loop.
    """
    beginning = page.body[:_REACH]
    if headers.get("cf-mitigated", "").strip().lower() == "challenge":
        return True
    if page.status == HTTPStatus.OK and page.media_type.endswith("json"):
        return False
    return (
        any(sign in beginning for sign in _AT_ANY_SIZE)
        or _CLOUDFLARE.search(beginning) is not None
        or (len(page.body) < _SMALL and _IN_SMALL_PAGES.search(page.body) is not None)
    )
