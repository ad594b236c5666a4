"""What a person can do about a company that cannot be read, from what its last visit said."""

import re
import shlex

_BOARD = "give the address of its job board itself as careers_url"
_SITE_TROUBLE = (
    r"answered (408|425|429|5\d\d)|took longer|could not be|No secure|broke off|did not answer"
    r"|left alone|empty page"
)
_MENDS = (
    (r"has no careers_url", "give it a careers_url; then it is tried again"),
    (
        r"not a web address|There cannot be a host|not an address that we dial|must not hold",
        "correct careers_url: it should look like https://example.com/careers",
    ),
    (r"There is no host", "edit careers_url: its host does not exist"),
    (r"answered (404|410)|the page is gone|says \"", "edit careers_url: nothing is there any more"),
    (r"challenge for browsers", f"the site keeps programs out: {_BOARD}, or stop tracking it"),
    (r"robots\.txt asks", f"{_BOARD}, or set REACTOR_ROBOTS=off"),
    (r"not a public address|not public", "name its host in REACTOR_ALLOW_HOSTS if you trust it"),
    (r"JavaScript|for its scripts|is an empty page", _BOARD),
    (r"answered (401|403|451)|wants a login|sign in", f"the site lets nobody in: {_BOARD}"),
    (
        r"not a web page|should be JSON|is JSON of no board|does not answer as",
        "edit careers_url: it should be the page that lists the postings",
    ),
    (r"larger than|redirects", f"edit careers_url: {_BOARD}"),
    (r"[Gg]emini|GEMINI", "check GEMINI_API_KEY and GEMINI_MODEL: reactor doctor"),
    (
        _SITE_TROUBLE,
        "the site has trouble and is tried again by itself; isProblematic: false tries it now",
    ),
)


def mend_for(message: str, label: str) -> str:
    """The one thing to do.

    Args:
        message: the `errorMessage` of the job that failed, `""` if none is known.
        label: what its company is called.
    """
    for pattern, mend in _MENDS:
        if re.search(pattern, message):
            return mend
    return f"see each step of a visit: reactor doctor --test-pipeline {shlex.quote(label)}"
