"""Telling a challenge for browsers from the page that was asked for.

The signs are those that Cloudflare, Akamai, Imperva, DataDome, PerimeterX and Kasada leave; some
come with status 200, and such a page must never be read as "no jobs".
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
# Cloudflare puts its `scripts/jsd` probe into ordinary pages too.
_CLOUDFLARE = re.compile(rb"/cdn-cgi/challenge-platform/(?!(?:h/\w/)?scripts/jsd/)")
_IN_SMALL_PAGES = re.compile(
    rb"Just a moment|Checking your browser|Access Denied|g-recaptcha", re.IGNORECASE
)
_SMALL = 10_000
_REACH = 1_000_000
"""Bytes that are looked through: challenges are small, and pages of many megabytes are none."""


def is_challenge(page: Page, headers: Mapping[str, str]) -> bool:
    """Whether `page` asks the visitor to prove that it is a browser.

    The signs are looked for in its bytes: decoding a large page would hold up the event loop.
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
