"""Telling a challenge for browsers from the page that was asked for.

The signs are those that Cloudflare, Akamai, Imperva, DataDome, PerimeterX and Kasada leave; some
come with status 200, and such a page must never be read as "no jobs".
"""

import re
from collections.abc import Mapping

from reactor.fetch.page import Page

_AT_ANY_SIZE = re.compile(
    r"Reference #18\.|Pardon Our Interruption|__cf_chl_f_tk=|cf-error-code"
    # Cloudflare puts its `scripts/jsd` probe into ordinary pages too.
    r"|/cdn-cgi/challenge-platform/(?!(?:h/\w/)?scripts/jsd/)"
    r"|window\._pxAppId|captcha\.px-cdn\.net|captcha-delivery\.com|_Incapsula_Resource|KPSDK"
)
_IN_SMALL_PAGES = re.compile(
    r"Just a moment|Checking your browser|Access Denied|g-recaptcha", re.IGNORECASE
)
_SMALL = 10_000


def is_challenge(page: Page, headers: Mapping[str, str]) -> bool:
    """Whether `page` asks the visitor to prove that it is a browser."""
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    if page.status == 200 and page.media_type.endswith("json"):  # noqa: PLR2004 - HTTP's OK
        return False
    text = page.text
    return bool(
        _AT_ANY_SIZE.search(text) or (len(page.body) < _SMALL and _IN_SMALL_PAGES.search(text))
    )
