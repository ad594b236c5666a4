"""Error messages for the owner of a CV, without the secrets in addresses."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from yarl import URL

from reactor.error_codes import Code
from reactor.errors import LastingError, PassingError, ReactorError

MEND = "correct cvUrl, or put the CV as text into cvText"

_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{0,20}://(?:[^\s/?#'\"]*@)?([^\s/?#'\"]*)[^\s'\"]*", re.IGNORECASE
)
_FIELD = re.compile(r"\AcvUrl(?: \([^)]*\))?: ")
_SHOWN_LENGTH = 200
_CODES: Mapping[Code, Code] = MappingProxyType(
    {
        "document_locked": "cv_locked",
        "document_without_text": "cv_scanned",
        "forbidden": "cv_not_shared",
        "login_required": "cv_not_shared",
        "needs_scripts": "cv_wall",
    }
)
"""Error codes of pages and documents, mapped to the codes for CVs."""
_OF_CVS: frozenset[Code] = frozenset(
    ("cv_not_shared", "cv_locked", "cv_scanned", "cv_wall", "cv_unsupported")
)


def code_of_cv(code: Code) -> Code:
    """The CV code for an error code."""
    return code if code in _OF_CVS else _CODES.get(code, "cv_unreadable")


def shown(cv_url: str) -> str:
    """Host and path of an address, `""` for none. Its query is left out: it may grant access."""
    try:
        address = URL(cv_url)
        return f"{address.host}{address.path}"[:_SHOWN_LENGTH] if address.host else ""
    except ValueError:
        return ""


def without_addresses(message: str) -> str:
    """A message with addresses reduced to their hosts.

    The address after a redirect often grants access to the file.
    """
    return _ADDRESS.sub(r"\1", message)


def without_field(message: str) -> str:
    """A message without the name of the field at its beginning."""
    return _FIELD.sub("", message, count=1)


def retold(error: ReactorError, cv_url: str) -> ReactorError:
    """The same error with a message that names `cvUrl` and, if it is lasting, the remedy."""
    where = shown(cv_url)
    message = f"cvUrl ({where}): " if where else "cvUrl: "
    message += without_addresses(str(error))
    if isinstance(error, PassingError):
        return type(error)(message, code="cv_unavailable", retry_after=error.retry_after)
    if not isinstance(error, LastingError):
        return error
    told = message if "cvText" in message else f"{message}; {MEND}"
    return type(error)(told, code=code_of_cv(error.code))
